"""The next place, and when the plan named it; what was passed on, on which day and by whom."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from commands.domain.days.dates import day
from commands.domain.privacy.reach import SENCOS
from commands.domain.transfer import HandOver, Moving, Transfer, same_place
from commands.domain.words.labelled import Labelled
from commands.kit import (
    Ask,
    Choice,
    Day,
    Form,
    Lookup,
    Mistakes,
    Opening,
    Records,
    Refusal,
    Reply,
    Text,
    command,
    optional,
)
from commands.transfers.about import Thing, begun, the_moving, the_thing
from commands.transfers.looking import shown

FUTURE = "This date is in the future. Record it once it has happened."


class Where(Labelled):
    """Where a pupil goes on."""

    ELSEWHERE = "elsewhere", "At another school or college"
    HERE = "here", "Here: in this school's own next phase"


class PlaceForm(Form, title="The next place", submit="Record"):
    """To which school or college a pupil goes on. Each place has a list of what was passed on to it."""

    where = Choice("Where do they go on?", Where)
    to = optional(Text("Name of the school or college", most=100))
    named_on = optional(Day("Plan naming it was sent on", hint="For an EHC plan: the authority's amended plan."))

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if self.where is Where.ELSEWHERE and not self.to:
            yield "to", "Name the school or college, or choose “Here” above."
        if self.named_on and self.named_on > today:
            yield "named_on", FUTURE


async def opening_place(ask: Ask, moving: Moving, records: Records) -> Opening:
    known, places = moving.transfer, await _places(ask, records)
    before = f" Recorded before: {', '.join(places)}." if places else ""
    answers: dict[str, str] = {}
    if known:
        answers["where"] = (Where.HERE if known.stays else Where.ELSEWHERE).value
        answers |= {"to": known.to} if known.to else {}
        answers |= {"named_on": known.named_on.isoformat()} if known.named_on else {}
    return Opening(answers, f"{moving.pupil.name} goes on on {day(moving.on)}.{before}", moving.pupil.id)


async def _places(ask: Ask, records: Records) -> list[str]:
    """The places recorded this year, so that one school is not written in two ways."""
    known = (one.transfer for one in await records.transfers.moving(ask.today))
    return sorted({one.to for one in known if one and one.to})


@command("receiving school", SENCOS, of=the_moving, form=PlaceForm, opening=opening_place)
async def receiving_school(ask: Ask, moving: Moving, form: PlaceForm, records: Records) -> Reply:
    to = same_place(form.to or "", await _places(ask, records))
    if form.named_on and not moving.has_plan:
        raise Mistakes(named_on="This pupil has no EHC plan. Leave it empty.")
    known = moving.transfer or begun(ask, moving, await records.reference("P"))
    stays = form.where is Where.HERE
    await records.save(known.goes(to, stays=stays, named_on=form.named_on))
    said = "goes on here" if stays else f"goes on to {to}"
    named = f"; the plan naming it was sent on {day(form.named_on)}" if form.named_on else ""
    return await _as_it_is(ask, records, known, f"Recorded as {known.reference}: {moving.pupil.name} {said}{named}.")


async def _as_it_is(ask: Ask, records: Records, of: Transfer, words: str) -> Reply:
    moving = await records.transfers.of(of.pupil_id, ask.today)
    return await shown(ask, records, moving, words) if moving else Reply(words, about=of.reference)


class PassedOnForm(Form, title="Passed on", submit="Record"):
    """The day, and who did it. Correct it in the same way; what was said before is kept."""

    on = Day("On which day?")
    by = Lookup("By whom?", of="staff", hint="The colleague who sent it, went along or spoke with them.")
    note = optional(Text("Note", hint="How it was sent, who was there."))

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if self.on > today:
            yield "on", FUTURE


async def opening_passed_on(ask: Ask, thing: Thing, records: Records) -> Opening:
    before = thing.moving.passed_on.get(thing.what)
    on = before.on if before and before.on else ask.today
    answers = {"on": on.isoformat(), "by": before.done_by if before else ask.person.id}
    answers |= {"note": before.note} if before and before.note else {}
    return Opening(answers, f"{thing.transfer.reference}, {thing.what.in_sentence}: {thing.what.hint}.")


@command("passed on", SENCOS, of=the_thing, form=PassedOnForm, opening=opening_passed_on)
async def passed_on(ask: Ask, thing: Thing, form: PassedOnForm, records: Records) -> Reply:
    word = HandOver(
        ask.school.id,
        thing.transfer.reference,
        thing.what,
        form.on,
        form.by,
        ask.person.id,
        ask.now,
        form.note or "",
    )
    await records.save(word)
    return await _as_it_is(
        ask, records, thing.transfer, f"Recorded: {thing.what.in_sentence} passed on, {day(form.on)}."
    )


@command("not passed on", SENCOS, of=the_thing, detail=True)
async def not_passed_on(ask: Ask, thing: Thing, records: Records) -> Reply:
    before = thing.moving.passed_on.get(thing.what)
    if before is None:
        raise Refusal(f"Nothing was changed: {thing.what.in_sentence} is not recorded as passed on.")
    await records.save(replace(before, on=None, recorded_by=ask.person.id, at=ask.now, note="", n=0))
    return await _as_it_is(ask, records, thing.transfer, f"Taken back: {thing.what.in_sentence} passed on.")
