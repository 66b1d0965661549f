"""A school's channels: the table of what waits to be one, and how a command asks for them and sets them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Boolean, Column, String, Table, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.channel import KEPT_FOR, Channel, PendingSetup
from commands.kit import Overtaken
from storage.kept import Kept, Way
from storage.one_school import changing, reading, removing
from storage.part import Part
from storage.question import Question, question
from storage.tables import channel_places, channels, metadata, notices, of_school, schools
from storage.types import Mapped, Strings, UtcTime

channel_setups = Table(
    "channel_setups",
    metadata,
    of_school(),
    Column("id", String(40), primary_key=True),
    Column("name", String(40), nullable=False),
    Column("face", String(20), nullable=False),
    Column("address", Mapped, nullable=False),
    Column("called", String(200), nullable=False),
    Column("strangers", Strings, nullable=False),
    Column("replaces", String(500), nullable=False),
    Column("by", String(40), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("used", Boolean, nullable=False),
)


CHANNEL = Kept(Channel, channels, Way.LATEST)
PENDING = Kept(PendingSetup, channel_setups, Way.LATEST)


class SqlChannels(Part):
    """The part of the records about channels."""

    keeps = (CHANNEL, PENDING)

    async def all(self) -> Mapping[str, Channel]:
        return {channel.name: channel for channel in await self._all()}

    @question
    def _all(self) -> Question[list[Channel]]:
        return self.all_of(CHANNEL)

    async def held(self) -> Mapping[str, Channel]:
        """On PostgreSQL by a lock on the school's row that lets its other rows be written; SQLite has one writer."""
        mine = select(schools.c.id).where(schools.c.id == self.school.id)
        await self.connection.execute(mine.with_for_update(key_share=True))
        return await self.all()

    async def is_anothers(self, where: str) -> bool:
        whose = await self._whose(where)
        return whose is not None and whose != self.school.id

    async def pending(self, id: str) -> PendingSetup | None:
        return await self.one_of(PENDING, id=id)

    async def told_under(self, name: str) -> str:
        return await told_under(self.connection, self.school.id, name)

    async def keep(self, kind: Kept[Any], thing: Any) -> None:
        """Raises `Overtaken` when another school has taken a channel's place meanwhile. What has waited for a channel
        is due since it was made. With what waits to be one go those that are long over: a day was theirs."""
        await super().keep(kind, thing)
        if kind is CHANNEL:
            await self._claim(thing)
            waiting = (notices.c.to == thing.name) & (notices.c.state == "waiting")
            await self.connection.execute(
                changing(notices, self.school.id).where(waiting).values(due_at=notices.c.made_at)
            )
        else:
            over = removing(channel_setups, self.school.id).where(channel_setups.c.at < thing.at - 7 * KEPT_FOR)
            await self.connection.execute(over)

    async def _claim(self, channel: Channel) -> None:
        """The place is this school's, and one that none of its channels is at any more is nobody's."""
        used = [each.where for each in (await self.all()).values()]
        left = removing(channel_places, self.school.id).where(channel_places.c.place.not_in(used))
        await self.connection.execute(left)
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        await self.connection.execute(
            dialect.insert(channel_places)
            .values(place=channel.where, school_id=self.school.id)
            .on_conflict_do_nothing()
        )
        if await self._whose(channel.where) != self.school.id:
            raise Overtaken

    async def _whose(self, where: str) -> str | None:
        whose: str | None = await self.connection.scalar(
            select(channel_places.c.school_id).where(channel_places.c.place == where)
        )
        return whose


async def told_under(connection: AsyncConnection, school_id: str, name: str) -> str:
    """The subject under which the SENCOs were last told that something is wrong with a channel, so that the end of it
    can be told in the same place."""
    latest: str | None = await connection.scalar(
        reading(notices, school_id, notices.c.subject)
        .where(notices.c.subject.like(f"channel:{name}%"))
        .order_by(notices.c.id.desc())
        .limit(1)
    )
    return latest or f"channel:{name}"
