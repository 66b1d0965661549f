"""Moving a referral to an agency: by a press where nothing more is to be recorded, by a short form where it is."""

from collections.abc import Iterator
from datetime import date

from commands.agencies.advice import advised
from commands.agencies.cards import needs_only_a_press
from commands.agencies.moves import (
    NO_CONSENT,
    PRESS,
    RUN_OUT,
    about_it,
    ended,
    moved,
    must_stand,
    one_to_move,
    the_agency_referral,
)
from commands.domain.agency_referral import AgencyReferral, AgencyState
from commands.domain.appointment import not_brought_in_a_row
from commands.domain.days.dates import day
from commands.domain.privacy.reach import SENCOS
from commands.kit import Ask, Day, Form, Records, Refusal, Reply, Text, command, optional

S = AgencyState


@command("agency moved", SENCOS, of=the_agency_referral)
async def agency_moved(ask: Ask, referral: AgencyReferral, records: Records) -> Reply:
    """The button carries the reference, the version it was drawn for and the state to move to."""
    wanted = ask.named.word.lower()
    to = next((state for state in AgencyState if state.value == wanted), None)
    if to is None:
        raise Refusal(PRESS)
    if to is S.SENT and not referral.has_consent(ask.today):
        raise Refusal((RUN_OUT if referral.consent_on else NO_CONSENT).format(referral.reference))
    await must_stand(ask, records, referral, to)
    if not needs_only_a_press(referral.state, to):
        raise Refusal(PRESS)
    appointment = await ended(records, referral, to)
    to_come = [one.on for one in appointment if one.on > ask.today]
    if to_come and to in (S.ATTENDED, S.WAS_NOT_BROUGHT):
        raise Refusal(
            f"Nothing was changed. The appointment of {referral.reference} is on {day(to_come[0])}: "
            "it is still to come. If the day has changed, press “Rebook”."
        )
    # What came of an appointment came of it on its day, whenever that is recorded.
    on = appointment[0].on if appointment and to in (S.ATTENDED, S.WAS_NOT_BROUGHT) else None
    also = await _missed_again(ask, records, referral) if to is S.WAS_NOT_BROUGHT else ""
    if to is S.CLOSED:
        also = (await advised(records, referral)).left_out
    return await moved(ask, records, referral, to, *appointment, also=also, on=on)


async def _missed_again(ask: Ask, records: Records, referral: AgencyReferral) -> str:
    """Twice in a row is a reason for the SENCO to think, and never for this tool to refer anybody by itself."""
    before = not_brought_in_a_row(await records.agencies.appointments(referral.reference))
    if before < 1:
        return " Rebook it this week if you can."
    return (
        f" That is {before + 1} times in a row: please consider a conversation with the DSL "
        f"({ask.school.lead_in_words}). Nobody has been told."
    )


class RejectedForm(Form, title="Rejected", submit="Record it"):
    """Often something was missing, or something else is to be tried first; a referral can be made again."""

    reason = Text("Reason", hint="What the agency says is missing or to be tried first.")
    next_action = Text("Next action", hint="What you will do now, and who does it.")
    re_refer_by = optional(Day("Refer again by", hint="Leave empty if you will not."))

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if self.re_refer_by and self.re_refer_by <= today:
            yield "re_refer_by", "This must be a day to come, or empty."


@command("agency rejected", SENCOS, of=one_to_move(S.REJECTED), form=RejectedForm, opening=about_it)
async def rejected(ask: Ask, referral: AgencyReferral, form: RejectedForm, records: Records) -> Reply:
    words = f"{form.reason} Next: {form.next_action}"
    again = f" Refer again by {day(form.re_refer_by)}." if form.re_refer_by else ""
    return await moved(ask, records, referral.again_by(form.re_refer_by), S.REJECTED, words=words, also=again)


class AskedForm(Form, title="The agency asks", submit="Record it"):
    """What the agency wants to know before it decides."""

    asked = Text("What does it ask for?", long=True)


@command("agency asks", SENCOS, of=one_to_move(S.MORE_INFO_REQUESTED), form=AskedForm, opening=about_it)
async def agency_asks(ask: Ask, referral: AgencyReferral, form: AskedForm, records: Records) -> Reply:
    return await moved(ask, records, referral, S.MORE_INFO_REQUESTED, words=form.asked)


class WhyForm(Form, title="Why?", submit="Record it"):
    """One line, for whoever reads this later."""

    why = Text("Why?")


@command("agency discharged", SENCOS, of=one_to_move(S.DISCHARGED), form=WhyForm, opening=about_it)
async def discharged(ask: Ask, referral: AgencyReferral, form: WhyForm, records: Records) -> Reply:
    appointment = await ended(records, referral, S.DISCHARGED)
    return await moved(ask, records, referral, S.DISCHARGED, *appointment, words=form.why)


@command("withdraw agency referral", SENCOS, of=one_to_move(S.WITHDRAWN), form=WhyForm, opening=about_it)
async def withdrawn(ask: Ask, referral: AgencyReferral, form: WhyForm, records: Records) -> Reply:
    appointment = await ended(records, referral, S.WITHDRAWN)
    return await moved(ask, records, referral, S.WITHDRAWN, *appointment, words=form.why)
