"""Which days are school days, and counting along them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.domain.calendar import SchoolCalendar, Span, TermDate


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
