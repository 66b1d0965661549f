"""Schedules on both databases: claimed by one process at a time, one digest of one key, idle at the cost of a query."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from alembic import command
from sqlalchemy import create_engine, event, func, insert, select, text, update

from chatops.clockwork.rounds import Clockwork
from commands.catalogue import COMMANDS
from commands.digests.by_the_clock import DIGESTS
from commands.domain.digest import DigestKind, DigestReader, Schedule
from commands.domain.person import Role
from commands.domain.referral import ReferralState
from commands.domain.review import Review, ReviewKind
from commands.domain.school import School
from commands.kit import Overtaken
from commands.kit.dispatcher import Dispatcher
from storage.database import Database
from storage.delivery.schedules import Schedules
from storage.lists.schools import Schools
from storage.migrate import _config, migrate
from storage.records import SqlOpenRecords
from storage.subjects.digests import first_schedules
from storage.tables import asks, notices, staff
from tests.domain.test_referral import a_referral
from tests.storage.test_records import enrol

MONDAY = datetime(2026, 9, 14, 8, tzinfo=UTC)
TUESDAY = datetime(2026, 9, 15, 7, tzinfo=UTC)  # eight o'clock in London
DAILY = DigestKind.DAILY


class Clock:
    """A clock that is set by hand."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


def a_process(database: Database, clock: Clock) -> Clockwork[Schedule]:
    """What makes digests in one process."""
    dispatcher = Dispatcher(COMMANDS, SqlOpenRecords(database), mint=lambda: "key", survey=lambda ask, place: place)  # type: ignore[arg-type,return-value]
    return Clockwork(DIGESTS, database, dispatcher, now=clock.now, told=lambda: None)


async def furnished(database: Database, school: School) -> School:
    """With a SENCO and a review that is due soon; its schedules looked at on Monday."""
    senco = {"id": "sam", "email": f"sam@{school.id}", "name": "Sam", "role": Role.SENCO, "groups": (), "left": False}
    async with database.writing() as connection:
        await connection.execute(insert(staff).values(school_id=school.id, **senco))
    await enrol(database, school, "P1", "Amina Yusuf")
    async with SqlOpenRecords(database)(school, writing=True) as records:
        review = Review(school.id, "V-1", "P1", ReviewKind.SUPPORT, date(2026, 9, 17), "sam", date(2026, 9, 14))
        await records.save(review)
        await records.save((await records.digests.schedule(DAILY)).begun(MONDAY))
    return school


async def count(database: Database, *where: object) -> int:
    async with database.reading() as connection:
        query = select(func.count()).select_from(notices).where(*where)  # type: ignore[arg-type]
        return await connection.scalar(query) or 0


async def test_a_school_comes_with_a_daily_digest_on_and_the_others_off(database: Database, oakfield: School) -> None:
    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        daily, weekly, personal = [await records.digests.schedule(kind) for kind in DigestKind]
    assert (daily.active, f"{daily.at:%H:%M}", daily.last_on) == (True, "07:45", None)
    assert (weekly.active, f"{weekly.at:%H:%M}", weekly.next_at) == (False, "08:00", None)
    assert (personal.active, f"{personal.at:%H:%M}", personal.next_at) == (False, "07:45", None)


async def test_the_first_look_owes_nothing(database: Database, oakfield: School) -> None:
    assert await a_process(database, Clock(MONDAY)).look() == 0
    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        daily = await records.digests.schedule(DAILY)
    assert daily.last_on == date(2026, 9, 14)
    assert daily.next_at == datetime(2026, 9, 15, 6, 45, tzinfo=UTC)


def another(database: Database) -> Database:
    """The same database, as another process opens it."""
    address = database.engine.url.render_as_string(hide_password=False)
    return Database(address.replace("+aiosqlite", "").replace("+psycopg", ""))


async def test_two_processes_at_the_same_moment_make_one_digest_of_each_school(database: Database) -> None:
    schools = [await furnished(database, await Schools(database).add(f"School {n}")) for n in range(4)]
    other = another(database)
    clock = Clock(TUESDAY)
    made = await asyncio.gather(*(a_process(d, clock).look() for d in (database, other, database, other)))
    await other.close()

    assert sum(made) == len(schools)
    async with database.reading() as connection:
        keys = list(await connection.scalars(select(asks.c.key)))
    assert sorted(keys) == sorted(f"digest:daily:{school.id}:2026-09-15" for school in schools)
    assert await count(database) == len(schools)


async def test_two_processes_make_one_personal_digest_for_each_who_wants_it(
    database: Database, oakfield: School
) -> None:
    await furnished(database, oakfield)
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save((await records.digests.schedule(DAILY)).changed(MONDAY, active=False))
        await records.save((await records.digests.schedule(DigestKind.PERSONAL)).begun(MONDAY - timedelta(days=1)))
        for n in range(3):
            await records.save(DigestReader(oakfield.id, f"t{n}", n != 1, MONDAY))
            theirs = {"school_id": oakfield.id, "reference": f"R-{n}", "pupil_id": "P1", "raised_by": f"t{n}"}
            await records.save(a_referral(**theirs, state=ReferralState.INFO_REQUESTED))
    teacher = {"role": Role.TEACHER, "groups": (), "left": False}
    async with database.writing() as connection:
        for n in range(3):
            row = {"id": f"t{n}", "email": f"t{n}@oakfield", "name": f"T{n}", **teacher}
            await connection.execute(insert(staff).values(school_id=oakfield.id, **row))
    other, clock = another(database), Clock(MONDAY)
    await asyncio.gather(*(a_process(d, clock).look() for d in (database, other, database, other)))
    await other.close()
    async with database.reading() as connection:
        keys = sorted(await connection.scalars(select(asks.c.key)))
    assert keys == [f"digest:personal:t{n}:{oakfield.id}:2026-09-14" for n in (0, 2)]
    assert await count(database, notices.c.to.in_(("t0", "t2"))) == await count(database) == 2


async def test_a_schedule_in_somebodys_hands_is_nobody_elses(database: Database, oakfield: School) -> None:
    """PostgreSQL passes over the row; SQLite has one writer, and whoever waited finds nothing due any more."""
    await furnished(database, oakfield)
    other, clock = another(database), Clock(TUESDAY)
    async with Schedules(database).next_due(TUESDAY) as claim:
        assert claim
        second = asyncio.create_task(a_process(other, clock).look())
        if database.kind == "postgresql":
            assert await second == 0
        await a_process(database, clock)._look(claim, TUESDAY)
    assert await second == 0
    await other.close()
    assert await count(database) == 1


async def test_a_claim_that_is_lost_leaves_the_digest_to_the_next(database: Database, oakfield: School) -> None:
    """A process that ends in the middle leaves nothing: no ask, no notice, and the schedule as due as it was."""
    await furnished(database, oakfield)

    async def dies() -> None:
        async with Schedules(database).next_due(TUESDAY) as claim:
            assert claim
            await a_process(database, Clock(TUESDAY))._look(claim, TUESDAY)
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await dies()
    assert await count(database) == 0
    assert await a_process(database, Clock(TUESDAY)).look() == 1
    assert await count(database) == 1


async def test_with_nothing_due_a_look_costs_one_query_by_the_index_whatever_the_number_of_schools(
    database: Database,
) -> None:
    sent: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    for n in range(40):
        await Schools(database).add(f"School {n}")
    process = a_process(database, Clock(MONDAY))
    await process.look()
    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    assert await process.look() == 0
    event.remove(database.engine.sync_engine, "before_cursor_execute", note)

    assert len(sent) == 1
    if database.kind == "sqlite":
        asked = sent[0].replace("?", "'2026-09-14'", 1).replace("?", "1").replace("LIMIT 1 OFFSET 1", "LIMIT 1")
        async with database.reading() as connection:
            plan = str((await connection.execute(text("EXPLAIN QUERY PLAN " + asked))).all())
        assert "ix_digest_schedules_next_at" in plan


async def test_a_digest_that_cannot_be_made_rests_longer_each_time_and_holds_nobody_up(
    database: Database, oakfield: School, elmwood: School
) -> None:
    for school in (oakfield, elmwood):
        await furnished(database, school)
    async with database.writing() as connection:  # a row no code would write
        await connection.execute(
            text("UPDATE reviews SET kind = 'zq-nonsense' WHERE school_id = :s"), {"s": oakfield.id}
        )
    clock, waits = Clock(TUESDAY), []
    process = a_process(database, clock)
    assert await process.look() == 1  # elmwood's
    for _ in range(3):
        async with SqlOpenRecords(database)(oakfield, writing=False) as records:
            schedule = await records.digests.schedule(DAILY)
        assert schedule.next_at
        waits.append(schedule.next_at - clock.at)
        clock.at = schedule.next_at
        await process.look()
    assert waits == [timedelta(minutes=n) for n in (1, 2, 4)]
    [said] = await Schedules(database).troubles()
    assert "daily digest could not be made" in said
    assert "zq" not in said
    assert await Schedules(database).troubles(elmwood.id) == []

    async with database.writing() as connection:
        await connection.execute(text("UPDATE reviews SET kind = :k"), {"k": ReviewKind.SUPPORT.value})
    clock.at += timedelta(hours=1)
    assert await process.look() == 1
    assert await Schedules(database).troubles() == []
    assert await count(database, notices.c.school_id == oakfield.id) == 1


async def test_a_schedule_changed_by_somebody_else_is_overtaken(database: Database, oakfield: School) -> None:
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        read = await records.digests.schedule(DAILY)
        await records.save(replace(read, days_ahead=5))
        with pytest.raises(Overtaken):
            await records.save(replace(read, days_ahead=20))


async def test_nobody_to_tell_is_nothing_owed(database: Database, oakfield: School) -> None:
    await furnished(database, oakfield)
    async with database.writing() as connection:
        await connection.execute(update(staff).values(left=True))
    assert await a_process(database, Clock(TUESDAY)).look() == 0
    assert await count(database) == 0
    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        assert (await records.digests.schedule(DAILY)).last_on == date(2026, 9, 15)


async def test_schools_that_were_there_before_get_their_schedules_by_the_migration(
    database: Database, database_url: str, oakfield: School
) -> None:
    engine = create_engine(database_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.downgrade(config, "digest-1")
    engine.dispose()
    migrate(database_url)

    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        each = tuple([await records.digests.schedule(kind) for kind in DigestKind])
    assert each == first_schedules(oakfield.id)
    assert await a_process(database, Clock(MONDAY)).look() == 0
