"""`close review`: a review is closed with its next step, and what carries on opens the next cycle."""

from collections.abc import Iterator, Sequence
from datetime import date

from commands.cycles.about import the_plan_under_review
from commands.cycles.cards import shown
from commands.cycles.next_step import what_follows
from commands.domain.cycle import Cycle, Leftover, NextStep, next_cycle
from commands.domain.days.dates import day
from commands.domain.outcome import Outcome, Progress, ProvisionLine
from commands.domain.privacy.reach import LED
from commands.domain.review import Review, ReviewEvent, ReviewHappened, ReviewKind
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
    Reply,
    Text,
    command,
    optional,
)

CYCLES_BEFORE_A_SPECIALIST = 2
"""Cycles after which, with nothing met, a specialist is suggested (SEND Code 6.58; the number is a school rule)."""


class CloseReviewForm(Form, title="Close review", submit="Close review"):
    """What the support has done, and what comes next. What carries on opens the next cycle."""

    held_on = Day("Review held on")
    impact = Text("What has the support done?", hint="The impact, in a line.")
    pupil_views = optional(Text("The pupil's views now", long=True, hint="Left empty, those of the plan carry on."))
    parents_views = optional(Text("The parents' views now", long=True))
    next_step = Choice("Next step", NextStep)
    monitor_until = optional(Day("Look again on", hint="Only when leaving the register: the day to look again."))
    leftover = optional(
        Choice("Support for outcomes that end here", Leftover, hint="Left empty, it ends with its outcome.")
    )

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if self.held_on > today:
            yield "held_on", "This date is in the future. Close the review once it has been held."
        if self.next_step is NextStep.LEAVE and not (self.monitor_until and self.monitor_until > today):
            yield "monitor_until", "Leaving the register needs a day to look again, in the future."


async def opening_close(ask: Ask, cycle: Cycle, records: Records) -> Opening:
    on = cycle.review_on if cycle.review_on and cycle.review_on < ask.today else ask.today
    outcomes = await records.cycles.outcomes(cycle.reference)
    lines = await records.cycles.lines(cycle.reference)
    words = []
    if open_still := [str(o.n) for o in outcomes if o.progress is Progress.OPEN]:
        words.append(f"Not marked, and so carried on: outcome {', '.join(open_still)}.")
    if ending := _ending(outcomes, lines, ask.today):
        words.append(f"Support for outcomes that end here: {'; '.join(line.what for line in ending)}.")
    return Opening({"held_on": on.isoformat()}, intro="\n".join(words))


def _ending(outcomes: Sequence[Outcome], lines: Sequence[ProvisionLine], today: date) -> list[ProvisionLine]:
    """Support that still runs though what it was for does not go on."""
    over = {outcome.n for outcome in outcomes if not outcome.goes_on}
    return [line for line in lines if line.outcome in over and line.is_running(today)]


@command("close review", LED, of=the_plan_under_review, form=CloseReviewForm, opening=opening_close)
async def close_review(ask: Ask, cycle: Cycle, form: CloseReviewForm, records: Records) -> Reply:
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
    step = await what_follows(closed, records)
    if form.next_step is NextStep.LEAVE:
        words = f"Review closed. {step.words}"
        return await shown(ask, records, closed, words, about=cycle.reference, first=step.buttons)
    lines = await records.cycles.lines(cycle.reference)
    fresh, carried, support = next_cycle(
        closed,
        outcomes,
        lines,
        reference=await records.reference("C"),
        on=ask.today,
        by=ask.person.id,
        leftover=form.leftover or Leftover.ENDS,
    )
    await records.save(fresh, *carried, *support)
    then = "look again at the needs and give it a review date" if ask.person.is_senco else "the SENCO is told"
    words = (
        f"Review closed. Cycle {fresh.cycle_no} is open as {fresh.reference}: {then}."
        f"{_left_behind(closed, lines, support, ask.today)}{_advice(closed, outcomes)} {step.words}"
    ).rstrip()
    return await shown(
        ask, records, fresh, words, _to_senco(ask, closed, fresh), about=cycle.reference, first=step.buttons
    )


def _left_behind(closed: Cycle, before: Sequence[ProvisionLine], after: Sequence[ProvisionLine], today: date) -> str:
    """What of the support does not go on, by number: what it is stands in the plan."""
    count = sum(line.is_running(today) for line in before) - len(after)
    if not count:
        return ""
    of_support = "1 line of support is" if count == 1 else f"{count} lines of support are"
    less = closed.next_step is NextStep.STEP_DOWN
    why = "less support, so provision is left out" if less else "it ended with its outcome"
    return f" {of_support} not carried on ({why}): add what is still needed."


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
