"""The school year, how many meetings a part of it calls for, and parents' own requests."""

from dataclasses import replace
from datetime import date

import pytest

from commands.domain.contact import (
    AskedOf,
    Contact,
    How,
    ParentRequest,
    ends_of_terms,
    meetings_called_for,
    school_year_of,
)
from commands.domain.days.calendar import SchoolCalendar, Span, TermDate
from commands.domain.words.family import Relation

MONDAY = date(2026, 9, 14)


def a_contact(**changes: object) -> Contact:
    contact = Contact("S", "P", "T", MONDAY, How.CALL, Relation.MOTHER, "", "Reading at home.")
    return replace(contact, **changes)  # type: ignore[arg-type]


def a_request(**changes: object) -> ParentRequest:
    request = ParentRequest("S", "Q-7K2PM", "P", "A", MONDAY, Relation.CARER, AskedOf.LOCAL_AUTHORITY)
    return replace(request, **changes)  # type: ignore[arg-type]


def terms(*spans: tuple[str, date, date]) -> SchoolCalendar:
    return SchoolCalendar(tuple(TermDate("S", Span.TERM, *span) for span in spans))


THREE = terms(
    ("Autumn", date(2026, 9, 2), date(2026, 12, 18)),
    ("Spring", date(2027, 1, 4), date(2027, 3, 25)),
    ("Summer", date(2027, 4, 12), date(2027, 7, 21)),
)
SIX = terms(
    ("Term 1", date(2026, 9, 2), date(2026, 10, 23)),
    ("Term 2", date(2026, 11, 2), date(2026, 12, 18)),
    ("Term 3", date(2027, 1, 4), date(2027, 2, 12)),
    ("Term 4", date(2027, 2, 22), date(2027, 3, 25)),
    ("Term 5", date(2027, 4, 12), date(2027, 5, 28)),
    ("Term 6", date(2027, 6, 7), date(2027, 7, 21)),
)
KNOWN = (date(2026, 12, 18), date(2027, 3, 25), date(2027, 7, 21))


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 8, 31), 2025),
        (date(2026, 9, 1), 2026),
        (date(2027, 1, 1), 2026),
        (date(2027, 8, 31), 2026),
        (date(2028, 2, 29), 2027),
    ],
)
def test_the_school_year_is_september_to_august(day: date, first: int) -> None:
    assert school_year_of(day) == (date(first, 9, 1), date(first + 1, 8, 31))


@pytest.mark.parametrize("calendar", [THREE, SIX], ids=["three-terms", "six-terms"])
def test_six_terms_are_three(calendar: SchoolCalendar) -> None:
    assert ends_of_terms(date(2026, 9, 14), calendar) == KNOWN


def test_unknown_dates_have_ends_all_the_same() -> None:
    assert ends_of_terms(date(2026, 9, 14), SchoolCalendar()) == (
        date(2026, 12, 31),
        date(2027, 3, 31),
        date(2027, 7, 31),
    )
    assert ends_of_terms(date(2028, 2, 1), THREE)[0] == date(2027, 12, 31)


@pytest.mark.parametrize(
    ("day", "count", "by"),
    [
        pytest.param(date(2026, 9, 1), 1, KNOWN[0], id="first-day"),
        pytest.param(date(2026, 12, 18), 1, KNOWN[0], id="last-day-of-autumn"),
        pytest.param(date(2026, 12, 19), 2, KNOWN[1], id="christmas-looks-ahead"),
        pytest.param(date(2027, 3, 25), 2, KNOWN[1], id="last-day-of-spring"),
        pytest.param(date(2027, 3, 26), 3, KNOWN[2], id="easter"),
        pytest.param(date(2027, 7, 21), 3, KNOWN[2], id="last-day-of-summer"),
        pytest.param(date(2027, 8, 15), 3, KNOWN[2], id="august-looks-back"),
    ],
)
def test_how_many_meetings_a_day_calls_for(day: date, count: int, by: date) -> None:
    assert meetings_called_for(day, THREE) == (count, by)


def test_the_local_authority_answers_within_six_weeks_and_the_school_has_no_period_by_law() -> None:
    assert a_request(to=AskedOf.LOCAL_AUTHORITY).answer_due == date(2026, 10, 26)
    assert a_request(to=AskedOf.SCHOOL).answer_due is None


def test_a_request_is_answered_once() -> None:
    answered = a_request(to=AskedOf.SCHOOL).answered(date(2026, 9, 15), "Sam Okoro")
    assert answered.answered_by == "Sam Okoro"
    with pytest.raises(ValueError, match="Q-7K2PM has been answered"):
        answered.answered(date(2026, 9, 16), "Ada Quill")
