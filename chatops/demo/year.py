"""The invented school's year: terms, half-terms and INSET days round whatever day it is."""

from collections.abc import Iterator
from datetime import date, timedelta

from dateutil.easter import easter

from commands.domain.days.calendar import Span, TermDate

MONDAY = 0


def terms(today: date) -> tuple[TermDate, ...]:
    """This school year's dates and the next one's, so that a date worked out in July has somewhere to fall."""
    begins = today.year if today.month >= 8 else today.year - 1
    return (*_year(begins), *_year(begins + 1))


def _year(begins: int) -> Iterator[TermDate]:
    """One school year, as most English schools arrange it."""
    autumn, spring = _monday(date(begins, 9, 1)), _monday(date(begins + 1, 1, 4))
    good_friday = easter(begins + 1) - timedelta(days=2)
    summer = _monday(good_friday + timedelta(days=11))
    half_terms = (_monday(date(begins, 10, 24)), _monday(date(begins + 1, 2, 12)), _monday(date(begins + 1, 5, 25)))
    ends = (_friday(date(begins, 12, 21)), good_friday - timedelta(days=1), _friday(date(begins + 1, 7, 23)))
    for name, first, last in zip(("Autumn", "Spring", "Summer"), (autumn, spring, summer), ends, strict=True):
        yield TermDate("", Span.TERM, f"{name} {last.year}", first, last)
    for name, first in zip(("Autumn", "Spring", "Summer"), half_terms, strict=True):
        yield TermDate("", Span.BREAK, f"{name} half-term", first, first + timedelta(days=4))
    for day in (autumn, spring):
        yield TermDate("", Span.INSET, "INSET", day, day)


def _monday(day: date) -> date:
    """The first Monday on or after `day`."""
    return day + timedelta(days=(MONDAY - day.weekday()) % 7)


def _friday(day: date) -> date:
    """The last Friday on or before `day`."""
    return day - timedelta(days=(day.weekday() - 4) % 7)
