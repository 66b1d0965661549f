"""`transfers`: who goes on to the next phase, by when their review must meet; `transfer` shows one."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from commands.domain.days.calendar import SchoolCalendar
from commands.domain.days.dates import day
from commands.domain.privacy.reach import SENCOS
from commands.domain.pupil import year_in_words
from commands.domain.transfer import Moving, is_the_meeting
from commands.kit import Ask, Button, Card, Items, Page, Prose, Records, Reply, command
from commands.kit.cards import Part
from commands.kit.limits import ITEMS
from commands.transfers.about import the_moving
from commands.transfers.cards import line, transfer_card

PLACES = 5
"""How many next places have a button below the list, those with most pupils first; the others are opened from a pupil.
"""
RECORDED = "That you have looked is recorded."


@command("transfers", SENCOS, "See who goes on to the next phase, and by when", detail=True, look=True)
async def transfers(ask: Ask, records: Records) -> Reply:
    moving, calendar = await records.transfers.moving(ask.today), await records.calendar()
    if not moving:
        years = " or ".join(year_in_words(year) for year in records.school.transfer_years)
        return Reply(
            f"No pupil on the SEN register is in {years}, after which pupils go on from here. An administrator sets "
            "those years (chatops school change --transfer-years)."
        )
    skip = ask.named.skip
    page = moving[skip : skip + ITEMS]
    at = Page(skip, len(page), len(moving))
    parts: list[Part] = [] if skip else [*_clocks(moving, calendar)]
    parts += [Items(tuple(line(one, calendar, ask.today) for one in page)), at.words]
    stands_for = {one.transfer.to: one.transfer.reference for one in moving if one.transfer and one.transfer.to}
    places = Counter(one.transfer.to for one in moving if one.transfer and one.transfer.to).most_common(PLACES)
    lists = tuple(Button(_short(f"{to} ({count})"), "transition list", stands_for[to]) for to, count in places)
    late = sum(one.is_meeting_late(calendar) and _is_over(one, calendar, ask.today) for one in moving)
    said = f"{len(moving)} go on." + (f" {late} without a review in time." if late else "")
    return Reply(f"{said} {RECORDED}", Card("Phase transfers", tuple(parts), (*at.after("transfers"), *lists)))


def _is_over(one: Moving, calendar: SchoolCalendar, today: date) -> bool:
    latest = one.latest_meeting(calendar)
    return latest is not None and latest < today


def _short(words: str) -> str:
    return words if len(words) <= 40 else words[:39] + "…"


def _clocks(moving: Sequence[Moving], calendar: SchoolCalendar) -> Iterator[Prose]:
    """The days of the law, once for each year group that has plans."""
    seen = set()
    for one in moving:
        which = (one.on, one.year)
        if one.has_plan and which not in seen:
            seen.add(which)
            days = []
            for each in one.standing(calendar):
                deadline, rule = each.deadline, each.deadline.rule
                if is_the_meeting(each):
                    days.append(f"Meet by {day(deadline.act_by)}: the authority then has its twelve weeks.")
                elif rule.id != "pt.records":
                    named = f", which the Code calls “by {day(deadline.shown)}”" if deadline.shown else ""
                    days.append(f"The authority amends the plan by {day(deadline.due)}{named} ({rule.source}).")
            best = "Best in the summer term before the last year, in the autumn term at the latest."
            yield Prose("\n".join((*days, best)), f"EHC plans, {year_in_words(one.year)}, {day(one.on)}")


@command("transfer", SENCOS, "See a pupil's phase transfer: transfer NAME", of=the_moving, detail=True, look=True)
async def transfer(ask: Ask, moving: Moving, records: Records) -> Reply:
    return await shown(ask, records, moving, RECORDED)


async def shown(ask: Ask, records: Records, moving: Moving, words: str) -> Reply:
    """An answer with the pupil's move as it is now."""
    names = await records.names(*(word.done_by for word in moving.passed_on.values()))
    card = transfer_card(moving, names, await records.calendar(), ask.today)
    return Reply(words, card, about=moving.transfer.reference if moving.transfer else moving.pupil.id)
