"""Which plan an ask is about, which part of it, as of which version; and who may know of it."""

import re
from collections.abc import Mapping

from commands.domain.cycle import INSTEAD, Cycle, Stage
from commands.domain.person import Person
from commands.domain.pupil import Pupil
from commands.domain.words.labelled import in_sentence
from commands.kit import About, Ask, Button, Card, Outdated, Records, Refusal
from commands.kit.too_late import as_it_stands
from commands.kit.which_pupil import not_here

NOT_FOUND = "There is no plan with that reference that you may see. Ask for “plans” to see yours."
LONGEST = 300
"""Characters quoted of what stands now when a form has been overtaken: enough to recognise it by."""

_PLAN = re.compile(r"C-[0-9A-Z]{5}")


def names_a_plan(about: About) -> bool:
    """Whether what was pressed or typed is a plan, by its reference."""
    return _PLAN.fullmatch(about.which) is not None


async def the_plan(ask: Ask, records: Records) -> Cycle:
    """The plan the ask is about, for its lead teacher and the school's SENCOs."""
    cycle = await records.cycles.one(ask.named.which)
    if cycle is None or not leads(ask.person, cycle):
        raise not_here(NOT_FOUND, ask)
    return cycle


async def the_open_plan(ask: Ask, records: Records) -> Cycle:
    """The plan the ask is about, if it can still be changed; otherwise says how it stands."""
    cycle = await the_plan(ask, records)
    if not cycle.stage.is_open:
        raise await stands(cycle, records)
    return cycle


async def the_plan_under_review(ask: Ask, records: Records) -> Cycle:
    """The plan the ask is about, under review: from Do its review begins, and is kept with whatever is stored of it.

    Looking begins nothing; the first mark, or the first line of what worked, does.
    """
    cycle = await the_open_plan(ask, records)
    if not cycle.stage.is_running:
        words = f"{cycle.reference} has not started, so there is nothing to review. {INSTEAD[cycle.stage]}"
        raise Refusal(words, Card(f"Plan {cycle.reference}", (), (Button("Open plan", "read plan", cycle.reference),)))
    return cycle if cycle.stage is Stage.REVIEW else cycle.under_review(ask.person.id)


async def stands(cycle: Cycle, records: Records) -> Refusal:
    """The refusal that says where the plan stands, who last changed it, and what to do from there."""
    names = await records.names(cycle.changed_by)
    by = f"last changed by {names[cycle.changed_by]}" if cycle.changed_by in names else ""
    can = (Button("Open plan", "read plan", cycle.reference),)
    return as_it_stands(
        cycle.reference, in_sentence(cycle.stage_in_words), by=by, can=can, instead=INSTEAD[cycle.stage]
    )


def leads(person: Person, cycle: Cycle) -> bool:
    """Whether somebody may read all of a plan and review it."""
    return cycle.is_led_by(person)


def may_see(person: Person, cycle: Cycle, pupil: Pupil | None) -> bool:
    """Whether somebody may see a plan at all: who leads it, and while it is open whoever teaches the pupil."""
    taught = pupil is not None and person.teaches(pupil.group)
    return leads(person, cycle) or (cycle.stage.is_open and taught)


async def not_overtaken(
    ask: Ask, cycle: Cycle, records: Records, *, typed: Mapping[str, str], standing: Mapping[str, str]
) -> None:
    """Stops a form that was opened on an earlier version where what stands now is not what it is about to store.

    The form comes back as it was sent, with what stands now; sent again, it is meant.
    """
    differing = [label for label, words in standing.items() if words != typed[label]]
    if ask.named.version in (None, cycle.version) or not differing:
        return
    names = await records.names(cycle.changed_by)
    now = "\n".join(f"{label}: {_quoted(standing[label])}" for label in differing)
    raise Outdated(
        f"Nothing was stored yet: {names.get(cycle.changed_by, 'a colleague')} changed this plan while you wrote. "
        f"What you typed is kept below. As it stands now:\n{now}\n"
        "Send yours again to put it in place of that, or close this to leave it.",
        ask.named.at(cycle.version),
    )


def _quoted(words: str) -> str:
    return (words if len(words) <= LONGEST else words[:LONGEST] + "…") or "nothing"
