"""A school's channels: the table of what waits to be one, and how a command asks for them and sets them."""

from collections.abc import Mapping
from dataclasses import asdict

from sqlalchemy import Boolean, Column, String, Table, and_, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.channel import KEPT_FOR, Channel, PendingSetup
from commands.domain.school import School
from commands.kit import Overtaken
from storage.saving import Savers
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


class SqlChannels:
    """The part of the records about channels."""

    def __init__(self, school: School, connection: AsyncConnection) -> None:
        self.school, self.connection = school, connection
        self.savers: Savers = {Channel: self._save, PendingSetup: self._save_pending}

    async def all(self) -> Mapping[str, Channel]:
        rows = await self.connection.execute(select(channels).where(channels.c.school_id == self.school.id))
        return {row["name"]: Channel(**row) for row in rows.mappings()}

    async def held(self) -> Mapping[str, Channel]:
        """On PostgreSQL by a lock on the school's row that lets its other rows be written; SQLite has one writer."""
        mine = select(schools.c.id).where(schools.c.id == self.school.id)
        await self.connection.execute(mine.with_for_update(key_share=True))
        return await self.all()

    async def is_anothers(self, where: str) -> bool:
        whose = await self._whose(where)
        return whose is not None and whose != self.school.id

    async def pending(self, id: str) -> PendingSetup | None:
        rows = await self.connection.execute(
            select(channel_setups).where(channel_setups.c.school_id == self.school.id, channel_setups.c.id == id)
        )
        row = rows.mappings().first()
        return PendingSetup(**row) if row else None

    async def told_under(self, name: str) -> str:
        return await told_under(self.connection, self.school.id, name)

    async def _save(self, channel: Channel) -> None:
        """Raises `Overtaken` when another school has taken the place meanwhile."""
        mine = (channels.c.school_id == self.school.id) & (channels.c.name == channel.name)
        await self.connection.execute(delete(channels).where(mine))
        await self.connection.execute(insert(channels).values(asdict(channel)))
        await self._claim(channel)
        waiting = (notices.c.school_id == self.school.id) & (notices.c.to == channel.name)
        await self.connection.execute(  # what has waited for a channel is due since it was made
            update(notices).where(waiting, notices.c.state == "waiting").values(due_at=notices.c.made_at)
        )

    async def _claim(self, channel: Channel) -> None:
        """The place is this school's, and one that none of its channels is at any more is nobody's."""
        used = [each.where for each in (await self.all()).values()]
        left = and_(channel_places.c.school_id == self.school.id, channel_places.c.place.not_in(used))
        await self.connection.execute(delete(channel_places).where(left))
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

    async def _save_pending(self, pending: PendingSetup) -> None:
        """Those that are long over go with it: a day was theirs."""
        mine = channel_setups.c.school_id == self.school.id
        over = channel_setups.c.at < pending.at - 7 * KEPT_FOR
        await self.connection.execute(delete(channel_setups).where(mine, over | (channel_setups.c.id == pending.id)))
        await self.connection.execute(insert(channel_setups).values(asdict(pending)))


async def told_under(connection: AsyncConnection, school_id: str, name: str) -> str:
    """The subject under which the SENCOs were last told that something is wrong with a channel, so that the end of it
    can be told in the same place."""
    latest: str | None = await connection.scalar(
        select(notices.c.subject)
        .where(notices.c.school_id == school_id, notices.c.subject.like(f"channel:{name}%"))
        .order_by(notices.c.id.desc())
        .limit(1)
    )
    return latest or f"channel:{name}"
