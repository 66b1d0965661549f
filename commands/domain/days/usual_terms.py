"""The usual English school year, for where a school's own term dates end: assumed, and said to be."""

from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter

from commands.domain.days.calendar import SchoolCalendar, Span, TermDate

AHEAD = 2
"""How many school years after a day are assumed for a question about it."""
REFORMED, LAST = 1600, 4000
"""Between these years Easter can be computed."""
EARLY = (4, 5)
"""Easter before this day: the spring term ends with Maundy Thursday. Later: a week earlier, on a Friday."""
ASSUMED = "the usual English terms are assumed, since the school's own dates end before"


def last_known(calendar: SchoolCalendar) -> date | None:
    """The last day of the last term whose dates are known; None where none are."""
    return calendar.terms[-1].last if calendar.terms else None


def is_assumed(day: date, calendar: SchoolCalendar) -> bool:
    """Whether the school's own dates do not reach as far as `day`."""
    known = last_known(calendar)
    return known is None or day > known


@lru_cache(maxsize=256)
def with_usual_terms(calendar: SchoolCalendar, around: date, *, in_july: bool = True) -> SchoolCalendar:
    """The calendar, with the usual terms after its last until the second school year after `around`; where it knows no
    term at all, from the school year before. `in_july`: whether the days of July are counted, in whose course schools
    close; what is proposed leaves them out."""
    known = last_known(calendar)
    first = max(known.year - 1 if known else 0, around.year - AHEAD)
    rows = [
        row
        for year in range(max(first, REFORMED), min(max(first, around.year) + AHEAD + 1, LAST))
        for row in usual_rows(year, in_july=in_july)
        if known is None or row.first > known
    ]
    return SchoolCalendar((*calendar.dates, *rows), calendar.nation)


def usual_rows(year: int, *, in_july: bool = True) -> tuple[TermDate, ...]:
    """Terms and half-terms of the school year that begins in September `year`."""
    sunday = easter(year + 1)
    early = (sunday.month, sunday.day) < EARLY
    spring_ends, summer_begins = (sunday - _days(3), sunday + _days(15)) if early else (
        sunday - _days(9),
        sunday + _days(8),
    )  # fmt: skip
    ends = date(year + 1, 7, 21) if in_july else date(year + 1, 6, 30)
    terms = (
        ("Autumn", date(year, 9, 1), _friday(date(year, 12, 21))),
        ("Spring", date(year + 1, 1, 4), spring_ends),
        ("Summer", summer_begins, ends),
    )
    breaks = (
        _monday(date(year, 10, 28)),
        _monday(date(year + 1, 2, 17)),
        _monday(date(year + 1, 5, 31)),
    )
    return (
        *(TermDate("", Span.TERM, f"{name}, assumed", first, last) for name, first, last in terms),
        *(TermDate("", Span.BREAK, "Half-term, assumed", first, first + _days(4)) for first in breaks),
    )


def _days(count: int) -> timedelta:
    return timedelta(days=count)


def _monday(day: date) -> date:
    """Of the week `day` lies in."""
    return day - _days(day.weekday())


def _friday(day: date) -> date:
    """On or before `day`."""
    return day - _days((day.weekday() - 4) % 7)
