"""One pupil's page in a big school: as many queries whatever there is, and an answer in time."""

import time
from typing import Any

import pytest

from commands.catalogue import COMMANDS
from commands.domain.person import Person, Role
from commands.domain.school import School
from commands.kit import Ask, Reply
from commands.kit.dispatcher import Dispatcher
from storage.database import Database
from storage.lists.schools import Schools
from storage.records import SqlOpenRecords
from tests.big_school import NOW, a_senco, counted, filled

IN_TIME = 0.2
"""Seconds on SQLite."""


async def _nowhere(ask: Ask, place: Any) -> Any:
    return place


async def asked(
    database: Database, school: School, person: Person, key: str, *, typed: str = "", about: str = ""
) -> tuple[str, int, float]:
    """What the page says, by how many queries, and the shortest time of five."""
    dispatcher = Dispatcher(COMMANDS, SqlOpenRecords(database), mint=lambda: "key", survey=_nowhere)
    took = []
    for n in range(5):
        ask = Ask(person, school, NOW, "pupil", f"web/{person.id}/{key}{n}", typed=typed, about=about)
        with counted(database) as sent:
            began = time.perf_counter()
            reply = await dispatcher.ask(ask)
            took.append(time.perf_counter() - began)
    assert isinstance(reply, Reply)
    assert reply.card, reply.text
    return reply.card.plain(), len(sent), min(took)


NOBODY_GOES_ON = {"transfer_years": ("13",)}
"""Who does has three questions more, about their transfer."""


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_pupils_page_costs_the_same_whatever_there_is_and_answers_in_time(database: Database) -> None:
    """2,000 pupils, 400 of them on the register, five years of history."""
    small, big = (
        await Schools(database).add("Small", **NOBODY_GOES_ON),
        await Schools(database).add("Big", **NOBODY_GOES_ON),
    )
    await filled(database, small, size=20, on=4, years=1)
    [*_, last] = await filled(database, big)
    new = await asked(database, big, a_senco(big), "none", typed="pupil1999")
    little = await asked(database, small, a_senco(small), "few", typed="pupil0000")
    much = await asked(database, big, a_senco(big), "typed", typed="pupil0399")
    older = await asked(database, big, a_senco(big), "page", about=f"{last.id} 60")

    assert "Nothing has been recorded here yet." in new[0]
    assert "1 to 15 of 24." in little[0]
    assert "1 to 15 of 104." in much[0]
    assert "61 to 75 of 104." in older[0]
    assert new[1] == little[1] == much[1] <= 36
    assert "Seating: helped in 30 of 30 lessons" in much[0]
    assert older[1] == much[1] - 2  # a page asked for by a button searches for no name, and says what works no more
    assert max(new[2], much[2], older[2]) < IN_TIME


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_teachers_part_of_it_too(database: Database) -> None:
    school = await Schools(database).add("Big")
    await filled(database, school)
    teacher = Person(school.id, "S", "s@larkfield.example", "Sam", Role.TEACHER, ("11B",))
    much = await asked(database, school, teacher, "much", typed="pupil0399")  # who is in Year 11
    none = await asked(database, school, teacher, "none", typed="pupil1999")
    assert "Plan: C-39914" in much[0]
    assert "1 to 15 of 16." in much[0]
    assert "Seating: helped in 30 of 30 lessons" in much[0]
    assert "No plan is open." in none[0]
    assert none[1] <= much[1] <= 17
    assert max(much[2], none[2]) < IN_TIME
