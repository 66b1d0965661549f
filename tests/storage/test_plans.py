"""Plans and reviews in the records, on SQLite and on PostgreSQL: whole, one school's own, in order, counted once."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from commands.catalogue import COMMANDS
from commands.domain.cycle import Stage
from commands.domain.person import Person, Role
from commands.domain.review import ReviewEvent, ReviewHappened, ReviewState
from commands.domain.school import School
from commands.kit import Ask, Overtaken, Reply
from commands.kit.dispatcher import Dispatcher
from storage.database import Database
from storage.lists.schools import Schools
from storage.records import SqlOpenRecords
from tests.domain.test_cycle import a_cycle, a_line, an_outcome
from tests.domain.test_review import a_review
from tests.storage.test_records import enrol

NOW = datetime(2026, 9, 14, 8, 0, tzinfo=UTC)
TODAY = date(2026, 9, 14)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    await database.close()


@pytest.fixture
async def oakfield(database: Database) -> School:
    return await Schools(database).add("Oakfield")


@pytest.fixture
async def elmwood(database: Database) -> School:
    return await Schools(database).add("Elmwood")


def someone(school: School, role: Role = Role.SENCO, groups: tuple[str, ...] = ()) -> Person:
    return Person(school.id, "S", "sam@oakfield.example", "Sam", role, groups)


async def test_a_plan_with_its_parts_comes_back_as_it_was_saved(database: Database, oakfield: School) -> None:
    cycle = a_cycle(school_id=oakfield.id, needs="“Zoë’s” 🙂 \n نور")
    outcome, line = an_outcome(school_id=oakfield.id), a_line(school_id=oakfield.id)
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save(cycle, outcome, line)
        await records.save(replace(outcome, what_worked="Pictures"))
    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        assert await records.cycles.one("C-7K2PM") == replace(cycle, version=1)
        assert await records.cycles.outcomes("C-7K2PM") == [replace(outcome, what_worked="Pictures")]
        assert await records.cycles.lines("C-7K2PM") == [line]
        assert await records.label("outcomes", "1", "C-7K2PM.4@2") == "1. Outcome 1"
        assert await records.label("outcomes", "2", "C-7K2PM") is None
        [found] = await records.find("outcomes", "outc", someone(oakfield), 15, "C-7K2PM")
        assert (found.value, found.label) == ("1", "1. Outcome 1")


async def test_which_plan_a_recommendation_is_in_is_the_newest_of_them(
    database: Database, oakfield: School, elmwood: School
) -> None:
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        for number, reference in ((2, "C-22222"), (1, "C-33333")):
            advised = a_line(
                school_id=oakfield.id, cycle=reference, recommendation="A-7K2PM.3", advised_by="“Zoë’s” therapists"
            )
            await records.save(a_cycle(school_id=oakfield.id, reference=reference, cycle_no=number), advised)
        await records.save(a_line(2, school_id=oakfield.id, cycle="C-33333", recommendation="A-7K2PM.12"))
        await records.save(a_line(3, school_id=oakfield.id, cycle="C-33333", recommendation="A-7K2PN.1"))
    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        assert await records.cycles.advised("A-7K2PM") == {3: "C-22222", 12: "C-33333"}
        assert (await records.cycles.lines("C-22222"))[0] == replace(advised, cycle="C-22222")
    async with SqlOpenRecords(database)(elmwood, writing=False) as records:
        assert await records.cycles.advised("A-7K2PM") == {}


async def test_a_review_with_its_history_comes_back_as_it_was_saved(database: Database, oakfield: School) -> None:
    review = a_review(school_id=oakfield.id, at=time(14, 30), cycle="C-7K2PM")
    moved = ReviewEvent(oakfield.id, review.reference, NOW, "S", ReviewHappened.MOVED, TODAY, "Illness")
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save(review, replace(moved, what=ReviewHappened.BOOKED, was_on=None), moved)
    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        assert await records.reviews.one("V-7K2PM") == replace(review, version=1)
        assert await records.reviews.of_cycle("C-7K2PM") == replace(review, version=1)
        assert (await records.reviews.history("V-7K2PM"))[1] == moved
        assert await records.reviews.to_come_for(["P", "Q"]) == [replace(review, version=1)]


async def test_no_question_returns_another_schools_plans_or_reviews(
    database: Database, oakfield: School, elmwood: School
) -> None:
    await enrol(database, elmwood, "P", "Amina Yusuf")
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        held = a_review(school_id=oakfield.id, reference="V-22222").held(TODAY)
        await records.save(
            a_cycle(school_id=oakfield.id),
            an_outcome(school_id=oakfield.id),
            a_line(school_id=oakfield.id),
            a_review(school_id=oakfield.id, cycle="C-7K2PM"),
            held,
            ReviewEvent(oakfield.id, "V-7K2PM", NOW, "S", ReviewHappened.BOOKED),
        )
    async with SqlOpenRecords(database)(elmwood, writing=False) as records:
        cycles, reviews = records.cycles, records.reviews
        lead = replace(someone(elmwood), id="T", groups=("4B",))
        assert await cycles.one("C-7K2PM") is None
        assert await cycles.of_pupils(["P"]) == []
        assert await cycles.at(tuple(Stage), 0, 9) == ([], 0)
        assert await cycles.at(tuple(Stage), 0, 9, by=lead) == ([], 0)
        assert (await cycles.outcomes("C-7K2PM"), await cycles.lines("C-7K2PM")) == ([], [])
        assert await records.find("outcomes", "", lead, 15, "C-7K2PM") == []
        assert await reviews.one("V-7K2PM") is None
        assert await reviews.to_come(0, 9) == ([], 0)
        assert await reviews.to_come_for(["P"]) == []
        assert await reviews.of_cycle("C-7K2PM") is None
        assert await reviews.held(TODAY, None) == []
        assert await reviews.history("V-7K2PM") == []


@pytest.mark.parametrize("thing", ["cycle", "review"])
async def test_whoever_changes_second_is_told_to_look_again(database: Database, oakfield: School, thing: str) -> None:
    new: Any = a_cycle(school_id=oakfield.id) if thing == "cycle" else a_review(school_id=oakfield.id)
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save(new)
        await records.save(replace(new, version=1))
    with pytest.raises(Overtaken):
        async with SqlOpenRecords(database)(oakfield, writing=True) as records:
            await records.save(replace(new, version=1))


async def test_two_plans_of_one_pupil_cannot_have_the_same_number(database: Database, oakfield: School) -> None:
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save(a_cycle(school_id=oakfield.id))
    with pytest.raises(Overtaken):
        async with SqlOpenRecords(database)(oakfield, writing=True) as records:
            await records.save(a_cycle(school_id=oakfield.id, reference="C-22222"))


async def test_plans_without_a_date_come_first_then_by_date_and_a_teacher_finds_their_own(
    database: Database, oakfield: School
) -> None:
    await enrol(database, oakfield, "P3", "Amina Yusuf", group="4B")
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        for n, on in enumerate((date(2027, 3, 25), None, date(2026, 12, 18), date(2026, 11, 1))):
            at = Stage.CLOSED if n == 3 else Stage.PLAN
            lead = "T" if n == 0 else "U"
            await records.save(
                a_cycle(
                    school_id=oakfield.id,
                    reference=f"C-2222{n}",
                    pupil_id=f"P{n + 1}",
                    review_on=on,
                    stage=at,
                    lead=lead,
                )
            )
    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        found, total = await records.cycles.at((Stage.PLAN, Stage.DO), 0, 2)
        assert ([cycle.reference for cycle in found], total) == (["C-22221", "C-22222"], 3)
        tom = replace(someone(oakfield, Role.TEACHER, ("4B",)), id="T")
        found, total = await records.cycles.at((Stage.PLAN,), 0, 9, by=tom)
        assert ([cycle.reference for cycle in found], total) == (["C-22222", "C-22220"], 2)


async def test_reviews_held_are_those_between_two_days(database: Database, oakfield: School) -> None:
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        for n in range(4):
            day = TODAY + timedelta(days=n)
            review = a_review(school_id=oakfield.id, reference=f"V-2222{n}", on=day)
            await records.save(review.held(day) if n != 1 else review)
    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        held = await records.reviews.held(TODAY, TODAY + timedelta(days=3))
        assert sorted(on.day for _, on in held) == [14, 16]
        page, total = await records.reviews.to_come(0, 9)
        assert ([r.state for r in page], total) == ([ReviewState.PLANNED], 1)


@contextmanager
def counting(database: Database) -> Iterator[list[str]]:
    """The statements sent while it is open."""
    sent: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        sent.append(statement)

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    yield sent
    event.remove(database.engine.sync_engine, "before_cursor_execute", note)


@pytest.mark.parametrize("word", ["plans", "review", "reviews", "reviews missing"])
async def test_a_lists_queries_do_not_grow_with_its_rows(database: Database, oakfield: School, word: str) -> None:
    from sqlalchemy import insert, update

    from commands.domain.days.calendar import Span
    from commands.domain.pupil import Provision
    from storage.tables import pupils, term_dates

    async with database.writing() as connection:
        await connection.execute(
            insert(term_dates).values(
                school_id=oakfield.id, kind=Span.TERM, name="Autumn", first=date(2026, 9, 1), last=date(2026, 12, 18)
            )
        )
    dispatcher = Dispatcher(COMMANDS, SqlOpenRecords(database), mint=lambda: "k", survey=_nowhere)
    sent_for = []
    for rows in (2, 9):
        for n in range(rows):
            id = f"P{rows}{n}"
            await enrol(database, oakfield, id, f"Pupil{n} Xu")
            async with SqlOpenRecords(database)(oakfield, writing=True) as records:
                cycle = a_cycle(
                    school_id=oakfield.id, reference=f"C-22{rows}2{n}", pupil_id=id, stage=Stage.DO, lead=f"T{n}"
                )
                await records.save(cycle, an_outcome(school_id=oakfield.id, cycle=cycle.reference))
                await records.save(a_review(school_id=oakfield.id, reference=f"V-22{rows}2{n}", pupil_id=id))
        async with database.writing() as connection:
            await connection.execute(update(pupils).values(provision=Provision.SUPPORT))
        ask = Ask(someone(oakfield), oakfield, NOW, word, f"web/S/{rows}", face="web")
        with counting(database) as sent:
            reply = await dispatcher.ask(ask)
        assert isinstance(reply, Reply)
        assert reply.card
        sent_for.append(len(sent))
    assert sent_for[0] == sent_for[1]


async def _nowhere(ask: Ask, place: Any) -> Any:
    return place
