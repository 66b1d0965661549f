"""Deadlines: what a ruleset's clocks say of a set of facts. Pure: the same facts give the same days."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from commands.domain.days.calendar import SchoolCalendar
from commands.domain.law.ruleset import Clock, Owner, Rule, Ruleset, Unit

LONGEST_CLOSURE = timedelta(days=120)
"""How far back a school day is looked for: no school is closed longer than a summer."""


@dataclass(frozen=True)
class Case:
    """What is known: days by the id of their fact, the National Curriculum year where a rule asks for it."""

    facts: Mapping[str, date] = field(default_factory=dict)
    year: str = ""


@dataclass(frozen=True)
class Deadline:
    """One rule's day. `due` is the legal last day, weekend or not; `act_by` is the school day (for the school) or
    working day on or before it. `shown` is the day the law names where `due` is the one before it ("by 15 February").
    `since` are the facts it was worked out from."""

    rule: Rule
    due: date
    act_by: date
    shown: date | None
    since: tuple[str, ...]

    @property
    def is_theirs(self) -> bool:
        """Whether somebody else than the school must act."""
        return self.rule.owner is not Owner.SCHOOL


def deadlines(ruleset: Ruleset, clock: Clock, case: Case, calendar: SchoolCalendar) -> tuple[Deadline, ...]:
    """Every deadline of a clock that the facts suffice for, the earliest first."""
    worked = _Worked(ruleset, case, calendar)
    found = (worked.deadline(rule) for rule in ruleset.of(clock))
    return tuple(sorted((one for one in found if one), key=lambda one: (one.due, one.rule.id)))


def waiting_for(ruleset: Ruleset, clock: Clock, case: Case) -> Iterator[tuple[Rule, tuple[str, ...]]]:
    """The rules of a clock that cannot be worked out yet, each with the facts one of which would do."""
    worked = _Worked(ruleset, case, SchoolCalendar())
    for rule in ruleset.of(clock):
        if worked.concerns(rule) and worked.last_day(rule.id) is None:
            yield rule, tuple(fact for fact in _facts_below(rule, ruleset) if fact not in case.facts)


class _Worked:
    """The days of one case, each worked out once."""

    def __init__(self, ruleset: Ruleset, case: Case, calendar: SchoolCalendar) -> None:
        self.ruleset, self.case, self.calendar = ruleset, case, calendar
        self._days: dict[str, date | None] = {}

    def deadline(self, rule: Rule) -> Deadline | None:
        due = self.last_day(rule.id)
        if due is None or not self.concerns(rule):
            return None
        born = self.case.facts.get("born_on")
        if rule.under and (born is None or due >= born + relativedelta(years=rule.under)):
            return None
        act_by = act_on(due, rule.owner, self.calendar)
        shown = due + timedelta(days=1) if isinstance(rule.before, tuple) else None
        since = tuple(fact for fact in _facts_below(rule, self.ruleset) if fact in self.case.facts)
        return Deadline(rule, due, act_by, shown, since)

    def concerns(self, rule: Rule) -> bool:
        return not rule.years or self.case.year in rule.years

    def last_day(self, id: str) -> date | None:
        """The day of a fact or of a rule; None when it is not known."""
        if id in self.case.facts:
            return self.case.facts[id]
        if id not in self._days:
            rule = self.ruleset.rules.get(id)
            self._days[id] = self._last_day(rule) if rule and self.concerns(rule) else None
        return self._days[id]

    def _last_day(self, rule: Rule) -> date | None:
        if rule.choose:
            known = [day for day in map(self.last_day, rule.of) if day]
            # The later of two limits is not known before both are; the earlier holds as soon as one is.
            if not known or (rule.choose == "latest" and len(known) < len(rule.of)):
                return None
            return max(known) if rule.choose == "latest" else min(known)
        start = next((day for day in map(self.last_day, rule.after) if day), None)
        if start is None:
            return None
        if isinstance(rule.before, date):
            return rule.before - timedelta(days=1)
        if rule.before:
            return date(start.year, *rule.before) - timedelta(days=1)
        return count(start, rule.amount, rule.unit, self.calendar, inclusive=rule.inclusive)


def count(start: date, amount: int, unit: Unit, calendar: SchoolCalendar, *, inclusive: bool = False) -> date:
    """The last day of a period: `amount` of `unit` after `start` (before it when negative).

    `start` itself is not counted unless `inclusive`. Months end on the corresponding day, or on the month's last where
    there is none; "12 months starting with" a day ends the day before the corresponding one, or on the month's last.
    """
    if unit is Unit.MONTHS:
        end = start + relativedelta(months=amount)
        return end - timedelta(days=1) if inclusive and end.day == start.day else end
    if unit in (Unit.DAYS, Unit.WEEKS):
        days = amount * (7 if unit is Unit.WEEKS else 1)
        return start + timedelta(days=days - inclusive)
    counts = calendar.is_school_day if unit is Unit.SCHOOL_DAYS else calendar.is_working_day
    left, day = abs(amount) - (inclusive and counts(start)), start
    if left and unit is Unit.SCHOOL_DAYS:
        return calendar.add_school_days(start, left) if amount > 0 else calendar.subtract_school_days(start, left)
    while left:
        day += timedelta(days=1 if amount > 0 else -1)
        left -= counts(day)
    return day


def act_on(due: date, owner: Owner, calendar: SchoolCalendar) -> date:
    """The day to act on: the last school day on or before a deadline of the school's, the last working day of any
    other's; never later than the law's day."""
    if owner is Owner.SCHOOL:
        open_on = calendar.previous_school_day(due)
        if open_on and due - open_on < LONGEST_CLOSURE:
            return open_on
    while not calendar.is_working_day(due):
        due -= timedelta(days=1)
    return due


def end_of_compulsory_school_age(born: date) -> date:
    """The last Friday in June of the school year (1 September to 31 August) in which somebody turns 16; from then on
    the rights under an EHC plan are the young person's (Education Act 1996, section 8; CFA 2014, section 83)."""
    sixteen = born + relativedelta(years=16)
    end = date(sixteen.year + (sixteen.month >= 9), 6, 30)
    return end - timedelta(days=(end.weekday() - 4) % 7)


def _facts_below(rule: Rule, ruleset: Ruleset) -> tuple[str, ...]:
    """The facts a rule rests on, directly or by other rules, each once."""
    found: dict[str, None] = {}
    for need in rule.needs:
        below = _facts_below(ruleset.rules[need], ruleset) if need in ruleset.rules else (need,)
        found.update(dict.fromkeys(below))
    return tuple(found)
