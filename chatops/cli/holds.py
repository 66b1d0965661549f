"""`chatops hold`: nothing held about a pupil goes, whatever anybody says, until the hold is released."""

from typing import Annotated

import typer

from chatops.cli.data import SCHOOL, opened, run, the_settings
from chatops.cli.pupil_meant import PUPIL, pupil_meant
from chatops.cli.terminal import refuse


def hold(
    pupil: PUPIL,
    reason: Annotated[str, typer.Option(metavar="WORDS", help="Why nothing may be erased; it lies sealed.")] = "",
    release: Annotated[bool, typer.Option("--release", help="End the hold.")] = False,
    school: SCHOOL = None,
) -> None:
    """Put a legal hold on a pupil: nothing held about them can be erased, by anybody, until it is released."""
    from chatops import two_people
    from storage.rights.erasing import MayNotGo

    if bool(reason.strip()) == release:
        refuse("Say why with --reason, or --release the hold that stands; one of the two.")
    settings = the_settings()

    async def work() -> None:
        async with opened(settings) as database:
            at, pupil_id = await pupil_meant(database, settings, pupil, school)
            try:
                if release:
                    await two_people.release(database, at, pupil_id)
                else:
                    await two_people.hold(database, at, pupil_id, reason.strip())
            except MayNotGo as why:
                refuse(str(why))

    run(work())
    typer.echo("The hold is released." if release else "Held: nothing about this pupil can be erased until --release.")
