"""Appointments with an agency: booking one, and moving it to another day."""

from collections.abc import Mapping
from datetime import date

from commands.agencies.cards import when
from commands.agencies.moves import NOT_FOUND, ended, moved, must_stand, one_to_move
from commands.domain.agency_days import wrong_appointment_day
from commands.domain.agency_referral import AgencyReferral, AgencyState
from commands.domain.appointment import Appointment
from commands.domain.days.dates import day
from commands.domain.privacy.reach import SENCOS
from commands.kit import (
    Ask,
    Chosen,
    Day,
    Form,
    Lookup,
    Mistakes,
    Opening,
    Records,
    Refusal,
    Reply,
    Text,
    Time,
    command,
    optional,
)
from commands.kit.questions import Answer

NOT_FOUND_HERE = "No open agency referral is found by that. Ask for “appointment” alone and choose from the list."


class AppointmentForm(Form, title="Book an appointment", submit="Book it"):
    """The day an agency has given."""

    referral = Lookup("Agency referral", of="agency referrals", hint="Type the reference or the pupil's name.")
    on = Day("Date")
    at = optional(Time("Time", hint="Leave empty if it has not been said."))
    place = optional(Text("Place"))
    attends = optional(Text("Who attends", hint="Besides the pupil."))


TO_BOOK = one_to_move(AgencyState.BOOKED)


async def _to_book(ask: Ask, referral: AgencyReferral, records: Records) -> AgencyReferral:
    """The same referral. A second appointment beside the first would be a slip: the first is moved instead."""
    booked = await records.agencies.booked([referral.reference])
    for one in booked.values():
        raise Refusal(
            f"Nothing was changed. {referral.reference} is booked for {day(one.on)} already. "
            "To move it, ask for “agencies”, open it and press “Rebook”."
        )
    return referral


async def _chosen(ask: Ask, form: AppointmentForm, records: Records) -> AgencyReferral:
    """The referral chosen in the form, if an appointment can be booked for it."""
    referral = await records.agencies.one(form.referral)
    if referral is None:
        raise Refusal(NOT_FOUND)
    await must_stand(ask, records, referral, AgencyState.BOOKED)
    return await _to_book(ask, referral, records)


async def opening(ask: Ask, records: Records) -> Opening:
    """From a button, or typed with a reference or a name that can mean only one referral, it is chosen already."""
    if not ask.which:
        return Opening()
    if ask.pressed.which:
        return await _again(records, await _to_book(ask, await TO_BOOK(ask, records), records))
    found = await records.find("agency referrals", ask.typed, ask.person, 2)
    if not found:
        raise Refusal(NOT_FOUND_HERE)
    return Opening({"referral": found[0].value}) if len(found) == 1 else Opening()


@command(
    "appointment",
    SENCOS,
    "Book an appointment with an agency",
    of=Chosen(_chosen),
    form=AppointmentForm,
    opening=opening,
)
async def appointment(ask: Ask, referral: AgencyReferral, form: AppointmentForm, records: Records) -> Reply:
    return await _booked(ask, records, referral, form.on, form)


async def _again(records: Records, referral: AgencyReferral) -> Opening:
    """After one that was missed or cancelled: in the same place with the same people, and what came of that one."""
    last = list(await records.agencies.appointments(referral.reference))[-1:]
    answers, words = {"referral": referral.reference}, ""
    for one in last:
        answers |= {name: said for name, said in (("place", one.place), ("attends", one.attends)) if said}
        words = f"The last one, {when(one)}: {one.outcome.in_sentence}." if one.outcome else ""
    return Opening(answers, words)


class RebookForm(Form, title="Rebook", submit="Rebook it"):
    """The old day stays in the history. A missed or cancelled appointment is recorded before it is rebooked."""

    on = Day("New date")
    at = optional(Time("Time", hint="Leave empty if it has not been said."))
    place = optional(Text("Place"))
    attends = optional(Text("Who attends"))
    why = optional(Text("Why was it moved?"))


async def opening_rebook(ask: Ask, referral: AgencyReferral, records: Records) -> Opening:
    booked = (await records.agencies.booked([referral.reference])).get(referral.reference)
    if booked is None:
        return Opening()
    known: Mapping[str, Answer] = {"place": booked.place, "attends": booked.attends}
    return Opening({k: v for k, v in known.items() if v}, f"{referral.reference} is booked for {when(booked)}.")


@command("rebook appointment", SENCOS, of=TO_BOOK, form=RebookForm, opening=opening_rebook)
async def rebook(ask: Ask, referral: AgencyReferral, form: RebookForm, records: Records) -> Reply:
    before = (await records.agencies.booked([referral.reference])).get(referral.reference)
    if before and (before.on, before.at) == (form.on, form.at):
        raise Mistakes(on="It is booked for that day and time already.")
    return await _booked(ask, records, referral, form.on, form, why=form.why or "")


async def _booked(
    ask: Ask, records: Records, referral: AgencyReferral, on: date, form: AppointmentForm | RebookForm, why: str = ""
) -> Reply:
    if wrong := wrong_appointment_day(on, referral):
        raise Mistakes(on=wrong)
    before = await records.agencies.appointments(referral.reference)
    new = Appointment(
        ask.school.id, referral.reference, len(before) + 1, on, form.at, form.place or "", form.attends or ""
    )
    old = await ended(records, referral, AgencyState.BOOKED)
    past = " That day has passed: press what came of it." if on < ask.today else ""
    words = when(new) + (f" (moved: {why})" if why else "")
    return await moved(ask, records, referral, AgencyState.BOOKED, *old, new, words=words, also=f" {when(new)}.{past}")
