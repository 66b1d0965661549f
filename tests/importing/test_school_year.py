"""A school's year as its file of term dates has it, counted in school days."""

from datetime import date

import pytest

from chatops.importing.terms import read_terms
from commands.domain.days.calendar import SchoolCalendar
from commands.domain.school import Nation

TODAY = date(2026, 9, 1)
FILE = """Type,Description,Start date,End date
Term,Autumn,02/09/2026,18/12/2026
Half-term,Autumn half-term,26/10/2026,30/10/2026
Term,Spring,05/01/2027,25/03/2027
Half term,Spring half-term,15/02/2027,19/02/2027
Term,Summer,12/04/2027,21/07/2027
Holiday,Summer half-term,31/05/2027,04/06/2027
Training day,,01/09/2026,
INSET,,23/10/2026,
Inset day,,04/01/2027,04/01/2027
Closed,Polling station,06/05/2027,
"""


@pytest.fixture(scope="module")
def year() -> SchoolCalendar:
    reading = read_terms(FILE, TODAY)
    assert not reading.problems
    return SchoolCalendar(reading.rows)


@pytest.mark.parametrize(
    ("term", "days", "last"),
    [
        # 78 weekdays from 2 September to 18 December; less five of half-term and an INSET day
        pytest.param(0, 72, date(2026, 12, 18), id="autumn"),
        # 58 weekdays from 5 January to 25 March; less five of half-term
        pytest.param(1, 53, date(2027, 3, 25), id="spring"),
        # 73 weekdays from 12 April to 21 July; less five of half-term, 3 May, and a closure (31 May is in half-term)
        pytest.param(2, 66, date(2027, 7, 21), id="summer"),
    ],
)
def test_the_school_days_of_each_term(year: SchoolCalendar, term: int, days: int, last: date) -> None:
    of = year.terms[term]
    assert year.school_days_in(of.first, of.last) == days
    assert year.last_school_day_of_term(of) == last


def test_the_last_days_before_each_break(year: SchoolCalendar) -> None:
    days = [date.fromordinal(n) for n in range(date(2026, 9, 2).toordinal(), date(2027, 7, 21).toordinal())]
    assert [day for day in days if year.last_before_break(day)] == [
        date(2026, 10, 22),  # the day before INSET and half-term
        date(2026, 12, 18),
        date(2027, 2, 12),
        date(2027, 3, 25),
        date(2027, 4, 30),  # the early May bank holiday
        date(2027, 5, 28),
    ]


def test_staff_are_in_on_training_days_before_and_between_terms(year: SchoolCalendar) -> None:
    training = [date(2026, 9, 1), date(2026, 10, 23), date(2027, 1, 4)]
    assert [year.is_staff_day(day) for day in training] == [True, True, True]
    assert not any(year.is_school_day(day) for day in training[1:])


def test_the_same_file_in_scotland_has_its_own_bank_holidays(year: SchoolCalendar) -> None:
    scottish = SchoolCalendar(read_terms(FILE, TODAY).rows, Nation.SCOTLAND)
    assert (year.is_school_day(date(2026, 11, 30)), scottish.is_school_day(date(2026, 11, 30))) == (True, False)
