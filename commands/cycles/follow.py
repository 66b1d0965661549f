"""Following plans: `plans`, a pupil's plans by name, and reading one."""

from collections.abc import Sequence

from commands.cycles.about import NOT_FOUND, may_see, names_a_plan
from commands.cycles.cards import plan_item, shown
from commands.domain.cycle import Cycle, Stage
from commands.domain.privacy.reach import PART_IF_TAUGHT
from commands.kit import Ask, Button, Card, Items, Page, Prose, Records, Refusal, Reply, command
from commands.kit.limits import FOUND, ITEMS
from commands.kit.which_pupil import not_here

OPEN = tuple(stage for stage in Stage if stage.is_open)


async def _to_read(ask: Ask, records: Records) -> Cycle:
    """The plan the ask is about, for whoever may see any of it."""
    cycle = await records.cycles.one(ask.named.which)
    if cycle is None or not may_see(ask.person, cycle, await records.pupil(cycle.pupil_id)):
        raise not_here(NOT_FOUND, ask)
    return cycle


@command("plans", PART_IF_TAUGHT, "See plans, or one pupil's: plans NAME", detail=True, look=True)
async def plans(ask: Ask, records: Records) -> Reply:
    """The SENCO sees every plan; others those they lead and those of pupils they teach."""
    if names_a_plan(ask.named):
        return await _read(ask, await _to_read(ask, records), records)
    if ask.typed and ask.named.which:
        return await _of_a_pupil(ask, records)
    return await page(ask, records, "plans", OPEN, "No plan is open. The SENCO makes one with “plan”.")


async def page(ask: Ask, records: Records, word: str, stages: Sequence[Stage], none: str) -> Reply:
    """One page of the plans at these stages; `word` asks for the next."""
    skip = ask.named.skip
    mine = None if ask.person.is_senco else ask.person
    found, total = await records.cycles.at(stages, skip, ITEMS, by=mine)
    if not total:
        plan = (Button("Plan SEN support", "plan"),) if ask.person.is_senco else ()
        return Reply(none, Card("Plans", (), plan) if plan else None)
    at = Page(skip, len(found), total)
    return Reply(
        f"{total} in all, the earliest review first.", await _list(ask, records, found, at.words, at.after(word))
    )


async def _list(ask: Ask, records: Records, found: Sequence[Cycle], under: Prose, more: tuple[Button, ...]) -> Card:
    pupils = await records.pupils([cycle.pupil_id for cycle in found])
    names = await records.names(*(cycle.lead for cycle in found))
    items = tuple(
        plan_item(c, pupils.get(c.pupil_id), names.get(c.lead, "a colleague who has left"), ask.person, ask.today)
        for c in found
    )
    return Card("Plans", (Items(items), under), more)


async def _of_a_pupil(ask: Ask, records: Records) -> Reply:
    found = await records.find("pupils", ask.typed, ask.person, FOUND)
    all_theirs = await records.cycles.of_pupils([pupil.value for pupil in found])
    pupils = await records.pupils([cycle.pupil_id for cycle in all_theirs])
    seen = [c for c in all_theirs if may_see(ask.person, c, pupils.get(c.pupil_id))]
    if not seen:
        raise Refusal("There is no plan that you may see for a pupil of that name. Ask for “plans” to see them all.")
    under = Prose(f"The newest {ITEMS} of {len(seen)}." if len(seen) > ITEMS else "Newest first.")
    # The record of who looked at whom keeps ids, not the name that was typed.
    whom = " ".join(dict.fromkeys(cycle.pupil_id for cycle in seen[:ITEMS]))
    card = await _list(ask, records, seen[:ITEMS], under, ())
    return Reply("Plans of pupils of that name.", card, about=whom)


@command("read plan", PART_IF_TAUGHT, of=_to_read, detail=True, look=True)
async def read_plan(ask: Ask, cycle: Cycle, records: Records) -> Reply:
    return await _read(ask, cycle, records)


async def _read(ask: Ask, cycle: Cycle, records: Records) -> Reply:
    return await shown(ask, records, cycle, f"Plan {cycle.reference}. That you have read it is recorded.")
