"""What a process whose clock ran ahead wrote into the records: found, and put right, a school at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, case, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.days.ahead import LEEWAY, brought_back, day_of, is_ahead, put_off_to, reopened
from commands.domain.digest import DigestKind, Schedule, subject_of
from commands.domain.leaders_week import monday
from commands.domain.round_robin import RobinState, RoundRobin, waited_for
from commands.kit.ask import CLOCK
from storage.database import Database
from storage.delivery.claims import FARTHEST, LEASE
from storage.one_school import changing, reading, removing
from storage.records import SqlRecords
from storage.subjects.digests import SCHEDULE, digest_schedules
from storage.subjects.measures import weeks_shown
from storage.subjects.round_robins import round_robins
from storage.tables import asks, identities, notices

DIGEST = "digest:"
"""What the keys of the asks for digests begin with."""
EARLY = "early"
"""What marks an ask and its posts that were made before their day, so that the day's own comes as if they were not."""


@dataclass(frozen=True)
class PutRight:
    """What was put right of a school: the day to which digests had been put off (None when none was lost), and the
    round robins that are open again."""

    until: date | None = None
    robins: tuple[RoundRobin, ...] = field(default_factory=tuple)


class AheadMarks:
    """The marks of every school."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def schedules(self, now: datetime) -> Sequence[Schedule]:
        """The schedules that stand ahead."""
        t = digest_schedules.c
        may_be = or_(t.next_at > now + timedelta(days=1), t.last_on > day_of(now), t.since > now + LEEWAY)
        async with self.database.reading() as connection:
            rows = await connection.execute(select(digest_schedules).where(may_be))
            return [one for one in (Schedule(**row) for row in rows.mappings()) if is_ahead(one, now)]

    async def schools(self, now: datetime) -> Sequence[str]:
        """The ids of the schools of which something stands ahead."""
        found = {one.school_id for one in await self.schedules(now)}
        async with self.database.reading() as connection:
            found |= set(await connection.scalars(select(round_robins.c.school_id).where(_robins(now))))
            found |= set(await connection.scalars(select(weeks_shown.c.school_id).where(_weeks(now))))
        return sorted(found)

    async def people_are_ahead(self, now: datetime) -> bool:
        """Whether people have asked something at a time to come. They may have while a clock ran ahead; as likely it is
        this one that is behind."""
        theirs = select(asks.c.key).where(asks.c.at > now + LEEWAY, asks.c.face != CLOCK).limit(1)
        async with self.database.reading() as connection:
            return await connection.scalar(theirs) is not None

    async def put_right_people(self, now: datetime) -> None:
        """Where somebody was last heard is asked by time: no place stays the latest until a day to come."""
        ahead = identities.c.seen_at > now + LEEWAY
        async with self.database.reading() as connection:
            if await connection.scalar(select(identities.c.user).where(ahead).limit(1)) is None:
                return
        async with self.database.writing() as connection:
            await connection.execute(update(identities).where(ahead).values(seen_at=now))


async def put_right(records: SqlRecords, now: datetime) -> PutRight:
    """Puts right what stands ahead of one school, in the transaction of these records.

    What was made for days to come loses its key, so that each day's own is made on its day; what of it is not posted
    yet never is. A week's figures taken before the week are taken anew in it. Lines of the audit stay as they are.
    """
    connection, school_id = records.connection, records.school.id
    rows = await connection.execute(  # held first: of two processes the second finds nothing left to do
        reading(digest_schedules, school_id).with_for_update()
    )
    made = await _undone(connection, school_id, now)
    await connection.execute(removing(weeks_shown, school_id).where(_weeks(now)))
    until: list[date] = []
    for schedule in [Schedule(**row) for row in rows.mappings()]:
        if is_ahead(schedule, now):
            until += filter(None, [put_off_to(schedule, now)])
            await SCHEDULE.change(connection, brought_back(schedule, now, made.get(schedule.kind)))
    return PutRight(max(until, default=None), await _robins_put_right(records, now))


async def _undone(connection: AsyncConnection, school_id: str, now: datetime) -> Mapping[DigestKind, date]:
    """Takes its key from every ask for a digest of a day to come; gives the latest day made of those that remain."""
    rows = await connection.execute(reading(asks, school_id, asks.c.key).where(asks.c.key.startswith(DIGEST)))
    made: dict[DigestKind, date] = {}
    for key in rows.scalars().all():
        kind, on = _read(key)
        if on is None:
            continue
        if on <= day_of(now):
            if kind:
                made[kind] = max(on, made.get(kind, on))
            continue
        this = changing(asks, school_id).where(asks.c.key == key)
        await connection.execute(this.values(key=f"{key}:{EARLY}:{now:%Y%m%d%H%M%S}"))
        if kind:
            held = notices.c.claimed_until.is_not(None) & (notices.c.claimed_until <= now + 2 * LEASE)
            waits = (notices.c.state == "waiting") & ~held
            await connection.execute(
                changing(notices, school_id)
                .where(notices.c.subject == subject_of(kind, on))
                .values(subject=f"{EARLY}:{kind.value}:{on}", state=case((waits, "superseded"), else_=notices.c.state))
            )
    return made


def _read(key: str) -> tuple[DigestKind | None, date | None]:
    """The kind and the day of an ask's key, digest:KIND:…:DAY; nothing for another."""
    kind, day = key.split(":")[1], key.rpartition(":")[2]
    try:
        on = date.fromisoformat(day)
    except ValueError:
        return None, None
    return next((one for one in DigestKind if one.value == kind), None), on


async def _robins_put_right(records: SqlRecords, now: datetime) -> tuple[RoundRobin, ...]:
    rows = await records.connection.execute(records.select(round_robins).where(_robins(now)).with_for_update())
    again = []
    for robin in [RoundRobin(**row) for row in rows.mappings()]:
        views = await records.round_robins.views(robin.reference)
        if robin.is_open:
            await records.save(replace(robin, next_at=now, failures=0))
        elif robin.state is RobinState.CLOSED and not robin.closed_by and waited_for(views) and _has_time(robin, now):
            opened = reopened(robin, now, await records.calendar())
            await records.save(opened)
            again.append(opened)
        else:  # by a person, or with the last answer: it is closed, and was not on a day to come
            await records.save(replace(robin, closed_on=day_of(now)))
    return tuple(again)


def _has_time(robin: RoundRobin, now: datetime) -> bool:
    return robin.closes_on is not None and robin.closes_on >= day_of(now)


def _robins(now: datetime) -> ColumnElement[bool]:
    """Closed on a day to come; or put off for longer than a look that failed ever is."""
    t = round_robins.c
    return or_(t.closed_on > day_of(now), (t.failures > 0) & (t.next_at > now + FARTHEST + LEEWAY))


def _weeks(now: datetime) -> ColumnElement[bool]:
    return weeks_shown.c.week > monday(day_of(now))
