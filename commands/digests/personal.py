"""A colleague's week, for them alone: what they are asked for, by reference. On when they want it, and only then."""

from collections.abc import Sequence
from datetime import date, timedelta

from commands.digests.lines import named
from commands.domain.cycle import Cycle, Stage
from commands.domain.days.dates import day
from commands.domain.digest import DigestKind, DigestReader
from commands.domain.due import OF_LEADS, Due
from commands.domain.person import Person
from commands.domain.privacy.reach import MINE
from commands.domain.referral import Referral, ReferralState
from commands.domain.round_robin import RoundRobin
from commands.kit import Ask, Button, Card, Item, Items, Prose, Records, Reply, command
from commands.kit.cards import Part
from commands.kit.limits import ITEMS
from commands.kit.what_is_due import what_is_due

A_WEEK = timedelta(days=7)
QUIET = timedelta(days=14)
"""How long nothing is noted of a plan under way before its teacher is asked how it goes (a school rule)."""
ASKED, LEADS, TO_NOTE = 4, 7, 4
"""How many lines of each part are shown; the rest is counted."""
assert ASKED + LEADS + TO_NOTE <= ITEMS  # noqa: S101 - checked when the program loads
OFF = "Say “digest me off” to stop it."


async def personal(reader: Person, due: Sequence[Due], today: date, records: Records) -> Card | None:
    """The digest of `reader` for the week of `today`; None when nobody asks anything of them.

    `due` is all that is due at the school until the end of next week. It names no pupil and repeats nothing typed:
    it stays in a chat, where others may read over a shoulder.
    """
    referrals = await records.referrals.raised_by(reader.id)
    questions = [one for one in referrals if one.state is ReferralState.INFO_REQUESTED]
    views = await records.round_robins.asked_of(reader.id)
    theirs = [line for line in due if line.lead == reader.id]
    quiet = await _quiet(reader, today, records)
    parts: list[Part] = []
    for heading, items, most in (
        ("To answer", [*map(_question, questions), *map(_view, views)], ASKED),
        ("Yours this week and next", [_line(line, today) for line in theirs], LEADS),
        (f"Plans with nothing noted by you since {day(today - QUIET)}", [_plan(cycle) for cycle in quiet], TO_NOTE),
    ):
        if items:
            count = f"{len(items)}, the first {most} of them here" if len(items) > most else str(len(items))
            parts += [Prose("", f"{heading}: {count}"), Items(tuple(items[:most]))]
    if not parts:
        return None
    return Card(
        f"Your week: {day(today)}", tuple(parts), (Button("Home", "home"), Button("Stop these", "digest me off"))
    )


def last_day(today: date) -> date:
    """How far a personal digest looks: to the Sunday of next week."""
    return today - timedelta(days=today.weekday()) + 2 * A_WEEK - timedelta(days=1)


async def _quiet(reader: Person, today: date, records: Records) -> Sequence[Cycle]:
    """The plans under way, of pupils they teach or that they lead, for which they noted nothing lately; a plan that
    started lately is left alone."""
    plans, _ = await records.cycles.at((Stage.DO,), 0, 100, by=reader)
    noted = await records.adjustments.noted_by(reader.id, today - QUIET)
    old = [cycle for cycle in plans if cycle.started_on and cycle.started_on <= today - QUIET]
    taught = await records.pupils([cycle.pupil_id for cycle in old])
    return [
        cycle
        for cycle in old
        if cycle.pupil_id not in noted
        and (pupil := taught.get(cycle.pupil_id))
        and not pupil.has_left
        and reader.teaches(pupil.group)
    ]


def _question(referral: Referral) -> Item:
    button = Button("Answer", "answer about referral", referral.reference, "primary")
    return Item(f"{referral.reference}: the SENCO has a question", "", (button,))


def _view(robin: RoundRobin) -> Item:
    by = f"by {day(robin.closes_on)}" if robin.closes_on else ""
    give = Button("Give your view", "give view", robin.reference, "primary")
    return Item(f"{robin.reference}: your view of a pupil is asked for", by, (give,))


def _line(line: Due, today: date) -> Item:
    """Buttons are those a reader may press that do not carry which pupil it is; what has none is found under `due`."""
    at = f" at {line.at:%H:%M}" if line.at else ""
    words = f"{'was due ' if line.is_overdue(today) else ''}{day(line.on)}{at}"
    opened = Button("Open", "read plan", line.plan) if line.plan else Button("Open", "due")
    steps = [Button(step.text, step.word, step.about) for step in line.steps if step.word in OF_LEADS]
    safe = [button for button in steps if line.pupil_id not in button.about]
    return Item(named(line), f"{words}; set by law" if line.statutory else words, (*safe[:1], opened))


def _plan(cycle: Cycle) -> Item:
    when = f"review on {day(cycle.review_on)}" if cycle.review_on else ""
    return Item(f"Plan {cycle.reference}", when, (Button("How did it go?", "adjust in plan", cycle.reference),))


@command("digest me", MINE, "Get your own week privately: what you are asked for")
async def digest_me(ask: Ask, records: Records) -> Reply:
    """The school's schedule of personal digests begins with the first who wants one."""
    await records.save(DigestReader(ask.school.id, ask.person.id, True, ask.now))
    schedule = await records.digests.schedule(DigestKind.PERSONAL)
    if not schedule.active:
        schedule = schedule.begun(ask.now)
        await records.save(schedule)
    on = schedule.next_on(schedule.unsent_from(ask.now), await records.calendar())
    when = f" The next comes on {day(on)} at {schedule.at:%H:%M}." if on else ""
    due = await what_is_due(records, last_day(ask.today), today=ask.today)
    card = await personal(ask.person, due, ask.today, records)
    now = "This is what it would hold today." if card else "Today it would hold nothing, and then none comes."
    return Reply(
        f"On {schedule.weekday} mornings, or the next day school is open, you get privately what you are asked for "
        f"that week.{when} {OFF} {now}",
        card,
    )


@command("digest me off", MINE)
async def digest_me_off(ask: Ask, records: Records) -> Reply:
    await records.save(DigestReader(ask.school.id, ask.person.id, False, ask.now))
    return Reply("You get no personal digest any more. Say “digest me” whenever you want it again.")
