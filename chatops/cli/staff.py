"""`chatops staff`: somebody on a school's staff list who has another address from now on."""

from typing import TYPE_CHECKING, Annotated

import typer

from chatops.cli.data import SCHOOL, opened, run, the_school, the_settings
from chatops.cli.recorded import recorded
from chatops.cli.terminal import JSON, refuse, say_json

if TYPE_CHECKING:
    from commands.domain.school import School
    from storage.lists.addresses import Changed

staff = typer.Typer(name="staff", help="Change the address of somebody on the staff list.", no_args_is_help=True)


@staff.command("change")
def change(
    old: Annotated[str, typer.Argument(metavar="OLD", help="Their address so far, or our id of them.")],
    email: Annotated[str, typer.Option("--email", metavar="NEW", help="Their address from now on.")],
    reissued: Annotated[
        bool, typer.Option("--reissued", help="NEW was that of somebody who has left, and is given up by them.")
    ] = False,
    school: SCHOOL = None,
    as_json: JSON = False,
) -> None:
    """Give somebody another address, after a marriage say: they stay who they are, with all that is theirs.

    Say it before the next import: to that, an unknown address is somebody new. Their Slack or Teams account follows.
    """
    from chatops.clockwork.clock import Clock
    from chatops.importing import cells
    from chatops.importing.table import Bad
    from commands.domain.privacy.audit import Did
    from storage.delivery.outbox import Outbox
    from storage.lists.addresses import NotChanged, change_address

    try:
        to = cells.email(email.strip())
    except Bad as why:
        refuse(f"--email: {why}.")
    settings = the_settings()

    async def work() -> "tuple[School, Changed]":
        async with opened(settings) as database:
            of = await the_school(database, school)
            try:
                changed = await change_address(database, of, old, to, reissued=reissued)
            except NotChanged as why:
                refuse(str(why))
            await recorded(database, of, settings, "staff change", Did.CHANGED)
            # What rests because the old address led nowhere is tried again at once.
            await Outbox(database).wake(of.id, changed.person.id, Clock(settings.clock).now())
            return of, changed

    of, changed = run(work())
    if as_json:
        say_json({"school": of.name, "id": changed.person.id, "left": changed.person.left, "also": changed.elsewhere})
        return
    typer.echo(f"{of.name}: the address was changed. What is theirs stays theirs.")
    if changed.person.left:
        typer.echo("They are marked as left. If they are back, import the list with --same and the new address.")
    if changed.elsewhere:
        there = ", ".join(changed.elsewhere)
        typer.echo(f"The old address stands on other lists too. Change it there with --school: {there}.")
