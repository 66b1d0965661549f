"""`chatops export`: writes files that a school's information system takes."""

from pathlib import Path
from typing import Annotated

import typer

from chatops.cli.data import SCHOOL, opened, run, the_school, the_settings
from chatops.cli.terminal import JSON, refuse, say_json

exports = typer.Typer(
    name="export", help="Write files for your information system (CSV or xlsx).", no_args_is_help=True
)
FILE = Annotated[
    Path, typer.Argument(metavar="FILE", dir_okay=False, help="The file to write: its name ends in .csv or .xlsx.")
]


@exports.callback()
def export() -> None:
    """Write files for your information system (CSV or xlsx)."""


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
