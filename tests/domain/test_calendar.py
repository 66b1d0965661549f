"""Which days are school days, and counting along them."""

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.domain.days.bank_holidays import bank_holidays
from commands.domain.days.calendar import SchoolCalendar, Span, TermDate


def row(kind: Span, first: date, last: date) -> TermDate:
    return TermDate("S", kind, kind.label, first, last)


CALENDAR = SchoolCalendar(
    (
        row(Span.TERM, date(2026, 9, 1), date(2026, 12, 18)),
        row(Span.TERM, date(2027, 1, 4), date(2027, 3, 25)),
        row(Span.TERM, date(2027, 4, 12), date(2027, 7, 21)),
        row(Span.BREAK, date(2026, 10, 26), date(2026, 10, 30)),
        row(Span.INSET, date(2026, 10, 23), date(2026, 10, 23)),
        row(Span.CLOSURE, date(2026, 11, 11), date(2026, 11, 11)),
    )
)


@pytest.mark.parametrize(
    ("day", "is_school_day"),
    [
        pytest.param(date(2026, 9, 14), True, id="a Monday in term"),
        pytest.param(date(2026, 9, 12), False, id="a Saturday"),
        pytest.param(date(2026, 9, 13), False, id="a Sunday"),
        pytest.param(date(2026, 10, 23), False, id="an INSET day"),
        pytest.param(date(2026, 10, 28), False, id="half-term"),
        pytest.param(date(2026, 11, 11), False, id="a one-off closure"),
        pytest.param(date(2026, 12, 21), False, id="between two terms"),
        pytest.param(date(2027, 5, 3), False, id="the early May bank holiday, in term"),
        pytest.param(date(2027, 12, 27), False, id="Christmas Day's substitute, beyond the dates known"),
        pytest.param(date(2027, 11, 3), True, id="a weekday beyond the dates known"),
        pytest.param(date(2026, 12, 18), True, id="the last day of term"),
    ],
)
def test_school_days(day: date, is_school_day: bool) -> None:
    assert CALENDAR.is_school_day(day) is is_school_day


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        pytest.param(date(2026, 9, 14), 1, date(2026, 9, 15), id="the next day"),
        pytest.param(date(2026, 9, 18), 1, date(2026, 9, 21), id="over a weekend"),
        pytest.param(date(2026, 9, 14), 15, date(2026, 10, 5), id="three weeks"),
        pytest.param(date(2026, 10, 22), 1, date(2026, 11, 2), id="over INSET and half-term"),
        pytest.param(date(2026, 12, 18), 2, date(2027, 1, 5), id="over Christmas"),
        pytest.param(date(2026, 9, 12), 1, date(2026, 9, 14), id="from a Saturday"),
    ],
)
def test_counting_school_days_on(start: date, count: int, expected: date) -> None:
    assert CALENDAR.add_school_days(start, count) == expected


def test_without_term_dates_every_weekday_that_is_no_bank_holiday_counts() -> None:
    assert SchoolCalendar().add_school_days(date(2026, 12, 24), 1) == date(2026, 12, 29)


@given(st.dates(date(2026, 8, 1), date(2027, 7, 1)), st.integers(1, 60))
def test_the_nth_school_day_on_is_n_school_days_away(start: date, count: int) -> None:
    end = CALENDAR.add_school_days(start, count)
    assert CALENDAR.is_school_day(end)
    assert CALENDAR.school_days_between(start, end) == count


@pytest.mark.parametrize(
    ("day", "following", "before"),
    [
        pytest.param(date(2026, 9, 14), date(2026, 9, 14), date(2026, 9, 14), id="a school day is its own"),
        pytest.param(date(2026, 9, 12), date(2026, 9, 14), date(2026, 9, 11), id="a Saturday"),
        pytest.param(date(2026, 10, 23), date(2026, 11, 2), date(2026, 10, 22), id="INSET, then half-term"),
        pytest.param(date(2026, 11, 11), date(2026, 11, 12), date(2026, 11, 10), id="a one-off closure"),
        pytest.param(date(2026, 12, 25), date(2027, 1, 4), date(2026, 12, 18), id="Christmas, between two terms"),
        pytest.param(date(2027, 5, 3), date(2027, 5, 4), date(2027, 4, 30), id="a bank holiday"),
        pytest.param(date(2027, 7, 24), date(2027, 7, 26), date(2027, 7, 23), id="beyond the dates known"),
        pytest.param(date(2026, 8, 31), date(2026, 9, 1), date(2026, 8, 28), id="before the dates known"),
    ],
)
def test_the_school_day_on_or_after_and_on_or_before(day: date, following: date, before: date) -> None:
    assert CALENDAR.next_school_day(day) == following
    assert CALENDAR.previous_school_day(day) == before


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        pytest.param(date(2026, 9, 15), 1, date(2026, 9, 14), id="the day before"),
        pytest.param(date(2026, 9, 21), 1, date(2026, 9, 18), id="over a weekend"),
        pytest.param(date(2026, 11, 2), 1, date(2026, 10, 22), id="over half-term and INSET"),
        pytest.param(date(2027, 1, 5), 2, date(2026, 12, 18), id="over Christmas"),
        pytest.param(date(2026, 9, 13), 1, date(2026, 9, 11), id="from a Sunday"),
    ],
)
def test_counting_school_days_back(start: date, count: int, expected: date) -> None:
    assert CALENDAR.subtract_school_days(start, count) == expected


@pytest.mark.parametrize("count", [0, -1])
def test_school_days_are_counted_from_one(count: int) -> None:
    for counting in (CALENDAR.add_school_days, CALENDAR.subtract_school_days):
        with pytest.raises(ValueError, match="from 1"):
            counting(date(2026, 9, 14), count)


@pytest.mark.parametrize(
    ("day", "is_last"),
    [
        pytest.param(date(2026, 9, 14), False, id="a Monday"),
        pytest.param(date(2026, 9, 18), False, id="a Friday before a weekend"),
        pytest.param(date(2026, 10, 22), True, id="before INSET and half-term"),
        pytest.param(date(2026, 10, 23), False, id="an INSET day is no school day"),
        pytest.param(date(2026, 11, 10), False, id="before a single day without school"),
        pytest.param(date(2026, 12, 18), True, id="before Christmas"),
        pytest.param(date(2026, 12, 21), False, id="in the holiday itself"),
        pytest.param(date(2027, 3, 25), True, id="before Easter"),
        pytest.param(date(2027, 4, 30), True, id="the Friday before a bank holiday Monday"),
    ],
)
def test_the_last_day_before_a_break(day: date, is_last: bool) -> None:
    assert CALENDAR.last_before_break(day) is is_last


STAFFED = SchoolCalendar(
    (
        row(Span.TERM, date(2026, 9, 2), date(2026, 12, 18)),
        row(Span.INSET, date(2026, 9, 1), date(2026, 9, 1)),
        row(Span.INSET, date(2026, 10, 23), date(2026, 10, 26)),
        row(Span.BREAK, date(2026, 10, 26), date(2026, 10, 30)),
        row(Span.INSET, date(2026, 11, 20), date(2026, 11, 20)),
        row(Span.CLOSURE, date(2026, 11, 19), date(2026, 11, 20)),
    )
)


@pytest.mark.parametrize(
    ("day", "is_staff_day"),
    [
        pytest.param(date(2026, 9, 1), True, id="INSET before the term begins"),
        pytest.param(date(2026, 9, 14), True, id="a school day"),
        pytest.param(date(2026, 10, 23), True, id="INSET before half-term"),
        pytest.param(date(2026, 10, 24), False, id="a weekend inside a run of INSET days"),
        pytest.param(date(2026, 10, 26), True, id="INSET on the first day of half-term"),
        pytest.param(date(2026, 10, 27), False, id="half-term"),
        pytest.param(date(2026, 11, 19), False, id="a closure"),
        pytest.param(date(2026, 11, 20), False, id="INSET snowed off"),
    ],
)
def test_days_staff_are_in(day: date, is_staff_day: bool) -> None:
    assert STAFFED.is_staff_day(day) is is_staff_day


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        pytest.param(date(2026, 9, 14), date(2026, 9, 14), 1, id="one day"),
        pytest.param(date(2026, 9, 11), date(2026, 9, 14), 2, id="over a weekend"),
        pytest.param(date(2026, 9, 12), date(2026, 9, 13), 0, id="a weekend"),
        pytest.param(date(2026, 9, 15), date(2026, 9, 14), 0, id="the wrong way round"),
    ],
)
def test_school_days_from_one_day_to_another_both_included(first: date, last: date, count: int) -> None:
    assert CALENDAR.school_days_in(first, last) == count


def test_a_calendar_of_closures_alone_has_an_answer_too() -> None:
    never = SchoolCalendar((row(Span.CLOSURE, date.min, date.max),))
    today = date(2026, 9, 14)
    assert never.next_school_day(today) is None
    assert never.previous_school_day(today) is None
    assert list(never.days_after(today)) == []
    assert (never.add_school_days(today, 3), never.subtract_school_days(today, 3)) == (date.max, date.min)
    closing = SchoolCalendar((row(Span.CLOSURE, date(2026, 9, 15), date.max),))
    assert closing.last_before_break(today)
    assert closing.add_school_days(today, 1) == date.max


def test_five_years_are_walked_in_less_than_ten_milliseconds() -> None:
    """With five years of term dates in the way: what is asked thousands of times must not look at each of them."""
    rows = [
        row(kind, first.replace(year=first.year + n), last.replace(year=last.year + n))
        for n in range(5)
        for kind, first, last in ((r.kind, r.first, r.last) for r in CALENDAR.dates)
    ]
    for year in range(2026, 2033):  # worked out once in the life of the service
        bank_holidays(year)
    took = []
    for _ in range(5):  # the best of five: other work on the machine is not what is measured
        calendar = SchoolCalendar(tuple(rows))
        began = time.perf_counter()
        counted = sum(calendar.is_school_day(date(2026, 9, 1) + timedelta(days=n)) for n in range(5 * 365))
        took.append(time.perf_counter() - began)
        assert 900 < counted < 1100
    assert min(took) < 0.010
