"""What the leaders' week counts, on each database: by hand, school by school, in as many queries however large."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, event, insert

from commands.digests.counting import OTHER, week_of
from commands.digests.weekly import keep_week, weekly
from commands.domain.agency import Agency, ConsentRule
from commands.domain.agency_referral import AgencyReferral, AgencyState
from commands.domain.contact import Contact, How
from commands.domain.days.calendar import Span
from commands.domain.pupil import Provision
from commands.domain.review import Review, ReviewKind, ReviewState
from commands.domain.school import School
from commands.domain.words.family import Relation
from commands.kit import Card
from commands.kit.ports.measures import ReviewCounts, RollCount, WeekShown
from storage.database import Database
from storage.records import SqlOpenRecords, SqlRecords
from storage.tables import pupils, term_dates
from tests.busy_term import TODAY, furnish


@pytest.fixture
async def records(database: Database, oakfield: School) -> AsyncIterator[SqlRecords]:
    async with SqlOpenRecords(database)(oakfield, writing=True) as open_:
        yield open_


async def pupil(
    records: SqlRecords, id: str, provision: Provision, need: str = "", left_on: date | None = None
) -> None:
    values = {"upn": id, "surname": "S", "forename": "F", "year": "4", "sought": " f s ", "left_on": left_on}
    await records.connection.execute(
        insert(pupils).values(id=id, school_id=records.school.id, provision=provision, primary_need=need, **values)
    )


async def test_the_roll_is_counted_by_provision_and_need_without_those_who_left(records: SqlRecords) -> None:
    await pupil(records, "P1", Provision.SUPPORT, "SLCN")
    await pupil(records, "P2", Provision.SUPPORT, "SLCN")
    await pupil(records, "P3", Provision.PLAN, "ASD")
    await pupil(records, "P4", Provision.NONE)
    await pupil(records, "P5", Provision.PLAN, "ASD", left_on=TODAY)

    assert set(await records.measures.roll()) == {
        RollCount(Provision.SUPPORT, "SLCN", 2),
        RollCount(Provision.PLAN, "ASD", 1),
        RollCount(Provision.NONE, "", 1),
    }


async def test_reviews_are_on_time_when_held_by_their_day_and_overdue_when_it_has_passed(records: SqlRecords) -> None:
    first = date(2027, 1, 4)
    for n, (on, state, held_on) in enumerate(
        (
            (date(2027, 1, 11), ReviewState.HELD, date(2027, 1, 11)),  # by its day
            (date(2027, 1, 12), ReviewState.HELD, date(2027, 1, 11)),  # a day early
            (date(2027, 1, 13), ReviewState.HELD, date(2027, 1, 14)),  # a day late
            (date(2027, 1, 14), ReviewState.MOVED, None),  # overdue
            (date(2027, 1, 15), ReviewState.CANCELLED, None),
            (date(2026, 12, 10), ReviewState.PLANNED, None),  # overdue, of the last term
            (TODAY, ReviewState.PLANNED, None),  # today's is not late
            (date(2027, 3, 20), ReviewState.PLANNED, None),
        )
    ):
        review = Review(records.school.id, f"V-{n}", "P1", ReviewKind.SUPPORT, on, "S", first)
        await records.save(replace(review, state=state, held_on=held_on))

    assert await records.measures.reviews(first, TODAY) == ReviewCounts(on_time=2, overdue=2)
    assert await records.measures.reviews(None, TODAY) == ReviewCounts(on_time=0, overdue=2)


async def test_of_parents_met_only_meetings_count_and_only_pupils_on_the_register(records: SqlRecords) -> None:
    for id, provision in (("P1", Provision.SUPPORT), ("P2", Provision.PLAN), ("P3", Provision.NONE)):
        await pupil(records, id, provision)
        for on in (date(2026, 11, 2), date(2027, 2, 2)):
            how = How.CALL if id == "P2" and on.month == 2 else How.MEETING
            await records.save(Contact(records.school.id, id, "S", on, how, Relation.MOTHER, "", "Agreed."))
    year = (date(2026, 9, 1), date(2027, 8, 31))

    assert [await records.measures.met(*year, n) for n in (1, 2, 3)] == [2, 1, 0]
    assert await records.measures.met(date(2027, 1, 1), year[1], 1) == 1


async def test_a_wait_begins_with_sending_and_ends_when_somebody_attended(records: SqlRecords) -> None:
    sent = date(2027, 1, 5)
    for n, state in enumerate(AgencyState):
        on = None if state in (AgencyState.DRAFT, AgencyState.CONSENT_PENDING, AgencyState.READY) else sent
        referral = AgencyReferral(records.school.id, f"A-{n:02}", "salt", "P1", "Why.", "S", sent)
        await records.save(replace(referral, state=state, sent_on=on))

    assert Counter(await records.measures.waiting()) == {("salt", sent): 9}


async def test_the_term_is_put_beside_the_same_day_of_the_last(
    database: Database, oakfield: School, elmwood: School
) -> None:
    await furnish(database, oakfield)
    await furnish(database, elmwood)
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save(Agency(oakfield.id, "own-penguin-trust", "Penguin Trust", 8, ConsentRule.PARENT))
        week = await week_of(oakfield, TODAY, records)
        courses = await records.measures.courses(date(2026, 9, 1))

    def words(name: str) -> str:
        return str(getattr(week, name).words)

    # 45 in nine weeks of this term; by 2 November, the tenth Monday of the last, eight weeks of 4 and one more
    assert (len(courses), words("new"), words("new_then")) == (101, "45 to 49", "30 to 34")
    assert (words("register"), words("plan"), words("roll")) == ("80 to 84", "10 to 14", "420 to 424")
    assert {wait.agency for wait in week.waits} == {"salt", "camhs", "paed", OTHER}
    assert week.median is not None
    assert week.median_then is not None
    assert week.median < week.median_then
    assert [monday for monday, _, _ in week.medians] == [date(2027, 1, 4) + timedelta(weeks=n) for n in range(10)]


async def test_another_schools_are_not_counted(database: Database, oakfield: School, elmwood: School) -> None:
    await furnish(database, elmwood)
    async with SqlOpenRecords(database)(elmwood, writing=True) as records:
        await keep_week(elmwood, TODAY, records)
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        week = await week_of(oakfield, TODAY, records)
        assert (week.register.low, week.open.level, week.new, week.waits, week.met.low) == (0, 5, None, (), 0)
        assert week.overdue.is_none
        assert await records.measures.shown([TODAY]) == {}


async def test_the_figures_of_a_week_are_taken_once(records: SqlRecords) -> None:
    for n in range(4):
        await pupil(records, f"P{n}", Provision.SUPPORT, "SLCN")
    assert "On the register: fewer than 5" in (await keep_week(records.school, TODAY, records)).plain()
    await pupil(records, "PX", Provision.SUPPORT)
    sunday = TODAY + timedelta(days=6)
    assert await keep_week(records.school, sunday, records) == await weekly(records.school, TODAY, records)
    assert "On the register: fewer than 5" in (await weekly(records.school, sunday, records)).plain()

    [(week, shown)] = (await records.measures.shown([TODAY])).items()
    assert (week, shown.step) == (TODAY, 5)
    assert shown.figures == {"register": 0, "support": 0, "plan": 0, "open": 5}
    next_week = (await weekly(records.school, sunday + timedelta(days=1), records)).plain()
    assert "More pupils are on the SEN register than last week: 5 to 9, after fewer than 5." in next_week


async def test_figures_kept_in_another_step_are_not_compared_with(records: SqlRecords) -> None:
    for n in range(12):
        await pupil(records, f"P{n}", Provision.SUPPORT, "SLCN")
    for ago, step in ((1, 10), (2, 5)):
        week = TODAY - timedelta(weeks=ago)
        await records.save(WeekShown(records.school.id, week, step, {"register": 0}, Card("A week")))
    assert "than last week" not in (await weekly(records.school, TODAY, records)).plain()
    a_week_ago = TODAY - timedelta(weeks=1)
    assert (await weekly(records.school, a_week_ago, records)).plain() == "A week"
    assert (await week_of(records.school, a_week_ago, records)).before == {"register": 0}


async def test_the_step_is_the_schools_own(database: Database, records: SqlRecords) -> None:
    for n in range(12):
        await pupil(records, f"P{n}", Provision.SUPPORT, "SLCN")
    text = (await weekly(replace(records.school, hide_below=10), TODAY, records)).plain()
    assert "On the register: 10 to 19" in text
    assert "fewer than 10" in text


async def test_every_monday_of_the_year_has_a_card_and_so_has_a_year_that_is_one_term(
    database: Database, oakfield: School
) -> None:
    await furnish(database, oakfield)
    for terms in ("two terms", "one of eleven months", "none"):
        async with SqlOpenRecords(database)(oakfield, writing=True) as records:
            for week in range(0, 60, 3):
                on = date(2026, 8, 3) + timedelta(weeks=week)
                text = (await weekly(oakfield, on, records)).plain()
                assert "On the register: 80 to 84" in text
                assert ("New this term" in text) == (terms != "none" and on >= date(2026, 9, 1)), on
            await records.connection.execute(delete(term_dates))
            if terms == "two terms":
                year = {"kind": Span.TERM, "name": "Year", "first": date(2026, 9, 1), "last": date(2027, 7, 20)}
                await records.connection.execute(insert(term_dates).values(school_id=oakfield.id, **year))


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    asked: list[str] = []

    def hear(connection: object, cursor: object, statement: str, *rest: object) -> None:
        asked.append(statement)

    event.listen(database.engine.sync_engine, "before_cursor_execute", hear)
    yield asked
    event.remove(database.engine.sync_engine, "before_cursor_execute", hear)


async def test_a_large_school_is_asked_hardly_more_often_than_an_empty_one(
    database: Database, oakfield: School, elmwood: School
) -> None:
    """What is due is asked too, since the headline says what is late; four questions are asked of what was found."""
    await furnish(database, oakfield)
    numbers = []
    for school in (oakfield, elmwood):
        async with SqlOpenRecords(database)(school, writing=False) as records:
            with counted(database) as asked:
                await weekly(school, TODAY, records)
            numbers.append(len([one for one in asked if one.lstrip().upper().startswith("SELECT")]))
    assert numbers == [35, 31]
