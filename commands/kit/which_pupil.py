"""Which one pupil an ask is about, by a button or by a typed name; and what is said when that is nobody or several."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from commands.domain.privacy.discreet import Discreet
from commands.domain.pupil import Pupil
from commands.kit.ask import Ask, Opening, Refusal
from commands.kit.cards import Button, Card, Item, Items
from commands.kit.command import Chosen
from commands.kit.forms import Mistakes
from commands.kit.limits import ITEMS
from commands.kit.records import Records

OTHER_SCHOOL = " If it is another of your schools', ask for “school” first."
LEFT = "This pupil has left the school. Choose a pupil who is on roll."
NOBODY = "No pupil on roll is called what you typed."
SEVERAL = "Several pupils are called what you typed."


@dataclass(frozen=True, repr=False)
class Meant(Discreet):
    """The pupil a form opens with: an id, or "" with the words that say why the form asks."""

    pupil: str = ""
    words: str = ""


async def pupil_meant(ask: Ask, records: Records) -> Meant:
    """For a form: the pupil a button carries, or the only one on roll whom a typed name can mean."""
    if ask.about or not ask.typed:
        return Meant(ask.pressed.which)
    found = await records.find("pupils", ask.typed, ask.person, 2)
    if len(found) == 1:
        return Meant(found[0].value)
    return Meant(words=f"{SEVERAL if found else NOBODY} Please choose below.")


async def with_pupil(ask: Ask, records: Records) -> Opening:
    """A form that opens with the pupil chosen, when what was pressed or typed can mean only one."""
    meant = await pupil_meant(ask, records)
    return Opening({"pupil": meant.pupil} if meant.pupil else {}, meant.words)


async def the_pupil(ask: Ask, records: Records) -> Pupil:
    """For an answer without a form: the pupil a button carries (who may have left), or the one a typed name means.

    Raises `Refusal`: with a button for each when it can mean several, or saying what to type when it means nobody.
    """
    return await _the_pupil(ask, records, leavers=False)


async def the_pupil_or_leaver(ask: Ask, records: Records) -> Pupil:
    """The same; a name that nobody on roll has means somebody who has left."""
    return await _the_pupil(ask, records, leavers=True)


async def _the_pupil(ask: Ask, records: Records, *, leavers: bool) -> Pupil:
    id = ask.pressed.which
    if not id and ask.typed.strip():
        found = await records.find("pupils", ask.typed, ask.person, ITEMS)
        if leavers and not found:
            found = await records.find("leavers", ask.typed, ask.person, ITEMS)
        if len(found) > 1:
            raise whom(ask, [(one.label, one.value) for one in found])
        id = found[0].value if found else ""
    pupil = await records.pupil(id) if id else None
    if pupil is None:
        raise say_whom(ask)
    return pupil


def whom(ask: Ask, choices: Sequence[tuple[str, str]]) -> Refusal:
    """The refusal that asks which of several is meant, by a button for each: the words for them, and their id."""
    items = tuple(Item(label, buttons=(Button("This one", ask.word, id),)) for label, id in choices[:ITEMS])
    return Refusal(f"{SEVERAL} Whom do you mean?", Card("Which pupil?", (Items(items),)))


def say_whom(ask: Ask) -> Refusal:
    """The refusal that asks for a name, or for another one."""
    return Refusal(f"{NOBODY if ask.typed else 'Which pupil?'} Type “{ask.word}” and part of the name.")


def to_page(pupil_id: str) -> Button:
    """The button to a pupil's page, where all that is recorded of them meets."""
    return Button("Pupil", "pupil", pupil_id)


async def on_roll(ask: Ask, form: Any, records: Records) -> Pupil:
    """The pupil chosen in a form's question `pupil`. Raises `Mistakes` under it when they have left the school."""
    pupil = await records.pupil(form.pupil)
    if pupil is None or pupil.has_left:
        raise Mistakes(pupil=LEFT)
    return pupil


A_PUPIL = Chosen(on_roll)
"""What a command is of whose form asks for a pupil on roll."""


def not_here(words: str, ask: Ask) -> Refusal:
    """That there is no such thing as far as the asker may know; who works in several schools may mean another's."""
    return Refusal(words + (OTHER_SCHOOL if len(ask.schools) > 1 else ""))
