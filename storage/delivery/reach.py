"""Who is to be told, and where they can be reached."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.channel import Channel, Unfit
from commands.domain.person import Person, Role
from commands.domain.privacy.audit import AuditEntry
from commands.kit import Card, Notice
from storage.asks import tell
from storage.database import Database
from storage.delivery.channel_looks import is_there
from storage.one_school import changing, reading
from storage.rights.audit import add_lines
from storage.subjects.channels import told_under
from storage.subjects.people import PRESENT, person_from
from storage.tables import channels, staff


class Reachable:
    """Channels and people, by the addresses their faces gave."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def channel(self, school_id: str, name: str) -> Channel | None:
        async with self.database.reading() as connection:
            rows = await connection.execute(reading(channels, school_id).where(channels.c.name == name))
            row = rows.mappings().first()
        return Channel(**row) if row else None

    async def trouble(
        self, channel: Channel, words: str, card: Card, now: datetime, *, drift: Unfit | None = None
    ) -> bool:
        """Notes why nothing can be posted to a channel; "" clears it. A channel set anew meanwhile is left alone.

        When that is news, each SENCO is told by `card`, privately and once, however many posts fail: whether it was.
        With `drift`, what the channel must not be, it is also news when the words are others.
        """
        here = changing(channels, channel.school_id).where(is_there(channel)).values(trouble=words[:500], drift=drift)
        news = channels.c.trouble != words[:500] if drift or not words else channels.c.trouble == ""
        async with self.database.writing() as connection:
            if not (await connection.execute(here.where(news))).rowcount:
                await connection.execute(here.where(channels.c.drift.is_(None)))
                return False
            # What is wrong anew is a post of its own, since nobody is told of one that changes far above; its end
            # stands in its place.
            subject = await told_under(connection, channel.school_id, channel.name)
            if words:
                subject = f"channel:{channel.name}:{now.timestamp():.0f}"
            for senco in await _sencos(connection, channel.school_id):
                await tell(connection, channel.school_id, subject, Notice(senco.id, card, subject), now)
        return True

    async def walked(self, line: AuditEntry, card: Card | None, now: datetime) -> None:
        """Puts into the audit that somebody looks through the pupils' names; with a card, each SENCO is told by it,
        once an hour however many processes count."""
        async with self.database.writing() as connection:
            await add_lines(connection, [line])
            subject = f"names:{line.person_id}:{now:%Y-%m-%dT%H}"
            if card is not None:
                for senco in await _sencos(connection, line.school_id):
                    await tell(connection, line.school_id, line.ask_key, Notice(senco.id, card, subject), now)

    async def sencos(self, school_id: str) -> Sequence[Person]:
        """The school's present SENCOs."""
        async with self.database.reading() as connection:
            return await _sencos(connection, school_id)

    async def person(self, school_id: str, person_id: str) -> Person | None:
        """A present member of staff; None for one who has left."""
        async with self.database.reading() as connection:
            rows = await connection.execute(reading(staff, school_id).where(staff.c.id == person_id, PRESENT))
            row = rows.mappings().first()
        return person_from(row) if row else None


async def _sencos(connection: AsyncConnection, school_id: str) -> list[Person]:
    rows = await connection.execute(reading(staff, school_id).where(staff.c.role == Role.SENCO, PRESENT))
    return [person_from(row) for row in rows.mappings()]
