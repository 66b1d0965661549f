"""`Parents informed`: the day is filled in of a decision that was recorded before the parents had been informed."""

from collections.abc import Iterator
from datetime import date

from commands.domain.days.dates import day
from commands.domain.privacy.reach import SENCOS
from commands.domain.referral import INFORMED_LATER, Happened, Referral, ReferralEvent
from commands.domain.words.family import PARENTS_INFORMED
from commands.kit import Ask, Button, Card, Day, Form, Opening, Records, Refusal, Reply, command
from commands.referrals.follow import the_referral
from commands.referrals.moving import stands


class InformedForm(Form, title="Parents informed", submit="Record it"):
    """Tell the family what was decided and what is in place, what would bring it back, the local SENDIAS service, and
    that they may ask the local authority themselves (Children and Families Act 2014, s.36(1))."""

    on = Day(PARENTS_INFORMED)

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if self.on > today:
            yield "on", "This date is in the future. Record it once they have been informed."


async def _to_inform(ask: Ask, records: Records) -> Referral:
    """The referral, if its decision still lacks the day; otherwise how it stands, or that nothing needs doing."""
    referral = await the_referral(ask, records)
    decision = await records.decisions.one(referral.reference)
    on = referral.parents_informed_on or (decision.parents_informed_on if decision else None)
    if on:
        raise Refusal(f"Nothing was changed. {referral.reference}: parents informed on {day(on)}; nothing needs doing.")
    if referral.outcome not in INFORMED_LATER:
        raise await stands(referral, records)
    return referral


async def opening_informed(ask: Ask, referral: Referral, records: Records) -> Opening:
    return Opening({"on": ask.today.isoformat()}, f"About {referral.reference}.")


@command("parents informed", SENCOS, of=_to_inform, form=InformedForm, opening=opening_informed)
async def parents_informed(ask: Ask, referral: Referral, form: InformedForm, records: Records) -> Reply:
    happened = ReferralEvent(
        ask.school.id, referral.reference, ask.now, ask.person.id, Happened.INFORMED, f"on {day(form.on)}"
    )
    await records.save(referral.informed(form.on), happened)
    card = Card(f"Referral {referral.reference}", (), (Button("Read it", "read referral", referral.reference),))
    return Reply(f"Recorded. {referral.reference}: parents informed on {day(form.on)}.", card, about=referral.reference)
