"""The school's year: which days are school days, and counting along them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import islice
from zoneinfo import ZoneInfo

from commands.domain.days.bank_holidays import bank_holidays
from commands.domain.days.runs import Runs
from commands.domain.school import Nation
from commands.domain.words.labelled import Labelled

LONDON = ZoneInfo("Europe/London")
"""Every local time in the product. A fixed offset would be wrong for half of the year."""
DAY = timedelta(days=1)
OVER_A_WEEKEND = timedelta(days=3)
"""From a Friday to the Monday after it."""


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


@dataclass(frozen=True)
class SchoolCalendar:
    """The days a school is open to pupils.

    Where no term covers a day (dates not imported yet, or a year that is not yet set), every weekday that is no bank
    holiday counts as a school day: an early reminder is better than none. Every question has an answer for every day,
    in a time that does not grow with the years known.
    """

    dates: tuple[TermDate, ...] = ()
    nation: Nation = Nation.ENGLAND

    def is_school_day(self, day: date) -> bool:
        """Whether pupils are in school."""
        return self.is_working_day(day) and not self._shut.holds(day)

    def is_staff_day(self, day: date) -> bool:
        """Whether staff are in school: a school day, or an INSET day, which may lie in a break."""
        training = self._inset.holds(day) and self.is_working_day(day) and not self._closed.holds(day)
        return training or self.is_school_day(day)

    def next_school_day(self, day: date) -> date | None:
        """The first school day on or after `day`; None when school is shut from then to the end of time."""
        while not self.is_school_day(day):
            around = self._shut.around(day)
            past = around[1] if around else day
            if past == date.max:
                return None
            day = past + DAY
        return day

    def previous_school_day(self, day: date) -> date | None:
        """The last school day on or before `day`; None when school was shut ever since the beginning of time."""
        while not self.is_school_day(day):
            around = self._shut.around(day)
            before = around[0] if around else day
            if before == date.min:
                return None
            day = before - DAY
        return day

    def days_after(self, day: date) -> Iterator[date]:
        """The school days after `day`, in order."""
        while day < date.max and (following := self.next_school_day(day + DAY)):
            yield following
            day = following

    def days_before(self, day: date) -> Iterator[date]:
        """The school days before `day`, the nearest first."""
        while day > date.min and (earlier := self.previous_school_day(day - DAY)):
            yield earlier
            day = earlier

    def add_school_days(self, start: date, count: int) -> date:
        """The `count`-th school day after `start`; `start` itself is not counted. `count` is at least 1.

        The last day there is, where school does not open that often again.
        """
        return next(islice(self.days_after(start), _from_nought(count), None), date.max)

    def subtract_school_days(self, start: date, count: int) -> date:
        """The `count`-th school day before `start`; `start` itself is not counted. `count` is at least 1.

        The first day there is, where school was not open that often before.
        """
        return next(islice(self.days_before(start), _from_nought(count), None), date.min)

    def school_days_between(self, start: date, end: date) -> int:
        """How many school days lie after `start`, up to and including `end`; 0 when `end` is not after `start`."""
        return sum(self.is_school_day(start + timedelta(days=n)) for n in range(1, max(0, (end - start).days) + 1))

    def school_days_in(self, first: date, last: date) -> int:
        """How many school days there are from `first` to `last`, both included; 0 when `last` is before `first`."""
        return self.school_days_between(first, last) + (first <= last and self.is_school_day(first))

    def last_before_break(self, day: date) -> bool:
        """Whether `day` is a school day, and the next is further away than a weekend: before half-term and the
        holidays, but before a bank holiday too, when a Monday without school follows."""
        if not self.is_school_day(day):
            return False
        following = next(self.days_after(day), None)
        return following is None or following - day > OVER_A_WEEKEND

    def is_working_day(self, day: date) -> bool:
        """Whether it is one of Monday to Friday, and no bank holiday of the nation."""
        return day.weekday() < 5 and day not in bank_holidays(day.year, self.nation)

    def _runs(self, *kinds: Span) -> Runs:
        return Runs((row.first, row.last) for row in self.dates if row.kind in kinds)

    # Worked out once for each calendar, since a calendar is asked thousands of times and never changes.

    @cached_property
    def _shut(self) -> Runs:
        """The days without pupils that the term dates name, and those between two terms. Beyond the first and the
        last term nothing is known."""
        named = [(row.first, row.last) for row in self.dates if row.kind is not Span.TERM]
        return Runs([*named, *self._runs(Span.TERM).gaps()])

    @cached_property
    def _inset(self) -> Runs:
        return self._runs(Span.INSET)

    @cached_property
    def _closed(self) -> Runs:
        return self._runs(Span.CLOSURE)

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
        return self.school_days_in(day, term.last) // 5 if term else 0


def _from_nought(count: int) -> int:
    if count < 1:
        raise ValueError("count school days from 1")
    return count - 1
