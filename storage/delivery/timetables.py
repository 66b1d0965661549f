"""What the clock is to look at now, of all schools, claimed one by one so that several processes share it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.days.timed import Timed
from commands.domain.school import School
from commands.kit import Overtaken
from storage.database import Database
from storage.kept import Kept
from storage.records import SqlRecords, kept_by
from storage.tables import schools

T = TypeVar("T", bound=Timed)


@dataclass(frozen=True)
class Claim(Generic[T]):
    """A thing in hand, and its school's records in the transaction that holds it: whatever is done through them is
    done together, or not at all."""

    thing: T
    records: SqlRecords


class Timetable(Generic[T]):
    """The things of one type, whosever they are, that have a time at which to look at them.

    Its table has an index on `next_at`. Nothing else of it need be known: records know which table keeps a type.
    """

    def __init__(self, database: Database, of: type[T], records: type[SqlRecords] = SqlRecords) -> None:
        self.database, self._records = database, records
        self.kind: Kept[T] = next(kind for kind in kept_by(records) if kind.type is of)

    async def any_due(self, now: datetime) -> bool:
        """Whether any is to be looked at. One query by the index, however many schools there are."""
        async with self.database.reading() as connection:
            due = self._due(now).with_only_columns(self.kind.table.c.next_at)
            return await connection.scalar(due) is not None

    @asynccontextmanager
    async def next_due(self, now: datetime) -> AsyncIterator[Claim[T] | None]:
        """The one that has waited longest, held until the block ends: another process takes another. None when there
        is none that nobody holds."""
        async with self.database.writing() as connection:
            yield await self.claimed(connection, self._due(now).with_for_update(skip_locked=True))

    async def put_back(self, thing: T, now: datetime, error: str) -> None:
        """After a look that failed with an error of that name: to be looked at again after a wait that grows."""
        try:
            async with self.database.writing() as connection:
                await self.kind.change(connection, thing.put_back(now, error))
        except Overtaken:
            return  # somebody has looked, or changed it, meanwhile

    def named(self, thing: T) -> str:
        """A thing by its school and its key, a reference or the word of a kind, for the log."""
        key = [getattr(thing, name) for name in self.kind.key]
        return f"school={thing.school_id} which={' '.join(str(getattr(part, 'value', part)) for part in key)}"

    async def claimed(self, connection: AsyncConnection, which: Select[Any]) -> Claim[T] | None:
        """The first of these; None when there is none."""
        row = (await connection.execute(which)).mappings().first()
        if row is None:
            return None
        of = await connection.execute(select(schools).where(schools.c.id == row["school_id"]))
        return Claim(self.kind.read(row), self._records(School(**of.mappings().one()), connection))

    def _due(self, now: datetime) -> Select[Any]:
        t = self.kind.table.c
        return select(self.kind.table).where(t.next_at <= now).order_by(t.next_at).limit(1)
