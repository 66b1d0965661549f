"""How a deadline of a statutory clock is drawn: its day, what it asks, whether it is met, whose it is, by what law."""

from datetime import date

from commands.domain.days.dates import day
from commands.domain.days.usual_terms import ASSUMED
from commands.domain.law.clock_facts import DeadlineState
from commands.domain.law.deadlines import Deadline
from commands.domain.law.ruleset import Owner
from commands.kit.cards import Button, Item


def deadline_item(one: DeadlineState, today: date, buttons: tuple[Button, ...], *, listed: bool = True) -> Item:
    """One deadline: its day and what it asks; whether it is met, whose it is, how strongly it holds and by what.

    What no list of the day asks for any more (not `listed`) is not called late, but not recorded."""
    rule = one.deadline.rule
    passed = one.met_on is None and one.is_to_do and one.is_late(today)
    how = stands(one, today) if listed or not passed else "not recorded; "
    return Item(f"{when(one)}: {rule.what}", f"{how}{whose(one.deadline)}", buttons)


def whose(one: Deadline) -> str:
    """Who must act, how strongly it holds and by what law; both readings of a notice; that the school's own calendar
    ends before."""
    words = [f"{one.rule.owner.label}, {one.rule.status.in_sentence}", one.rule.source]
    if one.clear:
        words.append(f"in clear days by {day(one.clear)}, if the first day is counted by {day(one.due)}")
    return "; ".join((*words, *((ASSUMED,) if one.assumed else ())))


def when(one: DeadlineState) -> str:
    """The day in law, with the day to act by where that is another."""
    return on_which(one.deadline)


def on_which(one: Deadline) -> str:
    """The same, of a deadline nobody has met yet."""
    return day(one.due) + (f" (act by {day(one.act_by)})" if one.act_by != one.due else "")


def stands(one: DeadlineState, today: date) -> str:
    """Whether it is met, and whether it is late; the authority's lateness is called theirs."""
    theirs = "the authority is late; " if one.deadline.rule.owner is Owner.AUTHORITY else "late; "
    if one.met_on:
        return f"done on {day(one.met_on)}, {'late' if one.is_late(today) else 'in time'}; "
    return theirs if one.is_to_do and one.is_late(today) else ""
