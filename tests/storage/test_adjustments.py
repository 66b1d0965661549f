"""Adjustments and lesson lines in the records, on SQLite and on PostgreSQL: whole, one school's own, added only."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from commands.catalogue import COMMANDS
from commands.domain.adjustment import Adjustment, Worked
from commands.domain.cycle import Stage
from commands.domain.lesson import LessonLook
from commands.domain.outcome import LineKind
from commands.domain.person import Person, Role
from commands.domain.school import School
from commands.kit import Ask, Overtaken, Place, Reply
from commands.kit.dispatcher import Dispatcher
from storage.database import Database
from storage.records import SqlOpenRecords
from tests.domain.test_cycle import a_cycle, a_line
from tests.domain.test_lesson import a_lesson_line
from tests.domain.test_what_works import a_note
from tests.storage.test_plans import counting
from tests.storage.test_records import enrol

NOW = datetime(2026, 9, 14, 8, 0, tzinfo=UTC)


def teacher(school: School) -> Person:
    return Person(school.id, "T", "tom@oakfield.example", "Tom", Role.TEACHER, ("4B",))


async def nowhere(ask: Ask, place: Place) -> Place:
    return place


def dispatcher(database: Database) -> Dispatcher:
    return Dispatcher(COMMANDS, SqlOpenRecords(database), mint=lambda: "k", survey=nowhere)


async def test_a_note_with_its_versions_comes_back_as_it_was_saved(database: Database, oakfield: School) -> None:
    first = a_note(school_id=oakfield.id, own="“Zoë’s” 🙂 \n نور", lesson="Maths", note="She smiled.")
    second = replace(first, version=2, how=Worked.NOT, written_at=NOW + timedelta(days=1))
    other = a_note(2, school_id=oakfield.id, on=date(2026, 9, 21))
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save(first, other)
        await records.save(second)
    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        assert await records.adjustments.of_pupil("P") == (other, second)
        assert await records.adjustments.versions("P") == [first, second, other]
        assert await records.adjustments.one(first.reference) == second
        assert await records.adjustments.one("N-99999") is None


@pytest.mark.parametrize("change", [{"how": Worked.NOT}, {"reference": "N-33333"}], ids=["version", "number"])
async def test_a_note_is_never_written_over(database: Database, oakfield: School, change: dict[str, object]) -> None:
    note = a_note(school_id=oakfield.id)
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save(note)
    with pytest.raises(Overtaken):
        async with SqlOpenRecords(database)(oakfield, writing=True) as records:
            await records.save(replace(note, **change))  # type: ignore[arg-type]
    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        assert await records.adjustments.versions("P") == [note]


async def test_advice_is_counted_by_topic_as_the_notes_stand(database: Database, oakfield: School) -> None:
    wanted = a_note(1, school_id=oakfield.id, how=Worked.ADVICE)
    others = [
        a_note(2, school_id=oakfield.id, how=Worked.ADVICE),
        a_note(3, school_id=oakfield.id, how=Worked.ADVICE, what=Adjustment.SCAFFOLD),
        a_note(4, school_id=oakfield.id),
        a_note(5, school_id=oakfield.id, how=Worked.ADVICE, on=date(2026, 8, 31)),
    ]
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save(wanted, *others)
        await records.save(replace(wanted, version=2, how=Worked.HELPED))
        await records.save(a_note(6, school_id=oakfield.id, how=Worked.ADVICE, taken_back=True))
    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        found = await records.adjustments.advice_wanted(date(2026, 9, 1))
        assert found == {Adjustment.SEATING: 1, Adjustment.SCAFFOLD: 1}


async def test_pupils_are_found_by_any_word_of_a_line(database: Database, oakfield: School) -> None:
    for n, name in enumerate(("Amina Yusuf", "Zofia Kowal", "May Hill"), 1):
        await enrol(database, oakfield, f"P{n}", name)
    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        named = records.adjustments.pupils_named
        assert [pupil.id for pupil in await named(["seating", "kow", "ami"])] == ["P2", "P1"]
        assert [pupil.id for pupil in await named(["a%", "usuf"])] == []
        assert await named([]) == []


async def test_lesson_lines_and_looks_come_back_as_they_were_saved(database: Database, oakfield: School) -> None:
    line, other = a_lesson_line(1, school_id=oakfield.id), a_lesson_line(2, school_id=oakfield.id)
    look = LessonLook(oakfield.id, "T", "4B", NOW, "Cover")
    await enrol(database, oakfield, "P", "Amina Yusuf")
    await enrol(database, oakfield, "Q", "Ben Ames", group="4 Ash")
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save(line, other, look, look)
        await records.save(replace(other, gone_at=NOW))
    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        assert await records.lessons.lines(["P", "Q"]) == {"P": [line, replace(other, gone_at=NOW)]}
        assert await records.lessons.groups() == ["4 Ash", "4B"]
        assert [pupil.id for pupil in await records.lessons.in_group("4 Ash")] == ["Q"]
        assert await records.lessons.last_look("T", "4B", NOW) == look
        assert await records.lessons.last_look("T", "4B", NOW - timedelta(seconds=1)) is None
        assert await records.lessons.last_look("U", "4B", NOW) is None
    for taken in (replace(line, text="Other words"), replace(other, gone_at=NOW)):
        with pytest.raises(Overtaken):
            async with SqlOpenRecords(database)(oakfield, writing=True) as records:
                await records.save(taken)


async def test_no_question_returns_another_schools_adjustments_or_lines(
    database: Database, oakfield: School, elmwood: School
) -> None:
    await enrol(database, oakfield, "P", "Amina Yusuf")
    note = a_note(school_id=oakfield.id, how=Worked.ADVICE)
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save(
            note,
            a_lesson_line(school_id=oakfield.id),
            LessonLook(oakfield.id, "T", "4B", NOW),
            a_line(school_id=oakfield.id),
        )
    async with SqlOpenRecords(database)(elmwood, writing=False) as records:
        assert await records.adjustments.of_pupil("P") == ()
        assert await records.adjustments.versions("P") == []
        assert await records.adjustments.one(note.reference) is None
        assert await records.adjustments.advice_wanted(date(2026, 9, 1)) == {}
        assert await records.adjustments.pupils_named(["amina"]) == []
        assert await records.lessons.lines(["P"]) == {}
        assert await records.lessons.groups() == []
        assert await records.lessons.in_group("4B") == []
        assert await records.lessons.last_look("T", "4B", NOW) is None
        assert await records.cycles.lines_of(["C-7K2PM"]) == {}


async def test_two_presses_at_the_same_moment_are_one_note(database: Database, oakfield: School) -> None:
    await enrol(database, oakfield, "P", "Amina Yusuf")
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save(a_cycle(school_id=oakfield.id, stage=Stage.DO))
        await records.save(a_line(school_id=oakfield.id, kind=LineKind.ADJUSTMENT, what="Seat at the front"))
    presses = [
        Ask(teacher(oakfield), oakfield, NOW, "adjusted", f"web/T/{n}", face="web", about="C-7K2PM.1=helped")
        for n in range(2)
    ]
    replies = await asyncio.gather(*(dispatcher(database).ask(press) for press in presses))
    assert all(isinstance(reply, Reply) and reply.card for reply in replies)
    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        assert len(await records.adjustments.versions("P")) == 1


@pytest.mark.parametrize(
    ("word", "about"),
    [("lesson card", "0 4B"), ("what works", "P20"), ("adjust in plan", "P20"), ("read plan", "C-22220")],
)
async def test_what_is_asked_in_class_takes_as_many_queries_however_much_there_is(
    database: Database, oakfield: School, word: str, about: str
) -> None:
    async def more(plans: int, notes: int) -> None:
        for n in range(plans):
            id = f"P{plans}{n}"
            await enrol(database, oakfield, id, f"Pupil{n} Xu")
            reference = f"C-2222{n}" if plans == 2 else f"C-3333{n}"
            async with SqlOpenRecords(database)(oakfield, writing=True) as records:
                await records.save(a_cycle(school_id=oakfield.id, reference=reference, pupil_id=id, lead="T"))
                await records.save(
                    a_line(school_id=oakfield.id, cycle=reference, kind=LineKind.ADJUSTMENT),
                    a_lesson_line(school_id=oakfield.id, pupil_id=id),
                )
        async with SqlOpenRecords(database)(oakfield, writing=True) as records:
            before = len(await records.adjustments.versions("P20"))
            for n in range(before + 1, before + 1 + notes):
                await records.save(a_note(n, school_id=oakfield.id, pupil_id="P20", by=f"T{n}"))

    sent_for = []
    for plans, notes in ((2, 2), (9, 7)):
        await more(plans, notes)
        at = NOW + timedelta(days=plans)
        ask = Ask(teacher(oakfield), oakfield, at, word, f"web/T/{plans}", face="web", about=about)
        with counting(database) as sent:
            reply = await dispatcher(database).ask(ask)
        assert isinstance(reply, Reply)
        assert reply.card
        sent_for.append(len(sent))
    assert sent_for[0] == sent_for[1]
