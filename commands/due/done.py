"""Ticking off: what nothing else in the records shows to be done, somebody says is done, or not done after all."""

from commands.domain.days.calendar import LONDON
from commands.domain.days.dates import day
from commands.domain.due import TICKED_OFF, Due, DueKind
from commands.domain.privacy.reach import LED
from commands.domain.tick import Tick
from commands.kit import Ask, Button, Card, Records, Refusal, Reply, command
from commands.kit.what_is_due import line_due

HOME = Button("What needs me now", "home")
NOT_FOUND = "There is nothing of yours to tick off there. Ask for “home” to see what needs you now."


def may_tick(ask: Ask, line: Due) -> bool:
    """The SENCO, and whoever it is for: who agreed to act, or leads the plan."""
    return ask.person.is_senco or line.lead == ask.person.id


def _named(ask: Ask) -> tuple[DueKind, str]:
    """The kind and the key a button carries."""
    for one in TICKED_OFF:
        if one.value == ask.pressed.which and ask.pressed.part:
            return one, ask.pressed.part
    raise Refusal(NOT_FOUND)


@command("action done", LED)
async def done(ask: Ask, records: Records) -> Reply:
    kind, key = _named(ask)
    line = await line_due(records, kind, key, today=ask.today)
    if line is None:
        raise Refusal(await _why_not(records, kind, key))
    if not may_tick(ask, line):
        raise Refusal(NOT_FOUND)
    await records.save(Tick(ask.school.id, kind, key, ask.person.id, ask.now))
    return Reply(
        f"Done: {_what(line)}. That you said so is recorded.",
        Card("Done", (), (Button("Not done after all", "action not done", ask.about), HOME)),
        about=line.pupil_id,
    )


def _what(line: Due) -> str:
    reference = f" {line.reference}" if line.reference else ""
    return f"{line.kind.in_sentence}{reference}, {day(line.on)}"


async def _why_not(records: Records, kind: DueKind, key: str) -> str:
    """Why there is no such line: it has been ticked off, or it never was."""
    tick = await _standing(records, kind, key)
    if tick is None:
        return NOT_FOUND
    names = await records.names(tick.by)
    when = day(tick.at.astimezone(LONDON).date())
    return f"Nothing was changed: {names.get(tick.by, 'a colleague')} said on {when} that this is done."


async def _standing(records: Records, kind: DueKind, key: str) -> Tick | None:
    return next((tick for tick in await records.due.ticks(kind, [key]) if tick.stands), None)


@command("action not done", LED)
async def not_done(ask: Ask, records: Records) -> Reply:
    kind, key = _named(ask)
    tick = await _standing(records, kind, key)
    if tick is None or not (ask.person.is_senco or tick.by == ask.person.id):
        raise Refusal(NOT_FOUND)
    await records.save(tick.undone(ask.person.id, ask.now))
    return Reply(
        f"Open again: {kind.in_sentence}.",
        Card("Open again", (), (Button("Done", "action done", ask.about), HOME)),
    )
