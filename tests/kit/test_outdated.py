"""A form that was overtaken comes back as it was sent, with words to read first; sent again, it is meant."""

from commands.domain.privacy.reach import EVERYBODY
from commands.kit import NOTHING, Ask, Form, Mistakes, Opening, Outdated, Place, Records, Reply, Show, Text, command
from commands.kit.ask import and_school
from commands.kit.dispatcher import Dispatcher
from storage.records import SqlOpenRecords
from storage.tables import asks
from tests.kit.test_dispatcher import Desk, desk

__all__ = ["desk"]


class NoteForm(Form, title="Note"):
    """One question."""

    note = Text("Note")


async def opening(ask: Ask, records: Records) -> Opening:
    return Opening({"note": "old"}, about="N-1@1")


@command("note", EVERYBODY, of=NOTHING, form=NoteForm, opening=opening)
async def note(ask: Ask, form: NoteForm, records: Records) -> Reply:
    if form.note == "wrong":
        raise Mistakes(note="Not that.")
    if ask.about != "N-1@2":
        raise Outdated("A colleague was first.", "N-1@2")
    return Reply("Stored.")


async def test_a_form_overtaken_comes_back_filled_and_counts_as_made_of_what_stands_now(desk: Desk) -> None:
    dispatcher = Dispatcher((note,), SqlOpenRecords(desk.database), mint=lambda: next(desk.keys), survey=_here)
    opened = await dispatcher.ask(desk.ask("note", about="N-1"))
    assert isinstance(opened, Show)
    assert (and_school(opened.about)[0], opened.answers) == ("N-1@1", {"note": "old"})

    wrong = await dispatcher.ask(desk.ask("note", about="N-1@1"), {"note": "wrong"})
    assert isinstance(wrong, Show)
    assert and_school(wrong.about)[0] == "N-1@1"  # a mistake does not make an old form a new one

    back = await dispatcher.ask(desk.ask("note", about="N-1@1"), {"note": "mine"})
    assert isinstance(back, Show)
    assert (and_school(back.about)[0], back.answers, back.intro) == (
        "N-1@2",
        {"note": "mine"},
        "A colleague was first.",
    )
    assert (back.key, back.errors) == ("k", {})
    assert await desk.count(asks) == 0  # nothing has been stored, the key included

    assert await dispatcher.ask(desk.ask("note", about="N-1@2"), {"note": "mine"}) == Reply("Stored.")


async def _here(ask: Ask, place: Place) -> Place:
    return place
