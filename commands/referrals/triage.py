"""The SENCO's side of a referral: the queue, accepting, asking for more, closing."""

from dataclasses import replace

from commands.domain.privacy.reach import SENCOS
from commands.domain.referral import ClosedAs, Happened, Referral, ReferralState
from commands.kit import (
    Ask,
    Button,
    Card,
    Choice,
    Form,
    Items,
    Page,
    Records,
    Refusal,
    Reply,
    Text,
    command,
)
from commands.kit.limits import ITEMS
from commands.referrals.cards import queue_item
from commands.referrals.moving import one_to_move, told


@command("referrals", SENCOS, "See the referrals waiting, oldest first", look=True)
async def referrals(ask: Ask, records: Records) -> Reply:
    skip = ask.named.skip
    page, total = await records.referrals.open(skip, ITEMS)
    if not total:
        return Reply("No referral is waiting.")
    calendar = await records.calendar()
    at = Page(skip, len(page), total)
    return Reply(
        f"{total} open, oldest first.",
        Card(
            "Referrals",
            (
                Items(tuple(queue_item(referral, ask.today, calendar) for referral in page)),
                at.words,
            ),
            at.after("referrals"),
        ),
    )


@command("accept referral", SENCOS, of=one_to_move(ReferralState.ASSESSING))
async def accept(ask: Ask, referral: Referral, records: Records) -> Reply:
    if referral.taken_on:
        raise Refusal(f"Nothing was changed. {referral.reference} has already been accepted.")
    moved = referral.accepted(by=ask.person.id, on=ask.today)
    said = f"{ask.person.name} has accepted {referral.reference} and is assessing it."
    reply = await told(ask, records, moved, Happened.ACCEPTED, "", said)
    return replace(reply, text=f"Accepted. You have taken {referral.reference}; the referrer is told.")


class QuestionForm(Form, title="Ask for more", submit="Send question"):
    """The question goes to the referrer privately; the answer comes back to the referral."""

    question = Text("What do you need to know?", long=True, hint="One clear question is answered soonest.")


@command("ask about referral", SENCOS, of=one_to_move(ReferralState.INFO_REQUESTED), form=QuestionForm)
async def ask_for_more(ask: Ask, referral: Referral, form: QuestionForm, records: Records) -> Reply:
    said = f"The SENCO has a question about {referral.reference}."
    to_read = Button("Read and answer", "answer about referral", referral.reference, "primary")
    return await told(ask, records, referral.questioned(), Happened.QUESTION, form.question, said, to_read=to_read)


class CloseForm(Form, title="Close referral", submit="Close it"):
    """Closes the referral without a decision. Its history is kept."""

    how = Choice("Why?", ClosedAs)


@command("close referral", SENCOS, of=one_to_move(ReferralState.CLOSED), form=CloseForm)
async def close(ask: Ask, referral: Referral, form: CloseForm, records: Records) -> Reply:
    moved = referral.closed(form.how, ask.today)
    said = f"{referral.reference} has been closed: {form.how.in_sentence}."
    return await told(ask, records, moved, Happened.CLOSED, form.how.label, said)
