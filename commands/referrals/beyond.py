"""Deciding for more than support in class: SEN support, another agency, an EHC needs assessment; safeguarding."""

from collections.abc import Iterator
from datetime import date

from commands.domain.decision import Decision, EhcEvidence, ReferralOutcome
from commands.domain.needs import AreaOfNeed, NeedType, SecondaryNeed
from commands.domain.privacy.reach import SENCOS
from commands.domain.pupil import Provision, Pupil
from commands.domain.referral import Happened, Referral
from commands.domain.register import Change, RegisterChange, SenStatus
from commands.domain.words.family import PARENTS_INFORMED
from commands.kit import (
    Ask,
    Choice,
    Choices,
    Day,
    Form,
    Mistakes,
    Opening,
    Records,
    Refusal,
    Reply,
    Text,
    YesNo,
    command,
    optional,
)
from commands.referrals.moving import TO_DECIDE, told

FUTURE = "This date is in the future. Give the day it was."
HAS_PLAN = (
    "This pupil has an EHC plan, which is more than SEN support. "
    "Close the referral as a duplicate, or decide otherwise."
)
LEFT = "This pupil has left the school and cannot be put on the register. Close the referral as withdrawn."


class SenSupportForm(Form, title="SEN support", submit="Record decision"):
    """Puts the pupil on the register. The parents must have been informed (Children and Families Act 2014, s.68)."""

    areas = Choices("Broad areas of need", AreaOfNeed)
    primary_need = Choice("Primary need", NeedType)
    secondary_need = optional(Choice("Secondary need", SecondaryNeed))
    from_on = Day("SEN support starts on")
    reason = Text("Why?", long=True)
    parents_informed_on = Day(PARENTS_INFORMED, hint="Required: Children and Families Act 2014, s.68.")


async def _to_support(ask: Ask, records: Records) -> tuple[Referral, Pupil]:
    """A referral that can be decided, of a pupil who can be put on the register."""
    referral = await TO_DECIDE(ask, records)
    pupil = await records.pupil(referral.pupil_id)
    if pupil is None or pupil.has_left:
        raise Refusal(LEFT)
    if pupil.provision is Provision.PLAN:
        raise Refusal(HAS_PLAN)
    return referral, pupil


async def opening_sen_support(ask: Ask, of: tuple[Referral, Pupil], records: Records) -> Opening:
    referral, pupil = of
    areas = tuple(str(area.value) for area in referral.areas)
    now = f"On the register already, with {SenStatus.of(pupil).in_words}." if pupil.provision.value == "K" else ""
    return Opening({"areas": areas, "from_on": ask.today.isoformat()}, now)


@command("decide sen support", SENCOS, of=_to_support, form=SenSupportForm, opening=opening_sen_support)
async def sen_support(ask: Ask, of: tuple[Referral, Pupil], form: SenSupportForm, records: Records) -> Reply:
    referral, pupil = of
    secondary = form.secondary_need.code if form.secondary_need else ""
    to = SenStatus(Provision.SUPPORT, form.primary_need.code, secondary)
    what = RegisterChange.PUT_ON if pupil.provision is Provision.NONE else RegisterChange.NEED
    change = Change(what, to, form.from_on, form.reason, form.parents_informed_on, referral=referral.reference)
    history = await records.register.history(pupil.id)
    wrong = change.mistakes(pupil, history, ask.today)
    if wrong:
        raise Mistakes(**wrong)
    if to != SenStatus.of(pupil):
        await records.save(*change.entries(pupil, history, by=ask.person.id, at=ask.now))
    decision = Decision(
        ask.school.id,
        referral.reference,
        ReferralOutcome.SEN_SUPPORT,
        ask.person.id,
        ask.today,
        rationale=form.reason,
        areas=form.areas,
        primary_need=to.primary_need,
        secondary_need=to.secondary_need,
        starts_on=form.from_on,
        parents_informed_on=form.parents_informed_on,
    )
    return await _decided(ask, records, referral, decision, "SEN support")


class DecideAgencyForm(Form, title="Another agency", submit="Record decision"):
    """Whom to ask and why. Nothing may be sent without consent."""

    agency = Text("Which agency or specialist?", hint="Educational psychologist, speech and language therapy, …")
    reason = Text("Why?", long=True)
    consent = Choice("Has consent been given?", YesNo, hint="By a parent, or by the young person from 16.")
    consent_on = optional(Day("When was it given?"))

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if self.consent is YesNo.YES and not self.consent_on:
            yield "consent_on", "Please give the day consent was given."
        if self.consent is YesNo.NO and self.consent_on:
            yield "consent_on", "There is a day but no consent. Leave the day empty, or say yes above."
        if self.consent_on and self.consent_on > today:
            yield "consent_on", FUTURE


@command("decide agency", SENCOS, of=TO_DECIDE, form=DecideAgencyForm)
async def agency(ask: Ask, referral: Referral, form: DecideAgencyForm, records: Records) -> Reply:
    decision = Decision(
        ask.school.id,
        referral.reference,
        ReferralOutcome.EXTERNAL,
        ask.person.id,
        ask.today,
        rationale=form.reason,
        agency=form.agency,
        consent=form.consent is YesNo.YES,
        consent_on=form.consent_on,
    )
    return await _decided(ask, records, referral, decision, "another agency is to be asked")


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
    return await _decided(ask, records, referral, decision, "an EHC needs assessment is to be asked for")


class SafeguardingForm(Form, title="Safeguarding", submit="Record"):
    """Only that it was passed on is kept, by whom and when. Write nothing about it here."""

    told = Choice("Has the safeguarding lead been told?", YesNo, hint="In person or by phone, now.")


async def opening_safeguarding(ask: Ask, referral: Referral, records: Records) -> Opening:
    return Opening(intro=f"Tell {ask.school.lead_in_words} now, in person or by phone.")


@command("decide safeguarding", SENCOS, of=TO_DECIDE, form=SafeguardingForm, opening=opening_safeguarding)
async def safeguarding(ask: Ask, referral: Referral, form: SafeguardingForm, records: Records) -> Reply:
    if form.told is YesNo.NO:
        raise Mistakes(told=f"Tell {ask.school.lead_in_words} first, now; then record it here.")
    moved = referral.decided(ReferralOutcome.SAFEGUARDING, ask.today)
    said = f"{referral.reference} has been decided. Press to read what happens next."
    return await told(ask, records, moved, Happened.DECIDED, "", said)


async def _decided(ask: Ask, records: Records, referral: Referral, decision: Decision, words: str) -> Reply:
    """Keeps the decision and moves the referral; the referrer is told by reference alone."""
    await records.save(decision)
    moved = referral.decided(decision.outcome, ask.today)
    said = f"{referral.reference} has been decided: {words}. Press to read why and what happens next."
    return await told(ask, records, moved, Happened.DECIDED, decision.outcome.label, said)
