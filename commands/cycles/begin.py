"""A plan on its way: its needs and views kept, started, or ended without a review. All of it the SENCO's."""

from dataclasses import replace

from commands.cycles.about import not_overtaken, stands, the_open_plan
from commands.cycles.cards import shown, to_lead
from commands.cycles.make import NOT_TO_COME, still_here, teaching
from commands.domain.cycle import Cycle, Ended, review_offered
from commands.domain.days.dates import day
from commands.domain.privacy.reach import SENCOS
from commands.domain.review import Review, ReviewEvent, ReviewHappened, ReviewKind
from commands.kit import (
    Ask,
    Choice,
    Day,
    Form,
    Lookup,
    Mistakes,
    Notice,
    Opening,
    Records,
    Refusal,
    Reply,
    Text,
    command,
    optional,
)

INVITED = "The parents, the pupil and the lead teacher"


class NeedsForm(Form, title="Needs and views", submit="Save"):
    """What the plan starts from. Its card shows it to the SENCO and the lead teacher."""

    lead = Lookup("Lead teacher", of="staff")
    needs = Text("What does the pupil need?", long=True)
    strengths = optional(Text("Strengths", long=True, hint="What the pupil is good at and enjoys."))
    pupil_views = optional(Text("The pupil's views", long=True))
    parents_views = optional(Text("The parents' views", long=True))
    review_on = optional(Day("Review on", hint="Offered: the last school day of this term, or of next if it is near."))


async def opening_needs(ask: Ask, cycle: Cycle, records: Records) -> Opening:
    offered = cycle.review_on or review_offered(ask.today, await records.calendar())
    kept = {name: getattr(cycle, name) for name in ("needs", "strengths", "pupil_views", "parents_views")}
    answers = {
        **await still_here(cycle.lead, records),
        **kept,
        **({"review_on": offered.isoformat()} if offered else {}),
    }
    return Opening(answers, about=ask.named.at(cycle.version))


@command("change plan", SENCOS, of=the_open_plan, form=NeedsForm, opening=opening_needs)
async def change_plan(ask: Ask, cycle: Cycle, form: NeedsForm, records: Records) -> Reply:
    await teaching(form.lead, records)
    names = await records.names(form.lead, cycle.lead)
    typed = {
        "Lead teacher": names[form.lead],
        "Needs": form.needs,
        "Strengths": form.strengths or "",
        "The pupil's views": form.pupil_views or "",
        "The parents' views": form.parents_views or "",
        "Review on": day(form.review_on) if form.review_on else "",
    }
    standing = {
        "Lead teacher": names.get(cycle.lead, ""),
        "Needs": cycle.needs,
        "Strengths": cycle.strengths,
        "The pupil's views": cycle.pupil_views,
        "The parents' views": cycle.parents_views,
        "Review on": day(cycle.review_on) if cycle.review_on else "",
    }
    await not_overtaken(ask, cycle, records, typed=typed, standing=standing)
    if form.review_on != cycle.review_on:
        if cycle.stage.is_running:
            raise Mistakes(review_on="The review is booked: ask for “reviews” and press Move on it, saying why.")
        if form.review_on and form.review_on <= ask.today:
            raise Mistakes(review_on=NOT_TO_COME)
    changed = cycle.assessed(
        lead=form.lead,
        needs=form.needs,
        strengths=form.strengths or "",
        pupil_views=form.pupil_views or "",
        parents_views=form.parents_views or "",
        review_on=form.review_on,
        changed_by=ask.person.id,
    )
    await records.save(changed)
    notices: tuple[Notice, ...] = ()
    if cycle.stage.is_running and changed.lead not in (cycle.lead, ask.person.id):
        notices = to_lead(changed, f"You now lead plan {changed.reference}.")
    return await shown(ask, records, changed, "Saved.", notices)


@command("start plan", SENCOS, of=the_open_plan, detail=True)
async def start(ask: Ask, cycle: Cycle, records: Records) -> Reply:
    if cycle.stage.is_running:
        raise await stands(cycle, records)
    outcomes = await records.cycles.outcomes(cycle.reference)
    if lack := cycle.lacks(outcomes, ask.today):
        raise Refusal(f"{cycle.reference} cannot start yet. {lack.label}.")
    assert cycle.review_on  # noqa: S101 - nothing is lacking
    started = cycle.started(outcomes, ask.today, ask.person.id)
    review = Review(
        school_id=ask.school.id,
        reference=await records.reference("V"),
        pupil_id=cycle.pupil_id,
        kind=ReviewKind.SUPPORT,
        on=cycle.review_on,
        booked_by=ask.person.id,
        booked_on=ask.today,
        invited=INVITED,
        cycle=cycle.reference,
    )
    booked = ReviewEvent(ask.school.id, review.reference, ask.now, ask.person.id, ReviewHappened.BOOKED)
    await records.save(started, review, booked)
    when = day(cycle.review_on)
    notices: tuple[Notice, ...] = ()
    if cycle.lead != ask.person.id:
        notices = to_lead(started, f"Plan {cycle.reference}, which you lead, has started. Its review is on {when}.")
    words = f"Started. Review {review.reference} is booked for {when}" + (
        "; the lead teacher is told." if notices else "."
    )
    return await shown(ask, records, started, words, notices)


class EndPlanForm(Form, title="End without review", submit="End the plan"):
    """Closes the plan for good. What it holds is kept; a review booked for it is cancelled."""

    why = Choice("Why?", Ended)


@command("end plan", SENCOS, of=the_open_plan, form=EndPlanForm)
async def end(ask: Ask, cycle: Cycle, form: EndPlanForm, records: Records) -> Reply:
    ended = cycle.stopped(form.why, ask.today, ask.person.id)
    await records.save(ended)
    review = await records.reviews.of_cycle(cycle.reference)
    if review:
        event = ReviewEvent(ask.school.id, review.reference, ask.now, ask.person.id, ReviewHappened.CANCELLED)
        await records.save(review.cancelled(form.why.label), replace(event, words=form.why.label))
    notices: tuple[Notice, ...] = ()
    if cycle.stage.is_running and cycle.lead != ask.person.id:
        notices = to_lead(ended, f"Plan {cycle.reference}, which you lead, has ended without a review.")
    return await shown(ask, records, ended, f"{cycle.reference} has ended.", notices)
