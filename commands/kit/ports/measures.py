"""What the leaders' week counts: numbers and dates, no pupil; and what was sent in earlier weeks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from commands.domain.privacy.discreet import Discreet
from commands.domain.pupil import Provision
from commands.kit.cards import Card


@dataclass(frozen=True)
class RollCount:
    """How many pupils on roll have one provision and one primary need."""

    provision: Provision
    primary_need: str
    pupils: int


@dataclass(frozen=True)
class Course:
    """When a referral was raised and when it ended (None: open), and whether it ended with a decision."""

    raised_on: date
    ended_on: date | None
    decided: bool


@dataclass(frozen=True)
class ReviewCounts:
    """Reviews held by their day in a term so far; and all that are overdue today."""

    on_time: int
    overdue: int


@dataclass(frozen=True, repr=False)
class WeekShown(Discreet):
    """A week, named by its Monday, as it was sent: its card, and for each count the lower end of its step, or its
    level."""

    school_id: str
    week: date
    step: int
    figures: Mapping[str, int]
    card: Card


class Measures(Protocol):
    """What is asked for the leaders' week. Each is one query, however large the school."""

    async def roll(self) -> Sequence[RollCount]: ...
    async def courses(self, since: date) -> Sequence[Course]:
        """Of the referrals open now, and of those that were raised or ended on or after `since`."""
        ...

    async def reviews(self, first: date | None, today: date) -> ReviewCounts:
        """Those held by their day since `first` (without it, none), and those overdue of whatever term."""
        ...

    async def unreviewed(self, first: date, before: date | None) -> int:
        """How many at SEN support have had no review held from `first` until the day before `before` (None: no end)."""
        ...

    async def met(self, first: date, last: date, at_least: int) -> int:
        """How many on the register have had that many meetings with their parents between two days."""
        ...

    async def waiting(self) -> Sequence[tuple[str, date]]:
        """The agency's key and the day of sending of each referral that waits for its appointment."""
        ...

    async def last_shown(self, before: date) -> WeekShown | None:
        """What was sent last in a week before the one that begins on `before`."""
        ...

    async def shown(self, weeks: Sequence[date]) -> Mapping[date, WeekShown]:
        """What was sent in these weeks, by their Mondays."""
        ...
