"""What a command is of is found, for whoever may, before its form is shown and again inside the commit; and a command
with a form that does not say what it is of does not start."""

from typing import Any

import pytest

from commands.catalogue import COMMANDS
from commands.domain.privacy.reach import EVERYBODY
from commands.kit import NOTHING, Ask, Chosen, Form, Mistakes, Opening, Outdated, Place, Records, Refusal, Reply, Show
from commands.kit import Text as Line
from commands.kit.command import Command, command
from commands.kit.dispatcher import Dispatcher
from storage.records import SqlOpenRecords
from storage.tables import asks
from tests.kit.test_dispatcher import Desk, desk

__all__ = ["desk"]


class NoteForm(Form, title="Note"):
    """One question."""

    note = Line("Note")


class Notes:
    """Notes by reference, each with whose it is; and what was looked for, by whom."""

    def __init__(self) -> None:
        self.whose = {"N-22222": "T", "N-33333": "U"}
        self.looked: list[tuple[str, str]] = []
        self.stored: list[str] = []

    async def mine(self, ask: Ask, records: Records) -> str:
        self.looked.append((ask.named.which, ask.person.id))
        if self.whose.get(ask.named.which) != ask.person.id:
            raise Refusal("That note is not yours.")
        return ask.named.which

    async def opening(self, ask: Ask, note: str, records: Records) -> Opening:
        return Opening({"note": f"what {note} says"}, "Of yours.")

    async def handler(self, ask: Ask, note: str, form: NoteForm, records: Records) -> Reply:
        if form.note == "wrong":
            raise Mistakes(note="Not that.")
        if form.note == "late":
            raise Outdated("A colleague was first.", note)
        self.stored.append(f"{note}: {form.note}")
        return Reply("Stored.", about=note)


@pytest.fixture
def notes() -> Notes:
    return Notes()


@pytest.fixture
def dispatcher(desk: Desk, notes: Notes) -> Dispatcher:
    change = command("change note", EVERYBODY, of=notes.mine, form=NoteForm, opening=notes.opening)
    return Dispatcher(
        (change(notes.handler),), SqlOpenRecords(desk.database), mint=lambda: next(desk.keys), survey=_here
    )


async def test_it_is_found_before_the_form_is_shown_and_again_inside_the_commit(
    desk: Desk, dispatcher: Dispatcher, notes: Notes
) -> None:
    shown = await dispatcher.ask(desk.ask("change note", about="N-22222"))
    assert isinstance(shown, Show)
    assert (shown.answers, shown.intro) == ({"note": "what N-22222 says"}, "Of yours.")
    assert notes.looked == [("N-22222", "T")]
    assert await dispatcher.ask(desk.ask("change note", about="N-22222"), {"note": "new"}) == Reply(
        "Stored.", about="N-22222"
    )
    assert notes.looked == [("N-22222", "T")] * 2


@pytest.mark.parametrize("note", ["new", "wrong", "late", ""])
async def test_whoever_crafts_a_form_of_anothers_reaches_no_handler_and_gets_no_form_back(
    desk: Desk, dispatcher: Dispatcher, notes: Notes, note: str
) -> None:
    for answers in (None, {"note": note}):
        refused = await dispatcher.ask(desk.ask("change note", about="N-33333"), answers)
        assert isinstance(refused, Reply)
        assert refused.text == "That note is not yours."
    assert notes.stored == []


async def test_whoever_may_no_more_when_the_form_comes_back_is_refused(
    desk: Desk, dispatcher: Dispatcher, notes: Notes
) -> None:
    assert isinstance(await dispatcher.ask(desk.ask("change note", about="N-22222")), Show)
    notes.whose["N-22222"] = "U"
    refused = await dispatcher.ask(desk.ask("change note", about="N-22222"), {"note": "new"})
    assert isinstance(refused, Reply)
    assert refused.text == "That note is not yours."
    assert notes.stored == []
    assert await desk.count(asks) == 1, "the refusal alone, and its key stays free"


async def _never(*given: Any) -> Reply:
    raise AssertionError("nothing is asked here")


def test_a_form_that_does_not_say_what_it_is_of_does_not_start() -> None:
    with pytest.raises(ValueError, match="'end note' has a form and does not say what it is of"):
        Command("end note", EVERYBODY, "", _never, form=NoteForm)
    with pytest.raises(ValueError, match="'end note' is of what its form asks for, and has none"):
        Command("end note", EVERYBODY, "", _never, of=Chosen(_never))
    assert Command("new note", EVERYBODY, "", _never, of=NOTHING, form=NoteForm).opens


def test_what_is_pressed_beside_a_thing_and_has_a_form_is_of_that_thing() -> None:
    """Those of nothing are listed here by name: each begins something new, or is a setting of one's own."""
    of_nothing = {one.word for one in COMMANDS if one.form and one.of is NOTHING}
    assert of_nothing == {"add agency", "senco closure", "senco post", "training"}


async def _here(ask: Ask, place: Place) -> Place:
    return place
