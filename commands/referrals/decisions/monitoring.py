"""“Monitoring”: not yet SEN support; what is in place meanwhile, and until when."""

from collections.abc import Iterator
from datetime import date

from commands.domain.decision import Decision, ReferralOutcome
from commands.domain.privacy.reach import SENCOS
from commands.domain.referral import Happened, Referral
from commands.domain.words.family import PARENTS_INFORMED
from commands.kit import Ask, Day, Form, Records, Reply, Text, command, optional
from commands.referrals.decisions.storing import days_of_watching
from commands.referrals.moving import TO_DECIDE, told


class MonitoringForm(Form, title="Monitoring", submit="Record decision"):
    """Not yet SEN support: what is in place and until when. Two cycles without progress ask for a new decision."""

    rationale = Text("Why?", long=True)
    in_place = Text("What is in place?", long=True)
    delivered_by = Text("Who does it?")
    monitor_until = Day("Monitor until", hint="Six to eight weeks is usual.")
    review_trigger = Text("What would bring it back sooner?", hint="The evidence that would change the decision.")
    parents_informed_on = optional(Day(PARENTS_INFORMED, hint="Leave empty if not yet; it can be filled in later."))

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        return days_of_watching(self.monitor_until, self.parents_informed_on, today)


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
