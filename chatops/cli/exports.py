"""`chatops export`: writes the register for a school's information system; a pupil's support plan, and evidence."""

from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chatops.cli.data import SCHOOL, opened, run, the_school, the_settings, today
from chatops.cli.recorded import recorded
from chatops.cli.terminal import JSON, refuse, say_json
from chatops.cli.writing import write

if TYPE_CHECKING:
    from chatops.exporting.of_pupil import Made
    from commands.domain.school import School
    from storage.database import Database

exports = typer.Typer(
    name="export",
    help="Write the register, a pupil's support plan or evidence, or everything held about a pupil.",
    no_args_is_help=True,
)
FILE = Annotated[
    Path, typer.Argument(metavar="FILE", dir_okay=False, help="The file to write: its name ends in .csv or .xlsx.")
]


@exports.callback()
def export() -> None:
    """Write the register for your information system (CSV or xlsx), or a pupil's plan or evidence (Word)."""


@exports.command("register")
def register(file: FILE, school: SCHOOL = None, as_json: JSON = False) -> None:
    """The SEN register: everybody with SEN support or an EHC plan. Only you can read the file that is written."""
    from chatops.exporting.register import COLUMNS, register_rows
    from chatops.exporting.table import WRITERS, Row
    from commands.domain.privacy.audit import Did

    writer = WRITERS.get(file.suffix.casefold())
    if writer is None:
        refuse(f"{file.name}: the name must end in .csv or .xlsx, which says how the register is written.")
    settings = the_settings()

    async def work() -> tuple[str, list[Row]]:
        async with opened(settings) as database:
            of = await the_school(database, school)
            rows, ids = await register_rows(database, of)
            await recorded(database, of, settings, "export register", Did.EXPORTED, *((id, "") for id in ids))
            return of.name, rows

    name, rows = run(work())
    write(file, writer("SEN register", COLUMNS, rows))
    if as_json:
        say_json({"school": name, "file": str(file), "pupils": len(rows)})
    else:
        pupils = "1 pupil" if len(rows) == 1 else f"{len(rows)} pupils"
        typer.echo(f"{name}: {pupils} on the register. Wrote {file}, which only you can read: keep it so.")


NAME = Annotated[str, typer.Argument(metavar="NAME", help="The pupil's name, or part of it: “amina y”.")]
DOCX = Annotated[
    Path, typer.Argument(metavar="FILE", dir_okay=False, help="The file to write: its name ends in .docx.")
]
GROUP = Annotated[str | None, typer.Option(metavar="GROUP", help="The form group, of two with one name.")]


@exports.command("pupil")
def pupil(name: NAME, file: DOCX, group: GROUP = None, school: SCHOOL = None, as_json: JSON = False) -> None:
    """A pupil's support plan, to hand to the parents. Only you can read the file that is written."""
    from chatops.exporting.of_pupil import support_plan

    _written(support_plan, "export pupil", name, file, group, school, as_json)


@exports.command("evidence")
def evidence(name: NAME, file: DOCX, group: GROUP = None, school: SCHOOL = None, as_json: JSON = False) -> None:
    """What there is to show an agency or the local authority of a pupil. Only you can read the file that is written."""
    from chatops.exporting.of_pupil import evidence as gathered

    _written(gathered, "export evidence", name, file, group, school, as_json)


def _written(
    make: "Callable[[Database, School, str, str | None, date], Awaitable[Made]]",
    word: str,
    name: str,
    file: Path,
    group: str | None,
    school: str | None,
    as_json: bool,
) -> None:
    """Writes what `make` makes of the one pupil a name means."""
    from chatops.documents.files import ENDING, as_file
    from chatops.exporting.of_pupil import NotOne
    from commands.domain.privacy.audit import Did

    if file.suffix.casefold() != ENDING:
        refuse(f"{file.name}: the name must end in {ENDING}, for a Word document is written.")
    settings = the_settings()

    async def work() -> tuple[str, bytes]:
        async with opened(settings) as database:
            of = await the_school(database, school)
            try:
                made = await make(database, of, name, group, today(settings))
            except NotOne as several:
                refuse(str(several), *several.choices)
            content = (await as_file(made.document)).content
            await recorded(database, of, settings, word, Did.EXPORTED, (made.pupil_id, made.reference))
            return of.name, content

    of, content = run(work())
    write(file, content)
    if as_json:
        say_json({"school": of, "file": str(file)})
    else:
        typer.echo(f"{of}: wrote {file}, which only you can read: keep it so.")
