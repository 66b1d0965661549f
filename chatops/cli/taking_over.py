"""How `chatops import` takes over a file: reads it, writes what is good of it, and says both, to people or programs."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from chatops.cli.data import opened, run, the_school, the_settings
from chatops.cli.recorded import recorded
from chatops.cli.terminal import bar, refuse, say_json

if TYPE_CHECKING:
    from chatops.importing.headings import Column, Told
    from chatops.importing.table import LineFinding, Reading, Understood
    from storage.lists.imports import Imports
    from storage.lists.list_plans import Counts

FILE = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", exists=True, dir_okay=False, readable=True, help="A file with headings: CSV or xlsx."
    ),
]
DRY_RUN = Annotated[
    bool, typer.Option("--dry-run", help="Say what would happen, and how each column was understood; write nothing.")
]
MAP = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="THEIRS=OURS",
        help="What a heading or a word of the file means: “Type of difficulty=need”. Kept for the school; may be said "
        "again. “Heading=-” leaves a column out.",
    ),
]


@dataclass(frozen=True)
class Kind:
    """A kind of list: what it is called, its columns, how it is read (from its bytes and what is told of its words) and
    written, and what of it was left out by the list as it is."""

    name: str
    columns: "Sequence[Column]"
    read: "Callable[[bytes, Told], Reading[Any]]"
    write: "Callable[[Imports, Reading[Any]], Awaitable[Counts]]"
    asked: "Callable[[Imports, Reading[Any]], Sequence[LineFinding]]" = lambda imports, reading: ()
    counted: Mapping[str, str] = field(default_factory=lambda: {"left": "left", "returned": "returned"})
    most: int = 0


def take_over(
    kind: Kind, file: Path, name: str | None, dry_run: bool, as_json: bool, given: Sequence[str] = ()
) -> None:
    """Takes a file over into a school's list, and says what came of it."""
    from chatops.clockwork.clock import Clock
    from chatops.importing.text import MOST_BYTES, UnreadableFile, read_file
    from chatops.importing.words import CannotBeSaid, said, told
    from commands.domain.privacy.audit import Did
    from storage.lists.import_log import keep_words, words_of
    from storage.lists.imports import Imports
    from storage.lists.list_plans import TooManyLeavers

    settings = the_settings()
    try:
        words = said(given, kind.name, kind.columns)
        data = read_file(file, kind.most or MOST_BYTES)
    except CannotBeSaid as why:
        refuse(str(why))
    except UnreadableFile as why:
        refuse(f"{file.name}: {why}")
    except OSError as trouble:
        refuse(f"{file.name} cannot be read: {trouble.strerror}.")

    async def work() -> tuple[dict[str, Any], "Reading[Any]"]:
        async with opened(settings) as database:
            school = await the_school(database, name)
            async with database.reading() as connection:
                saved = await words_of(connection, school.id, kind.name)
            reading = kind.read(data, told(saved, words))
            if not reading.rows:
                refuse(f"{file.name}: no line of the file can be used.", *map(str, reading.problems[:20]))
            with bar(f"{kind.name} of {school.name}") as progress:
                at = Clock(settings.clock).now()
                imports = Imports(database, school, trying=dry_run, told=progress, at=at)
                counts = await kind.write(imports, reading)
            if not dry_run:
                if words:
                    async with database.writing() as connection:
                        await keep_words(connection, school.id, kind.name, words)
                await recorded(database, school, settings, f"import {kind.name}", Did.CHANGED)
        report = {
            "school": {"id": school.id, "name": school.name},
            "kind": kind.name,
            "dry_run": dry_run,
            **asdict(counts),
            "problems": [asdict(finding) for finding in _in_order(reading.problems, kind.asked(imports, reading))],
            "remarks": [asdict(finding) for finding in reading.remarks],
            "clashing": sorted(
                ({"line": reading.lines.get(key, 0), "pupil": id} for key, id in imports.clashing.items()),
                key=itemgetter("line"),
            ),
            **({"columns": [asdict(one) for one in reading.understood]} if dry_run else {}),
            **({"stayed": imports.stayed} if imports.stayed else {}),
        }
        return report, reading

    try:
        report, reading = run(work())
    except UnreadableFile as why:
        refuse(f"{file.name}: {why}")
    except TooManyLeavers as leavers:
        of_some = ", or --part if the file is of some pupils alone" if kind.name == "pupils" else ""
        refuse(f"Nothing was written: {leavers}. If that is right, say --allow-leavers{of_some}.")
    if as_json:
        say_json(report)
    else:
        _say(kind, report, reading, dry_run)


def _say(kind: Kind, report: Mapping[str, Any], reading: "Reading[Any]", dry_run: bool) -> None:
    from chatops.importing.table import LineFinding

    words = {"new": "new", "changed": "changed", "unchanged": "unchanged"} | dict(kind.counted)
    counted = ", ".join(f"{report[count]} {word}" for count, word in words.items())
    typer.echo(f"{report['school']['name']}, {kind.name}: {counted}.")
    if dry_run:
        _say_columns(reading.understood)
    if (stayed := report.get("stayed")) and not reading.of_some:
        them = "1 pupil who is not in the file was" if stayed == 1 else f"{stayed} pupils who are not in the file were"
        why = " Of some lines it cannot be read who is meant." if reading.unknown else ""
        typer.echo(f"{them} not marked as left.{why}")
    problems = [LineFinding(**problem) for problem in report["problems"]]
    lines = len({finding.line for finding in problems})
    if lines:
        typer.echo(f"{lines} line{' was' if lines == 1 else 's were'} not used:")
        for finding in problems:
            typer.echo(f"  {finding}")
    if reading.remarks:
        typer.echo("Used, with a remark:")
        for finding in reading.remarks:
            typer.echo(f"  {finding}")
    if report["clashing"]:
        typer.echo(f"{report['clashes']} for the SENCO to decide (“register clashes”); until then ours stays as it is:")
        for clash in report["clashing"]:
            typer.echo(f"  line {clash['line']}: pupil {clash['pupil']}")
    if dry_run:
        typer.echo("This was a dry run: nothing was written.")


def _say_columns(understood: "Sequence[Understood]") -> None:
    """Each heading of the file with what it was taken for, and examples; those that were not used last."""
    if not understood:
        return
    typer.echo("How the columns were understood:")
    for one in (one for one in understood if one.column):
        typer.echo(f"  {one.heading} → {one.column}{_examples(one)}")
    if unused := [one for one in understood if not one.column and one.heading]:
        typer.echo("Not used (if one is needed, say --map “Its heading=our word”):")
        for one in unused:
            typer.echo(f"  {one.heading}{_examples(one)}")


def _examples(one: "Understood") -> str:
    return f": {', '.join(f'“{example[:40]}”' for example in one.examples)}" if one.examples else ": empty"


def _in_order(*findings: "Sequence[LineFinding]") -> "list[LineFinding]":
    return sorted((finding for some in findings for finding in some), key=lambda finding: finding.line)
