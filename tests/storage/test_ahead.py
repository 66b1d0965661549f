"""What a clock that ran ahead wrote, on both databases: found, put right, and left alone where it is honest."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import typer
from sqlalchemy import insert, select, update

from chatops.cli.data import on_time
from chatops.clockwork.clock import Clock as MachineClock
from chatops.settings import Settings
from commands.domain.days.ahead import brought_back, is_ahead
from commands.domain.days.calendar import SchoolCalendar
from commands.domain.digest import DigestKind, DigestReader, Schedule
from commands.domain.school import School
from storage.database import Database
from storage.delivery.ahead import AheadMarks, put_right
from storage.delivery.outbox import Outbox
from storage.records import SqlOpenRecords
from storage.rights.holds import TakeDowns, take_downs
from storage.subjects.digests import digest_schedules
from storage.subjects.measures import weeks_shown
from storage.tables import asks, identities, notices
from tests.storage.test_schedules import DAILY, MONDAY, TUESDAY, Clock, a_process, furnished

YEAR = timedelta(days=364)  # a Tuesday again


async def ran_ahead(database: Database, school: School, by: timedelta = YEAR) -> None:
    """Tuesday's daily and personal digest were made on Tuesday; then came a process whose clock was ahead."""
    async with SqlOpenRecords(database)(school, writing=True) as records:
        await records.save(DigestReader(school.id, "sam", True, MONDAY))
        personal = await records.digests.schedule(DigestKind.PERSONAL)
        await records.save(personal.begun(MONDAY - timedelta(days=3)))
    await a_process(database, Clock(TUESDAY)).look()
    await a_process(database, Clock(TUESDAY + by)).look()


async def schedules(database: Database) -> dict[DigestKind, Schedule]:
    async with database.reading() as connection:
        rows = await connection.execute(select(digest_schedules))
        return {row["kind"]: Schedule(**row) for row in rows.mappings()}


async def test_schedules_and_the_days_they_reckon_are_brought_back_and_each_day_comes_once(
    database: Database, oakfield: School
) -> None:
    await furnished(database, oakfield)
    await ran_ahead(database, oakfield)
    marks, wednesday = AheadMarks(database), TUESDAY + timedelta(days=1)
    assert await marks.schools(wednesday) == [oakfield.id]

    for _ in range(2):  # the second finds nothing left to do
        async with SqlOpenRecords(database)(oakfield, writing=True) as records:
            was = await put_right(records, wednesday)
    assert was.until is None
    assert await marks.schools(wednesday) == []
    assert (await schedules(database))[DAILY].last_on == TUESDAY.date()
    assert await a_process(database, Clock(wednesday)).look() == 1
    assert await a_process(database, Clock(wednesday)).look() == 0
    async with database.reading() as connection:
        waiting = set(
            await connection.scalars(
                select(notices.c.subject).where(notices.c.state == "waiting", notices.c.subject.startswith("digest:"))
            )
        )
        keys = set(await connection.scalars(select(asks.c.key).where(asks.c.key.contains("2027"))))
    assert "digest:daily:2026-09-16" in waiting
    assert not [subject for subject in waiting if "2027" in subject]
    assert keys
    assert all(":early:" in key for key in keys)

    # On that day itself a year later its own is made, as if none had been.
    clock = Clock(TUESDAY + YEAR)
    await a_process(database, clock).look()
    async with database.reading() as connection:
        made = select(notices.c.state).where(notices.c.subject == f"digest:daily:{(TUESDAY + YEAR).date()}")
        assert await connection.scalar(made) == "waiting"


async def test_an_earlier_process_that_has_one_in_hand_loses_nothing(database: Database, oakfield: School) -> None:
    await furnished(database, oakfield)
    await ran_ahead(database, oakfield, timedelta(days=1))
    in_hand = {one.id for one in await Outbox(database).claim(TUESDAY, 10)}
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await put_right(records, TUESDAY)
    async with database.reading() as connection:
        states = set(await connection.scalars(select(notices.c.state).where(notices.c.id.in_(in_hand))))
    assert states == {"waiting"}


async def test_weeks_people_and_posts_to_take_down_do_not_wait_for_a_day_to_come(
    database: Database, oakfield: School
) -> None:
    later = TUESDAY + YEAR
    place = {"face": "slack", "address": {"channel": "C"}}
    async with database.writing() as connection:
        week = {"week": date(2027, 9, 13), "step": 5, "figures": {}, "card": "{}"}
        await connection.execute(insert(weeks_shown).values(school_id=oakfield.id, **week))
        who = {"team": "T", "user": "U", "email": "sam@x", "seen_at": later}
        await connection.execute(insert(identities).values(**place, **who))
        post = {"id": "1", "post": "p", "state": "waiting", "made_at": TUESDAY, "due_at": later, "tries": 1}
        await connection.execute(insert(take_downs).values(school_id=oakfield.id, trouble="", **place, **post))
    marks = AheadMarks(database)

    assert await marks.schools(TUESDAY) == [oakfield.id]
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await put_right(records, TUESDAY)
    await marks.put_right_people(TUESDAY)

    assert await marks.schools(TUESDAY) == []
    async with database.reading() as connection:
        assert await connection.scalar(select(identities.c.seen_at)) == TUESDAY
    assert [one.id for one in await TakeDowns(database).due(TUESDAY, 10)] == ["1"]


async def test_a_digest_in_the_hands_of_a_clock_a_year_ahead_is_overtaken(database: Database, oakfield: School) -> None:
    await furnished(database, oakfield)
    await a_process(database, Clock(TUESDAY)).look()
    async with database.writing() as connection:
        await connection.execute(update(notices).values(claimed_until=TUESDAY + YEAR))
    await a_process(database, Clock(TUESDAY + timedelta(days=1))).look()
    async with database.reading() as connection:
        rows = await connection.execute(select(notices.c.subject, notices.c.state))
        states = {row.subject: row.state for row in rows}
    assert states["digest:daily:2026-09-15"] == "superseded"


@pytest.mark.parametrize("hour", range(0, 24, 3))
@pytest.mark.parametrize("day", [date(2026, 3, 28), date(2026, 10, 24), date(2026, 9, 14)])
def test_an_honest_schedule_is_never_ahead_nor_when_another_clock_is_some_minutes_on(day: date, hour: int) -> None:
    now = datetime(day.year, day.month, day.day, hour, 44, tzinfo=UTC)
    for minutes in range(0, 24 * 60, 7):
        then = now + timedelta(minutes=minutes)
        honest = replace(Schedule("S", DAILY), last_on=day).looked_at(now)
        if honest.next_at and then < honest.next_at:
            assert not is_ahead(honest, then)
    quick = Schedule("S", DAILY).begun(now + timedelta(minutes=9))
    assert not is_ahead(quick, now)
    assert is_ahead(Schedule("S", DAILY).begun(now + timedelta(days=2)), now)


def test_what_was_missed_since_the_last_that_was_made_is_owed_and_nothing_before_it() -> None:
    calendar = SchoolCalendar(())
    begun = Schedule("S", DAILY).begun(MONDAY)
    ahead = begun.looked_at(MONDAY + YEAR, (MONDAY + YEAR).date())
    friday = datetime(2026, 9, 18, 7, tzinfo=UTC)

    owed = brought_back(ahead, friday, date(2026, 9, 15)).due(friday, calendar)
    assert owed is not None
    assert (owed.on, owed.missed) == (friday.date(), (date(2026, 9, 16), date(2026, 9, 17)))
    never_made = brought_back(ahead, friday, None).due(friday, calendar)
    assert never_made is not None
    assert never_made.missed == (date(2026, 9, 15), date(2026, 9, 16), date(2026, 9, 17))
    changed_ahead = replace(ahead, since=MONDAY + YEAR)
    assert brought_back(changed_ahead, friday, None).due(friday, calendar) is None


class Ahead(MachineClock):
    """Of a machine whose clock is a day on."""

    def machine(self) -> datetime:
        return datetime.now(UTC) + timedelta(days=1)


async def test_nothing_that_cannot_be_undone_goes_by_a_clock_that_is_not_the_databases(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings.load({})
    await on_time(database, settings)
    if database.kind == "sqlite":  # there is one clock, the machine's
        return await on_time(database, settings, Ahead())
    with pytest.raises(typer.Exit):
        await on_time(database, settings, Ahead())
    assert "24 hours ahead of the database's" in capsys.readouterr().err
    return None
