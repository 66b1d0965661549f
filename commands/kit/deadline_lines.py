"""How a deadline of a statutory clock is drawn: its day, what it asks, whether it is met, whose it is, by what law."""

from datetime import date

from commands.domain.days.dates import day
from commands.domain.law.clock_facts import DeadlineState
from commands.domain.law.ruleset import Owner
from commands.kit.cards import Button, Item


def deadline_item(one: DeadlineState, today: date, buttons: tuple[Button, ...]) -> Item:
    """One deadline: its day and what it asks; whether it is met, whose it is, how strongly it holds and by what."""
    rule = one.deadline.rule
    who = f"{rule.owner.label}, {rule.status.in_sentence}; {rule.source}"
    return Item(f"{when(one)}: {rule.what}", f"{stands(one, today)}{who}", buttons)


def when(one: DeadlineState) -> str:
    """The day in law, with the day to act by where that is another."""
    act = one.deadline.act_by
    return day(one.deadline.due) + (f" (act by {day(act)})" if act != one.deadline.due else "")


def stands(one: DeadlineState, today: date) -> str:
    """Whether it is met, and whether it is late; the authority's lateness is called theirs."""
    theirs = "the authority is late; " if one.deadline.rule.owner is Owner.AUTHORITY else "late; "
    if one.met_on:
        return f"done on {day(one.met_on)}, {'late' if one.is_late(today) else 'in time'}; "
    return theirs if one.is_to_do and one.is_late(today) else ""
