"""Schedules of all schools: which are to be looked at now, claimed one by one so that several processes share them."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.digest import DigestKind, Schedule, wait_after
from commands.domain.school import School
from commands.kit import Overtaken
from storage.database import Database
from storage.digests import digest_schedules, save_schedule
from storage.one_school import of, reading
from storage.records import SqlRecords
from storage.tables import schools


@dataclass(frozen=True)
class Claim:
    """A schedule in hand, and its school's records in the transaction that holds it: whatever is done through them is
    done together, or not at all."""

    schedule: Schedule
    records: SqlRecords


class Schedules:
    """The schedules, whosever they are."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def any_due(self, now: datetime) -> bool:
        """Whether any is to be looked at. One query by the index, however many schools there are."""
        async with self.database.reading() as connection:
            return await connection.scalar(_due(now).with_only_columns(digest_schedules.c.kind)) is not None

    async def due(self, now: datetime) -> Mapping[DigestKind, int]:
        """How many of each kind are to be looked at now, of all schools."""
        t = digest_schedules.c
        async with self.database.reading() as connection:
            rows = await connection.execute(
                select(t.kind, func.count().label("n")).where(t.next_at <= now).group_by(t.kind)
            )
            return {row.kind: row.n for row in rows}

    @asynccontextmanager
    async def next_due(self, now: datetime) -> AsyncIterator[Claim | None]:
        """The schedule that has waited longest, held until the block ends: another process takes another. None when
        there is none that nobody holds."""
        async with self.database.writing() as connection:
            yield await _claim(connection, _due(now).with_for_update(skip_locked=True))

    @asynccontextmanager
    async def one(self, school: School, kind: DigestKind) -> AsyncIterator[Claim]:
        """One school's schedule, waited for while another process holds it."""
        this = reading(digest_schedules, school.id).where(digest_schedules.c.kind == kind)
        async with self.database.writing() as connection:
            claim = await _claim(connection, this.with_for_update())
            assert claim  # noqa: S101 - every school has one of each kind
            yield claim

    async def put_back(self, schedule: Schedule, now: datetime, trouble: str) -> None:
        """After a look that failed: to be looked at again after a wait that grows. `trouble` names nobody."""
        failures = schedule.failures + 1
        back = replace(schedule, failures=failures, next_at=now + wait_after(failures), trouble=trouble[:200])
        try:
            async with self.database.writing() as connection:
                await save_schedule(connection, back)
        except Overtaken:
            return  # somebody has looked, or changed it, meanwhile

    async def troubles(self, school_id: str | None = None) -> Sequence[str]:
        """What the last looks that failed said, of all schools or of one, each sentence once."""
        t = digest_schedules.c
        mine = [of(digest_schedules, school_id)] if school_id else []
        async with self.database.reading() as connection:
            said = await connection.scalars(
                select(t.trouble).where(t.failures > 0, t.trouble != "", *mine).distinct().limit(20)
            )
            return sorted(said)


def _due(now: datetime) -> Select[Any]:
    t = digest_schedules.c
    return select(digest_schedules).where(t.next_at <= now).order_by(t.next_at).limit(1)


async def _claim(connection: AsyncConnection, which: Select[Any]) -> Claim | None:
    row = (await connection.execute(which)).mappings().first()
    if row is None:
        return None
    of = await connection.execute(select(schools).where(schools.c.id == row["school_id"]))
    return Claim(Schedule(**row), SqlRecords(School(**of.mappings().one()), connection))
