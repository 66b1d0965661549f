"""`class`: before a lesson, the few lines of each pupil there who has a plan. For the asker alone."""

from collections.abc import Sequence

from commands.adjustments.about import InClass, Strategy, in_class
from commands.domain.lesson import SITTING, LessonLook
from commands.domain.person import Person
from commands.domain.privacy.reach import IN_CLASS, WITH_A_REASON
from commands.domain.pupil import Pupil
from commands.kit import (
    About,
    Ask,
    Button,
    Card,
    Chosen,
    Form,
    Item,
    Items,
    Opening,
    Page,
    Prose,
    Records,
    Refusal,
    Reply,
    Text,
    command,
)
from commands.kit.limits import BUTTON, ITEMS

NO_GROUP = "The staff list names no group of yours. Type “class” and the group, such as “class 7B”."
NO_SUCH_GROUP = "No pupil on roll is in a group of that name. Type “class” and the group, such as “class 7B”."
SAY_WHY = "The staff list does not say that you teach this class. Type “class” and the group, and say why you ask."
MOST_GROUPS = 3 * ITEMS


class ClassForm(Form, title="Look at a class", submit="Show the class"):
    """Your reason is kept with the record of who looked."""

    reason = Text("Why do you need to see this class?", hint="Cover, or a trip, say.")


def _may_look(person: Person, group: str) -> bool:
    return person.is_senco or person.teaches(group)


async def _the_group(wanted: str, records: Records) -> str:
    """The group somebody means, however they write it. Raises `Refusal` when there is none."""

    def bare(name: str) -> str:
        return "".join(name.split()).casefold()

    group = next((one for one in await records.lessons.groups() if bare(one) == bare(wanted)), None)
    if group is None:
        raise Refusal(NO_SUCH_GROUP)
    return group


async def opening(ask: Ask, records: Records) -> Opening:
    """A class of one's own needs no form; for any other the form asks why."""
    wanted = ask.about or ask.typed  # a class is called what the school calls it, blanks and all
    if not wanted.strip():
        return Opening(instead="lesson card")
    group = await _the_group(wanted, records)
    if _may_look(ask.person, group):
        return Opening(about=str(About(group, page=0)), instead="lesson card")
    return Opening(about=group, intro=f"The staff list does not say that you teach {group}.")


async def _named(ask: Ask, form: ClassForm, records: Records) -> str:
    return await _the_group(ask.about, records)


@command(
    "class",
    WITH_A_REASON,
    "See a class before a lesson: class 7B",
    of=Chosen(_named),
    form=ClassForm,
    opening=opening,
    detail=True,
)
async def class_for_a_reason(ask: Ask, group: str, form: ClassForm, records: Records) -> Reply:
    return await _shown(ask, records, group, 0, form.reason)


@command("lesson card", IN_CLASS, detail=True, look=True)
async def lesson_card(ask: Ask, records: Records) -> Reply:
    """A page of a class ("15 7B"), or, without one, the only class of the asker's, or a choice of theirs."""
    wanted = ask.pressed.which
    if not wanted:
        groups = ask.person.groups or (await records.lessons.groups() if ask.person.is_senco else ())
        if len(groups) != 1:
            return _choice(groups)
        wanted = groups[0]
    group = await _the_group(wanted, records)
    reason = ""
    if not _may_look(ask.person, group):
        look = await records.lessons.last_look(ask.person.id, group, ask.now)
        if look is None or not look.reason or look.at < ask.now - SITTING:
            raise Refusal(SAY_WHY)
        reason = look.reason
    return await _shown(ask, records, group, ask.pressed.skip, reason)


def _choice(groups: Sequence[str]) -> Reply:
    if not groups:
        raise Refusal(NO_GROUP)
    items = [
        Item(group, buttons=(Button("This one", "lesson card", str(About(group, page=0))),))
        for group in groups[:MOST_GROUPS]
    ]
    parts = tuple(Items(tuple(items[n : n + ITEMS])) for n in range(0, len(items), ITEMS))
    return Reply("Which class?", Card("Classes", (*parts, Prose("Or type “class” and its name."))))


async def _shown(ask: Ask, records: Records, group: str, skip: int, reason: str) -> Reply:
    """One page of a class. What was written since the asker's last lesson with it is marked as new."""
    last = await records.lessons.last_look(ask.person.id, group, ask.now - SITTING)
    pupils = {pupil.id: pupil for pupil in await records.lessons.in_group(group)}
    plans = await in_class(list(pupils), records, ask.today, last.at if last else None)
    await records.save(LessonLook(ask.school.id, ask.person.id, group, ask.now, reason))
    planned = [id for id in pupils if id in plans]
    words = f"{group}: {len(planned)} of {len(pupils)} with a plan."
    if not planned:
        return Reply(words, Card(_title(group), (Prose("No pupil in this class has an open plan."),)), about=group)
    page = planned[skip : skip + ITEMS]
    may_note = _may_look(ask.person, group)
    at = Page(skip, len(page), len(planned))
    other = (Button("Another pupil", "adjust"),) if may_note else ()
    items = Items(tuple(_item(pupils[id], plans[id], may_note=may_note) for id in page))
    return Reply(words, Card(_title(group), (items, at.words), (*at.after("lesson card", group), *other)), about=group)


def _title(group: str) -> str:
    return f"Class {group}"[:BUTTON]


def _item(pupil: Pupil, plan: InClass, *, may_note: bool) -> Item:
    lines = [_line(strategy) for strategy in plan.short[:5]]
    if not lines:
        return Item(pupil.name, "The plan has no lines for lessons yet. The SENCO writes them.")
    button = Button("How did it go?", "lesson pupil", pupil.id)
    # The name alone is the line, since a screen reader says it with the button; what to read is below it.
    return Item(pupil.name, "\n".join(lines), (button,) if may_note else ())


def _line(strategy: Strategy) -> str:
    return f"{'New. ' if strategy.is_new else ''}{strategy.label}: {strategy.text}"
