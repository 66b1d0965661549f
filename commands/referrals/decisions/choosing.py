"""`decide`: the outcomes there are, each opening its own short form."""

from commands.domain.decision import ReferralOutcome
from commands.domain.privacy.reach import SENCOS
from commands.domain.referral import Referral
from commands.kit import Ask, Button, Card, Item, Items, Records, Reply, command
from commands.referrals.moving import TO_DECIDE

WORDS = {
    ReferralOutcome.NOT_SEND: "not send",
    ReferralOutcome.MONITORING: "decide monitoring",
    ReferralOutcome.SEN_SUPPORT: "decide sen support",
    ReferralOutcome.EXTERNAL: "decide agency",
    ReferralOutcome.EHC_REQUEST: "decide ehc request",
    ReferralOutcome.SAFEGUARDING: "decide safeguarding",
}
"""The command of each outcome."""


@command("decide", SENCOS, of=TO_DECIDE, detail=True, look=True)
async def decide(ask: Ask, referral: Referral, records: Records) -> Reply:
    ref = referral.reference
    items = [Item(o.label, o.hint, (Button(o.label, WORDS[o], ref),)) for o in ReferralOutcome]
    other = "Duplicate / withdrawn"
    items.append(Item(other, "Closed without a decision; its history is kept", (Button(other, "close referral", ref),)))
    return Reply(f"What is decided on {ref}?", Card(f"Decide {ref}", (Items(tuple(items)),)), about=ref)
