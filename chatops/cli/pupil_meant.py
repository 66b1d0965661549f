"""Which pupil is meant at this terminal, and who acts here: for what is done about one pupil by hand."""

from typing import TYPE_CHECKING, Annotated

import typer

from chatops.cli.data import the_school
from chatops.cli.recorded import account
from chatops.cli.terminal import refuse

if TYPE_CHECKING:
    from chatops.settings import Settings
    from chatops.two_people import Terminal
    from commands.domain.school import School
    from storage.database import Database

PUPIL = Annotated[str, typer.Argument(metavar="PUPIL", help="By name or UPN; one who has left too.")]


def at_terminal(school: "School", settings: "Settings") -> "Terminal":
    """Who acts at this terminal, for which school, and when."""
    from chatops.clockwork.clock import Clock
    from chatops.two_people import Terminal

    return Terminal(school, account(), Clock(settings.clock).now())


async def pupil_meant(
    database: "Database", settings: "Settings", pupil: str, name: str | None
) -> "tuple[Terminal, str]":
    """The school and the pupil whom a name or number means, or the end of the command."""
    from chatops.exporting.of_pupil import NotOne, pupil_called
    from storage.records import SqlOpenRecords

    of = await the_school(database, name)
    async with SqlOpenRecords(database)(of, writing=False) as records:
        try:
            return at_terminal(of, settings), await pupil_called(records, pupil)
        except NotOne as why:
            refuse(str(why), *why.choices)
