"""How a line of what is due is drawn: with the pupil for one person's eyes, or by its reference where it stays."""

from collections.abc import Mapping, Sequence
from datetime import date

from commands.domain.days.calendar import SchoolCalendar
from commands.domain.days.dates import late, short
from commands.domain.due import OF_LEADS, Due
from commands.domain.law.ruleset import Owner
from commands.domain.person import Person
from commands.domain.pupil import NO_LONGER, Pupil
from commands.domain.snooze import reference
from commands.kit.cards import Button, Item

Names = Mapping[str, Pupil] | None
"""The pupils by id, where they may be named; None where they may not."""


def due_item(line: Due, names: Names, reader: Person, today: date, calendar: SchoolCalendar) -> Item:
    """One line: what it is and of whom, when it is due and who says so, and the buttons that do it and open it."""
    named = line.reference if names is not None else reference(line)
    what = " ".join(word for word in (line.kind.label, named) if word)
    text = who(line.pupil_id, what, names)
    details = "; ".join(_details(line, text, today))
    return Item(text, details, due_buttons(line, reader), lateness(line, today, calendar))


def lateness(line: Due, today: date, calendar: SchoolCalendar) -> str:
    """How late a line is, counted in days the school was open; "" for one that is not."""
    return late(calendar.school_days_between(line.on, today)) if line.is_overdue(today) else ""


def who(pupil_id: str, what: str, names: Names) -> str:
    """What something is, with the pupil before it where they may be named."""
    if names is None or not pupil_id:
        return what
    pupil = names.get(pupil_id)
    return f"{f'{pupil.name}, {pupil.year_in_words}' if pupil else NO_LONGER}: {what}"


def _details(line: Due, text: str, today: date) -> Sequence[str]:
    """What the text before it says already is left out."""
    at = f" at {line.at:%H:%M}" if line.at else ""
    words = [("today" if line.on == today else short(line.on, today)) + at]
    words += [line.of] if line.of and line.of not in text else []
    words += ["set by law"] if line.statutory else []
    words += ["the local authority's to answer"] if line.owner is Owner.AUTHORITY else []
    return words


def due_buttons(line: Due, reader: Person) -> tuple[Button, ...]:
    """The first thing that does it, and opening it: for the SENCO all there is, for another what is theirs to do."""
    steps = [step for step in line.steps if reader.is_senco or step.word in OF_LEADS][:1]
    word, about = ("read plan", line.plan) if line.plan and not reader.is_senco else (line.word, line.about)
    return (*(Button(step.text, step.word, step.about) for step in steps), Button("Open", word, about))
