"""“SEN support”: the pupil is put on the register, and the parents have been informed."""

from commands.domain.decision import Decision, ReferralOutcome
from commands.domain.needs import AreaOfNeed, NeedType, SecondaryNeed
from commands.domain.privacy.reach import SENCOS
from commands.domain.pupil import Provision, Pupil
from commands.domain.referral import Referral
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
    command,
    optional,
)
from commands.referrals.decisions.storing import kept
from commands.referrals.moving import TO_DECIDE

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
    return await kept(ask, records, referral, decision, "SEN support")
