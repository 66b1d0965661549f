"""Where a limit goes that ends on a day on which nobody works: what must hold of each roll on any day there is."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.domain.days.calendar import SchoolCalendar
from commands.domain.law.rolling import rolled
from commands.domain.law.ruleset import Roll
from commands.domain.law.rulesets import ENGLAND

YEAR = SchoolCalendar()
DAYS = st.dates(date(2015, 1, 1), date(2045, 12, 31))
ONE = timedelta(days=1)


def in_the_break(day: date) -> bool:
    return day.month == 8 or (day.month, day.day) >= (12, 25) or (day.month, day.day) == (1, 1)


@given(day=DAYS)
def test_without_a_roll_a_limit_stays_where_it_falls(day: date) -> None:
    assert rolled(day, Roll.NONE, YEAR) == day


@given(day=DAYS)
def test_the_next_working_day_is_the_first_there_is(day: date) -> None:
    moved = rolled(day, Roll.NEXT_WORKING_DAY, YEAR)
    assert YEAR.is_working_day(moved)
    between = ((moved - day).days - n for n in range(1, (moved - day).days + 1))
    assert not any(YEAR.is_working_day(day + n * ONE) for n in between)


@given(day=DAYS)
def test_the_tribunals_limit_ends_on_a_working_day_after_the_break_it_ends_in(day: date) -> None:
    moved = rolled(day, Roll.TRIBUNAL, YEAR)
    assert moved >= day
    assert YEAR.is_working_day(moved)
    if not in_the_break(day):
        assert moved == rolled(day, Roll.NEXT_WORKING_DAY, YEAR)
        return
    assert not in_the_break(moved)
    first = moved
    while not in_the_break(first - ONE):
        first -= ONE
    assert moved == rolled(first, Roll.NEXT_WORKING_DAY, YEAR)


@given(day=DAYS, later=st.integers(0, 60))
def test_a_later_limit_never_ends_earlier(day: date, later: int) -> None:
    for roll in Roll:
        assert rolled(day, roll, YEAR) <= rolled(day + later * ONE, roll, YEAR)


@pytest.mark.parametrize("month", range(1, 13))
def test_a_working_day_outside_the_break_stays(month: int) -> None:
    for n in range(1, 25):
        day = date(2027, month, n)
        if YEAR.is_working_day(day) and not in_the_break(day):
            assert rolled(day, Roll.TRIBUNAL, YEAR) == day


def test_only_the_tribunals_own_limits_and_subject_access_roll() -> None:
    rolls = {rule.id: rule.roll for rule in ENGLAND.rules.values() if rule.roll is not Roll.NONE}
    assert rolls == {
        "ehc.appeal": Roll.TRIBUNAL,
        "ehc.placement_appeal": Roll.TRIBUNAL,
        "ar.cease_stands": Roll.TRIBUNAL,
        "rec.subject_access": Roll.NEXT_WORKING_DAY,
    }
