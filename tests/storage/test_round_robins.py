"""Round robins in the records, on SQLite and on PostgreSQL: whole, one school's own, looked at by one process each."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, insert, select, text

from chatops.clockwork.rounds import Clockwork
from commands.catalogue import COMMANDS
from commands.domain.person import Person, Role
from commands.domain.round_robin import Reminders, RobinState, RoundRobin, Scale, View, ViewState, answered
from commands.domain.school import School
from commands.kit import Ask, Overtaken
from commands.kit.dispatcher import Dispatcher
from commands.round_robins.closing import ROUND_ROBINS
from storage.database import Database
from storage.records import SqlOpenRecords
from storage.tables import notices, staff
from tests.storage.test_records import enrol
from tests.storage.test_schedules import Clock, another

MONDAY = datetime(2026, 9, 14, 8, tzinfo=UTC)
CLOSES = date(2026, 9, 28)
AFTER = datetime(2026, 9, 28, 16, tzinfo=UTC)
"""Five o'clock in London on the day it closes."""


async def asked(database: Database, school: School, reference: str = "W-1", teachers: int = 2) -> RoundRobin:
    """One that is open, asked of `teachers` by Sam."""
    robin = RoundRobin(school.id, reference, "P1", "", "sam", MONDAY.date())
    async with SqlOpenRecords(database)(school, writing=True) as records:
        calendar = await records.calendar()
        await records.save(robin.asking(CLOSES, Reminders.TWICE, MONDAY, calendar))
        await records.save(*(View(school.id, reference, f"t{n}") for n in range(teachers)))
    return robin


async def furnished(database: Database, school: School, teachers: int = 2) -> None:
    rows = [("sam", Role.SENCO), *((f"t{n}", Role.TEACHER) for n in range(teachers))]
    async with database.writing() as connection:
        for id, role in rows:
            row = {"id": id, "email": f"{id}@{school.id}", "name": id, "role": role, "groups": ("4B",), "left": False}
            await connection.execute(insert(staff).values(school_id=school.id, **row))
    await enrol(database, school, "P1", "Amina Yusuf")


def dispatcher(database: Database) -> Dispatcher:
    return Dispatcher(COMMANDS, SqlOpenRecords(database), mint=lambda: "key", survey=lambda ask, place: place)  # type: ignore[arg-type,return-value]


def a_process(database: Database, clock: Clock) -> Clockwork[RoundRobin]:
    return Clockwork(ROUND_ROBINS, database, dispatcher(database), now=clock.now, told=lambda: None)


async def told(database: Database, school: School) -> int:
    async with database.reading() as connection:
        counted = await connection.scalar(
            select(func.count()).select_from(notices).where(notices.c.school_id == school.id)
        )
    return counted or 0


async def test_they_come_back_whole_and_only_in_their_school(
    database: Database, oakfield: School, elmwood: School
) -> None:
    await furnished(database, oakfield)
    await asked(database, oakfield)
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        first, _ = await records.round_robins.views("W-1")
        said = replace(first, state=ViewState.ANSWERED, at=MONDAY, memory=Scale.MUCH, line="“Zoë’s” نور")
        await records.save(said)
    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        assert list(answered(await records.round_robins.views("W-1"))) == [replace(said, version=2)]
        assert [one.reference for one in await records.round_robins.asked_of("t1")] == ["W-1"]
        assert await records.round_robins.asked_of("t0") == []
        assert [person.id for person in await records.teachers_of("4B")] == ["sam", "t0", "t1"]
        assert await records.teachers_of("") == []
    async with SqlOpenRecords(database)(elmwood, writing=False) as records:
        assert await records.round_robins.one("W-1") is None
        assert await records.round_robins.views("W-1") == ()
        assert await records.round_robins.not_ended() == []


async def test_of_two_who_change_it_the_second_is_told(database: Database, oakfield: School) -> None:
    await furnished(database, oakfield)
    await asked(database, oakfield)
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        robin = await records.round_robins.one("W-1")
        view, _ = await records.round_robins.views("W-1")
        assert robin
        await records.save(robin, view)
        for late in (robin, view):
            with pytest.raises(Overtaken):
                await records.save(late)


async def test_two_last_answers_at_the_same_moment_close_it_once(database: Database, oakfield: School) -> None:
    await furnished(database, oakfield)
    await asked(database, oakfield)
    other = another(database)

    async def answers(at: Database, who: str) -> None:
        person = Person(oakfield.id, who, f"{who}@x", who, Role.TEACHER)
        ask = Ask(person, oakfield, MONDAY + timedelta(hours=1), "give view", f"web/{who}/nonce", about="W-1")
        await dispatcher(at).ask(ask, {"memory": "some"})

    await asyncio.gather(answers(database, "t0"), answers(other, "t1"))
    await other.close()
    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        robin = await records.round_robins.one("W-1")
        assert robin
        assert robin.state is RobinState.CLOSED
        assert len(answered(await records.round_robins.views("W-1"))) == 2
    assert await told(database, oakfield) == 3  # each teacher's own message as it stands, and the SENCO once


async def test_two_processes_close_each_round_robin_once(database: Database, oakfield: School) -> None:
    await furnished(database, oakfield)
    for n in range(4):
        await asked(database, oakfield, f"W-{n}", teachers=0)
    other, clock = another(database), Clock(AFTER)
    closed = await asyncio.gather(*(a_process(d, clock).look() for d in (database, other, database, other)))
    await other.close()
    assert sum(closed) == 4
    assert await told(database, oakfield) == 4
    assert await a_process(database, clock).look() == 0


async def test_one_that_cannot_be_looked_at_rests_and_holds_nobody_up(
    database: Database, oakfield: School, elmwood: School
) -> None:
    for school in (oakfield, elmwood):
        await furnished(database, school)
        await asked(database, school)
    async with database.writing() as connection:  # a row no code would write
        spoil = text("UPDATE views SET state = 'zq-nonsense' WHERE school_id = :s")
        await connection.execute(spoil, {"s": oakfield.id})
    clock = Clock(AFTER)
    assert await a_process(database, clock).look() == 1  # elmwood's
    assert await told(database, oakfield) == 0
    async with database.writing() as connection:
        await connection.execute(text("UPDATE views SET state = 'asked'"))
    assert await a_process(database, clock).look() == 0
    clock.at += timedelta(minutes=1)
    assert await a_process(database, clock).look() == 1
    assert await told(database, oakfield) == 3
