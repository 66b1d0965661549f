"""A review of a pupil's support: of what kind, when, held or moved or cancelled; and who has had none this term."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from commands.domain.days.calendar import SchoolCalendar, TermDate
from commands.domain.law.rulesets import ENGLAND
from commands.domain.privacy.discreet import Discreet
from commands.domain.words.labelled import Labelled

DUE_SOON = 10
"""School days before a review from which it is due soon (a school rule)."""


class ReviewKind(Labelled):
    """What is reviewed."""

    SUPPORT = "sen_support", "SEN support review", "Of a plan at SEN support; at least one each term"
    ANNUAL = "annual", "Annual review", "Of an EHC plan; papers go out two weeks before"
    INTERIM = "interim", "Interim review", "In between, when something has changed"


@dataclass(frozen=True)
class PapersRule:
    """How long before a review its papers are due, and who says so."""

    before: timedelta
    source: str


PAPERS: dict[ReviewKind, PapersRule] = {
    # "at least two weeks in advance" of the meeting: on or before the day two weeks earlier
    ReviewKind.ANNUAL: PapersRule(
        -ENGLAND.rules["ar.papers"].period, "SEND Regulations 2014 (SI 2014/1530), regulation 20(4)"
    ),
}


def papers_due(kind: ReviewKind, on: date) -> date | None:
    """The day by which the papers of a review on `on` must be circulated; None where nothing asks for them."""
    rule = PAPERS.get(kind)
    return on - rule.before if rule else None


class ReviewState(Labelled):
    """Where a review stands. A moved one is still to come, on its new day."""

    PLANNED = "planned", "Planned"
    MOVED = "moved", "Moved"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"

    @property
    def is_to_come(self) -> bool:
        return self in (ReviewState.PLANNED, ReviewState.MOVED)


_STILL = frozenset({ReviewState.MOVED, ReviewState.HELD, ReviewState.CANCELLED})
MOVES: dict[ReviewState, frozenset[ReviewState]] = {
    ReviewState.PLANNED: _STILL,
    ReviewState.MOVED: _STILL,
    ReviewState.HELD: frozenset(),
    ReviewState.CANCELLED: frozenset(),
}


INSTEAD: dict[ReviewState, str] = {
    ReviewState.PLANNED: "Ask for “reviews” and press “Held”, “Move” or “Cancel”.",
    ReviewState.MOVED: "Ask for “reviews” and press “Held”, “Move” or “Cancel”.",
    ReviewState.HELD: "Ask for “book review” for another.",
    ReviewState.CANCELLED: "Ask for “book review” for another.",
}
"""What to do with a review that stands there, for whoever wanted something else of it."""


@dataclass(frozen=True, repr=False)
class Review(Discreet):
    """One review of one pupil, on a day, perhaps at a time. `cycle` is the plan it reviews, if it does.

    `note` is a line about what was agreed, or why it was cancelled; `version` counts the changes made.
    """

    school_id: str
    reference: str
    pupil_id: str
    kind: ReviewKind
    on: date
    booked_by: str
    booked_on: date
    at: time | None = None
    place: str = ""
    invited: str = ""
    papers_due: date | None = None
    cycle: str = ""
    state: ReviewState = ReviewState.PLANNED
    held_on: date | None = None
    note: str = ""
    version: int = 0

    def allows(self, state: ReviewState) -> bool:
        """Whether the table of moves lets the review go to `state` from where it stands."""
        return state in MOVES[self.state]

    def moved(self, to: date, at: time | None) -> "Review":
        """On another day. Its papers are due as long before it as they were."""
        papers = to - (self.on - self.papers_due) if self.papers_due else None
        return self._moved(ReviewState.MOVED, on=to, at=at, papers_due=papers)

    def held(self, on: date, note: str = "") -> "Review":
        """It took place."""
        return self._moved(ReviewState.HELD, held_on=on, note=note)

    def not_held(self, was_moved: bool) -> "Review":
        """It was said to be held by a slip: it is to come as before. Raises `ValueError` for one that is not held, and
        for a plan's, which is closed with it."""
        if self.state is not ReviewState.HELD or self.cycle:
            raise ValueError(f"{self.reference} is not one whose holding can be taken back")
        state = ReviewState.MOVED if was_moved else ReviewState.PLANNED
        return replace(self, state=state, held_on=None, note="")

    def cancelled(self, why: str) -> "Review":
        """It will not take place."""
        return self._moved(ReviewState.CANCELLED, note=why)

    def _moved(self, state: ReviewState, **changes: object) -> "Review":
        if not self.allows(state):
            raise ValueError(f"{self.reference} cannot go from {self.state.value} to {state.value}")
        return replace(self, state=state, **changes)  # type: ignore[arg-type]

    def is_overdue(self, today: date, calendar: SchoolCalendar) -> bool:
        """Whether its day has passed and it was not held: from the next school day on."""
        return self.state.is_to_come and calendar.school_days_between(self.on, today) > 0

    def is_due_soon(self, today: date, calendar: SchoolCalendar) -> bool:
        """Whether it is within ten school days."""
        return self.state.is_to_come and today <= self.on and calendar.school_days_between(today, self.on) <= DUE_SOON


class ReviewHappened(Labelled):
    """What a line of a review's history records."""

    BOOKED = "booked", "Booked"
    MOVED = "moved", "Moved"
    HELD = "held", "Held"
    NOT_HELD = "not_held", "Not held after all"
    CANCELLED = "cancelled", "Cancelled"


@dataclass(frozen=True, repr=False)
class ReviewEvent(Discreet):
    """A line of a review's history. `was_on` is the day it was to be on when it was moved away from it."""

    school_id: str
    reference: str
    at: datetime
    by: str
    what: ReviewHappened
    was_on: date | None = None
    words: str = ""


def without_review(
    pupil_ids: Sequence[str], held: Iterable[tuple[str, date]], first: date, before: date | None
) -> tuple[str, ...]:
    """Those of `pupil_ids` with no review held from `first` until the day before `before` (None: no end), in order.

    Pupils at SEN support are reviewed at least once in each of the three terms.
    """
    reviewed = {pupil for pupil, on in held if first <= on and (before is None or on < before)}
    return tuple(pupil for pupil in pupil_ids if pupil not in reviewed)


def reach(term: TermDate, calendar: SchoolCalendar) -> tuple[date, date | None]:
    """The days whose reviews count for a term: from its first day until the next term begins."""
    later = calendar.term_after(term)
    return term.first, later.first if later else None
