"""What the clock is to look at now, of all schools, claimed by the hundred so that several processes share it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.days.timed import Timed
from commands.domain.school import School
from commands.kit import Overtaken
from storage.books import SqlBooks
from storage.database import Database
from storage.kept import Kept
from storage.records import SqlRecords, kept_by
from storage.tables import schools
from storage.together import EVERY_SCHOOL, SchoolsTogether

T = TypeVar("T", bound=Timed)


@dataclass(frozen=True)
class Claim(Generic[T]):
    """A thing in hand, and its school's records in the transaction that holds it: whatever is done through them is
    done together, or not at all."""

    thing: T
    records: SqlRecords


@dataclass(frozen=True)
class Batch(Generic[T]):
    """Things in hand of several schools, in one transaction, whose schools are asked together; and the books of what is
    asked of them."""

    claims: Sequence[Claim[T]]
    books: SqlBooks
    move_on: Callable[[Sequence[T]], Awaitable[None]]
    """Keeps things as they are after a look. Raises `Overtaken` when somebody has changed one meanwhile."""

    @property
    def schools(self) -> Sequence[str]:
        """Of which schools they are, each once."""
        return list(dict.fromkeys(claim.thing.school_id for claim in self.claims))


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
    async def next_due(self, now: datetime, school_id: str | None = None) -> AsyncIterator[Claim[T] | None]:
        """The one that has waited longest, of all schools or of one, held until the block ends: another process takes
        another. None when there is none that nobody holds."""
        mine = [school_id] if school_id else ()
        async with self.database.writing() as connection:
            yield await self.claimed(connection, self._due(now, 1, mine).with_for_update(skip_locked=True))

    @asynccontextmanager
    async def due_together(self, now: datetime, most: int, of: Collection[str] = ()) -> AsyncIterator[Batch[T]]:
        """Those that have waited longest, `most` of them, `of` some schools or of all, held until the block ends.
        Whatever is done with them is done together, or not at all."""
        async with self.database.writing() as connection:
            rows = await connection.execute(self._due(now, most, of).with_for_update(skip_locked=True))
            things = [self.kind.read(row) for row in rows.mappings()]
            ids = list(dict.fromkeys(thing.school_id for thing in things))
            found = await connection.execute(select(schools).where(schools.c.id.in_(ids))) if ids else ()
            every = self._records(EVERY_SCHOOL, connection)
            together = SchoolsTogether(connection, ids, every.parts)
            records = {row.id: self._records(School(**row._mapping), connection, together) for row in found}
            claims = [Claim(thing, records[thing.school_id]) for thing in things]
            yield Batch(claims, SqlBooks(connection, records), partial(self.kind.change_all, connection))

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

    def _due(self, now: datetime, most: int = 1, schools: Collection[str] = ()) -> Select[Any]:
        t = self.kind.table.c
        due = select(self.kind.table).where(t.next_at <= now).order_by(t.next_at).limit(most)
        return due.where(t.school_id.in_(schools)) if schools else due
