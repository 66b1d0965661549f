"""A teacher's day: what they have been asked, their pupils with a plan, and where their referrals stand."""

from collections.abc import Sequence

from commands.domain.cycle import Cycle, Stage
from commands.domain.days.dates import day
from commands.domain.due_parts import DuePart
from commands.domain.referral import Referral, ReferralState
from commands.domain.round_robin import RoundRobin
from commands.due.day import MOST, Home, due_in_parts, heading, see_all, shares
from commands.kit import Ask, Button, Item, Items, Prose, Records
from commands.kit.cards import Part
from commands.kit.due_lines import Names, due_item, who

OPEN = tuple(stage for stage in Stage if stage.is_open)


async def a_teachers_day(ask: Ask, records: Records, *, named: bool) -> Home:
    """Only what somebody who teaches may see: pupils they teach or whose plan they lead, and what they referred."""
    parts = await due_in_parts(ask, records)
    soon = [line for part, lines in parts.items() if part is not DuePart.LATER for line in lines]
    plans, plan_count = await records.cycles.at(OPEN, 0, MOST, by=ask.person)
    mine = await records.referrals.raised_by(ask.person.id)
    questions = [referral for referral in mine if referral.state is ReferralState.INFO_REQUESTED]
    theirs = [referral for referral in mine if referral.state is not ReferralState.INFO_REQUESTED]

    views = await records.round_robins.asked_of(ask.person.id)

    asked_count = len(questions) + len(views) + len(soon)
    asked, planned, referred = shares([asked_count, plan_count, len(theirs)], MOST)
    questions = questions[:asked]
    views = views[: asked - len(questions)]
    soon = soon[: asked - len(questions) - len(views)]
    plans, theirs = plans[:planned], theirs[:referred]
    names: Names = None
    if named:
        shown = [r.pupil_id for r in (*questions, *theirs)]
        shown += [robin.pupil_id for robin in views] + [line.pupil_id for line in soon]
        names = await records.pupils([*shown, *(cycle.pupil_id for cycle in plans)])

    drawn: list[Part] = []
    for words, items, count in (
        (
            "What you have been asked",
            [
                *(_question(r, names) for r in questions),
                *(_view(robin, names) for robin in views),
                *(due_item(line, names, ask.person, ask.today) for line in soon),
            ],
            asked_count,
        ),
        ("Your pupils with a plan", [_plan(cycle, names) for cycle in plans], plan_count),
        ("Your referrals, the newest first", [_referral(r, names) for r in theirs], len(mine) - len(questions)),
    ):
        drawn += _part(words, items, count)
    all_plans = (Button("All plans", "plans"),) if plan_count > planned else ()
    all_referrals = (Button("My referrals", "my referrals"),) if mine else ()
    return tuple(drawn), (*see_all(parts), *all_plans, *all_referrals)


def _part(words: str, items: Sequence[Item], count: int) -> list[Part]:
    return [Prose("", heading(words, count, len(items))), Items(tuple(items))] if items else []


def _question(referral: Referral, names: Names) -> Item:
    return Item(
        who(referral.pupil_id, f"Referral {referral.reference}", names),
        referral.state_in_words,
        (Button("Answer", "answer about referral", referral.reference, "primary"),),
    )


def _view(robin: RoundRobin, names: Names) -> Item:
    by = f"by {day(robin.closes_on)}" if robin.closes_on else ""
    give = Button("Give your view", "give view", robin.reference, "primary")
    return Item(who(robin.pupil_id, f"Your view {robin.reference}", names), by, (give,))


def _referral(referral: Referral, names: Names) -> Item:
    return Item(
        who(referral.pupil_id, f"Referral {referral.reference}", names),
        referral.state_in_words,
        (Button("Read it", "read referral", referral.reference),),
    )


def _plan(cycle: Cycle, names: Names) -> Item:
    when = f"review on {day(cycle.review_on)}" if cycle.review_on else "no review date yet"
    return Item(
        who(cycle.pupil_id, f"Plan {cycle.reference}", names),
        f"{cycle.stage_in_words}; {when}",
        (Button("Outcomes", "read plan", cycle.reference),),
    )
