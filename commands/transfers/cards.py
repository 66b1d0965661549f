"""How a phase transfer is drawn: one pupil's with its days and what was passed on, and the line it has in a list."""

from collections.abc import Mapping
from datetime import date

from commands.domain.days.calendar import SchoolCalendar
from commands.domain.days.dates import day
from commands.domain.pupil import Pupil
from commands.domain.transfer import HandOver, Moving, PassedOn, rights_in_words
from commands.kit import About, Button, Card, Facts, Item, Items, Prose
from commands.kit.cards import Part
from commands.kit.deadline_lines import deadline_item
from commands.kit.which_pupil import to_page

SIXTH_FORM = (
    "Where the next phase is this school's own sixth form, ask the local authority whether that counts as a transfer."
)
APART = "A child protection file goes separately, from the safeguarding lead; it is never listed here."


def transfer_card(one: Moving, names: Mapping[str, str], calendar: SchoolCalendar, today: date) -> Card:
    """All of one pupil's move."""
    parts: list[Part] = [Facts(_facts(one))]
    standing = one.standing(calendar)
    if standing:
        parts += [Prose("", "The days"), Items(tuple(deadline_item(each, today, ()) for each in standing))]
    if not (one.transfer and one.transfer.stays):
        parts += [Prose("", "Passed on"), Items(tuple(_thing(what, one, names) for what in PassedOn)), Prose(APART)]
    words = rights_in_words(one.pupil, today)
    if words:
        parts.append(Prose(words, "Whose rights"))
    if one.year in ("11", "12", "13") and one.has_plan:
        parts.append(Prose(SIXTH_FORM))
    called = one.transfer.reference if one.transfer else f"in {one.on.year}"
    return Card(f"Transfer {called}", tuple(parts), _buttons(one))


def _facts(one: Moving) -> tuple[tuple[str, str], ...]:
    meeting = one.meeting
    met = f"{meeting.reference}, " if meeting else ""
    if meeting and meeting.held_on:
        met += f"held on {day(meeting.held_on)}"
    else:
        met += f"to be on {day(meeting.on)}" if meeting else "none booked"
    return (
        ("Pupil", one.pupil.in_full),
        ("Provision", one.pupil.provision.label),
        ("Goes on", f"{day(one.on)} to {next_place(one)}"),
        *((("Review", met),) if one.has_plan else ()),
    )


def next_place(one: Moving) -> str:
    """Where to, in words."""
    if one.transfer and one.transfer.stays:
        return "this school's own next phase"
    return one.transfer.to if one.transfer and one.transfer.to else "a place not recorded yet"


def _thing(what: PassedOn, one: Moving, names: Mapping[str, str]) -> Item:
    word = one.passed_on.get(what)
    about = str(About(one.transfer.reference, str(what.value))) if one.transfer else ""
    if word is None:
        buttons = (Button("Record", "passed on", about),) if about else ()
        return Item(f"{what.label}: not yet", what.hint, buttons)
    changes = (Button("Correct", "passed on", about), Button("Not so", "not passed on", about))
    return Item(f"{what.label}: {said(word, names)}", word.note, changes)


def said(word: HandOver, names: Mapping[str, str]) -> str:
    """The day, and by whom."""
    return f"{day(word.on)} by {names.get(word.done_by, 'a colleague')}" if word.on else "not yet"


def _buttons(one: Moving) -> tuple[Button, ...]:
    place = Button("Next place", "receiving school", one.pupil.id, "plain" if one.transfer else "primary")
    if not one.has_plan:
        review: tuple[Button, ...] = ()
    elif one.meeting:
        review = (Button("Open the review", "annual steps", one.meeting.reference),)
    else:
        review = (Button("Plan the annual review", "annual review", one.pupil.id),)
    listed = one.transfer if one.transfer and one.transfer.to else None
    others = (Button("Its transition list", "transition list", listed.reference),) if listed else ()
    return (place, *review, *others, to_page(one.pupil.id))


def line(one: Moving, calendar: SchoolCalendar, today: date) -> Item:
    """One pupil in the list of those who go on."""
    return Item(
        f"{one.pupil.name}, {one.pupil.year_in_words}: {one.pupil.provision.label}",
        "; ".join(_in_short(one, calendar, today)),
        (Button("Open", "transfer", one.pupil.id),),
    )


def _in_short(one: Moving, calendar: SchoolCalendar, today: date) -> tuple[str, ...]:
    words = [f"to {next_place(one)}"]
    meeting = one.meeting
    if one.has_plan:
        if meeting and meeting.held_on:
            words.append(f"review held on {day(meeting.held_on)}")
        elif meeting:
            late = ", too late for the authority's twelve weeks" if one.is_meeting_late(calendar) else ""
            words.append(f"review on {day(meeting.on)}{late}")
        else:
            words.append("no review booked")
    if not (one.transfer and one.transfer.stays):
        words.append(f"{len(one.passed_on)} of {len(PassedOn)} passed on")
    return tuple(words)


def who(pupil: Pupil) -> str:
    """A pupil as the next place reads of them: name, year, provision and kind of need."""
    need = f" ({pupil.primary_need})" if pupil.primary_need else ""
    return f"{pupil.full_name}, {pupil.year_in_words}, {pupil.provision.label}{need}"
