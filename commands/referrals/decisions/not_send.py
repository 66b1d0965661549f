"""“Not SEND”: what is in place instead, and what would reopen it."""

from collections.abc import Iterator
from datetime import date

from commands.domain.privacy.reach import SENCOS
from commands.domain.referral import Happened, NotSendReason, Referral
from commands.domain.words.family import PARENTS_INFORMED
from commands.kit import Ask, Choice, Day, Form, Records, Reply, Text, command, optional
from commands.referrals.decisions.storing import days_of_watching
from commands.referrals.moving import TO_DECIDE, told


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
        return days_of_watching(self.monitor_until, self.parents_informed_on, today)


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
