"""Digests of one school: their schedules, what is put off in them, and those that waited too long to be posted."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    String,
    Table,
    Time,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.calendar import LONDON
from commands.domain.digest import DigestKind, DigestReader, Schedule, Weekday
from commands.domain.due import DueKind
from commands.domain.person import TEACHES, Person
from commands.domain.school import School
from commands.domain.snooze import LONGEST, Snooze, latest
from commands.kit import Overtaken
from storage.claims import LEASE
from storage.people import person_from
from storage.saving import Savers, add
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

snoozes = Table(
    "snoozes",
    metadata,
    of_school(),
    Column("kind", OneOf(DueKind), primary_key=True),
    Column("key", String(60), primary_key=True),
    Column("on", Date, primary_key=True),
    Column("n", Integer, primary_key=True),  # the order within one line
    Column("until", Date, nullable=False),
    Column("by", String(40), nullable=False),
    Column("at", UtcTime, nullable=False),
    Index(None, "school_id", "at"),
)

digest_readers = Table(
    "digest_readers",
    metadata,
    of_school(),
    Column("person_id", String(40), primary_key=True),
    Column("wanted", Boolean, nullable=False),
    Column("at", UtcTime, nullable=False),
)

AT_ONCE = datetime(2000, 1, 1, tzinfo=LONDON)
"""When a schedule nobody has looked at yet is to be looked at."""


def first_schedules(school_id: str) -> tuple[Schedule, ...]:
    """Those a school comes with: the daily digest on, the weekly summary off until it has a channel, the personal one
    until somebody wants it."""
    daily = Schedule(school_id, DigestKind.DAILY, next_at=AT_ONCE)
    weekly = Schedule(school_id, DigestKind.WEEKLY, active=False, at=time(8, 0), inset=True)
    personal = Schedule(school_id, DigestKind.PERSONAL, active=False)
    return daily, weekly, personal


def subject_of(kind: DigestKind, on: date) -> str:
    """The subject of a digest's notices: each day's is a post of its own."""
    return f"{subjects_of(kind)}{on}"


def subjects_of(kind: DigestKind) -> str:
    """What the subjects of a kind's notices begin with."""
    return f"digest:{kind.value}:"


class SqlDigests:
    """The part of the records about digests."""

    def __init__(self, school: School, connection: AsyncConnection) -> None:
        self.school, self.connection = school, connection
        self.savers: Savers = {
            Schedule: self._save_schedule,
            DigestReader: self._save_reader,
            Snooze: self._save_snooze,
        }

    async def schedule(self, kind: DigestKind) -> Schedule:
        rows = await self.connection.execute(
            select(digest_schedules).where(
                digest_schedules.c.school_id == self.school.id, digest_schedules.c.kind == kind
            )
        )
        return Schedule(**rows.mappings().one())

    async def readers(self) -> Sequence[Person]:
        wants = (digest_readers.c.school_id == staff.c.school_id) & (digest_readers.c.person_id == staff.c.id)
        rows = await self.connection.execute(
            select(staff)
            .join(digest_readers, wants)
            .where(
                staff.c.school_id == self.school.id,
                digest_readers.c.wanted.is_(True),
                staff.c.left.is_(False),
                staff.c.role.in_(TEACHES),
            )
            .order_by(staff.c.id)
        )
        return [person_from(row) for row in rows.mappings()]

    async def snoozed(self, today: date) -> Mapping[tuple[DueKind, str, date], date]:
        since = datetime.combine(today - LONGEST - timedelta(days=1), time.min, LONDON)
        rows = await self.connection.execute(
            select(snoozes).where(snoozes.c.school_id == self.school.id, snoozes.c.at >= since)
        )
        return latest(Snooze(**row) for row in rows.mappings())

    async def overtake(self, kind: DigestKind, now: datetime) -> Sequence[date]:
        """Takes back digests that still wait to be posted, since a newer one is about to be made; gives the days of
        those that nobody was sent at all.

        One that is being posted at this moment is left alone.
        """
        mine = notices.c.school_id == self.school.id
        waiting = and_(
            mine,
            notices.c.subject.startswith(subjects_of(kind), autoescape=True),
            notices.c.state == "waiting",
            or_(
                notices.c.claimed_until.is_(None),
                notices.c.claimed_until <= now,
                notices.c.claimed_until > now + 2 * LEASE,  # by a clock that ran ahead
            ),
        )
        taken = await self.connection.scalars(
            update(notices).where(waiting).values(state="superseded").returning(notices.c.subject)
        )
        unsent = set(taken)
        if unsent:
            sent = select(notices.c.subject).where(mine, notices.c.subject.in_(unsent), notices.c.state == "sent")
            unsent -= set(await self.connection.scalars(sent))
        return sorted(date.fromisoformat(subject.rpartition(":")[2]) for subject in unsent)

    async def _save_schedule(self, schedule: Schedule) -> None:
        await save_schedule(self.connection, schedule)

    async def _save_reader(self, reader: DigestReader) -> None:
        """The latest word stands; who said what when is in the record of asks."""
        this = (digest_readers.c.school_id == self.school.id) & (digest_readers.c.person_id == reader.person_id)
        await self.connection.execute(delete(digest_readers).where(this))
        await add(self.connection, digest_readers, asdict(reader))

    async def _save_snooze(self, snooze: Snooze) -> None:
        before = await self.connection.scalar(
            select(func.max(snoozes.c.n)).where(
                snoozes.c.school_id == self.school.id,
                snoozes.c.kind == snooze.kind,
                snoozes.c.key == snooze.key,
                snoozes.c.on == snooze.on,
            )
        )
        await add(self.connection, snoozes, {**asdict(snooze), "n": (before or 0) + 1})


async def look_again(connection: AsyncConnection, school_id: str) -> None:
    """The school's days have changed: whether a digest is owed is to be asked anew."""
    mine = (digest_schedules.c.school_id == school_id) & digest_schedules.c.active.is_(True)
    await connection.execute(update(digest_schedules).where(mine).values(next_at=AT_ONCE))


async def add_schedules(connection: AsyncConnection, school_id: str) -> None:
    """Puts in the schedules a school comes with."""
    for schedule in first_schedules(school_id):
        await connection.execute(insert(digest_schedules).values(asdict(schedule)))


async def save_schedule(connection: AsyncConnection, schedule: Schedule) -> None:
    """Stores a schedule. Raises `Overtaken` when it has changed since it was read."""
    this: Any = (digest_schedules.c.school_id == schedule.school_id) & (digest_schedules.c.kind == schedule.kind)
    changed = await connection.execute(
        update(digest_schedules)
        .where(this, digest_schedules.c.version == schedule.version)
        .values(asdict(replace(schedule, version=schedule.version + 1)))
    )
    if changed.rowcount == 0:
        raise Overtaken
