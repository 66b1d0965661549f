"""`decide`: the outcomes there are, each with its own short form; the two that keep support in class."""

from collections.abc import Iterator
from datetime import date

from commands.domain.decision import Decision, ReferralOutcome
from commands.domain.privacy.reach import SENCOS
from commands.domain.referral import Happened, NotSendReason, Referral
from commands.domain.words.family import PARENTS_INFORMED
from commands.kit import (
    Ask,
    Button,
    Card,
    Choice,
    Day,
    Form,
    Item,
    Items,
    Records,
    Reply,
    Text,
    command,
    optional,
)
from commands.referrals.moving import TO_DECIDE, told

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


def _days_of_watching(until: date, informed_on: date | None, today: date) -> Iterator[tuple[str, str]]:
    """What is wrong with the day to look again and the day the parents were informed."""
    if until <= today:
        yield "monitor_until", "This must be a day to come. Give the day to look again."
    if informed_on and informed_on > today:
        yield "parents_informed_on", "This date is in the future. Leave it empty until they have been informed."


class NotSendForm(Form, title="Not SEND", submit="Record decision"):
    """What is in place instead, and what would reopen it. The referrer is told privately."""

    reason = Choice("Main reason", NotSendReason)
    rationale = Text("Why?", long=True, hint="What the evidence shows, in words the family could read.")
    universal_adjustments = Text("What should be tried in class?", long=True)
    delivered_by = Text("Who does it?")
    monitor_until = Day("When to look again?", hint="Six to eight weeks is usual.")
    review_trigger = Text("What would reopen it?", hint="The evidence that would change the decision.")
    parents_informed_on = optional(Day(PARENTS_INFORMED, hint="Leave empty if not yet; it can be filled in later."))

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        return _days_of_watching(self.monitor_until, self.parents_informed_on, today)


@command("not send", SENCOS, of=TO_DECIDE, form=NotSendForm)
async def not_send(ask: Ask, referral: Referral, form: NotSendForm, records: Records) -> Reply:
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
    return await told(ask, records, moved, Happened.NOT_SEND, "", said)


class MonitoringForm(Form, title="Monitoring", submit="Record decision"):
    """Not yet SEN support: what is in place and until when. Two cycles without progress ask for a new decision."""

    rationale = Text("Why?", long=True)
    in_place = Text("What is in place?", long=True)
    delivered_by = Text("Who does it?")
    monitor_until = Day("Monitor until", hint="Six to eight weeks is usual.")
    review_trigger = Text("What would bring it back sooner?", hint="The evidence that would change the decision.")
    parents_informed_on = optional(Day(PARENTS_INFORMED, hint="Leave empty if not yet; it can be filled in later."))

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        return _days_of_watching(self.monitor_until, self.parents_informed_on, today)


@command("decide monitoring", SENCOS, of=TO_DECIDE, form=MonitoringForm)
async def monitoring(ask: Ask, referral: Referral, form: MonitoringForm, records: Records) -> Reply:
    await records.save(
        Decision(
            ask.school.id,
            referral.reference,
            ReferralOutcome.MONITORING,
            ask.person.id,
            ask.today,
            rationale=form.rationale,
            in_place=form.in_place,
            delivered_by=form.delivered_by,
            monitor_until=form.monitor_until,
            review_trigger=form.review_trigger,
            parents_informed_on=form.parents_informed_on,
        )
    )
    said = f"{referral.reference} has been decided: monitoring. Press to read what is in place and until when."
    moved = referral.decided(ReferralOutcome.MONITORING, ask.today)
    return await told(ask, records, moved, Happened.DECIDED, ReferralOutcome.MONITORING.label, said)
