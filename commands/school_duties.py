"""`school duties`: what the school must do every so often; silent until a SENCO wants to be told of one."""

from collections.abc import Iterator
from datetime import date

from commands.domain.days.dates import day
from commands.domain.due import DueKind
from commands.domain.law.in_force import law_on
from commands.domain.law.ruleset import Duty
from commands.domain.law.school_duty import MADE, WANTED, in_words, next_day, told_of
from commands.domain.privacy.reach import SENCOS
from commands.domain.tick import Tick
from commands.kit import Ask, Button, Card, Day, Form, Item, Items, Records, Reply, command, optional
from commands.kit.which_pupil import not_here

NOT_FOUND = "There is no such duty to be told of. Ask for “school duties” and press the button beside one."
SAID = "They are the school's, about no pupil; nobody is told of one before a SENCO wants it."


def _duties(ask: Ask, records: Records) -> tuple[Duty, ...]:
    return tuple(law_on(ask.today, records.school.local_rules).duties.values())


@command("school duties", SENCOS, "See what the school must do every so often", look=True)
async def school_duties(ask: Ask, records: Records) -> Reply:
    return await _shown(ask, records, SAID)


async def _shown(ask: Ask, records: Records, words: str) -> Reply:
    ticks = await records.due.ticks(DueKind.DUTY)
    items = []
    for duty in _duties(ask, records):
        told = told_of(duty, ticks)
        wanted = ("Tell me no more", "do not tell of duty") if told.wanted else ("Tell me", "tell of duty")
        buttons = (Button(*wanted, duty.id),) if duty.is_kept_here else ()
        items.append(Item(duty.what, in_words(duty, told), buttons))
    return Reply(words, Card("What the school must do", (Items(tuple(items)),)))


async def the_duty(ask: Ask, records: Records) -> Duty:
    """One that a button carries, in force and kept here. Raises `Refusal`."""
    found = next((duty for duty in _duties(ask, records) if duty.id == ask.pressed.which), None)
    if found is None or not found.is_kept_here:
        raise not_here(NOT_FOUND, ask)
    return found


class DutyForm(Form, title="Tell us in time", submit="Tell us"):
    """It then stands in the SENCOs' digest when it comes near, until somebody says that it is done."""

    made = optional(Day("When was it last done?", hint="Left empty: by the day in law or, where it has none, now."))

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if self.made and self.made > today:
            yield "made", "This date is in the future. Give the day it was last done, or leave it empty."


@command("tell of duty", SENCOS, of=the_duty, form=DutyForm)
async def tell_of_duty(ask: Ask, duty: Duty, form: DutyForm, records: Records) -> Reply:
    standing = {tick.key for tick in await records.due.ticks(DueKind.DUTY) if tick.stands}
    keys = [f"{WANTED}.{duty.id}", *([f"{MADE}.{duty.id}.{form.made.isoformat()}"] if form.made else [])]
    new = [Tick(ask.school.id, DueKind.DUTY, key, ask.person.id, ask.now) for key in keys if key not in standing]
    await records.save(*new)
    on = next_day(duty, told_of(duty, await records.due.ticks(DueKind.DUTY)))
    return await _shown(ask, records, f"Next by {day(on)}: it stands in the digest when it comes near." if on else SAID)


@command("do not tell of duty", SENCOS, of=the_duty)
async def do_not_tell_of_duty(ask: Ask, duty: Duty, records: Records) -> Reply:
    ticks = await records.due.ticks(DueKind.DUTY)
    theirs = [one for one in ticks if one.stands and one.key.split(".")[:2] in ([WANTED, duty.id], [MADE, duty.id])]
    await records.save(*(one.undone(ask.person.id, ask.now) for one in theirs))
    return await _shown(ask, records, "Nobody is told of it any more. What was said to be done stays.")
