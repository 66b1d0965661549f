"""A line of what is due as a channel may show it: a reference, a kind, a day; and a button for each thing to do."""

from datetime import date

from commands.domain.days.calendar import SchoolCalendar
from commands.domain.days.dates import short
from commands.domain.due import Due
from commands.domain.snooze import latest_day, mark, reference
from commands.kit import Button, Item
from commands.kit.due_lines import lateness

OPEN = "open due line"
SNOOZE = "snooze"


def line_item(line: Due, today: date, calendar: SchoolCalendar) -> Item:
    """One line. Place and attendees are typed by people and open on a press; the agency's listed name and the time
    are nobody's secret."""
    at = f", {line.at:%H:%M}" if line.at else ""
    words = [short(line.on, today) + at]
    if line.statutory:
        words.append("set by law")
    return Item(named(line), "; ".join(words), line_buttons(line, today), lateness(line, today, calendar))


def named(line: Due) -> str:
    """What a line is, for anybody to read: "V-7K2PM: Annual review", "A-7K2PM: Agency to chase, CAMHS / MHST"; what has
    no reference of its own has one of its line, by which it opens too."""
    kind = f"{line.kind.label}, {line.of}" if line.of else line.kind.label
    return f"{of}: {kind}" if (of := reference(line)) else kind


def line_buttons(line: Due, today: date) -> tuple[Button, ...]:
    """Open, what can be done with it, and Snooze where it may be put off. What would carry the id of a pupil into a
    channel opens by the line's mark instead, and is done from there."""
    tells = line.pupil_id and line.pupil_id in " ".join((line.about, *(step.about for step in line.steps)))
    if tells:
        pressed: tuple[Button, ...] = (Button("Open", OPEN, mark(line)),)
    else:
        steps = (Button(step.text, step.word, step.about) for step in line.steps)
        pressed = (Button("Open", line.word, line.about), *steps)
    snooze = (Button("Snooze", SNOOZE, mark(line)),) if latest_day(line, today) else ()
    return (*pressed, *snooze)
