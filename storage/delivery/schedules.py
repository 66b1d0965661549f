"""Schedules of all schools: one school's in hand, how many are to be looked at now, and what was wrong with the last
looks."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from sqlalchemy import func, select

from commands.domain.digest import DigestKind, Schedule
from commands.domain.school import School
from storage.database import Database
from storage.delivery.timetables import Claim, Timetable
from storage.one_school import of, reading
from storage.subjects.digests import digest_schedules


class Schedules(Timetable[Schedule]):
    """The schedules, whosever they are."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, Schedule)

    async def due(self, now: datetime) -> Mapping[DigestKind, int]:
        """How many of each kind are to be looked at now, of all schools."""
        t = digest_schedules.c
        async with self.database.reading() as connection:
            rows = await connection.execute(
                select(t.kind, func.count().label("n")).where(t.next_at <= now).group_by(t.kind)
            )
            return {row.kind: row.n for row in rows}

    @asynccontextmanager
    async def one(self, school: School, kind: DigestKind) -> AsyncIterator[Claim[Schedule]]:
        """One school's schedule, waited for while another process holds it."""
        this = reading(digest_schedules, school.id).where(digest_schedules.c.kind == kind)
        async with self.database.writing() as connection:
            claim = await self.claimed(connection, this.with_for_update())
            assert claim  # noqa: S101 - every school has one of each kind
            yield claim

    async def troubles(self, school_id: str | None = None) -> Sequence[str]:
        """What the last looks that failed said, of all schools or of one, each sentence once."""
        t = digest_schedules.c
        mine = [of(digest_schedules, school_id)] if school_id else []
        async with self.database.reading() as connection:
            said = await connection.scalars(
                select(t.trouble).where(t.failures > 0, t.trouble != "", *mine).distinct().limit(20)
            )
            return sorted(said)
