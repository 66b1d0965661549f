"""Closures, on each database: kept apart from the term dates that an import replaces, and asked in few queries."""

from dataclasses import replace
from datetime import date

import pytest

from commands.domain.days.calendar import Span, TermDate
from commands.domain.days.closure import Closure
from commands.domain.school import Nation, School
from commands.kit import Overtaken
from storage.database import Database
from storage.lists.imports import Imports
from storage.lists.schools import Schools
from storage.records import SqlOpenRecords

TODAY = date(2026, 9, 14)
AUTUMN = TermDate("", Span.TERM, "Autumn", date(2026, 9, 1), date(2026, 12, 18))
FLOOD = TermDate("", Span.CLOSURE, "Flood", date(2026, 11, 12), date(2026, 11, 12))


def closure(school: School, reference: str, first: date, last: date | None = None) -> Closure:
    return Closure(school.id, reference, first, last or first, "Snow", "T1", TODAY)


async def test_importing_term_dates_leaves_closures_recorded_in_chat(database: Database, oakfield: School) -> None:
    imports = Imports(database, oakfield)
    await imports.terms([AUTUMN, FLOOD])
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save(closure(oakfield, "K-1", FLOOD.first), closure(oakfield, "K-2", date(2026, 11, 16)))
    shorter = replace(AUTUMN, last=date(2026, 12, 17))
    await imports.terms([shorter])

    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        calendar = await records.calendar()
        assert [one.reference for one in await records.closures.standing()] == ["K-1", "K-2"]
    assert not calendar.is_school_day(FLOOD.first)
    assert not calendar.is_school_day(date(2026, 11, 16))
    assert [(term.first, term.last) for term in calendar.terms] == [(shorter.first, shorter.last)]


async def test_an_imported_closure_and_a_recorded_one_may_be_of_one_day(database: Database, oakfield: School) -> None:
    """The recorded one taken back, the imported one still closes the school."""
    await Imports(database, oakfield).terms([AUTUMN, FLOOD])
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save(closure(oakfield, "K-1", FLOOD.first))
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        kept = await records.closures.one("K-1")
        assert kept
        await records.save(kept.taken_back("T2", TODAY))
    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        assert not (await records.calendar()).is_school_day(FLOOD.first)
        gone = await records.closures.one("K-1")
    assert gone == replace(kept, taken_back_by="T2", taken_back_on=TODAY, version=2)
    with pytest.raises(ValueError, match="before"):
        gone.taken_back("T2", TODAY)


async def test_of_two_who_take_it_back_the_second_is_told(database: Database, oakfield: School) -> None:
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save(closure(oakfield, "K-1", TODAY))
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        read = await records.closures.one("K-1")
        assert read
        await records.save(read.taken_back("T1", TODAY))
        with pytest.raises(Overtaken):
            await records.save(read.taken_back("T2", TODAY))


async def test_one_that_is_not_over_today_is_to_come(database: Database, oakfield: School, elmwood: School) -> None:
    rows = (
        closure(oakfield, "K-1", date(2026, 9, 10), date(2026, 9, 14)),
        closure(oakfield, "K-2", date(2026, 9, 10), date(2026, 9, 13)),
        closure(oakfield, "K-3", date(2026, 9, 9)),
        closure(oakfield, "K-4", date(2026, 10, 1)),
    )
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save(*rows)
        to_come, coming = await records.closures.to_come(TODAY, 0, 1)
        over, gone = await records.closures.over(TODAY, 0, 9)
    assert ([one.reference for one in to_come], coming) == (["K-1"], 2)
    assert ([one.reference for one in over], gone) == (["K-2", "K-3"], 2)
    async with SqlOpenRecords(database)(elmwood, writing=False) as records:
        assert await records.closures.standing() == []
        assert await records.closures.one("K-1") is None


async def test_the_calendar_keeps_the_bank_holidays_of_the_schools_nation(database: Database) -> None:
    st_andrews = date(2026, 11, 30)
    for nation in Nation:
        school = await Schools(database).add(f"A school in {nation}", nation=nation)
        async with SqlOpenRecords(database)(school, writing=False) as records:
            calendar = await records.calendar()
        assert calendar.is_school_day(st_andrews) is (nation is not Nation.SCOTLAND)
    assert [school.nation for school in await Schools(database).all()] == sorted(Nation, key=str)


def test_a_closure_says_nothing_of_why_where_it_may_be_logged(oakfield_closure: Closure) -> None:
    assert "Snow" not in repr(oakfield_closure)
    assert "Snow" not in repr(oakfield_closure.as_term_date)


@pytest.fixture
def oakfield_closure() -> Closure:
    return closure(School("S1", "Oakfield"), "K-1", TODAY)
