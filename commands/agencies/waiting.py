"""Whom we wait for: the list of open referrals to agencies, and one of them in full."""

from commands.agencies.advice import advised
from commands.agencies.cards import waiting_item, whole_card
from commands.agencies.moves import the_agency_referral
from commands.domain.agency_referral import AgencyReferral
from commands.domain.privacy.reach import SENCOS
from commands.kit import Ask, Button, Card, Items, Page, Records, Reply, command
from commands.kit.limits import ITEMS

START = (Button("Refer a pupil to an agency", "agency referral"), Button("Add an agency", "add agency"))


@command("agencies", SENCOS, "See which agencies you wait for, and since when", detail=True, look=True)
async def agencies(ask: Ask, records: Records) -> Reply:
    skip = ask.named.skip
    page, total = await records.agencies.open(skip, ITEMS)
    if not total:
        return Reply("You wait for no agency.", Card("Agencies", (), START))
    pupils = await records.pupils([referral.pupil_id for referral in page])
    known = await records.agencies.known()
    booked = await records.agencies.booked([referral.reference for referral in page])
    items = tuple(
        waiting_item(one, pupils.get(one.pupil_id), known, booked.get(one.reference), ask.today) for one in page
    )
    at = Page(skip, len(page), total)
    return Reply(
        f"{total} open, the longest sent first.",
        Card(
            "Agencies",
            (Items(items), at.words),
            (*at.after("agencies"), *START),
        ),
    )


@command("read agency referral", SENCOS, of=the_agency_referral, detail=True, look=True)
async def read_agency_referral(ask: Ask, referral: AgencyReferral, records: Records) -> Reply:
    history = await records.agencies.history(referral.reference)
    card = whole_card(
        referral,
        await records.pupil(referral.pupil_id),
        await records.agencies.known(),
        await records.agencies.appointments(referral.reference),
        await advised(records, referral),
        history,
        await records.names(*(event.by for event in history)),
        ask.today,
    )
    return Reply(
        f"Agency referral {referral.reference}. That you have read it is recorded.", card, about=referral.reference
    )
