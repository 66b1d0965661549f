"""A digest made now, whatever the clock says: for `chatops digest --post`, and in the demo's story."""

from datetime import date, datetime

from chatops.clockwork.rounds import carried_out
from commands.digests.by_the_clock import beforehand
from commands.domain.digest import DigestKind
from commands.domain.school import School
from commands.kit.dispatcher import Dispatcher
from storage.database import Database
from storage.delivery.schedules import Schedules


async def make(
    database: Database, dispatcher: Dispatcher, school: School, kind: DigestKind, on: date, now: datetime
) -> bool:
    """Makes a channel's digest of that day, under the key it has when it comes by itself; whether there was none."""
    async with Schedules(database).one(school, kind) as claim:
        return await carried_out(beforehand(claim.thing, on, now, school), dispatcher, claim.records)
