"""A deadline explained: its count step by step, in words that anybody can check with a calendar in hand."""

from collections.abc import Iterator
from datetime import date, timedelta

from commands.domain.days.calendar import SchoolCalendar
from commands.domain.days.dates import day
from commands.domain.law.deadlines import Case, Deadline, Worked
from commands.domain.law.ruleset import Owner, Roll, Rule, Ruleset, Unit

REGULATIONS = "SI 2014/1530, "
"""Left out before a regulation: nearly every rule is of these."""
CHOSEN = {"earliest": "the earlier", "latest": "the later", "latest_known": "the later"}
ROLLED = {
    Roll.NEXT_WORKING_DAY: "on no working day: the next one",
    Roll.TRIBUNAL: "on no working day: the next one, r 12(2)",
}


def explained(one: Deadline, ruleset: Ruleset, case: Case, calendar: SchoolCalendar) -> tuple[str, ...]:
    """The count of a deadline: what it runs from, what is added, where it moves, the day to act by. Each line is a
    step, those it rests on first."""
    worked = Worked(ruleset, case, calendar)
    return (*_steps(one.rule, worked), *_act(one, worked))


def _steps(rule: Rule, worked: Worked) -> Iterator[str]:
    ends, due = worked.before_rolling(rule), worked.last_day(rule.id)
    if ends is None or due is None:
        return
    for need in rule.of or [id for id in rule.after if worked.last_day(id)][:1]:
        if need in worked.ruleset.rules:
            yield from _steps(worked.ruleset.rules[need], worked)
    law = rule.source.removeprefix(REGULATIONS)
    yield f"{_chosen(rule, ends, worked) if rule.choose else _counted(rule, ends, worked)}, {law}{_idle(rule)}"
    if due != ends:
        yield f"{_short(ends)} {_why(ends, rule.roll)} = {_short(due)}"


def _chosen(rule: Rule, ends: date, worked: Worked) -> str:
    days = [known for known in map(worked.last_day, rule.of) if known]
    if len(days) == 1:
        return f"{_short(ends)}: nothing else is known yet"
    return f"{CHOSEN[rule.choose]} of {' and '.join(_short(each) for each in days)} = {_short(ends)}"


def _counted(rule: Rule, ends: date, worked: Worked) -> str:
    start = worked.start_of(rule) or ends
    if isinstance(rule.before, date) or rule.before:
        return f"before {_short(ends + timedelta(days=1))} = {_short(ends)}"
    first = _short(start, ends)
    if not rule.amount:
        return f"{first}, at once = {_short(ends)}"
    period = f"{abs(rule.amount)} {_unit(rule)}"
    if rule.inclusive:
        return f"{first} is counted, + {period} = {_short(ends, start)}"
    return f"{first} {'+' if rule.amount > 0 else '−'} {period} = {_short(ends, start)}"


def _unit(rule: Rule) -> str:
    return rule.unit.label if abs(rule.amount) != 1 else rule.unit.label.removesuffix("s")


def _idle(rule: Rule) -> str:
    """What does not stop the count."""
    if rule.choose or rule.before or not rule.amount:
        return ""
    if rule.unit is Unit.SCHOOL_DAYS:
        return "; only school days are counted"
    return "; only working days are counted" if rule.unit is Unit.WORKING_DAYS else "; school days do not matter here"


def _why(ends: date, roll: Roll) -> str:
    if roll is Roll.TRIBUNAL and ends.month == 8:
        return "lies in August: the first working day of September, r 12(3)(a)"
    if roll is Roll.TRIBUNAL and ((ends.month, ends.day) >= (12, 25) or (ends.month, ends.day) == (1, 1)):
        return "lies from 25 December to 1 January: the first working day after, r 12(3)(a)"
    return f"falls {ROLLED[roll]}"


def _act(one: Deadline, worked: Worked) -> Iterator[str]:
    if one.clear:
        yield (
            f"“at least” may mean clear days: {_short(one.clear)}. If the first day is counted: {_short(one.due)}. "
            "The earlier is safe on either reading"
        )
    if one.act_by != one.due:
        kind = "school day" if one.rule.owner is Owner.SCHOOL else "working day"
        yield f"{_short(one.due)} ({day(one.due)}) is no {kind}: act by {_short(one.act_by)}, the last one before"
    elif one.rule.roll is Roll.NONE and not worked.calendar.is_working_day(one.due):
        yield f"{_short(one.due)} stays where it falls"


def _short(value: date, beside: date | None = None) -> str:
    """“14 Sep”, with its year where the year turns between it and the day `beside`, or where there is none."""
    year = "" if beside is not None and beside.year == value.year else f" {value.year}"
    return f"{value.day} {value:%b}{year}"
