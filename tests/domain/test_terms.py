"""Terms as they begin and end for pupils, and the review date offered by them."""

from datetime import date

import pytest

from commands.domain.cycle import review_offered
from commands.domain.days.calendar import SchoolCalendar, Span, TermDate

AUTUMN = TermDate("S", Span.TERM, "Autumn 2026", date(2026, 9, 1), date(2026, 12, 18))
SPRING = TermDate("S", Span.TERM, "Spring 2027", date(2027, 1, 4), date(2027, 3, 25))
SUMMER = TermDate("S", Span.TERM, "Summer 2027", date(2027, 4, 12), date(2027, 7, 21))


def days(kind: Span, first: date, last: date | None = None) -> TermDate:
    return TermDate("S", kind, kind.label, first, last or first)


YEAR = SchoolCalendar(
    (
        SUMMER,
        AUTUMN,
        SPRING,
        days(Span.BREAK, date(2026, 10, 26), date(2026, 10, 30)),
        days(Span.BREAK, date(2027, 2, 15), date(2027, 2, 19)),
        days(Span.BREAK, date(2027, 5, 31), date(2027, 6, 4)),
        *(
            days(Span.INSET, day)
            for day in (
                date(2026, 9, 1),
                date(2026, 10, 23),
                date(2027, 1, 4),
                date(2027, 4, 12),
                date(2027, 7, 21),
            )
        ),
    )
)


def test_the_last_school_day_of_each_term_is_one_that_pupils_are_in() -> None:
    last = [YEAR.last_school_day_of_term(term) for term in YEAR.terms]
    assert last == [date(2026, 12, 18), date(2027, 3, 25), date(2027, 7, 20)]  # 21 July is an INSET day


@pytest.mark.parametrize(
    ("day", "of", "begun"),
    [
        pytest.param(date(2026, 8, 31), AUTUMN, None, id="before the first term known"),
        pytest.param(date(2026, 9, 1), AUTUMN, AUTUMN, id="the first day of term"),
        pytest.param(date(2026, 10, 28), AUTUMN, AUTUMN, id="half-term is in the term"),
        pytest.param(date(2026, 12, 18), AUTUMN, AUTUMN, id="the last day of term"),
        pytest.param(date(2026, 12, 19), SPRING, AUTUMN, id="Christmas: the one to come, the one just over"),
        pytest.param(date(2027, 4, 11), SUMMER, SPRING, id="the day before the summer term"),
        pytest.param(date(2027, 7, 22), None, SUMMER, id="beyond the last term known"),
    ],
)
def test_the_term_of_a_day(day: date, of: TermDate | None, begun: TermDate | None) -> None:
    assert YEAR.term_of(day) == of
    assert YEAR.term_begun(day) == begun


@pytest.mark.parametrize(
    ("day", "weeks"),
    [
        pytest.param(date(2026, 11, 9), 6, id="six full weeks, the Monday counted"),
        pytest.param(date(2026, 11, 10), 5, id="a day less"),
        pytest.param(date(2026, 10, 26), 7, id="half-term does not count"),
        pytest.param(date(2026, 12, 14), 1, id="the last week"),
        pytest.param(date(2026, 12, 18), 0, id="the last day"),
        pytest.param(date(2027, 7, 22), 0, id="beyond the terms known"),
    ],
)
def test_school_weeks_left(day: date, weeks: int) -> None:
    assert YEAR.school_weeks_left(day) == weeks


@pytest.mark.parametrize(
    ("made_on", "offered"),
    [
        pytest.param(date(2026, 9, 14), date(2026, 12, 18), id="early in autumn: its last school day"),
        pytest.param(date(2026, 11, 9), date(2026, 12, 18), id="six weeks left: still this term"),
        pytest.param(date(2026, 11, 10), date(2027, 3, 25), id="fewer than six: the next term"),
        pytest.param(date(2026, 12, 18), date(2027, 3, 25), id="reviewed on the last day: the next term"),
        pytest.param(date(2026, 12, 27), date(2027, 3, 25), id="in the holiday: the term to come"),
        pytest.param(date(2027, 2, 17), date(2027, 7, 20), id="spring half-term, five weeks left"),
        pytest.param(date(2027, 3, 25), date(2027, 7, 20), id="and then summer, before its INSET day"),
        pytest.param(date(2027, 7, 1), None, id="the next year's dates are not known"),
        pytest.param(date(2027, 8, 20), None, id="beyond all dates"),
    ],
)
def test_the_review_date_offered(made_on: date, offered: date | None) -> None:
    assert review_offered(made_on, YEAR) == offered


def test_three_reviews_a_year_each_on_the_last_school_day_of_its_term() -> None:
    """SEN support from 14 September, each cycle planned on the day the last was reviewed."""
    on, reviews = date(2026, 9, 14), []
    while (offered := review_offered(on, YEAR)) is not None:
        reviews.append(offered)
        on = offered
    assert reviews == [date(2026, 12, 18), date(2027, 3, 25), date(2027, 7, 20)]


def test_without_term_dates_nothing_is_offered() -> None:
    assert review_offered(date(2026, 9, 14), SchoolCalendar()) is None
