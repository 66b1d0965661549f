"""A closure: days on which a school that would have been open is shut, recorded in chat beside the term dates."""

from dataclasses import dataclass, replace
from datetime import date

from commands.domain.days.calendar import Span, TermDate
from commands.domain.days.dates import days
from commands.domain.privacy.discreet import Discreet


@dataclass(frozen=True, repr=False)
class Closure(Discreet):
    """Both ends included. `why` is free text about the school. One that was taken back is kept, and closes nothing."""

    school_id: str
    reference: str
    first: date
    last: date
    why: str
    recorded_by: str
    recorded_on: date
    taken_back_by: str = ""
    taken_back_on: date | None = None
    version: int = 0

    @property
    def stands(self) -> bool:
        """Whether it has not been taken back, which is for good: the days can be recorded again."""
        return self.taken_back_on is None

    def taken_back(self, by: str, on: date) -> "Closure":
        """As it is once somebody has said it was a slip. Raises `ValueError` when it no longer stands."""
        if not self.stands:
            raise ValueError("this closure was taken back before")
        return replace(self, taken_back_by=by, taken_back_on=on)

    @property
    def in_words(self) -> str:
        """Its days, as people read them."""
        return days(self.first, self.last)

    @property
    def as_term_date(self) -> TermDate:
        """What it says to the calendar; why the school is shut stays out of it."""
        return TermDate(self.school_id, Span.CLOSURE, Span.CLOSURE.label, self.first, self.last)
