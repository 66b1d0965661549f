"""From a line of the digest: open it for the presser alone, or snooze it to a day."""

from collections.abc import Iterator
from datetime import date, timedelta

from commands.digests.lines import OPEN, SNOOZE, named
from commands.domain.days.dates import day
from commands.domain.due import Due
from commands.domain.privacy.reach import SENCOS
from commands.domain.pupil import NO_LONGER
from commands.domain.snooze import LONGEST, Snooze, latest_day, mark, reference, snoozed_until
from commands.kit import (
    Ask,
    Button,
    Card,
    Day,
    Facts,
    Form,
    Mistakes,
    Opening,
    Records,
    Refusal,
    Reply,
    command,
)
from commands.kit.what_is_due import what_is_due

GONE = "That line is not due any more: it was done or moved. Ask for “due” to see what is."
FURTHEST_AHEAD = timedelta(days=400)
"""How far is looked ahead for the line that was pressed: more than a digest ever looks."""


async def the_line(ask: Ask, records: Records) -> Due:
    """The line a button of a digest carries the mark of, or whose reference somebody typed. Raises `Refusal` when it is
    not due any more."""
    lines = await what_is_due(records, ask.today + FURTHEST_AHEAD, today=ask.today)
    for line in lines:
        if ask.which and (mark(line) == ask.pressed.which or reference(line) == ask.which):
            return line
    raise Refusal(GONE)


@command(OPEN, SENCOS, of=the_line, detail=True, look=True, reads="D")
async def open_line(ask: Ask, line: Due, records: Records) -> Reply:
    """For lines that can be opened only by saying which pupil they are about."""
    pupil = await records.pupil(line.pupil_id)
    facts = [("Pupil", pupil.in_full if pupil else NO_LONGER)] if line.pupil_id else []
    facts += [
        ("What", line.kind.label),
        ("Day", day(line.on) + (f", {line.at:%H:%M}" if line.at else "")),
    ]
    facts += [("Set by", line.source)] if line.source else []
    steps = tuple(Button(step.text, step.word, step.about) for step in line.steps)
    put_off = (Button("Snooze", SNOOZE, mark(line)),) if latest_day(line, ask.today) else ()
    card = Card(named(line), (Facts(tuple(facts)),), (Button("Details", line.word, line.about), *steps, *put_off))
    return Reply("That you have read it is recorded.", card, about=line.reference)


class SnoozeForm(Form, title="Snooze", submit="Snooze"):
    """The line is left out of the daily digest until then, and counted there as snoozed. The day it is due stays."""

    until = Day("Until which day?", hint="At most two weeks ahead; a day set by law is never passed.")

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if self.until <= today:
            yield "until", "Give a day after today: on that day it stands in the digest again."
        elif self.until > today + LONGEST:
            yield "until", f"At most two weeks ahead: {day(today + LONGEST)} or earlier."


Snoozed = tuple[Due, date]


async def _to_snooze(ask: Ask, records: Records) -> Snoozed:
    line = await the_line(ask, records)
    last = latest_day(line, ask.today)
    if last is None:
        raise Refusal(
            f"{named(line)}: the law sets its day, {day(line.on)}, so it cannot be put off any more. Open it instead."
        )
    return line, last


async def opening_snooze(ask: Ask, of: Snoozed, records: Records) -> Opening:
    line, last = of
    words = f"{named(line)}, {day(line.on)}."
    if line.statutory:
        words += f" The law sets this day: until {day(last)} at the latest."
    put_off = snoozed_until(line, await records.digests.snoozed(ask.today), ask.today)
    return Opening(intro=f"{words} Snoozed until {day(put_off)} already." if put_off else words)


@command(SNOOZE, SENCOS, of=_to_snooze, form=SnoozeForm, opening=opening_snooze)
async def snooze(ask: Ask, of: Snoozed, form: SnoozeForm, records: Records) -> Reply:
    line, last = of
    if form.until > last:
        raise Mistakes(until=f"The law sets {day(line.on)} for this: give that day or an earlier one.")
    await records.save(Snooze(ask.school.id, line.kind, line.key, line.on, form.until, ask.person.id, ask.now))
    return Reply(f"{named(line)}: back in the digest on {day(form.until)}. It is due on {day(line.on)} as before.")
