"""A digest with a line of every kind there is: no name, UPN, id, date of birth or typed word in it, nor in the log."""

import logging
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from commands.domain.contact import Contact
from commands.domain.cycle import Cycle
from commands.domain.due import DueKind
from storage.records import OpenRecords
from storage.tables import pupils
from tests.digests import SETTINGS, begins, sets_clock
from tests.promises.test_no_name_in_a_channel import every_notice_made, ours
from tests.school import SchoolStory
from tests.storage.test_due import one_of_each

NAMES = ("Bronwen Abernathy", "Casimir Czerny", "Dilys Dhaliwal", "Efosa Eze")
TYPED = ("Clinic", "Mrs Yusuf", "Needs.", "Met.", "Agreed.", "Word list", "Eye test", "dr-smith", "Cannot yet")


async def test_a_digest_of_every_kind_of_line_names_nobody(
    school: SchoolStory, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await begins(school)
    await school.senco.asks("digest time")
    await school.senco.fills_in(**{**SETTINGS, "a_message_in_long_breaks": "Yes"})
    enrolled = [await school.enrols(name) for name in NAMES]
    tom = f"{school.school.id}-tom.reed"
    async with OpenRecords(school.service.database)(school.school, writing=True) as records:
        for n, pupil in enumerate(enrolled):
            for thing in one_of_each(school.school, pupil, n):
                if n == 0 and isinstance(thing, Cycle):
                    thing = replace(thing, lead=tom, started_on=date(2026, 9, 1))
                if n == 0 and isinstance(thing, Contact):
                    thing = replace(thing, logged_by=tom)
                await records.save(thing)
    await school.teacher.asks("digest me")
    for word in ("V-", "Action agreed with parents", "Review papers due"):
        assert word in school.teacher.said

    drawn, kinds = list[str](), set[DueKind]()
    for when in ((9, 15), (9, 25), (10, 9), (10, 23), (10, 28), (11, 2)):
        sets_clock(school, 2026, *when, 7, 45)
        standing: list[Any] = [*await school.channel(), *await school.private(school.second_senco)]
        standing += await school.private(school.teacher)
        drawn += [str(card) for card in standing]
        for line in await lines_due(school, date(2026, *when)):
            kinds |= {line} if any(line.label in card for card in drawn) else set()
    assert kinds == set(DueKind)
    assert sum("Your week" in card for card in drawn) > 3
    assert any("nothing noted by you" in card for card in drawn)
    drawn.append(school.teacher.said)

    async with school.service.database.reading() as connection:
        people = (await connection.execute(select(pupils.c.id, pupils.c.upn, pupils.c.born))).all()
    private = {*TYPED, *(word for name in NAMES for word in name.split()), *(str(v) for row in people for v in row)}
    made = await every_notice_made(school)
    logged = [f"{record.getMessage()} {record.exc_text or ''}" for record in ours(caplog)]
    for words in private:
        assert not [line for line in (*drawn, *made, *logged) if words in line], words


async def lines_due(school: SchoolStory, today: date) -> set[DueKind]:
    async with OpenRecords(school.service.database)(school.school, writing=False) as records:
        return {line.kind for line in await records.due.until(date(2027, 1, 1), today=today)}
