"""`chatops audit`: who looked at, changed or exported what about whom; reading it is itself recorded."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated

import typer

from chatops.cli.data import SCHOOL, opened, run, the_school, the_settings
from chatops.cli.recorded import recorded
from chatops.cli.terminal import JSON, refuse, say_json
from chatops.cli.writing import write

DATE = ["%Y-%m-%d"]


def audit(
    school: SCHOOL = None,
    pupil: Annotated[
        str | None, typer.Option(metavar="NAME|UPN", help="Of one pupil, by name or UPN; of one who has left too.")
    ] = None,
    person: Annotated[
        str | None,
        typer.Option(metavar="EMAIL", help="By one colleague, or our id of them; or an account here."),
    ] = None,
    since: Annotated[datetime | None, typer.Option(metavar="DATE", formats=DATE, help="From this day on.")] = None,
    until: Annotated[
        datetime | None, typer.Option(metavar="DATE", formats=DATE, help="Up to and including this day.")
    ] = None,
    csv: Annotated[
        Path | None,
        typer.Option("--csv", metavar="FILE", dir_okay=False, help="Write a table, which only you can read."),
    ] = None,
    as_json: JSON = False,
) -> None:
    """Print who looked at, changed or exported what about whom, the oldest first. That you have looked is recorded."""
    from chatops.exporting.audit import COLUMNS, Audited, audited
    from chatops.exporting.of_pupil import NotOne
    from chatops.exporting.table import as_csv
    from commands.domain.privacy.audit import Did

    if csv and as_json:
        refuse("Say --json to print for a program, or --csv FILE to write a table; not both.")
    if since and until and until < since:
        refuse("--until is before --since.")
    settings = the_settings()

    async def work() -> tuple[str, Audited]:
        async with opened(settings) as database:
            of = await the_school(database, school)
            try:
                found = await audited(
                    database,
                    of,
                    pupil=pupil,
                    person=person,
                    since=_begins(since.date()) if since else None,
                    until=_begins(until.date() + timedelta(days=1)) if until else None,
                )
            except NotOne as why:
                refuse(str(why), *why.choices)
            did = Did.EXPORTED if csv else Did.LOOKED
            await recorded(database, of, settings, "audit", did, (found.pupil_id, ""))
            return of.name, found

    name, found = run(work())
    if csv:
        write(csv, as_csv("Audit", COLUMNS, found.rows()))
        typer.echo(f"{name}: {_count(len(found.entries))}. Wrote {csv}, which only you can read: keep it so.")
    elif as_json:
        say_json({"school": name, "entries": found.as_json()})
    else:
        for said in found.lines():
            typer.echo(said)
        typer.echo(f"{name}: {_count(len(found.entries))}. That you have looked is recorded.")


def _begins(day: date) -> datetime:
    """When a day begins for the school."""
    from commands.domain.days.calendar import LONDON

    return datetime.combine(day, time(), LONDON)


def _count(lines: int) -> str:
    return "1 line" if lines == 1 else f"{lines} lines"
