"""A form that need not be shown: what was typed is enough, or another command answers better. Roles are checked."""

import pytest

from commands.domain.person import Role
from commands.domain.privacy.reach import EVERYBODY, SENCOS
from commands.kit import NOTHING, Ask, Form, Mistakes, Opening, Place, Records, Reply, Show, Text, command
from commands.kit.dispatcher import NOT_ALLOWED, Dispatcher
from storage.records import SqlOpenRecords
from storage.tables import asks
from tests.kit.test_dispatcher import Desk, desk

__all__ = ["desk"]


class NoteForm(Form, title="Note"):
    """One question."""

    note = Text("Note")


async def opening(ask: Ask, records: Records) -> Opening:
    match ask.about:
        case "enough":
            return Opening({"note": "typed"}, enough=True)
        case "lacking":
            return Opening({"note": "wrong"}, enough=True)
        case "instead":
            return Opening(about="N-2", instead="list")
        case "hidden":
            return Opening(about="N-2", instead="secret")
    return Opening()


@command("note", EVERYBODY, of=NOTHING, form=NoteForm, opening=opening)
async def note(ask: Ask, form: NoteForm, records: Records) -> Reply:
    if form.note == "wrong":
        raise Mistakes(note="Not that.")
    return Reply(f"Stored: {form.note}.")


@command("list", EVERYBODY, look=True)
async def notes(ask: Ask, records: Records) -> Reply:
    return Reply(f"Notes of {ask.about}.", about=ask.about)


@command("secret", SENCOS, look=True)
async def secret(ask: Ask, records: Records) -> Reply:
    return Reply("Secret.")


@pytest.fixture
def dispatcher(desk: Desk) -> Dispatcher:
    return Dispatcher((note, notes, secret), SqlOpenRecords(desk.database), mint=lambda: next(desk.keys), survey=_here)


async def test_what_was_typed_is_taken_as_sent_when_it_is_enough_and_once(desk: Desk, dispatcher: Dispatcher) -> None:
    for _ in range(2):
        assert await dispatcher.ask(desk.ask("note", about="enough")) == Reply("Stored: typed.")
    assert await desk.count(asks) == 1


async def test_what_needs_putting_right_opens_the_form_after_all(desk: Desk, dispatcher: Dispatcher) -> None:
    shown = await dispatcher.ask(desk.ask("note", about="lacking"))
    assert isinstance(shown, Show)
    assert (shown.answers, shown.errors) == ({"note": "wrong"}, {"note": "Not that."})
    key = f"form/{shown.key}"
    assert await dispatcher.ask(desk.ask("note", key=key), {"note": "right"}) == Reply("Stored: right.")


async def test_another_command_answers_instead_about_what_the_opening_says(desk: Desk, dispatcher: Dispatcher) -> None:
    assert await dispatcher.ask(desk.ask("note", about="instead")) == Reply("Notes of N-2.", about="N-2")


async def test_a_command_that_answers_instead_checks_the_role_itself(desk: Desk, dispatcher: Dispatcher) -> None:
    assert await dispatcher.ask(desk.ask("note", about="hidden")) == Reply(NOT_ALLOWED)
    assert await dispatcher.ask(desk.ask("note", Role.SENCO, about="hidden")) == Reply("Secret.")


async def _here(ask: Ask, place: Place) -> Place:
    return place
