"""How a note of an adjustment is stored, once however often it is sent, and what is said of it afterwards."""

from dataclasses import dataclass
from datetime import date

from commands.domain.adjustment import Adjustment, AdjustmentNote, Worked, as_they_stand
from commands.domain.contact import school_year_of
from commands.domain.person import Role
from commands.domain.privacy.discreet import Discreet
from commands.domain.pupil import Pupil
from commands.domain.what_works import what_works
from commands.domain.words.labelled import in_sentence
from commands.kit import Ask, Button, Card, Notice, Prose, Records

MINE = ("Correct it", "correct adjustment"), ("Take it back", "take back adjustment")
ALREADY = "You noted this a moment ago; it counts once."


def to_put_right(reference: str) -> tuple[Button, ...]:
    """What the author of a note can do with it for a week."""
    return tuple(Button(text, word, reference) for text, word in MINE)


@dataclass(frozen=True, repr=False)
class Stored(Discreet):
    """A note as it stands in the records, the words to be said of it, and who else is told."""

    note: AdjustmentNote
    words: str
    notices: tuple[Notice, ...] = ()


async def store(
    ask: Ask,
    records: Records,
    pupil: Pupil,
    *,
    what: Adjustment,
    own: str,
    how: Worked,
    lesson: str = "",
    note: str = "",
    on: date | None = None,
) -> Stored:
    """Stores a note. The same by the same author within a minute is one note: two presses, not two lessons."""
    versions = await records.adjustments.versions(pupil.id)
    fresh = AdjustmentNote(
        school_id=ask.school.id,
        pupil_id=pupil.id,
        # The next number is read together with the notes: of two sent at the same moment the second looks again.
        n=max((one.n for one in versions), default=0) + 1,
        version=1,
        reference=await records.reference("N"),
        by=ask.person.id,
        at=ask.now,
        written_at=ask.now,
        on=on or ask.today,
        what=what,
        own=own,
        how=how,
        lesson=lesson,
        note=note,
    )
    standing = as_they_stand(versions)
    if same := next((one for one in standing if one.is_the_same(fresh)), None):
        return Stored(same, ALREADY)
    await records.save(fresh)
    named = own if what is Adjustment.OTHER and own else what.label
    words = f"Noted: {named}, {in_sentence(how.label)}."
    if how is Worked.ADVICE:
        notices = await _advice(ask, records, fresh)
        told = " The SENCO is told, by reference and topic alone." if notices else ""
        return Stored(fresh, f"Noted: you need advice on {fresh.what.topic}.{told}", notices)
    return Stored(fresh, f"{words} {_so_far((fresh, *standing), fresh)}".strip())


def _so_far(notes: tuple[AdjustmentNote, ...], fresh: AdjustmentNote) -> str:
    """How this adjustment has gone with this pupil, from the second lesson on."""
    alike = [n for n in notes if n.what is fresh.what and (n.own == fresh.own or n.what is not Adjustment.OTHER)]
    [works] = what_works(alike)
    return f"So far it {works.in_words}." if works.judged > 1 else ""


async def _advice(ask: Ask, records: Records, note: AdjustmentNote) -> tuple[Notice, ...]:
    """A private line to each SENCO. It is a message that stays: a reference, a topic, a colleague, and no pupil."""
    # A lesson of last school year, noted in this one, is not among this year's.
    times = (await records.adjustments.advice_wanted(school_year_of(ask.today)[0])).get(note.what, 0)
    often = f" Advice on this was asked for {times} times this school year." if times > 1 else ""
    card = Card(
        "Advice wanted",
        (Prose(f"{ask.person.name} asks for advice on {note.what.topic}: note {note.reference}.{often}"),),
        (Button("Open note", "read adjustment", note.reference), Button("What to train next", "trainings")),
    )
    others = [person for person in await records.staff(Role.SENCO) if person.id != ask.person.id]
    return tuple(Notice(person.id, card) for person in others)
