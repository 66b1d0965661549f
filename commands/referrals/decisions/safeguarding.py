"""“Safeguarding”: only that it was passed on is kept."""

from commands.domain.decision import ReferralOutcome
from commands.domain.privacy.reach import SENCOS
from commands.domain.referral import Happened, Referral
from commands.kit import Ask, Choice, Form, Mistakes, Opening, Records, Reply, YesNo, command
from commands.referrals.moving import TO_DECIDE, told


class SafeguardingForm(Form, title="Safeguarding", submit="Record"):
    """Only that it was passed on is kept, by whom and when. Write nothing about it here."""

    told = Choice("Has the safeguarding lead been told?", YesNo, hint="In person or by phone, now.")


async def opening_safeguarding(ask: Ask, referral: Referral, records: Records) -> Opening:
    return Opening(intro=f"Tell {ask.school.lead_in_words} now, in person or by phone.")


@command("decide safeguarding", SENCOS, of=TO_DECIDE, form=SafeguardingForm, opening=opening_safeguarding)
async def safeguarding(ask: Ask, referral: Referral, form: SafeguardingForm, records: Records) -> Reply:
    if form.told is YesNo.NO:
        raise Mistakes(told=f"Tell {ask.school.lead_in_words} first, now; then record it here.")
    moved = referral.decided(ReferralOutcome.SAFEGUARDING, ask.today)
    said = f"{referral.reference} has been decided. Press to read what happens next."
    return await told(ask, records, moved, Happened.DECIDED, "", said)
