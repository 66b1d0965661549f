"""“EHC needs assessment”: what evidence there is of what the local authority looks for."""

from collections.abc import Iterator
from datetime import date

from commands.domain.decision import Decision, EhcEvidence, ReferralOutcome
from commands.domain.privacy.reach import SENCOS
from commands.domain.referral import Referral
from commands.domain.words.family import PARENTS_INFORMED
from commands.kit import Ask, Choices, Day, Form, Records, Reply, Text, command, optional
from commands.referrals.decisions.storing import FUTURE, kept
from commands.referrals.moving import TO_DECIDE


class EhcRequestForm(Form, title="EHC needs assessment", submit="Record decision"):
    """What the local authority looks for (Code of Practice, 9.14). Tick what there is, with a line for each."""

    evidence = Choices("Evidence there is", EhcEvidence)
    attainment = optional(Text(EhcEvidence.ATTAINMENT.label))
    nature = optional(Text(EhcEvidence.NATURE.label))
    action = optional(Text(EhcEvidence.ACTION.label))
    support = optional(Text(EhcEvidence.SUPPORT.label))
    health = optional(Text(EhcEvidence.HEALTH.label))
    parents_informed_on = optional(Day(PARENTS_INFORMED, hint="They may also ask the local authority themselves."))

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        for point in EhcEvidence:
            line = getattr(self, point.value)
            if point in self.evidence and not line:
                yield str(point.value), "This is ticked: please say in a line what the evidence is."
            if line and point not in self.evidence:
                yield "evidence", f"There is a line for “{point.label}”. Tick it here too, or take the line out."
        if self.parents_informed_on and self.parents_informed_on > today:
            yield "parents_informed_on", FUTURE


@command("decide ehc request", SENCOS, of=TO_DECIDE, form=EhcRequestForm)
async def ehc_request(ask: Ask, referral: Referral, form: EhcRequestForm, records: Records) -> Reply:
    decision = Decision(
        ask.school.id,
        referral.reference,
        ReferralOutcome.EHC_REQUEST,
        ask.person.id,
        ask.today,
        parents_informed_on=form.parents_informed_on,
        evidence=form.evidence,
        evidence_lines=tuple(getattr(form, point.value) for point in form.evidence),
    )
    return await kept(ask, records, referral, decision, "an EHC needs assessment is to be asked for")
