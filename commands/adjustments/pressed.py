"""What a pupil's plan already has, each line with how it went to press: a note in two presses and no typing."""

from collections.abc import Sequence
from dataclasses import replace

from commands.adjustments.about import InClass, Strategy, in_class, the_strategy, the_taught
from commands.adjustments.storing import store, to_put_right
from commands.domain.adjustment import Worked
from commands.domain.privacy.reach import IN_CLASS
from commands.domain.pupil import Pupil
from commands.domain.words.adjustment_words import adjustment_in
from commands.kit import About, Ask, Button, Card, Item, Items, Prose, Records, Refusal, Reply, command

IN_PLAN = ((Worked.HELPED, "Helped"), (Worked.SOME, "Some"), (Worked.NOT, "Did not help"))
IN_LESSON = (
    (Worked.EARLY, "Used it"),
    (Worked.HELPED, "Helped"),
    (Worked.NOT, "Did not help"),
    (Worked.ADVICE, "Need advice"),
)
NO_PLAN = "There is no open plan with lines for this pupil. Ask for “adjust” and the name to note something."
NO_SUCH_PRESS = "Nothing was noted. Press how it went beside one of the lines."


@command("adjust in plan", IN_CLASS, detail=True, look=True)
async def in_plan(ask: Ask, records: Records) -> Reply:
    """About a pupil, or about a plan where a button must not carry which pupil it is."""
    cycle = await records.cycles.one(ask.pressed.which)
    pupil = await the_taught(ask.person, cycle.pupil_id if cycle else ask.pressed.which, records)
    words = f"What is in {pupil.name}'s plan. Press how it went, or Something else."
    return Reply(words, await _plan_card(ask, pupil, records), about=pupil.id)


@command("adjusted", IN_CLASS, detail=True)
async def adjusted(ask: Ask, records: Records) -> Reply:
    pupil, reply = await _pressed(ask, records)
    return Reply(reply.text, await _plan_card(ask, pupil, records, reply.about), reply.notices, reply.about)


@command("lesson pupil", IN_CLASS, detail=True, look=True)
async def lesson_pupil(ask: Ask, records: Records) -> Reply:
    pupil = await the_taught(ask.person, ask.pressed.which, records)
    return Reply(f"{pupil.name}: how did it go?", await _lesson_card(ask, pupil, records), about=pupil.id)


@command("lesson went", IN_CLASS, detail=True)
async def lesson_went(ask: Ask, records: Records) -> Reply:
    pupil, reply = await _pressed(ask, records)
    return Reply(reply.text, await _lesson_card(ask, pupil, records, reply.about), reply.notices, reply.about)


async def _pressed(ask: Ask, records: Records) -> tuple[Pupil, Reply]:
    """Stores what a press says: which line, and how it went. The plan's own words stand in the note."""
    how = next((one for one in Worked if one.value == ask.pressed.word), None)
    strategy = await the_strategy(ask.pressed, records)
    if how is None or strategy is None:
        raise Refusal(NO_SUCH_PRESS)
    pupil = await the_taught(ask.person, strategy.pupil_id, records)
    stored = await store(ask, records, pupil, what=adjustment_in(strategy.text), own=strategy.text, how=how)
    return pupil, Reply(stored.words, notices=stored.notices, about=stored.note.reference)


async def _plan_card(ask: Ask, pupil: Pupil, records: Records, noted: str = "") -> Card:
    """The plan's adjustments, what a teacher reaches for first, and then the lines written for lessons."""
    plan = await _the_plan(ask, pupil, records)
    items = tuple(_item(one, "adjusted", IN_PLAN, other=True) for one in (*plan.adjustments, *plan.lines))
    return Card("Adjustments in the plan", _parts(pupil, items), _foot(pupil, noted))


async def _lesson_card(ask: Ask, pupil: Pupil, records: Records, noted: str = "") -> Card:
    plan = await _the_plan(ask, pupil, records)
    items = tuple(_item(one, "lesson went", IN_LESSON) for one in plan.every)
    back = Button(f"Class {pupil.group}"[:40], "lesson card", str(About(pupil.group, page=0)))
    return Card("How did it go?", _parts(pupil, items), (*_foot(pupil, noted), back))


async def _the_plan(ask: Ask, pupil: Pupil, records: Records) -> InClass:
    plan = (await in_class([pupil.id], records, ask.today)).get(pupil.id)
    if plan is None or not plan.every:
        raise Refusal(NO_PLAN)
    return plan


def _parts(pupil: Pupil, items: tuple[Item, ...]) -> tuple[Prose, Items]:
    return Prose(pupil.in_full), Items(items)


def _item(strategy: Strategy, word: str, marks: Sequence[tuple[Worked, str]], *, other: bool = False) -> Item:
    buttons = [Button(text, word, str(replace(strategy.about, word=str(how.value)))) for how, text in marks]
    if other:
        buttons.append(Button("Other…", "adjust", str(strategy.about)))
    return Item(strategy.text, strategy.label, tuple(buttons))


def _foot(pupil: Pupil, noted: str) -> tuple[Button, ...]:
    return (
        *(to_put_right(noted) if noted else ()),
        Button("Something else", "adjust", pupil.id),
        Button("What works", "what works", pupil.id),
    )
