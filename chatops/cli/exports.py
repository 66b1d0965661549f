"""`chatops export`: writes the register for a school's information system, and a support plan to hand to parents."""

from pathlib import Path
from typing import Annotated

import typer

from chatops.cli.data import SCHOOL, opened, run, the_school, the_settings, today
from chatops.cli.terminal import JSON, refuse, say_json

exports = typer.Typer(
    name="export", help="Write the register (CSV or xlsx), or a pupil's support plan (Word).", no_args_is_help=True
)
FILE = Annotated[
    Path, typer.Argument(metavar="FILE", dir_okay=False, help="The file to write: its name ends in .csv or .xlsx.")
]


@exports.callback()
def export() -> None:
    """Write the register for your information system (CSV or xlsx), or a pupil's support plan (Word)."""


@exports.command("register")
def register(file: FILE, school: SCHOOL = None, as_json: JSON = False) -> None:
    """The SEN register: everybody with SEN support or an EHC plan. Only you can read the file that is written."""
    from chatops.exporting.register import COLUMNS, register_rows
    from chatops.exporting.table import WRITERS, Row, write_privately

    writer = WRITERS.get(file.suffix.casefold())
    if writer is None:
        refuse(f"{file.name}: the name must end in .csv or .xlsx, which says how the register is written.")
    settings = the_settings()

    async def work() -> tuple[str, list[Row]]:
        async with opened(settings) as database:
            of = await the_school(database, school)
            return of.name, await register_rows(database, of)

    name, rows = run(work())
    try:
        write_privately(file, writer("SEN register", COLUMNS, rows))
    except OSError as trouble:
        refuse(f"{file} cannot be written: {trouble.strerror}.")
    if as_json:
        say_json({"school": name, "file": str(file), "pupils": len(rows)})
    else:
        pupils = "1 pupil" if len(rows) == 1 else f"{len(rows)} pupils"
        typer.echo(f"{name}: {pupils} on the register. Wrote {file}, which only you can read: keep it so.")


@exports.command("pupil")
def pupil(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The pupil's name, or part of it: “amina y”.")],
    file: Annotated[
        Path, typer.Argument(metavar="FILE", dir_okay=False, help="The file to write: its name ends in .docx.")
    ],
    group: Annotated[str | None, typer.Option(metavar="GROUP", help="The form group, of two with one name.")] = None,
    school: SCHOOL = None,
    as_json: JSON = False,
) -> None:
    """A pupil's support plan, to hand to the parents. Only you can read the file that is written."""
    from chatops.documents.files import ENDING, as_file
    from chatops.exporting.plan import NotOne, support_plan
    from chatops.exporting.table import write_privately

    if file.suffix.casefold() != ENDING:
        refuse(f"{file.name}: the name must end in {ENDING}, for a Word document is written.")
    settings = the_settings()

    async def work() -> tuple[str, bytes]:
        async with opened(settings) as database:
            of = await the_school(database, school)
            try:
                document = await support_plan(database, of, name, group, today(settings))
            except NotOne as several:
                refuse(str(several), *several.choices)
            return of.name, (await as_file(document)).content

    of, content = run(work())
    try:
        write_privately(file, content)
    except OSError as trouble:
        refuse(f"{file} cannot be written: {trouble.strerror}.")
    if as_json:
        say_json({"school": of, "file": str(file)})
    else:
        typer.echo(f"{of}: wrote {file}, which only you can read: keep it so.")
