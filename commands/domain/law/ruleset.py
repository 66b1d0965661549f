"""The law as data: rules, their owners and sources; no deadline is a constant in code."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from commands.domain.words.labelled import Labelled


class Owner(Labelled):
    """Who must act. The authority's lateness is never the school's."""

    SCHOOL = "school", "School"
    AUTHORITY = "la", "Local authority"
    FAMILY = "family", "Family"
    AGENCY = "agency", "Agency"


class Status(Labelled):
    """How strongly a date holds."""

    MUST = "must", "Must", "A legal duty"
    SHOULD = "should", "Should", "The Code of Practice: followed unless there is good reason not to"
    WINDOW = "window", "May", "A time somebody has at least"
    LOCAL = "local", "Is advised to", "A school's or an authority's own rule, or this tool's advice"


class Unit(Labelled):
    """What is counted. Days, weeks and months are of the calendar and run through holidays."""

    DAYS = "days", "days"
    WEEKS = "weeks", "weeks"
    MONTHS = "months", "months"
    WORKING_DAYS = "working_days", "working days"
    SCHOOL_DAYS = "school_days", "school days"


class Clock(Labelled):
    """Which story a rule belongs to."""

    EHC = "ehc", "EHC needs assessment"
    ANNUAL = "annual-review", "Annual review"
    TRANSFER = "phase-transfer", "Phase transfer"
    MOVE = "move", "Move to another authority"
    SENCO = "senco", "The SENCO's qualification"


@dataclass(frozen=True)
class Fact:
    """A day the clocks run from, by the name a person is asked for it."""

    id: str
    clock: Clock
    label: str


@dataclass(frozen=True)
class Rule:
    """One clock. Its day is `amount` of `unit` after (or, negative, before) the first of `after` that is known: facts
    or other rules.

    `inclusive`: the day it runs from is the first counted. `choose` is "earliest" or "latest" of the rules in `of`
    instead. `before` is a day, or a (month, day) in the year of `after`: the last day is the one before it. `years`
    limits it to those National Curriculum years, `under` to children who are younger than that on the day. A `step` is
    only there to work out another: people are not shown it. `met_by` are the facts of which any shows that it has been
    done; `done` is what a button says that records the first of them.
    """

    id: str
    clock: Clock
    what: str
    owner: Owner
    status: Status
    source: str
    after: tuple[str, ...] = ()
    amount: int = 0
    unit: Unit = Unit.DAYS
    inclusive: bool = False
    choose: str = ""
    of: tuple[str, ...] = ()
    before: tuple[int, int] | date | None = None
    years: tuple[str, ...] = ()
    under: int = 0
    step: bool = False
    met_by: tuple[str, ...] = ()
    done: str = "Done"

    @property
    def period(self) -> timedelta:
        """How long it is, where it is counted in days or weeks; before its start when negative. Raises ValueError for
        another unit, whose length depends on the day."""
        if self.unit not in (Unit.DAYS, Unit.WEEKS):
            raise ValueError(f"{self.id} is counted in {self.unit.label}")
        return timedelta(days=self.amount * (7 if self.unit is Unit.WEEKS else 1))

    @property
    def needs(self) -> tuple[str, ...]:
        """The facts and rules it is worked out from."""
        return self.of or self.after


@dataclass(frozen=True)
class Ruleset:
    """The clocks of one jurisdiction from a day on. A record keeps the `id` of the one it began under."""

    id: str
    nation: str
    effective_from: date
    label: str
    supported: bool
    facts: Mapping[str, Fact] = field(default_factory=dict)
    rules: Mapping[str, Rule] = field(default_factory=dict)

    def of(self, clock: Clock) -> tuple[Rule, ...]:
        """The rules of one clock, in the order of the file."""
        return tuple(rule for rule in self.rules.values() if rule.clock is clock)


def in_force(rulesets: Iterable[Ruleset], nation: str, on: date) -> Ruleset | None:
    """The ruleset of a nation that holds on a day; None where there is none yet."""
    theirs = [one for one in rulesets if one.nation == nation and one.effective_from <= on]
    return max(theirs, key=lambda one: one.effective_from, default=None)
