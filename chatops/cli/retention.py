"""`chatops retention`: whose time is over, as a list for people to decide on; nothing ever goes by itself."""

from typing import TYPE_CHECKING, Annotated

import typer

from chatops.cli.data import SCHOOL, on_time, opened, run, the_school, the_settings
from chatops.cli.pupil_meant import at_terminal
from chatops.cli.terminal import JSON, refuse, say_json

if TYPE_CHECKING:
    from storage.rights.retention import OverDue


def retention(
    ask: Annotated[bool, typer.Option("--ask", help="Ask that all on it be erased, as erase --ask does.")] = False,
    by: Annotated[str, typer.Option("--by", metavar="EMAIL", help="With --ask: who asks.")] = "",
    confirmer: Annotated[str, typer.Option(metavar="EMAIL", help="With --ask: the other one, who is to agree.")] = "",
    school: SCHOOL = None,
    as_json: JSON = False,
) -> None:
    """List whose time is over, by which rule; with --ask, ask a second person that they be erased."""
    from chatops.two_people import OLD_LINES, ask_for
    from commands.domain.privacy.audit import Did
    from storage.rights.audit import add_lines
    from storage.rights.erasing import MayNotGo
    from storage.rights.retention import over_due

    if ask != bool(by and confirmer):
        refuse("To ask, say --ask, who asks with --by EMAIL, and who is to agree with --confirmer EMAIL.")
    settings = the_settings()

    async def work() -> "OverDue":
        async with opened(settings) as database:
            await on_time(database, settings)
            at = at_terminal(await the_school(database, school), settings)
            async with database.writing() as connection:
                found = await over_due(connection, at.school, at.now)
                lines = [at.line(Did.LISTED, "retention", one.pupil.id) for one in found.to_go]
                await add_lines(connection, lines or [at.line(Did.LISTED, "retention", "")])
            listed = [one.pupil.id for one in found.to_go] + ([OLD_LINES] if found.audit_lines else [])
            if ask and listed:
                try:
                    await ask_for(database, at, listed, by, confirmer)
                except MayNotGo as why:
                    refuse(str(why))
            return found

    found = run(work())
    if as_json:
        due = [
            {"pupil_id": one.pupil.id, "pupil": one.pupil.in_full, "since": one.since.isoformat(), "rule": one.rule.id}
            for one in found.to_go
        ]
        say_json({"due": due, "held": found.held, "audit_lines": found.audit_lines})
        return
    for one in found.to_go:
        typer.echo(f"{one.since:%d/%m/%Y}  {one.pupil.in_full}: {one.rule.words}.")
    typer.echo(f"Due: {len(found.to_go)}. Under a legal hold, and so not listed: {found.held}.")
    if found.audit_lines:
        typer.echo(f"{found.audit_lines} lines of the audit are older than six years.")
    if ask and (found.to_go or found.audit_lines):
        typer.echo(f"The bot sends {confirmer} a code. They export and erase the list with it:")
        typer.echo("chatops erase --confirm CODE --by EMAIL --export FOLDER")
