"""`adjust`: a teacher notes what they adjusted for a pupil in class, and how it went."""

from collections.abc import Iterator
from datetime import date

from commands.adjustments.about import in_class, may_note, the_strategy, the_taught, why_not
from commands.adjustments.storing import store, to_put_right
from commands.domain.adjustment import Adjustment, Worked
from commands.domain.privacy.reach import IN_CLASS
from commands.domain.pupil import Pupil
from commands.domain.words.adjustment_line import LineRead, name_words, read_line
from commands.domain.words.adjustment_words import adjustment_in
from commands.kit import (
    Ask,
    Button,
    Card,
    Choice,
    Chosen,
    Day,
    Form,
    Item,
    Items,
    Lookup,
    Mistakes,
    Opening,
    Records,
    Reply,
    Text,
    command,
    optional,
)
from commands.kit.which_pupil import NOBODY, SEVERAL, on_roll

UNSURE = "Is this the pupil you mean? Please check before you send it."
OWN = 200
LESSON = 60


class AdjustmentForm(Form, title="Note an adjustment", submit="Note it"):
    """What you changed for one pupil, and how it went. Choose two things; the rest is up to you."""

    pupil = Lookup("Pupil", of="pupils", hint="Type part of the name. Pupils you teach come first.")
    what = Choice("What did you adjust?", Adjustment)
    how = Choice("How did it go?", Worked)
    own = optional(Text("In your own words", most=OWN, hint="Needed for “Something else”."))
    lesson = optional(Text("Subject or lesson", most=LESSON))
    note = optional(Text("A line of note", long=True, hint="What you saw, not a diagnosis."))
    on = optional(Day("When?", hint="Left empty: today."))

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if self.what is Adjustment.OTHER and not self.own:
            yield "own", "Please say in a few words what you did."
        if self.on and self.on > today:
            yield "on", "This date is in the future. Note it once the lesson has been."


async def _chosen(ask: Ask, form: AdjustmentForm, records: Records) -> Pupil:
    pupil = await on_roll(ask, form, records)
    if why := await why_not(ask.person, pupil, records):
        raise Mistakes(pupil=why)
    return pupil


async def opening(ask: Ask, records: Records) -> Opening:
    """`adjust amina seating helped` needs no form; `adjust amina` shows what her plan has, a press for each; anything
    else opens the form with what is known."""
    if ask.pressed.which:
        return await _of_a_button(ask, records)
    if not ask.typed.strip():
        return Opening()
    named = await records.adjustments.pupils_named(name_words(ask.typed))
    line = read_line(ask.typed, {pupil.id: pupil.full_name for pupil in named})
    taught = {pupil.id for pupil in named if may_note(ask.person, pupil)}
    # Of two of one name a teacher means the one they teach.
    meant = [id for id in line.pupils if id in taught] or line.pupils
    if len(meant) != 1:
        return Opening(_known(line), f"{SEVERAL if meant else NOBODY} Please choose below.")
    if not line.sure:
        perhaps = {"pupil": meant[0]} if meant[0] in taught else {}
        return Opening({**perhaps, **_known(line)}, UNSURE if perhaps else f"{NOBODY} Please choose below.")
    pupil = await the_taught(ask.person, meant[0], records)
    if line.what and line.how and line.what is not Adjustment.OTHER:
        return Opening({"pupil": pupil.id, **_known(line)}, enough=True)
    if not line.what and not line.how and not line.rest:
        plans = await in_class([pupil.id], records, ask.today)
        if any(plan.every for plan in plans.values()):
            return Opening(about=pupil.id, instead="adjust in plan")
    return Opening({"pupil": pupil.id, **_known(line)})


async def _of_a_button(ask: Ask, records: Records) -> Opening:
    """A button carries a pupil, or a line of a plan; a line says what was adjusted."""
    strategy = await the_strategy(ask.pressed, records)
    pupil = await the_taught(ask.person, strategy.pupil_id if strategy else ask.pressed.which, records)
    if strategy is None:
        return Opening({"pupil": pupil.id})
    what = {"what": str(adjustment_in(strategy.text).value), "own": strategy.text}
    return Opening({"pupil": pupil.id, **what}, about=ask.about)


def _known(line: LineRead) -> dict[str, str]:
    """What a typed line says, as answers. Words left over are the lesson when they are few, and otherwise a note;
    where no adjustment was recognised they say what it was, and wait beside the question."""
    known = {}
    if line.what:
        known["what"] = str(line.what.value)
    if line.how:
        known["how"] = str(line.how.value)
    if line.rest and line.pupils:
        short = "lesson" if line.what else "own"
        known[short if line.is_lesson and len(line.rest) <= LESSON else "note"] = line.rest
    return known


@command(
    "adjust", IN_CLASS, "Note an adjustment and how it went", of=Chosen(_chosen), form=AdjustmentForm, opening=opening
)
async def adjust(ask: Ask, pupil: Pupil, form: AdjustmentForm, records: Records) -> Reply:
    stored = await store(
        ask,
        records,
        pupil,
        what=form.what,
        own=form.own or "",
        how=form.how,
        lesson=form.lesson or "",
        note=form.note or "",
        on=form.on,
    )
    note = stored.note
    about = "; ".join(words for words in (note.how.label, note.lesson) if words)
    buttons = (
        *to_put_right(note.reference),
        Button("What works", "what works", pupil.id),
        Button("Note another", "adjust"),
    )
    card = Card("Adjustment noted", (Items((Item(f"{pupil.in_full}: {note.in_words}", about),)),), buttons)
    return Reply(stored.words, card, notices=stored.notices, about=note.reference)
