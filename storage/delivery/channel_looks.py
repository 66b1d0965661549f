"""Channels of every school, as they are looked at again: when that last was, and which are to be looked at now."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select, tuple_, update

from commands.domain.channel import Channel
from storage.database import Database
from storage.one_school import changing, reading
from storage.tables import channels


class ChannelLooks:
    """What is known of channels without asking the platforms."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def all(self) -> Sequence[Channel]:
        """Every school's channels."""
        async with self.database.reading() as connection:
            rows = await connection.execute(select(channels).order_by(channels.c.school_id, channels.c.name))
            return [Channel(**row) for row in rows.mappings()]

    async def older_than(self, last: datetime, *, drifted: datetime, now: datetime) -> Sequence[Channel]:
        """Those looked at not since `last`, and those that must get nothing not since `drifted`; and those that are
        to be looked at in any case, or were by a clock that ran ahead."""
        at = channels.c.looked_at
        due = at.is_(None) | (at <= last) | (at > now) | (channels.c.drift.is_not(None) & (at <= drifted))
        async with self.database.reading() as connection:
            rows = await connection.execute(select(channels).where(due))
            return [Channel(**row) for row in rows.mappings()]

    async def of(self, school_id: str) -> Sequence[Channel]:
        """One school's."""
        async with self.database.reading() as connection:
            rows = await connection.execute(reading(channels, school_id).order_by(channels.c.name))
            return [Channel(**row) for row in rows.mappings()]

    async def one(self, channel: Channel) -> Channel | None:
        """The channel as it is now; None when it was moved or is gone."""
        async with self.database.reading() as connection:
            now = reading(channels, channel.school_id).where(is_there(channel))
            row = (await connection.execute(now)).mappings().first()
        return Channel(**row) if row else None

    async def noted(
        self, channel: Channel, at: datetime | None, called: str, strangers: Sequence[str], *, drifted: bool
    ) -> None:
        """It was looked at then. The name is the platform's now; of accepted strangers those stay who are still there.
        One that was moved meanwhile is left alone. While nothing is wrong any more, that is for `Reach.trouble`."""
        values: dict[str, object] = {"looked_at": at, "called": called[:200]}
        if not drifted:
            values["strangers"] = tuple(strangers)
        async with self.database.writing() as connection:
            here = changing(channels, channel.school_id).where(is_there(channel))
            await connection.execute(here.values(values))

    async def changed(self, face: str, hint: str, called: str = "") -> bool:
        """A platform tells that something about a conversation or a team has changed: channels there are looked at
        before anything else is posted to them. `called` is what the conversation is called now. Whether there is one.
        """
        concerned = [c for c in await self.all() if c.face == face and hint in c.address.values()]
        if not concerned:
            return False
        async with self.database.writing() as connection:
            which = tuple_(channels.c.school_id, channels.c.name).in_([(c.school_id, c.name) for c in concerned])
            values = {"looked_at": None, **({"called": called[:200]} if called else {})}
            await connection.execute(update(channels).where(which).values(values))
        return True


def is_there(channel: Channel) -> ColumnElement[bool]:
    """That a channel of its school is in the same place still."""
    of = channels.c
    return and_(of.name == channel.name, of.face == channel.face, of.address == dict(channel.address))
