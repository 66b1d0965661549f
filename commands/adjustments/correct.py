"""Correcting a note, or taking it back: by its author, for a week; what it said before is kept."""

from commands.adjustments.note import LESSON, OWN
from commands.domain.adjustment import Adjustment, AdjustmentNote, Worked
from commands.domain.days.dates import day
from commands.domain.privacy.reach import NOTED
from commands.kit import (
    About,
    Ask,
    Button,
    Card,
    Choice,
    Day,
    Form,
    Item,
    Items,
    Mistakes,
    Opening,
    Outdated,
    Records,
    Refusal,
    Reply,
    Text,
    command,
    optional,
)

NOT_YOURS = (
    "Only whoever wrote a note can correct it. If you saw it differently, add yours with “adjust”: both are kept."
)
TOO_LATE = "Notes can be corrected for a week, and this one is from {}. Add a new one with “adjust”: both are kept."
SINCE = "Nothing was stored yet: you corrected this note in another window. Send this again to put it in place of that."


class CorrectionForm(Form, title="Correct a note", submit="Correct it"):
    """What it said before is kept beside it."""

    what = Choice("What did you adjust?", Adjustment)
    how = Choice("How did it go?", Worked)
    own = optional(Text("In your own words", most=OWN, hint="Needed for “Something else”."))
    lesson = optional(Text("Subject or lesson", most=LESSON))
    note = optional(Text("A line of note", long=True, hint="What you saw, not a diagnosis."))
    on = Day("When?")


async def _mine(ask: Ask, records: Records) -> AdjustmentNote:
    """The note. Raises `Refusal` for others', and after the week."""
    note = await records.adjustments.one(ask.named.which)
    if note is None or note.by != ask.person.id:
        raise Refusal(NOT_YOURS)
    if note.taken_back:
        raise Refusal("You have taken this note back. Note it again with “adjust”.")
    if not note.may_be_corrected(ask.person.id, ask.now):
        raise Refusal(TOO_LATE.format(day(note.at.date())))
    return note


async def opening(ask: Ask, note: AdjustmentNote, records: Records) -> Opening:
    said = {"own": note.own, "lesson": note.lesson, "note": note.note}
    answers = {
        "what": str(note.what.value),
        "how": str(note.how.value),
        "on": note.on.isoformat(),
        **{name: words for name, words in said.items() if words},
    }
    return Opening(answers, about=str(About(note.reference, version=note.version)))


@command("correct adjustment", NOTED, of=_mine, form=CorrectionForm, opening=opening)
async def correct(ask: Ask, note: AdjustmentNote, form: CorrectionForm, records: Records) -> Reply:
    if ask.pressed.version != note.version:
        raise Outdated(SINCE, str(About(note.reference, version=note.version)))
    if form.what is Adjustment.OTHER and not form.own:
        raise Mistakes(own="Please say in a few words what you did.")
    if form.on > ask.today:
        raise Mistakes(on="This date is in the future. Give the day of the lesson.")
    corrected = note.corrected(
        what=form.what,
        own=form.own or "",
        how=form.how,
        lesson=form.lesson or "",
        note=form.note or "",
        on=form.on,
        at=ask.now,
    )
    await records.save(corrected)
    card = Card(
        "Note corrected",
        (Items((Item(corrected.in_words, corrected.how.label),)),),
        (Button("What works", "what works", note.pupil_id),),
    )
    return Reply("Corrected. What it said before is kept beside it.", card, about=note.reference)


@command("take back adjustment", NOTED, of=_mine, detail=True)
async def take_back(ask: Ask, note: AdjustmentNote, records: Records) -> Reply:
    """A name typed in a line can be another's: the note stays in the record of that pupil, and counts no more."""
    await records.save(note.withdrawn(ask.now))
    again = Card("Note taken back", (), (Button("Note it again", "adjust"),))
    return Reply("Taken back. It counts no more; that it was written is kept.", again, about=note.reference)
