"""`plan`: a plan is made for a pupil, with what a referral, an agency or the last plan already says filled in."""

from collections.abc import Iterator, Sequence
from datetime import date

from commands.cycles.advice import is_advice, the_advice
from commands.cycles.cards import shown
from commands.domain.cycle import Cycle, Stage, review_offered
from commands.domain.decision import latest
from commands.domain.needs import need_in_words
from commands.domain.person import TEACHES
from commands.domain.privacy.reach import SENCOS
from commands.domain.pupil import Provision, Pupil
from commands.domain.words.labelled import in_sentence
from commands.kit import (
    Ask,
    Button,
    Card,
    Day,
    Form,
    Lookup,
    Mistakes,
    Opening,
    Records,
    Refusal,
    Reply,
    Text,
    command,
    optional,
)
from commands.kit.limits import LONG_TEXT
from commands.kit.which_pupil import A_PUPIL, pupil_meant

NOT_TO_COME = "A review date must be a day to come."
NOT_ON_REGISTER = (
    "This pupil is not on the SEN register. SEN support means putting them on it and informing the parents "
    "(Children and Families Act 2014, s.68)."
)


class PlanForm(Form, title="Plan SEN support", submit="Make the plan"):
    """Makes the plan. Outcomes and provision are added next; it starts when you press Start."""

    pupil = Lookup("Pupil", of="pupils", hint="Type part of the name.")
    lead = Lookup("Lead teacher", of="staff", hint="The class or subject teacher, who stays responsible day to day.")
    needs = Text("What does the pupil need?", long=True, hint="A summary of the assessment.")
    review_on = optional(Day("Review on", hint="Offered: the last school day of this term, or of next if it is near."))

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if self.review_on and self.review_on <= today:
            yield "review_on", NOT_TO_COME


async def opening_plan(ask: Ask, records: Records) -> Opening:
    """`plan amina` opens with Amina chosen, and with what her last plan said.

    A button may carry, beside the pupil, the referral whose decision it follows, or an agency's recommendation that is
    to be in the plan.
    """
    offered = review_offered(ask.today, await records.calendar())
    answers: dict[str, str] = {"review_on": offered.isoformat()} if offered else {}
    meant = await pupil_meant(ask, records)
    if not meant.pupil:
        return Opening(answers, meant.words)
    after = _after(ask)
    past = await records.cycles.of_pupils([meant.pupil])
    if still := _still_open(past):
        buttons = [Button("Open plan", "read plan", still.reference)]
        if is_advice(after):
            buttons.insert(0, (await the_advice(after, records)).button)
        raise Refusal(_has_one(still), Card(f"Plan {still.reference}", (), tuple(buttons)))
    answers["pupil"] = meant.pupil
    if past:
        answers |= {**await still_here(past[0].lead, records), "needs": past[0].needs}
    answers |= await _assessed(after, meant.pupil, records)
    words = []
    pupil = await records.pupil(meant.pupil)
    if pupil and pupil.provision is Provision.NONE:
        words.append(NOT_ON_REGISTER)
    if is_advice(after):
        named = in_sentence((await the_advice(after, records)).named)
        words.append(f"No plan is open yet. Make it, then press “Add to plan” to put {named} into it.")
    return Opening(answers, "\n".join(words))


def _after(ask: Ask) -> str:
    """What a button carries beside the pupil: what the plan follows from."""
    return ask.pressed.word


async def _assessed(reference: str, pupil_id: str, records: Records) -> dict[str, str]:
    """What a referral's decision and checklist already say of the pupil's needs, and who referred."""
    referral = await records.referrals.one(reference) if reference.startswith("R-") else None
    if referral is None or referral.pupil_id != pupil_id:
        return {}
    decision = await records.decisions.one(reference)
    found = [need_in_words(decision.primary_need), decision.rationale] if decision else []
    found += [f"{what.label}: {tick.line}" for what, tick in latest(await records.decisions.ticks(reference)).items()]
    by = await records.person(referral.raised_by)
    lead = await still_here(by.id, records) if by and not by.is_senco else {}
    return {"needs": "\n".join(words for words in found if words)[:LONG_TEXT], **lead}


async def still_here(lead: str, records: Records) -> dict[str, str]:
    """The lead teacher as an answer known already; a colleague who has left is not offered again."""
    return {"lead": lead} if await records.label("staff", lead) else {}


def _still_open(cycles: Sequence[Cycle]) -> Cycle | None:
    return next((cycle for cycle in cycles if cycle.stage.is_open), None)


def _has_one(cycle: Cycle) -> str:
    return f"This pupil has a plan already. Ask for “plans {cycle.reference}” to open it."


@command("plan", SENCOS, "Plan SEN support for a pupil", of=A_PUPIL, form=PlanForm, opening=opening_plan)
async def plan(ask: Ask, pupil: Pupil, form: PlanForm, records: Records) -> Reply:
    past = await records.cycles.of_pupils([pupil.id])
    if still := _still_open(past):
        raise Mistakes(pupil=_has_one(still))
    await teaching(form.lead, records)
    cycle = Cycle(
        school_id=ask.school.id,
        reference=await records.reference("C"),
        pupil_id=pupil.id,
        cycle_no=max((cycle.cycle_no for cycle in past), default=0) + 1,
        stage=Stage.PLAN,
        lead=form.lead,
        made_by=ask.person.id,
        made_on=ask.today,
        needs=form.needs,
        strengths=past[0].strengths if past else "",
        pupil_views=past[0].pupil_views if past else "",
        parents_views=past[0].parents_views if past else "",
        review_on=form.review_on,
        changed_by=ask.person.id,
    )
    await records.save(cycle)
    words, first = f"Plan {cycle.reference} is made. Add its outcomes, then press Start.", []
    if pupil.provision is Provision.NONE:
        words += f" {NOT_ON_REGISTER}"
        first.append(Button("Put on register", "put on register", pupil.id))
    after = _after(ask)
    if is_advice(after) and (advice := await the_advice(after, records)).pupil_id == pupil.id:
        first.append(advice.button)
    return await shown(ask, records, cycle, words, first=tuple(first))


async def teaching(lead: str, records: Records) -> None:
    """Raises `Mistakes` under the question `lead` unless they teach."""
    person = await records.person(lead)
    if person is None or person.role not in TEACHES:
        raise Mistakes(lead="Choose a colleague who teaches: an administrator sees no pupil's plan.")
