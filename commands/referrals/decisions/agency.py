"""“Another agency”: whom to ask and why; nothing is sent without consent."""

from collections.abc import Iterator
from datetime import date

from commands.domain.decision import Decision, ReferralOutcome
from commands.domain.privacy.reach import SENCOS
from commands.domain.referral import Referral
from commands.kit import Ask, Choice, Day, Form, Records, Reply, Text, YesNo, command, optional
from commands.referrals.decisions.storing import FUTURE, kept
from commands.referrals.moving import TO_DECIDE


class DecideAgencyForm(Form, title="Another agency", submit="Record decision"):
    """Whom to ask and why. Nothing may be sent without consent."""

    agency = Text("Which agency or specialist?", hint="Educational psychologist, speech and language therapy, …")
    reason = Text("Why?", long=True)
    consent = Choice("Has consent been given?", YesNo, hint="By a parent, or by the young person from 16.")
    consent_on = optional(Day("When was it given?"))

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if self.consent is YesNo.YES and not self.consent_on:
            yield "consent_on", "Please give the day consent was given."
        if self.consent is YesNo.NO and self.consent_on:
            yield "consent_on", "There is a day but no consent. Leave the day empty, or say yes above."
        if self.consent_on and self.consent_on > today:
            yield "consent_on", FUTURE


@command("decide agency", SENCOS, of=TO_DECIDE, form=DecideAgencyForm)
async def agency(ask: Ask, referral: Referral, form: DecideAgencyForm, records: Records) -> Reply:
    decision = Decision(
        ask.school.id,
        referral.reference,
        ReferralOutcome.EXTERNAL,
        ask.person.id,
        ask.today,
        rationale=form.reason,
        agency=form.agency,
        consent=form.consent is YesNo.YES,
        consent_on=form.consent_on,
    )
    return await kept(ask, records, referral, decision, "another agency is to be asked")
