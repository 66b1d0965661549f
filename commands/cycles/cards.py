"""How a plan is drawn: in full for the SENCO and its lead teacher, in part for who teaches the pupil, as a line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from commands.cycles.about import leads
from commands.domain.adjustment import AdjustmentNote
from commands.domain.cycle import Cycle, Stage
from commands.domain.days.dates import day
from commands.domain.lesson import LessonLine, in_order
from commands.domain.outcome import MOST_LINES, MOST_OUTCOMES, Outcome, Progress, ProvisionLine
from commands.domain.person import Person
from commands.domain.pupil import NO_LONGER, Pupil
from commands.domain.review import Review
from commands.domain.what_works import best, evidence, what_works
from commands.kit import About, Ask, Button, Card, Facts, Item, Items, Notice, Prose, Records, Reply
from commands.kit.cards import Part
from commands.kit.views_asked import views_asked
from commands.kit.which_pupil import to_page

MARKS = ((Progress.MET, "Met"), (Progress.PARTLY, "Partly"), (Progress.NOT_MET, "Not met"))


@dataclass(frozen=True, repr=False)
class WholePlan:
    """A plan with all its parts, and the names of those in it."""

    cycle: Cycle
    pupil: Pupil | None
    outcomes: Sequence[Outcome]
    lines: Sequence[ProvisionLine]
    review: Review | None
    names: Mapping[str, str]
    for_lessons: Sequence[LessonLine] = ()
    noted: Sequence[AdjustmentNote] = ()
    views: tuple[Item, ...] = ()


async def whole(cycle: Cycle, records: Records) -> WholePlan:
    """The plan with what is remembered of it."""
    reference = cycle.reference
    return WholePlan(
        cycle,
        await records.pupil(cycle.pupil_id),
        await records.cycles.outcomes(reference),
        await records.cycles.lines(reference),
        await records.reviews.of_cycle(reference),
        await records.names(cycle.lead),
        (await records.lessons.lines([cycle.pupil_id])).get(cycle.pupil_id, ()),
        await records.adjustments.of_pupil(cycle.pupil_id),
        await views_asked(records, reference),
    )


async def shown(
    ask: Ask,
    records: Records,
    cycle: Cycle,
    words: str,
    notices: tuple[Notice, ...] = (),
    about: str = "",
    first: tuple[Button, ...] = (),
    reviewing: bool = False,
) -> Reply:
    """An answer with the plan's card as it is now; `first` are buttons for what comes next beyond the plan."""
    card = plan_card(await whole(cycle, records), ask.person, reviewing=reviewing)
    card = replace(card, buttons=first + card.buttons)
    return Reply(words, card, notices=notices, about=about or cycle.reference)


def plan_card(plan: WholePlan, reader: Person, *, reviewing: bool = False) -> Card:
    """Everything about one plan for those who lead it; for others who teach the pupil, its outcomes and support.

    `reviewing`: with what marks its outcomes, though its review has not begun.
    """
    cycle, all_of_it = plan.cycle, leads(reader, plan.cycle)
    reviewing = all_of_it and (reviewing or cycle.stage is Stage.REVIEW)
    parts: list[Part] = [Facts(_facts(plan))]
    if all_of_it:
        parts += [Prose(words, label) for label, words in _views(cycle) if words]
        if cycle.next_step:
            until = f" Look again on {day(cycle.monitor_until)}." if cycle.monitor_until else ""
            parts.append(Prose(f"{cycle.impact}\nNext step: {cycle.next_step.label}.{until}", "What the review found"))
    parts.append(Prose("" if plan.outcomes else "No outcome yet.", "Outcomes"))
    if plan.outcomes:
        parts.append(Items(tuple(_outcome(outcome, cycle, reader, reviewing) for outcome in plan.outcomes)))
    parts.append(Prose("" if plan.lines else "Nothing yet.", "Provision and adjustments"))
    if plan.lines:
        parts.append(Items(tuple(_line(line, cycle, reader) for line in plan.lines)))
    if cycle.stage.is_open:
        parts += _in_class(plan)
    if all_of_it and plan.views:
        parts.append(Items(plan.views))
    return Card(f"Plan {cycle.reference}", tuple(parts), _buttons(plan, reader, reviewing))


def _in_class(plan: WholePlan) -> list[Part]:
    """What teachers read before a lesson, and what their notes of adjustments say has helped."""
    lines = "\n".join(f"{line.kind.label}: {line.text}" for line in in_order(plan.for_lessons))
    helped = "\n".join(f"{works.what}: {works.in_words}" for works in best(what_works(plan.noted)))
    parts = [Prose(lines, "For lessons")] if lines else []
    return [*parts, Prose(helped, "What has helped in class")] if helped else [*parts]


def _facts(plan: WholePlan) -> tuple[tuple[str, str], ...]:
    cycle, pupil = plan.cycle, plan.pupil
    facts = [
        ("Pupil", pupil.in_full if pupil else NO_LONGER),
        ("Cycle", str(cycle.cycle_no)),
        ("Stage", cycle.stage_in_words),
        ("Lead teacher", plan.names.get(cycle.lead, "A colleague who has left")),
        ("Started", day(cycle.started_on) if cycle.started_on else "Not yet"),
        ("Review on", day(cycle.review_on) if cycle.review_on else "Not set"),
    ]
    if plan.review:
        facts.append(("Review booked", plan.review.reference))
    if noted := evidence(plan.noted, cycle.started_on, cycle.closed_on):
        facts.append(("Adjustments in class", noted))
    if cycle.closed_on:
        facts.append(("Closed", day(cycle.closed_on)))
    return tuple(facts)


def _views(cycle: Cycle) -> tuple[tuple[str, str], ...]:
    return (
        ("Needs", cycle.needs),
        ("Strengths", cycle.strengths),
        ("The pupil's views", cycle.pupil_views),
        ("The parents' views", cycle.parents_views),
    )


def _outcome(outcome: Outcome, cycle: Cycle, reader: Person, reviewing: bool) -> Item:
    about = About(cycle.reference, str(outcome.n))
    buttons: tuple[Button, ...] = ()
    if reviewing:
        buttons = tuple(
            Button(text, "mark outcome", str(replace(about, word=str(mark.value))))
            for mark, text in MARKS
            if mark != outcome.progress
        )
        if outcome.progress is not Progress.OPEN:
            buttons += (Button("What worked?", "what worked", str(about)),)
    elif cycle.stage.is_open and reader.is_senco:
        buttons = (Button("Change", "change outcome", str(about)),)
    by = f" by {day(outcome.by)}" if outcome.by else ""
    marked = "" if outcome.progress is Progress.OPEN else f"\n{outcome.progress.label}"
    worked = f"\nWhat worked: {outcome.what_worked}" if outcome.what_worked else ""
    return Item(
        f"{outcome.n}. {outcome.text}",
        f"Now: {outcome.baseline}\nTarget: {outcome.target}{by}{marked}{worked}",
        buttons,
    )


def _line(line: ProvisionLine, cycle: Cycle, reader: Person) -> Item:
    may_change = cycle.stage.is_open and reader.is_senco
    until = f" until {day(line.until)}" if line.until else ""
    of = f"for outcome {line.outcome}" if line.outcome else "for the whole plan"
    # Which agency advised it is for those who lead the plan; whoever else teaches the pupil reads what is done.
    advised = f"; advised by {line.advised_by} ({line.recommendation.partition('.')[0]})"
    advised = advised if line.recommendation and leads(reader, cycle) else ""
    return Item(
        f"{line.kind.label}: {line.what}",
        f"{line.who}, {line.how_often}, {of}, from {day(line.first)}{until}{advised}",
        (Button("Change", "change provision", str(About(cycle.reference, str(line.n)))),) if may_change else (),
    )


def _buttons(plan: WholePlan, reader: Person, reviewing: bool) -> tuple[Button, ...]:
    """What can be done with the plan as it stands, the next thing first."""
    cycle, ref = plan.cycle, plan.cycle.reference
    buttons: list[Button] = []
    if reviewing:
        buttons.append(Button("Close review", "close review", ref, "primary"))
    elif cycle.stage is Stage.DO and leads(reader, cycle):
        buttons.append(Button("Review", "review", ref, "primary"))
    if cycle.stage.is_open and reader.is_senco:
        to_assess = cycle.stage is Stage.ASSESS
        if cycle.stage is Stage.PLAN and not cycle.lacks(plan.outcomes, cycle.made_on):
            buttons.append(Button("Start", "start plan", ref, "primary"))
        buttons.append(Button("Needs and views", "change plan", ref, "primary" if to_assess else "plain"))
        if len(plan.outcomes) < MOST_OUTCOMES:
            buttons.append(Button("Add outcome", "add outcome", ref))
        if len(plan.lines) < MOST_LINES:
            buttons.append(Button("Add provision", "add provision", ref))
        buttons.append(Button("Lesson lines", "lesson lines", ref))
        if not plan.views:
            buttons.append(Button("Ask for views", "round robin", ref))
        if cycle.stage is Stage.PLAN and cycle.lacks(plan.outcomes, cycle.made_on):
            buttons.append(Button("Start", "start plan", ref))
        buttons.append(Button("End without review", "end plan", ref))
    taught = plan.pupil is not None and reader.teaches(plan.pupil.group)
    if plan.noted and cycle.stage.is_open and (reader.is_senco or taught):
        buttons.append(Button("What works", "what works", cycle.pupil_id))
    if leads(reader, cycle):
        buttons.append(Button("Support plan (Word)", "support plan", ref))
    if plan.pupil and (cycle.stage.is_open or reader.is_senco):
        buttons.append(to_page(plan.pupil.id))
    return tuple(buttons)


def plan_item(cycle: Cycle, pupil: Pupil | None, lead: str, reader: Person, today: date) -> Item:
    """A line of a list of plans."""
    who = f"{pupil.name}, {pupil.year_in_words}" if pupil else NO_LONGER
    when = f"review on {day(cycle.review_on)}" if cycle.review_on else "no review date"
    if not cycle.stage.is_open:
        when = f"on {day(cycle.closed_on)}" if cycle.closed_on else ""
    late = ", which has passed" if cycle.stage.is_running and cycle.review_on and cycle.review_on < today else ""
    buttons = [Button("Open", "read plan", cycle.reference)]
    if cycle.stage.is_running and leads(reader, cycle):
        buttons.insert(0, Button("Review", "review", cycle.reference))
    return Item(f"{cycle.reference}: {who}", f"{cycle.stage_in_words}; {when}{late}; led by {lead}", tuple(buttons))


def to_lead(cycle: Cycle, words: str) -> tuple[Notice, ...]:
    """A private line to the lead teacher. It is a message that stays, so it has the reference and no pupil."""
    card = Card(f"Plan {cycle.reference}", (Prose(words),), (Button("Open plan", "read plan", cycle.reference),))
    return (Notice(cycle.lead, card),)
