"""What a referrer may still do with their own referral: add to it while open, withdraw it until taken."""

from commands.domain.privacy.reach import MINE
from commands.domain.referral import ClosedAs, Happened, Referral, ReferralEvent
from commands.domain.words.labelled import in_sentence
from commands.kit import (
    Ask,
    Button,
    Card,
    Form,
    Notice,
    Opening,
    Prose,
    Records,
    Refusal,
    Reply,
    Text,
    command,
    optional,
)
from commands.kit.ask import SENCO_CHANNEL
from commands.kit.too_late import as_it_stands
from commands.referrals.cards import own_buttons, to_channel
from commands.referrals.follow import the_referral

READ_ONLY = "A new concern is a new referral, by “refer”."


async def _their_own(ask: Ask, records: Records) -> Referral:
    """The asker's own referral, while it is open."""
    referral = await the_referral(ask, records)
    if referral.raised_by != ask.person.id:
        raise Refusal(f"{referral.reference} is for the colleague who raised it to add to or to withdraw.")
    if not referral.state.is_open:
        state = in_sentence(referral.state_in_words)
        raise as_it_stands(referral.reference, state, can=own_buttons(referral), instead=READ_ONLY)
    return referral


async def _not_taken(ask: Ask, records: Records) -> Referral:
    """The asker's own referral, while no SENCO has taken it."""
    referral = await _their_own(ask, records)
    if referral.taken_on:
        by = (await records.names(referral.taken_by)).get(referral.taken_by, "a colleague")
        state = in_sentence(referral.state_in_words)
        instead = f"{by} can close it as withdrawn: say so with “Add to it”."
        raise as_it_stands(referral.reference, state, by=f"taken by {by}", can=own_buttons(referral), instead=instead)
    return referral


class AddForm(Form, title="Add to your referral", submit="Add it"):
    """What has been noticed or tried since. It is added to what you wrote, which stays as it is; only the SENCO reads
    it."""

    added = Text("What should the SENCO know as well?", long=True)


async def opening_add(ask: Ask, referral: Referral, records: Records) -> Opening:
    return Opening(intro=f"This is added to {referral.reference}.")


@command("add to referral", MINE, of=_their_own, form=AddForm, opening=opening_add)
async def add_to_referral(ask: Ask, referral: Referral, form: AddForm, records: Records) -> Reply:
    """The SENCO who has taken it is told, or the channel, by the reference alone."""
    await records.save(
        ReferralEvent(ask.school.id, referral.reference, ask.now, ask.person.id, Happened.ADDED, form.added)
    )
    card = Card(
        f"Referral {referral.reference}",
        (Prose(f"The referrer has added to {referral.reference}."),),
        (Button("Read it", "read referral", referral.reference, "primary"),),
    )
    told = Notice(referral.taken_by or SENCO_CHANNEL, card)
    said = f"Added to {referral.reference}. The SENCO has been told that there is more to read."
    return Reply(said, _next(referral), notices=(told,), about=referral.reference)


class WithdrawForm(Form, title="Withdraw your referral", submit="Withdraw it"):
    """It is closed without a decision. What was written is kept, for the SENCO and for you to read."""

    why = optional(Text("Why is it no longer needed?"))


async def opening_withdraw(ask: Ask, referral: Referral, records: Records) -> Opening:
    return Opening(intro=f"{referral.reference} is withdrawn when you send this.")


@command("withdraw referral", MINE, of=_not_taken, form=WithdrawForm, opening=opening_withdraw)
async def withdraw(ask: Ask, referral: Referral, form: WithdrawForm, records: Records) -> Reply:
    gone = referral.closed(ClosedAs.WITHDRAWN, ask.today)
    label = ClosedAs.WITHDRAWN.label
    words = f"{label}: {form.why}" if form.why else label
    await records.save(
        gone, ReferralEvent(ask.school.id, gone.reference, ask.now, ask.person.id, Happened.CLOSED, words)
    )
    said = f"{gone.reference} is withdrawn; the SENCO's list says so. {READ_ONLY}"
    return Reply(said, _next(gone), notices=(to_channel(gone),), about=gone.reference)


def _next(referral: Referral) -> Card:
    read = Button("Read it", "read referral", referral.reference)
    return Card(f"Referral {referral.reference}", (), (read, Button("My referrals", "my referrals")))
