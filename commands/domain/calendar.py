"""The school's year: which days are school days, and counting along them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

from commands.domain.labelled import Labelled

LONDON = ZoneInfo("Europe/London")
"""Every local time in the product. A fixed offset would be wrong for half of the year."""


class Span(Labelled):
    """What a row of the school's term dates says."""

    TERM = "term", "Term"
    BREAK = "break", "Break"
    INSET = "inset", "INSET day"
    CLOSURE = "closure", "Closure"


@dataclass(frozen=True)
class TermDate:
    """A run of days, both ends included."""

    school_id: str
    kind: Span
    name: str
    first: date
    last: date

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England in `year`, substitute days included."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


@dataclass(frozen=True)
class SchoolCalendar:
    """The days a school is open to pupils.

    Where no term covers a day (dates not imported yet, or a year that is not yet set), every weekday that is no bank
    holiday counts as a school day: an early reminder is better than none.
    """

    dates: tuple[TermDate, ...] = ()

    def is_school_day(self, day: date) -> bool:
        if day.weekday() >= 5 or day in bank_holidays(day.year):
            return False
        kinds = {row.kind for row in self.dates if row.covers(day)}
        if kinds & {Span.BREAK, Span.INSET, Span.CLOSURE}:
            return False
        return Span.TERM in kinds or not self._knows(day)

    def _knows(self, day: date) -> bool:
        """Whether the term dates reach over this day at all; beyond their ends nothing is known."""
        terms = [row for row in self.dates if row.kind is Span.TERM]
        return bool(terms) and min(t.first for t in terms) <= day <= max(t.last for t in terms)

    def days_after(self, day: date) -> Iterator[date]:
        """The school days after `day`, in order, without end."""
        while True:
            day += timedelta(days=1)
            if self.is_school_day(day):
                yield day

    def add_school_days(self, start: date, count: int) -> date:
        """The `count`-th school day after `start`; `start` itself is not counted. `count` is at least 1."""
        if count < 1:
            raise ValueError("count school days from 1")
        days = self.days_after(start)
        for _ in range(count - 1):
            next(days)
        return next(days)

    def school_days_between(self, start: date, end: date) -> int:
        """How many school days lie after `start`, up to and including `end`; 0 when `end` is not after `start`."""
        return sum(self.is_school_day(start + timedelta(days=n)) for n in range(1, max(0, (end - start).days) + 1))

    @property
    def terms(self) -> tuple[TermDate, ...]:
        """The terms, earliest first."""
        return tuple(sorted((row for row in self.dates if row.kind is Span.TERM), key=lambda term: term.first))

    def term_of(self, day: date) -> TermDate | None:
        """The term `day` lies in; in a holiday, the one to come. None where no term dates reach that far."""
        return next((term for term in self.terms if day <= term.last), None)

    def term_begun(self, day: date) -> TermDate | None:
        """The term `day` lies in; in a holiday, the one just over. None before the first that is known."""
        return next((term for term in reversed(self.terms) if term.first <= day), None)

    def term_after(self, term: TermDate) -> TermDate | None:
        """The term that follows, if its dates are known."""
        return next((later for later in self.terms if later.first > term.last), None)

    def last_school_day_of_term(self, term: TermDate) -> date:
        """The last day of a term that pupils are in: a term may end on an INSET day."""
        days = (term.last - timedelta(days=n) for n in range((term.last - term.first).days + 1))
        return next((day for day in days if self.is_school_day(day)), term.last)

    def school_weeks_left(self, day: date) -> int:
        """Whole school weeks, of five school days each, from `day` (counted too) to the end of its term."""
        term = self.term_of(day)
        return self.school_days_between(day - timedelta(days=1), term.last) // 5 if term else 0
