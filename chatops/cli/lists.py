"""`chatops import`: takes over lists of pupils, staff and term dates from a school's information system."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from chatops.cli.data import SCHOOL, opened, run, the_school, the_settings, today
from chatops.cli.recorded import recorded
from chatops.cli.terminal import JSON, bar, refuse, say_json

if TYPE_CHECKING:
    from chatops.importing.table import LineFinding, Reading
    from storage.lists.imports import Imports
    from storage.lists.list_plans import Counts

lists = typer.Typer(
    name="import",
    help="Take over lists of pupils, staff and term dates (CSV files).",
    no_args_is_help=True,
)
FILE = Annotated[
    Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, readable=True, help="A CSV file with headings.")
]
DRY_RUN = Annotated[bool, typer.Option("--dry-run", help="Say what would happen and write nothing.")]
ALLOW_LEAVERS = Annotated[
    bool, typer.Option("--allow-leavers", help="Go on though more than half of the list would be marked as left.")
]
SAME = Annotated[
    list[str] | None,
    typer.Option(
        "--same",
        metavar="ADDRESS|all",
        help="The line with this address is somebody on the list already: back again, or under another address or "
        "name. May be said again; “all” answers where the name is the same.",
    ),
]
NEW = Annotated[
    list[str] | None,
    typer.Option(
        "--new",
        metavar="ADDRESS|all",
        help="The line with this address is somebody new, though the address or the name was another's: nothing of "
        "theirs passes to them. May be said again, or of all.",
    ),
]


@lists.command("pupils")
def pupils(
    file: FILE,
    school: SCHOOL = None,
    dry_run: DRY_RUN = False,
    allow_leavers: ALLOW_LEAVERS = False,
    as_json: JSON = False,
) -> None:
    """Pupils, matched by UPN. Those missing from the file are marked as left, never deleted."""
    from chatops.importing.pupils import read_pupils

    day = today(the_settings())

    def write(imports: "Imports", reading: "Reading[Any]") -> "Awaitable[Counts]":
        return imports.pupils(
            reading.rows, fields=reading.fields, today=day, known=reading.known, allow_leavers=allow_leavers
        )

    _take_over("pupils", file, school, dry_run, as_json, lambda data: read_pupils(data, day), write)


@lists.command("staff")
def staff(
    file: FILE,
    school: SCHOOL = None,
    dry_run: DRY_RUN = False,
    allow_leavers: ALLOW_LEAVERS = False,
    same: SAME = None,
    new: NEW = None,
    as_json: JSON = False,
) -> None:
    """Staff, matched by e-mail address: name, role (teacher, senco, leadership, admin) and the groups they teach.

    Where a line may mean somebody who is on the list or somebody new, it is asked about, and used once --same or --new
    says which.
    """
    from chatops.importing.staff import asked_about, read_staff
    from commands.domain.staff_list import ALL, Said

    said = Said(*(frozenset(address.strip().lower() for address in given or ()) for given in (same, new)))
    if said.same & said.new:
        refuse("Say --same or --new of an address, not both.")

    def read(data: bytes) -> "Reading[Any]":
        reading = read_staff(data)
        if nowhere := (said.same | said.new) - {ALL} - set(reading.lines):
            refuse(f"No line of the file has the address {sorted(nowhere)[0]}, which --same or --new names.")
        return reading

    async def write(imports: "Imports", reading: "Reading[Any]") -> "Counts":
        return await imports.staff(
            reading.rows,
            fields=reading.fields,
            known=reading.known,
            allow_leavers=allow_leavers,
            said=said,
            former=reading.former,
        )

    def asked(imports: "Imports", reading: "Reading[Any]") -> "list[LineFinding]":
        return [asked_about(one, reading.lines[one.email]) for one in imports.unsettled]

    _take_over("staff", file, school, dry_run, as_json, read, write, asked)


@lists.command("terms")
def terms(file: FILE, school: SCHOOL = None, dry_run: DRY_RUN = False, as_json: JSON = False) -> None:
    """Term dates: terms, breaks, INSET days, closures. They replace those of the school years in the file."""
    from chatops.importing.terms import read_terms

    day = today(the_settings())

    def write(imports: "Imports", reading: "Reading[Any]") -> "Awaitable[Counts]":
        return imports.terms(reading.rows)

    _take_over("terms", file, school, dry_run, as_json, lambda data: read_terms(data, day), write)


def _take_over(
    what: str,
    file: Path,
    name: str | None,
    dry_run: bool,
    as_json: bool,
    read: "Callable[[bytes], Reading[Any]]",
    write: "Callable[[Imports, Reading[Any]], Awaitable[Counts]]",
    asked: "Callable[[Imports, Reading[Any]], Sequence[LineFinding]]" = lambda imports, reading: (),
) -> None:
    """Reads the file, writes what is good of it, and reports both. `asked` are lines that were left out by the list as
    it is."""
    from chatops.importing.table import LineFinding
    from chatops.importing.text import UnreadableFile, read_file
    from commands.domain.privacy.audit import Did
    from storage.lists.imports import Imports
    from storage.lists.list_plans import TooManyLeavers

    settings = the_settings()
    try:
        reading = read(read_file(file))
    except UnreadableFile as why:
        refuse(f"{file.name}: {why}")
    except OSError as trouble:
        refuse(f"{file.name} cannot be read: {trouble.strerror}.")
    if not reading.rows:
        refuse(f"{file.name}: no line of the file can be used.", *map(str, reading.problems[:20]))

    async def work() -> dict[str, Any]:
        async with opened(settings) as database:
            school = await the_school(database, name)
            with bar(f"{what} of {school.name}") as told:
                imports = Imports(database, school, trying=dry_run, told=told)
                counts = await write(imports, reading)
            if not dry_run:
                await recorded(database, school, settings, f"import {what}", Did.CHANGED)
        return {
            "school": {"id": school.id, "name": school.name},
            "kind": what,
            "dry_run": dry_run,
            **asdict(counts),
            "problems": [asdict(finding) for finding in _in_order(reading.problems, asked(imports, reading))],
            "remarks": [asdict(finding) for finding in reading.remarks],
            "clashing": sorted(
                ({"line": reading.lines.get(upn, 0), "pupil": id} for upn, id in imports.clashing.items()),
                key=itemgetter("line"),
            ),
        }

    try:
        report = run(work())
    except TooManyLeavers as leavers:
        refuse(f"Nothing was written: {leavers}. If that is right, say --allow-leavers.")
    if as_json:
        say_json(report)
        return
    words = {"left": "taken away"} if what == "terms" else {"left": "left", "returned": "returned"}
    words = {"new": "new", "changed": "changed", "unchanged": "unchanged"} | words
    counted = ", ".join(f"{report[count]} {word}" for count, word in words.items())
    typer.echo(f"{report['school']['name']}, {what}: {counted}.")
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


def _in_order(*findings: "Sequence[LineFinding]") -> "list[LineFinding]":
    return sorted((finding for some in findings for finding in some), key=lambda finding: finding.line)
