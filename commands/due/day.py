"""The SENCO's day: the first lines of each part, with how many there are; the rest by `due`."""

from collections.abc import Mapping, Sequence

from commands.domain.due import Due
from commands.domain.due_parts import Ahead, DuePart
from commands.due.undelivered import HEADING, undelivered_items
from commands.kit import Ask, Button, Items, Prose, Records
from commands.kit.cards import Part
from commands.kit.due_lines import due_item
from commands.kit.limits import ITEMS
from commands.kit.plans_unreviewed import NONE_KNOWN, plans_unreviewed, to_plan_them
from commands.kit.what_is_due import what_is_due

Home = tuple[tuple[Part, ...], tuple[Button, ...]]
"""What stands in a home, and the buttons under it that lead on."""
MOST = ITEMS - 1
"""Lines in all: one is kept for what a home that names nobody says of itself."""


async def due_in_parts(ask: Ask, records: Records) -> Mapping[DuePart, tuple[Due, ...]]:
    """All that is due, in its parts: the SENCO's is the school's, anybody else's what they lead or agreed to do."""
    ahead = Ahead.of(ask.today, await records.calendar())
    lines = await what_is_due(records, ahead.last, today=ask.today)
    return ahead.parts(line for line in lines if ask.person.is_senco or line.lead == ask.person.id)


def shares(counts: Sequence[int], most: int) -> tuple[int, ...]:
    """How many lines each part shows of `counts`, `most` in all: in turn, so that no part hides those after it."""
    shown = [0] * len(counts)
    while sum(shown) < min(most, sum(counts)):
        for n, count in enumerate(counts):
            if shown[n] < count and sum(shown) < most:
                shown[n] += 1
    return tuple(shown)


async def the_schools_day(ask: Ask, records: Records, *, named: bool) -> Home:
    parts = await due_in_parts(ask, records)
    now = [(part, lines) for part, lines in parts.items() if lines and part is not DuePart.LATER]
    lost = await records.undelivered.of_school(ask.now)
    clashes = await records.register.clashing()
    *shown, of_lost = shares([*(len(lines) for _, lines in now), len(lost)], MOST)
    firsts = [line for (_, lines), some in zip(now, shown, strict=True) for line in lines[:some]]
    names = await records.pupils([line.pupil_id for line in firsts]) if named else None
    calendar = await records.calendar()
    drawn: list[Part] = []
    for (part, lines), some in zip(now, shown, strict=True):
        items = tuple(due_item(line, names, ask.person, ask.today, calendar) for line in lines[:some])
        drawn += [Prose("", heading(part.hint, len(lines), some)), Items(items)]
    if lost:
        items = await undelivered_items(lost[:of_lost], ask, records, named=named)
        drawn += [Prose("", heading(HEADING, len(lost), of_lost)), Items(items)]
    if clashes:
        drawn.append(Prose("The information system says otherwise than the register.", f"Register clashes: {clashes}"))
    unplanned = len(await plans_unreviewed(records, ask.today))
    if unplanned:
        drawn.append(Prose("The law asks for a review within every twelve months.", f"{NONE_KNOWN}: {unplanned}"))
    settle = (Button("Settle the clashes", "register clashes"),) if clashes else ()
    rest = (Button(f"Not delivered ({len(lost)})", "not delivered"),) if of_lost < len(lost) else ()
    return tuple(drawn), (*settle, *to_plan_them(unplanned), *rest, *see_all(parts))


def heading(words: str, count: int, shown: int) -> str:
    """A part's heading with its count, and how many of them stand below when that is not all."""
    return f"{words}: {count}" + (f", the first {shown} of them here" if shown < count else "")


def see_all(parts: Mapping[DuePart, tuple[Due, ...]]) -> tuple[Button, ...]:
    """The button that leads to all of it, where there is any."""
    count = sum(len(lines) for lines in parts.values())
    return (Button(f"See all ({count})", "due"),) if count else ()
