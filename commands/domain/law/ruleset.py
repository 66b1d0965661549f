"""The law as data: rules, their owners and sources; no deadline is a constant in code."""

from collections.abc import Container, Iterable, Mapping
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


class Roll(Labelled):
    """Where a limit goes that ends on a day on which nobody works. The hint says it as a person would."""

    NONE = "none", "Stays", "It stays where it falls: act before"
    NEXT_WORKING_DAY = "next-working-day", "Next working day", "On no working day: the next one"
    TRIBUNAL = (
        "tribunal",
        "Tribunal's days",
        "On no working day: the next one; from 25 December to 1 January: the first working day after; in August: the "
        "first working day of September (SI 2008/2699, r 12(2) and 12(3)(a))",
    )


class Setting(Labelled):
    """What kind of place counts. A school's sixth form is a part of the school, whatever the pupil's age."""

    SCHOOL = "school", "School", "Its sixth form too (Education Act 1996, s 4 and 5)"
    COLLEGE = "college", "College", "A post-16 institution that is no school (CFA 2014, s 83(2))"


class Clock(Labelled):
    """Which story a rule belongs to."""

    EHC = "ehc", "EHC needs assessment"
    ANNUAL = "annual-review", "Annual review"
    TRANSFER = "phase-transfer", "Phase transfer"
    MOVE = "move", "Move to another authority"
    SENCO = "senco", "The SENCO's qualification"
    RECORDS = "records", "Records and data protection"


@dataclass(frozen=True)
class Fact:
    """A day the clocks run from, by the name a person is asked for it.

    `once`: it is asked for when any of these facts is known, and not before. `what_if`: only for working out what would
    follow; of a real pupil the facts beside it say more. `also` are further clocks that run from it. `afterwards`: it
    happens after an assessment has ended, too: what an appeal brings.
    """

    id: str
    clock: Clock
    label: str
    once: tuple[str, ...] = ()
    what_if: bool = False
    also: tuple[Clock, ...] = ()
    afterwards: bool = False

    def is_of(self, clock: Clock) -> bool:
        """Whether a clock runs from it, or is met by it."""
        return clock is self.clock or clock in self.also

    def is_asked(self, known: Container[str]) -> bool:
        """Whether people are asked for it while these facts are known."""
        return not self.what_if and (self.id in known or not self.once or any(fact in known for fact in self.once))


@dataclass(frozen=True)
class Rule:
    """One clock. Its day is `amount` of `unit` after (or, negative, before) the first of `after` that is known: facts
    or other rules.

    `inclusive`: the day it runs from is the first counted. `choose` is "earliest" or "latest" of the rules in `of`
    instead. `before` is a day, or a (month, day) in the year of `after`: the last day is the one before it. `years`
    limits it to those National Curriculum years, `under` to children who are younger than that on the day. A `step` is
    only there to work out another: people are not shown it. `met_by` are the facts of which any shows that it has been
    done; `done` is what a button says that records the first of them.

    `choose` is "latest_known" where the first of `of` must be known and the others count once they are. `roll` is where
    a day goes on which nobody works. `setting` limits it to a kind of place; `unless` are facts any of which ends it;
    `in_force` is the day on and after which it is counted from. `clear`: a notice of so many days, which some read as
    clear days. `proposes`: its day is one for people to meet on. `say` is a sentence the SENCO can pass on, with
    “{day}” in it. `seen` is the day its source was last read.
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
    roll: Roll = Roll.NONE
    setting: Setting | None = None
    unless: tuple[str, ...] = ()
    in_force: date | None = None
    clear: bool = False
    proposes: bool = False
    say: str = ""
    seen: date | None = None

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
class Excuse:
    """An exception by the id of its reason: whose lateness it excuses (`excuses`, ids of rules). No other day takes the
    place of the one in law."""

    id: str
    excuses: tuple[str, ...]
    source: str
    seen: date | None = None


@dataclass(frozen=True)
class Duty:
    """What a school must do every so many months, about no pupil. `first` is the first day in law, where there is one.

    `kept` says where it is kept when not as a line of its own; `commenced` is False for what is not known to be in
    force: an administrator says so in the school's own rules. `whom` it binds.
    """

    id: str
    what: str
    whom: str
    source: str
    every: int = 0
    first: date | None = None
    kept: str = ""
    commenced: bool = True
    seen: date | None = None

    @property
    def is_kept_here(self) -> bool:
        """Whether somebody can be told of it by a line of its own."""
        return not self.kept and self.commenced


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
    exceptions: Mapping[str, Excuse] = field(default_factory=dict)
    duties: Mapping[str, Duty] = field(default_factory=dict)

    @property
    def read_on(self) -> tuple[tuple[str, date], ...]:
        """Each row by its id, with the day its source was last read; local rules, which say none, are left out."""
        rows: tuple[Rule | Excuse | Duty, ...] = (
            *self.rules.values(),
            *self.exceptions.values(),
            *self.duties.values(),
        )
        return tuple((row.id, row.seen) for row in rows if row.seen)

    def facts_of(self, clock: Clock) -> tuple[Fact, ...]:
        """The facts of one clock, in the order of the file."""
        return tuple(fact for fact in self.facts.values() if fact.is_of(clock))

    def of(self, clock: Clock) -> tuple[Rule, ...]:
        """The rules of one clock, in the order of the file."""
        return tuple(rule for rule in self.rules.values() if rule.clock is clock)


def in_force(rulesets: Iterable[Ruleset], nation: str, on: date) -> Ruleset | None:
    """The ruleset of a nation that holds on a day; None where there is none yet."""
    theirs = [one for one in rulesets if one.nation == nation and one.effective_from <= on]
    return max(theirs, key=lambda one: one.effective_from, default=None)
