"""`Another day`: the day of the last step with an agency is put right; what it was said to be stays in the history."""

from collections.abc import Sequence
from dataclasses import replace

from commands.agencies.moves import PRESS, is_overtaken, stands, stored, the_agency_referral
from commands.domain.agency_days import CHASED_FROM, DATED, wrong_day
from commands.domain.agency_referral import AgencyEvent, AgencyReferral, AgencyState, chase_date
from commands.domain.appointment import OUTCOME_OF, Appointment
from commands.domain.days.dates import day
from commands.domain.privacy.reach import SENCOS
from commands.kit import Ask, Day, Form, Mistakes, Opening, Records, Refusal, Reply, command


class AnotherDayForm(Form, title="Another day", submit="Put it right"):
    """A press records today. Give the day it was; the day recorded before stays in the history."""

    on = Day("On which day was it?")


Dated = tuple[AgencyReferral, Sequence[AgencyEvent]]


async def _dated(ask: Ask, records: Records) -> Dated:
    """The referral whose button was pressed, if its last step has a day to put right; with its history."""
    if not ask.pressed.which:
        raise Refusal(PRESS)
    referral = await the_agency_referral(ask, records)
    history = await records.agencies.history(referral.reference)
    if is_overtaken(ask, referral) or referral.state not in DATED or not history:
        raise await stands(referral, records)
    return referral, history


async def opening_another_day(ask: Ask, dated: Dated, records: Records) -> Opening:
    referral, history = dated
    was = history[-1].day
    return Opening({"on": was.isoformat()}, f"{referral.reference}: {referral.state.in_sentence}, on {day(was)}.")


@command("agency another day", SENCOS, of=_dated, form=AnotherDayForm, opening=opening_another_day)
async def another_day(ask: Ask, dated: Dated, form: AnotherDayForm, records: Records) -> Reply:
    referral, history = dated
    was = history[-1].day
    if form.on == was:
        raise Mistakes(on=f"It is recorded on {day(was)} already. Give another day, or close the form.")
    if wrong := wrong_day(form.on, referral, history, ask.today):
        raise Mistakes(on=wrong)
    chase_on = referral.chase_on
    after = referral.on_another_day(form.on, chase_on)
    if referral.state in CHASED_FROM:
        agency = (await records.agencies.known()).get(referral.agency)
        chase_on = chase_date(after, referral.state, form.on, agency, await records.calendar())
    return await stored(
        ask,
        records,
        replace(after, chase_on=chase_on),
        *await _appointment(records, referral, form),
        words=f"On {day(form.on)}, not {day(was)}",
        also=f" It was on {day(form.on)}.",
        on=form.on,
    )


async def _appointment(records: Records, referral: AgencyReferral, form: AnotherDayForm) -> tuple[Appointment, ...]:
    """The appointment that was kept or missed was on that day too."""
    if referral.state not in (AgencyState.ATTENDED, AgencyState.WAS_NOT_BROUGHT):
        return ()
    outcome = OUTCOME_OF[referral.state]
    last = [one for one in await records.agencies.appointments(referral.reference) if one.outcome is outcome][-1:]
    return tuple(replace(one, on=form.on) for one in last)
