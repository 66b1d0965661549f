"""What has happened on a clock, word by word, and how its deadlines stand: met, late, still to do and by whom."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from commands.domain.days.calendar import SchoolCalendar
from commands.domain.law.deadlines import Case, Deadline, deadlines
from commands.domain.law.ruleset import Clock, Owner, Ruleset, Status
from commands.domain.privacy.discreet import Discreet


@dataclass(frozen=True, repr=False)
class FactWord(Discreet):
    """The `n`-th word on one fact of what `reference` names: the day it happened, or None when it did not after all.
    Words are only ever added, and the last one stands.
    """

    school_id: str
    reference: str
    fact: str
    on: date | None
    by: str
    at: datetime
    note: str = ""
    n: int = 0


@dataclass(frozen=True)
class DeadlineState:
    """One deadline as it stands: met on a day, or not yet."""

    deadline: Deadline
    met_on: date | None

    def is_late(self, today: date) -> bool:
        """Whether it was met too late, or is not met and over."""
        return (self.met_on or today) > self.deadline.due

    @property
    def is_to_do(self) -> bool:
        """Whether somebody still has to act; a time the family has is nobody's duty."""
        return self.met_on is None and self.deadline.rule.status is not Status.WINDOW


def as_they_stand(words: Iterable[FactWord]) -> dict[str, date]:
    """The day of each fact by the last word on it; one that was taken back is left out."""
    last: dict[str, FactWord] = {}
    for word in sorted(words, key=lambda one: one.n):
        last[word.fact] = word
    return {fact: word.on for fact, word in last.items() if word.on}


def standing_of(
    ruleset: Ruleset, clock: Clock, facts: Mapping[str, date], calendar: SchoolCalendar, year: str = ""
) -> tuple[DeadlineState, ...]:
    """Every deadline of a clock that the facts suffice for, the earliest first, each met or not. `year` is the
    National Curriculum year, for a clock whose rules ask for it."""
    found = deadlines(ruleset, clock, Case(facts, year), calendar)
    return tuple(DeadlineState(one, _met(one, facts)) for one in found if not one.rule.step)


def _met(deadline: Deadline, facts: Mapping[str, date]) -> date | None:
    return min((facts[fact] for fact in deadline.rule.met_by if fact in facts), default=None)


def to_do(standing: Sequence[DeadlineState]) -> Iterator[DeadlineState]:
    """What is still to be done, the earliest first."""
    return (one for one in standing if one.is_to_do)


def what_is_next(standing: Sequence[DeadlineState]) -> DeadlineState | None:
    """The next thing anybody has to do."""
    return next(to_do(standing), None)


def is_ours(standing: DeadlineState) -> bool:
    """Whether the school is to act."""
    return standing.deadline.rule.owner is Owner.SCHOOL
