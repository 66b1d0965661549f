"""`review`: each outcome is marked, the review closed with its next step, and what carries on opens the next cycle."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from commands.cycles.about import About, as_it_stands, not_overtaken, the_open_plan, the_plan
from commands.cycles.cards import shown
from commands.cycles.follow import page
from commands.domain.cycle import Cycle, NextStep, Stage, next_cycle
from commands.domain.dates import day
from commands.domain.outcome import Outcome, Progress
from commands.domain.person import TEACHES
from commands.domain.review import Review, ReviewEvent, ReviewHappened, ReviewKind
from commands.domain.safeguarding import CONCERN
from commands.kit import (
    SENCO_CHANNEL,
    Ask,
    Button,
    Card,
    Choice,
    Day,
    Form,
    Mistakes,
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
from commands.kit.meant import pupil_meant

CYCLES_BEFORE_A_SPECIALIST = 2
"""Cycles after which, with nothing met, a specialist is suggested (SEND Code 6.58; the number is a school rule)."""
RUNNING = (Stage.DO, Stage.REVIEW)


@command("review", "Review a plan: its outcomes, and what comes next", only=TEACHES, detail=True)
async def review(ask: Ask, records: Records) -> Reply:
    """Alone it shows the plans to review; with a plan, begins its review."""
    if not ask.which or ask.which.isdecimal():
        return await page(ask, records, "review", RUNNING, "No plan of yours is under way, so none is to be reviewed.")
    cycle, _ = await the_plan(await _by_name(ask, records), records)
    words = "Press how far each outcome is met, then Close review."
    if cycle.stage is Stage.REVIEW:
        return await shown(ask, records, cycle, words)
    if cycle.stage in (Stage.ASSESS, Stage.PLAN):
        raise Refusal(f"{cycle.reference} has not started, so there is nothing to review. The SENCO starts it first.")
    if not cycle.allows(Stage.REVIEW):
        raise Refusal(await as_it_stands(cycle, records))
    begun = cycle.under_review(ask.person.id)
    await records.save(begun)
    return await shown(ask, records, begun, words)


async def _by_name(ask: Ask, records: Records) -> Ask:
    """`review amina` is about the plan under way of the one pupil it can mean."""
    if About.read(ask.which):
        return ask
    meant = await pupil_meant(ask, records)
    theirs = await records.cycles.of_pupils([meant.pupil]) if meant.pupil else ()
    running = [cycle for cycle in theirs if cycle.stage.is_open]
    return replace(ask, about=running[0].reference) if running else ask


@command("mark outcome", "Say how far an outcome is met", only=TEACHES, detail=True, shown=False)
async def mark(ask: Ask, records: Records) -> Reply:
    cycle, outcome, about = await _judging(ask, records)
    progress = next((one for one in Progress if one.value == about.mark), None)
    if progress is None:
        raise Refusal("Nothing was changed. Press Met, Partly or Not met beside the outcome.")
    await records.save(replace(cycle, changed_by=ask.person.id), replace(outcome, progress=progress))
    return await shown(ask, records, cycle, f"Outcome {outcome.n}: {progress.in_sentence}.")


async def _judging(ask: Ask, records: Records) -> tuple[Cycle, Outcome, About]:
    """The outcome the ask is about, while its plan is under review."""
    cycle, about = await _under_review(ask, records)
    for outcome in await records.cycles.outcomes(cycle.reference):
        if outcome.n == about.n:
            return cycle, outcome, about
    raise Refusal("The plan has no such outcome. Ask for “plans” and open it again.")


async def _under_review(ask: Ask, records: Records) -> tuple[Cycle, About]:
    cycle, about = await the_open_plan(ask, records)
    if cycle.stage is not Stage.REVIEW:
        raise Refusal(f"{cycle.reference} is not under review. Ask for “review {cycle.reference}” first.")
    return cycle, about


class WorkedForm(Form, title="What worked?", submit="Save"):
    """One line is enough; it is there when the next cycle is planned."""

    worked = Text("What worked?", hint=f"And what did not. {CONCERN}")


async def opening_worked(ask: Ask, records: Records) -> Opening:
    cycle, outcome, about = await _judging(ask, records)
    answers = {"worked": outcome.what_worked} if outcome.what_worked else {}
    return Opening(answers, intro=f"{outcome.n}. {outcome.text}", about=about.at(cycle.version))


@command(
    "what worked", "Say what worked for an outcome", form=WorkedForm, only=TEACHES, opening=opening_worked, shown=False
)
async def what_worked(ask: Ask, form: WorkedForm, records: Records) -> Reply:
    cycle, outcome, about = await _judging(ask, records)
    await not_overtaken(
        cycle, about, records, typed={"What worked": form.worked}, standing={"What worked": outcome.what_worked}
    )
    await records.save(replace(cycle, changed_by=ask.person.id), replace(outcome, what_worked=form.worked))
    return await shown(ask, records, cycle, f"Saved for outcome {outcome.n}.")


class CloseReviewForm(Form, title="Close review", submit="Close review"):
    """What the support has done, and what comes next. What carries on opens the next cycle."""

    held_on = Day("Review held on")
    impact = Text("What has the support done?", hint="The impact, in a line.")
    pupil_views = optional(Text("The pupil's views now", long=True, hint="Left empty, those of the plan carry on."))
    parents_views = optional(Text("The parents' views now", long=True, hint=CONCERN))
    next_step = Choice("Next step", NextStep)
    monitor_until = optional(Day("Look again on", hint="Only when leaving the register: the day to look again."))

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if self.held_on > today:
            yield "held_on", "This date is in the future. Close the review once it has been held."
        if self.next_step is NextStep.LEAVE and not (self.monitor_until and self.monitor_until > today):
            yield "monitor_until", "Leaving the register needs a day to look again, in the future."


async def opening_close(ask: Ask, records: Records) -> Opening:
    cycle, _ = await _under_review(ask, records)
    on = cycle.review_on if cycle.review_on and cycle.review_on < ask.today else ask.today
    open_still = [o.n for o in await records.cycles.outcomes(cycle.reference) if o.progress is Progress.OPEN]
    numbers = ", ".join(map(str, open_still))
    not_marked = f"Not marked, and so carried on: outcome {numbers}." if open_still else ""
    return Opening({"held_on": on.isoformat()}, intro=not_marked, about=cycle.reference)


@command(
    "close review", "Close a review with its next step", form=CloseReviewForm, only=TEACHES, opening=opening_close,
    shown=False,
)  # fmt: skip
async def close_review(ask: Ask, form: CloseReviewForm, records: Records) -> Reply:
    cycle, _ = await _under_review(ask, records)
    if form.next_step.is_the_sencos and not ask.person.is_senco:
        raise Mistakes(next_step="This step is the SENCO's. Choose Continue or Change, or ask the SENCO to close it.")
    if cycle.started_on and form.held_on < cycle.started_on:
        raise Mistakes(held_on=f"The plan started on {day(cycle.started_on)}; a review of it comes later.")
    outcomes = await records.cycles.outcomes(cycle.reference)
    closed = cycle.reviewed(
        on=form.held_on,
        by=ask.person.id,
        impact=form.impact,
        next_step=form.next_step,
        monitor_until=form.monitor_until,
        pupil_views=form.pupil_views or "",
        parents_views=form.parents_views or "",
    )
    await records.save(closed)
    await _hold(ask, records, closed, form.held_on, form.impact)
    advice = _advice(closed, outcomes)
    if form.next_step is NextStep.LEAVE:
        assert closed.monitor_until  # noqa: S101 - the form has asked for it
        words = (
            f"Review closed. Next: take the pupil off the register and tell the parents; until then the pupil stays "
            f"on it. Look again on {day(closed.monitor_until)}."
        )
        return await shown(ask, records, closed, words, about=cycle.reference)
    fresh, carried, support = next_cycle(
        closed,
        outcomes,
        await records.cycles.lines(cycle.reference),
        reference=await records.reference("C"),
        on=ask.today,
        by=ask.person.id,
    )
    await records.save(fresh, *carried, *support)
    then = "look again at the needs and give it a review date" if ask.person.is_senco else "the SENCO is told"
    words = f"Review closed. Cycle {fresh.cycle_no} is open as {fresh.reference}: {then}.{advice}"
    return await shown(ask, records, fresh, words, _to_senco(ask, closed, fresh), about=cycle.reference)


async def _hold(ask: Ask, records: Records, cycle: Cycle, on: date, note: str) -> None:
    """The plan's review was held: the one that was booked, or, where none stands, one written down now."""
    booked = await records.reviews.of_cycle(cycle.reference)
    review = booked or Review(
        school_id=ask.school.id,
        reference=await records.reference("V"),
        pupil_id=cycle.pupil_id,
        kind=ReviewKind.SUPPORT,
        on=on,
        booked_by=ask.person.id,
        booked_on=ask.today,
        cycle=cycle.reference,
    )
    held = ReviewEvent(ask.school.id, review.reference, ask.now, ask.person.id, ReviewHappened.HELD)
    await records.save(review.held(on, note), held)


def _advice(closed: Cycle, outcomes: Sequence[Outcome]) -> str:
    met = any(outcome.progress in (Progress.MET, Progress.PARTLY) for outcome in outcomes)
    if met or closed.cycle_no < CYCLES_BEFORE_A_SPECIALIST:
        return ""
    return f" After {closed.cycle_no} cycles and no outcome met, consider asking a specialist, with the parents."


def _to_senco(ask: Ask, closed: Cycle, fresh: Cycle) -> tuple[Notice, ...]:
    if ask.person.is_senco:
        return ()
    card = Card(
        f"Plan {closed.reference}",
        (Prose(f"{closed.reference} has been reviewed by its lead teacher; {fresh.reference} is to be planned."),),
        (Button("Open plan", "read plan", fresh.reference),),
    )
    return (Notice(SENCO_CHANNEL, card, subject=closed.reference),)
