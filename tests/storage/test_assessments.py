"""EHC needs assessments in the records, on SQLite and on PostgreSQL: whole, one school's own, a hundred in time."""

import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from commands.catalogue import COMMANDS
from commands.domain.assessment import AskedBy, Assessment, AssessmentEnd, ExceptionClaim, ExceptionReason
from commands.domain.law.clock_facts import FactWord, as_they_stand
from commands.domain.person import Person, Role
from commands.domain.school import School
from commands.kit import Ask, Overtaken, Reply
from commands.kit.dispatcher import Dispatcher
from storage.database import Database
from storage.records import SqlOpenRecords
from tests.storage.test_records import enrol

MONDAY = date(2026, 9, 14)
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


def an_assessment(school: School, reference: str = "E-1", pupil: str = "P1") -> Assessment:
    return Assessment(school.id, reference, pupil, AskedBy.PARENT, "england-2014", "sam", MONDAY)


def said(school: School, fact: str, on: date | None, reference: str = "E-1") -> FactWord:
    return FactWord(school.id, reference, fact, on, "sam", NOW, "“Zoë’s” نور")


async def test_every_word_is_kept_in_order_and_only_in_its_school(
    database: Database, oakfield: School, elmwood: School
) -> None:
    await enrol(database, oakfield, "P1", "Amina Yusuf")
    claim = ExceptionClaim(oakfield.id, "E-1", ExceptionReason.ABSENT, MONDAY, "letter", None, "sam", NOW)
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save(an_assessment(oakfield), said(oakfield, "draft_served_on", MONDAY))
        await records.save(said(oakfield, "draft_served_on", None), claim, replace(claim, letter="second"))
    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        [one] = await records.assessments.open()
        assert one == replace(an_assessment(oakfield), version=1)
        words = (await records.clock_facts.words_on(["E-1"]))["E-1"]
        assert [(word.n, word.on) for word in words] == [(1, MONDAY), (2, None)]
        assert as_they_stand(words) == {}
        assert [(claim.n, claim.letter) for claim in await records.assessments.claims("E-1")] == [
            (1, "letter"),
            (2, "second"),
        ]
    async with SqlOpenRecords(database)(elmwood, writing=False) as records:
        assert await records.assessments.one("E-1") is None
        assert await records.clock_facts.words_on(["E-1"]) == {}
        assert await records.assessments.claims("E-1") == []


async def test_of_two_who_end_it_the_second_is_told(database: Database, oakfield: School) -> None:
    await enrol(database, oakfield, "P1", "Amina Yusuf")
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save(an_assessment(oakfield))
        one = await records.assessments.one("E-1")
        assert one
        await records.save(one.ended(AssessmentEnd.PLAN, MONDAY))
        with pytest.raises(Overtaken):
            await records.save(one.ended(AssessmentEnd.WITHDRAWN, MONDAY))
        assert await records.assessments.open() == []


async def test_a_hundred_open_clocks_are_listed_by_what_is_next_in_time(database: Database, oakfield: School) -> None:
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        for n in range(100):
            reference = f"E-{n:05}"
            facts = {"ehc_requested_on": MONDAY - timedelta(days=n), "decision_told_on": MONDAY}
            facts["advice_request_received_on"] = MONDAY + timedelta(days=n % 40)
            await records.save(
                an_assessment(oakfield, reference, f"P{n}"),
                *(said(oakfield, fact, on, reference) for fact, on in facts.items()),
            )
    for n in range(100):
        await enrol(database, oakfield, f"P{n}", f"Pupil Number{n}")
    dispatcher = Dispatcher(COMMANDS, SqlOpenRecords(database), mint=lambda: "key", survey=lambda ask, place: place)  # type: ignore[arg-type,return-value]
    senco, took = Person(oakfield.id, "sam", "", "Sam", Role.SENCO), list[float]()
    for n in range(5):
        began = time.perf_counter()
        reply = await dispatcher.ask(Ask(senco, oakfield, NOW, "ehc", f"web/sam/{n}"))
        took.append(time.perf_counter() - began)
    assert isinstance(reply, Reply)
    assert reply.card
    text = reply.card.plain()
    assert "1 to 15 of 100." in text
    [first, *_] = [line for line in text.splitlines() if line.startswith("- E-")]
    assert "E-00099" in first  # the oldest request: its sixteen weeks ended first
    assert "the authority is late; Sunday 27 September 2026 (act by Friday 25 September 2026)" in first
    print(f"a hundred clocks: {min(took) * 1000:.0f} ms")
    assert min(took) < 0.2
