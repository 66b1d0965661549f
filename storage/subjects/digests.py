"""Digests of one school: their schedules, what is put off in them, and those that waited too long to be posted."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Boolean, Column, ColumnElement, Date, Index, Integer, String, Table, Time, and_, insert, or_
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.days.calendar import LONDON
from commands.domain.digest import DigestKind, DigestReader, Schedule, Weekday, subjects_of
from commands.domain.due import DueKind
from commands.domain.person import TEACHES, Person
from commands.domain.snooze import LONGEST, Snooze, latest
from storage.declared import declared
from storage.delivery.claims import LEASE
from storage.kept import Kept, Way
from storage.one_school import changing
from storage.part import Part
from storage.question import Question, question
from storage.subjects.people import PERSON, PRESENT
from storage.tables import metadata, notices, of_school, staff
from storage.types import OneOf, UtcTime

digest_schedules = Table(
    "digest_schedules",
    metadata,
    of_school(),
    Column("kind", OneOf(DigestKind), primary_key=True),
    Column("active", Boolean, nullable=False),
    Column("at", Time, nullable=False),
    Column("weekday", OneOf(Weekday), nullable=False),
    Column("days_ahead", Integer, nullable=False),
    Column("all_clear", Boolean, nullable=False),
    Column("inset", Boolean, nullable=False),
    Column("breaks", Boolean, nullable=False),
    Column("last_on", Date),
    Column("since", UtcTime),
    Column("next_at", UtcTime),
    Column("failures", Integer, nullable=False),
    Column("trouble", String(200), nullable=False),
    Column("version", Integer, nullable=False),
    Index(None, "next_at"),
)

snoozes = declared("snoozes", Snooze, "kind", "key", "on", "n", readable={"key": 60}, indexes=(("at",),))

digest_readers = declared("digest_readers", DigestReader, "person_id")

SCHEDULE = Kept(Schedule, digest_schedules, Way.OWN)
READER = Kept(DigestReader, digest_readers, Way.LATEST)
"""Who said what when is in the record of asks."""
SNOOZE = Kept(Snooze, snoozes, Way.NUMBERED)
AT_ONCE = datetime(2000, 1, 1, tzinfo=LONDON)
"""When a schedule nobody has looked at yet is to be looked at."""


def first_schedules(school_id: str) -> tuple[Schedule, ...]:
    """Those a school comes with: the daily digest on, the weekly summary off until it has a channel, the personal one
    until somebody wants it."""
    daily = Schedule(school_id, DigestKind.DAILY, next_at=AT_ONCE)
    weekly = Schedule(school_id, DigestKind.WEEKLY, active=False, at=time(8, 0), inset=True)
    personal = Schedule(school_id, DigestKind.PERSONAL, active=False)
    return daily, weekly, personal


class SqlDigests(Part):
    """The part of the records about digests."""

    keeps = (SCHEDULE, READER, SNOOZE)

    async def schedule(self, kind: DigestKind) -> Schedule:
        [schedule] = await self._schedules(kind)
        return schedule

    @question
    def _schedules(self, kind: DigestKind) -> Question[list[Schedule]]:
        return self.all_of(SCHEDULE, kind=kind)

    @question
    def readers(self) -> Question[Sequence[Person]]:
        t = digest_readers.c
        wants = staff.c.id.in_(self.select(digest_readers, t.person_id).where(t.wanted.is_(True)))
        return self.all_of(PERSON, wants, PRESENT, staff.c.role.in_(TEACHES))

    async def snoozed(self, today: date) -> Mapping[tuple[DueKind, str, date], date]:
        since = datetime.combine(today - LONGEST - timedelta(days=1), time.min, LONDON)
        return latest(await self._snoozes(since))

    @question
    def _snoozes(self, since: datetime) -> Question[list[Snooze]]:
        return self.all_of(SNOOZE, snoozes.c.at >= since)

    async def overtake(self, kind: DigestKind, now: datetime) -> Sequence[date]:
        if not await self._unsent(kind):
            return []
        waiting = and_(
            _waits(kind),
            or_(
                notices.c.claimed_until.is_(None),
                notices.c.claimed_until <= now,
                notices.c.claimed_until > now + 2 * LEASE,  # by a clock that ran ahead
            ),
        )
        taken_back = changing(notices, self.school.id).where(waiting).values(state="superseded")
        unsent = set(await self.connection.scalars(taken_back.returning(notices.c.subject)))
        if unsent:
            of = notices.c
            sent = self.select(notices, of.subject).where(of.subject.in_(unsent), of.state == "sent")
            unsent -= set(await self.connection.scalars(sent))
        return sorted(date.fromisoformat(subject.rpartition(":")[2]) for subject in unsent)

    @question
    def _unsent(self, kind: DigestKind) -> Question[int]:
        return self.number_of(notices, _waits(kind))

    async def keep(self, kind: Kept[Any], thing: Any) -> None:
        """A schedule is there from the first, whatever its version."""
        await (SCHEDULE.change(self.connection, thing) if kind is SCHEDULE else super().keep(kind, thing))


def _waits(kind: DigestKind) -> ColumnElement[bool]:
    """Digests of a kind that wait to be posted."""
    return notices.c.subject.startswith(subjects_of(kind), autoescape=True) & (notices.c.state == "waiting")


async def look_again(connection: AsyncConnection, school_id: str) -> None:
    """The school's days have changed: whether a digest is owed is to be asked anew."""
    active = changing(digest_schedules, school_id).where(digest_schedules.c.active.is_(True))
    await connection.execute(active.values(next_at=AT_ONCE))


async def add_schedules(connection: AsyncConnection, school_id: str) -> None:
    """Puts in the schedules a school comes with."""
    for schedule in first_schedules(school_id):
        await connection.execute(insert(digest_schedules).values(asdict(schedule)))
