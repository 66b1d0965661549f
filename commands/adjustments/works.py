"""`what works`: how each adjustment has gone for one pupil, and the notes it is counted from."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from commands.adjustments.about import may_note, why_not
from commands.adjustments.storing import to_put_right
from commands.domain.adjustment import AdjustmentNote, as_they_stand, earlier
from commands.domain.days.dates import day
from commands.domain.privacy.reach import IN_CLASS, SENCOS
from commands.domain.pupil import Pupil
from commands.domain.what_works import Works, what_works
from commands.kit import Ask, Button, Card, Item, Items, Page, Prose, Records, Refusal, Reply, command
from commands.kit.cards import Part
from commands.kit.limits import ITEMS
from commands.kit.which_pupil import the_pupil

NOTES = 10
NOT_FOUND = "There is no such note. Ask for “what works” and the pupil's name to see all of a pupil's."


@command("what works", IN_CLASS, "See what has helped a pupil: what works NAME", detail=True, look=True)
async def works(ask: Ask, records: Records) -> Reply:
    """For the SENCO and those who teach the pupil; who else asks is told whom to ask. A leaver's are the SENCO's."""
    pupil = await the_pupil(ask, records)
    if not may_note(ask.person, pupil):
        raise Refusal(await why_not(ask.person, pupil, records))
    return await _shown(ask, records, pupil, ask.pressed.skip)


@command("read adjustment", SENCOS, detail=True, look=True)
async def read_adjustment(ask: Ask, records: Records) -> Reply:
    """The note, on the card of all of that pupil's."""
    note = await records.adjustments.one(ask.named.which)
    pupil = await records.pupil(note.pupil_id) if note else None
    if note is None or pupil is None:
        raise Refusal(NOT_FOUND)
    if note.taken_back:
        raise Refusal(f"{note.reference} was taken back by its author: it was of another pupil.")
    reply = await _shown(ask, records, pupil, 0)
    names = await records.names(note.by)
    found = Items((_note(note, (), names, ask),))
    assert reply.card  # noqa: S101 - it has just been drawn
    who, *rest = reply.card.parts
    parts = (who, Prose("", f"Note {note.reference}"), found, *rest)
    words = f"Note {note.reference}. That you have read it is recorded."
    return replace(reply, text=words, card=replace(reply.card, parts=parts), about=note.reference)


async def _shown(ask: Ask, records: Records, pupil: Pupil, skip: int) -> Reply:
    versions = await records.adjustments.versions(pupil.id)
    notes = as_they_stand(versions)
    may = not pupil.has_left
    add = (Button("Note an adjustment", "adjust", pupil.id),) if may else ()
    if not notes:
        return Reply("Nothing has been noted yet.", Card("What works", (Prose(pupil.in_full),), add), about=pupil.id)
    page = notes[skip : skip + NOTES]
    at = Page(skip, len(page), len(notes))
    names = await records.names(*(note.by for note in page))
    found = what_works(notes)
    parts: list[Part] = [Prose(pupil.in_full)]
    if not skip:
        parts.append(Items(tuple(_works(one) for one in found[:ITEMS])))
        if len(found) > ITEMS:
            parts.append(Prose(f"And {len(found) - ITEMS} more, each noted less often."))
    parts += [
        Prose("", "The notes, newest first"),
        Items(tuple(_note(note, earlier(versions, note), names, ask) for note in page)),
        at.words,
    ]
    said = f"What works, from {len(notes)} note{'' if len(notes) == 1 else 's'}. Where they differ, all are counted."
    return Reply(said, Card("What works", tuple(parts), (*at.after("what works", pupil.id), *add)), about=pupil.id)


def _works(works: Works) -> Item:
    by = f"by {works.colleagues} colleague{'' if works.colleagues == 1 else 's'}"
    span = (
        f"on {_short(works.first)}" if works.first == works.last else f"{_short(works.first)} to {_short(works.last)}"
    )
    over_time = f"Helped, by month: {works.over_time}" if works.over_time else ""
    return Item(f"{works.what}: {works.in_words}", "\n".join(filter(None, (f"Noted {by}, {span}", over_time))))


def _note(note: AdjustmentNote, before: Sequence[AdjustmentNote], names: Mapping[str, str], ask: Ask) -> Item:
    said = [f"{day(note.on)}: {note.in_words}: {note.how.label}", note.note]
    quiet = [", ".join(words for words in (note.lesson, f"noted by {names.get(note.by, 'a colleague')}") if words)]
    quiet += [f"Before it was corrected on {_short(note.written_at.date())}: {_said(one)}" for one in before]
    mine = note.may_be_corrected(ask.person.id, ask.now)
    buttons = to_put_right(note.reference) if mine else ()
    return Item("\n".join(filter(None, said)), "\n".join(quiet), buttons)


def _said(note: AdjustmentNote) -> str:
    return ", ".join(words for words in (note.in_words, note.how.label, note.lesson, note.note) if words)


def _short(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
