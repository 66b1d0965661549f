"""The SENCO's side of a referral: the queue, accepting, asking for more, deciding it is not SEND, closing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from commands.domain.dates import day
from commands.domain.person import SENCO
from commands.domain.referral import ClosedAs, Happened, NotSendReason, Referral, ReferralEvent, ReferralState
from commands.kit import (
    Ask,
    Button,
    Card,
    Choice,
    Day,
    Form,
    Items,
    Opening,
    Prose,
    Records,
    Refusal,
    Reply,
    Text,
    command,
    optional,
)
from commands.kit.limits import ITEMS
from commands.referrals.cards import queue_item, to_channel, to_referrer
from commands.referrals.follow import the_referral


@command("referrals", "See the referrals waiting, oldest first", only=SENCO, look=True)
async def referrals(ask: Ask, records: Records) -> Reply:
    skip = int(ask.which) if ask.which.isdecimal() and len(ask.which) < 6 else 0
    page, total = await records.referrals.open(skip, ITEMS)
    if not total:
        return Reply("No referral is waiting.")
    calendar = await records.calendar()
    last = skip + len(page)
    more = (Button("Next page", "referrals", str(last)),) if last < total else ()
    return Reply(
        f"{total} open, oldest first.",
        Card(
            "Referrals",
            (
                Items(tuple(queue_item(referral, ask.today, calendar) for referral in page)),
                Prose(f"{skip + 1} to {last} of {total}." if page else f"There are only {total}."),
            ),
            more,
        ),
    )


async def _moving(ask: Ask, records: Records, to: ReferralState) -> Referral:
    """The referral, if it can still be moved to that state; otherwise says where it stands and who took it."""
    referral = await the_referral(ask, records)
    if not referral.allows(to):
        names = await records.names(referral.taken_by)
        taken = names.get(referral.taken_by)
        by = f", taken by {taken} on {day(referral.taken_on)}" if taken and referral.taken_on else ""
        raise Refusal(f"Nothing was changed. {referral.reference} stands at: {referral.state_in_words.lower()}{by}.")
    return referral


async def _told(
    ask: Ask, records: Records, moved: Referral, what: Happened, words: str, said: str, *, to_read: Button | None = None
) -> Reply:
    """Stores the move with its line of history; redraws the channel's card and tells the referrer."""
    await records.save(moved, ReferralEvent(ask.school.id, moved.reference, ask.now, ask.person.id, what, words))
    names = await records.names(moved.taken_by)
    notices = [to_channel(moved, names.get(moved.taken_by, ""))]
    if moved.raised_by != ask.person.id or what is Happened.QUESTION:
        notices.append(to_referrer(moved, said, to_read))
    done = moved.state_in_words[0].lower() + moved.state_in_words[1:]
    return Reply(f"Done. {moved.reference}: {done}.", notices=tuple(notices), about=moved.reference)


@command("accept referral", "Accept a referral for assessment", only=SENCO, shown=False)
async def accept(ask: Ask, records: Records) -> Reply:
    referral = await _moving(ask, records, ReferralState.ASSESSING)
    if referral.taken_on:
        raise Refusal(f"Nothing was changed. {referral.reference} has already been accepted.")
    moved = referral.accepted(by=ask.person.id, on=ask.today)
    said = f"{ask.person.name} has accepted {referral.reference} and is assessing it."
    reply = await _told(ask, records, moved, Happened.ACCEPTED, "", said)
    return replace(reply, text=f"Accepted. You have taken {referral.reference}; the referrer is told.")


class QuestionForm(Form, title="Ask for more", submit="Send question"):
    """The question goes to the referrer privately; the answer comes back to the referral."""

    question = Text("What do you need to know?", long=True, hint="One clear question is answered soonest.")


async def opening_question(ask: Ask, records: Records) -> Opening:
    await _moving(ask, records, ReferralState.INFO_REQUESTED)
    return Opening()


@command(
    "ask about referral",
    "Ask the referrer for more",
    form=QuestionForm,
    only=SENCO,
    opening=opening_question,
    shown=False,
)
async def ask_for_more(ask: Ask, form: QuestionForm, records: Records) -> Reply:
    referral = await _moving(ask, records, ReferralState.INFO_REQUESTED)
    said = f"The SENCO has a question about {referral.reference}."
    to_read = Button("Read and answer", "answer about referral", referral.reference, "primary")
    return await _told(ask, records, referral.questioned(), Happened.QUESTION, form.question, said, to_read=to_read)


class NotSendForm(Form, title="Not SEND", submit="Record decision"):
    """What is in place instead, and what would reopen it. The referrer is told privately."""

    reason = Choice("Main reason", NotSendReason)
    rationale = Text("Why?", long=True, hint="What the evidence shows, in words the family could read.")
    universal_adjustments = Text("What should be tried in class?", long=True)
    delivered_by = Text("Who does it?")
    monitor_until = Day("When to look again?", hint="Six to eight weeks is usual.")
    review_trigger = Text("What would reopen it?", hint="The evidence that would change the decision.")
    parents_informed_on = optional(Day("Parents told on", hint="Leave empty if they have not been told yet."))

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if self.monitor_until <= today:
            yield "monitor_until", "This must be a day to come. Give the day to look again."
        if self.parents_informed_on and self.parents_informed_on > today:
            yield "parents_informed_on", "This date is in the future. Leave it empty until they have been told."


async def opening_not_send(ask: Ask, records: Records) -> Opening:
    await _moving(ask, records, ReferralState.DECIDED)
    return Opening()


@command(
    "not send",
    "Decide that a referral is not SEND",
    form=NotSendForm,
    only=SENCO,
    opening=opening_not_send,
    shown=False,
)
async def not_send(ask: Ask, form: NotSendForm, records: Records) -> Reply:
    referral = await _moving(ask, records, ReferralState.DECIDED)
    moved = referral.not_send(
        on=ask.today,
        reason=form.reason,
        rationale=form.rationale,
        universal_adjustments=form.universal_adjustments,
        delivered_by=form.delivered_by,
        monitor_until=form.monitor_until,
        review_trigger=form.review_trigger,
        parents_informed_on=form.parents_informed_on,
    )
    said = f"{referral.reference} has been decided: not SEND for now. Press to read why, what to try and until when."
    return await _told(ask, records, moved, Happened.NOT_SEND, "", said)


class CloseForm(Form, title="Close referral", submit="Close it"):
    """Closes the referral without a decision. Its history is kept."""

    how = Choice("Why?", ClosedAs)


async def opening_close(ask: Ask, records: Records) -> Opening:
    await _moving(ask, records, ReferralState.CLOSED)
    return Opening()


@command(
    "close referral",
    "Close a referral as a duplicate or withdrawn",
    form=CloseForm,
    only=SENCO,
    opening=opening_close,
    shown=False,
)
async def close(ask: Ask, form: CloseForm, records: Records) -> Reply:
    referral = await _moving(ask, records, ReferralState.CLOSED)
    moved = referral.closed(form.how, ask.today)
    said = f"{referral.reference} has been closed: {form.how.label.lower()}."
    return await _told(ask, records, moved, Happened.CLOSED, form.how.label, said)
