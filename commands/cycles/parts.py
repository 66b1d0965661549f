"""What a plan is made of: its outcomes, and the lines of provision and adjustment, added and changed by the SENCO."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from commands.cycles.about import not_overtaken, the_open_plan
from commands.cycles.advice import NO_SUCH_ADVICE, is_advice, not_there_yet, plan_for, the_advice
from commands.cycles.cards import shown
from commands.domain.cycle import Cycle
from commands.domain.dates import day
from commands.domain.labelled import in_sentence
from commands.domain.outcome import MOST_LINES, MOST_OUTCOMES, Line, LineKind, Outcome
from commands.domain.person import SENCO
from commands.domain.what_works import best, what_works
from commands.kit import (
    About,
    Ask,
    Choice,
    Day,
    Form,
    Lookup,
    Opening,
    Records,
    Refusal,
    Reply,
    Text,
    command,
    optional,
)

NO_SUCH_PART = "The plan has no such line. Ask for “plans” and open it again."


class OutcomeForm(Form, title="An outcome", submit="Save outcome"):
    """One thing the pupil will be able to do, so that anyone can see whether it is reached."""

    text = Text("The pupil will be able to…")
    baseline = Text("Where is the pupil now?", hint="A score, a count, what you see: what it is measured from.")
    target = Text("How will we know it is reached?", hint="The measure.")
    by = optional(Day("By when?", hint="Offered: the review date."))


async def opening_outcome(ask: Ask, records: Records) -> Opening:
    cycle, _ = await the_open_plan(ask, records)
    await _room_for_outcome(cycle, records)
    return Opening({"by": cycle.review_on.isoformat()} if cycle.review_on else {}, about=cycle.reference)


async def _room_for_outcome(cycle: Cycle, records: Records) -> int:
    """The number the next outcome gets."""
    outcomes = await records.cycles.outcomes(cycle.reference)
    if len(outcomes) >= MOST_OUTCOMES:
        raise Refusal(f"A plan has at most {MOST_OUTCOMES} outcomes. Change one that is there instead.")
    return max((outcome.n for outcome in outcomes), default=0) + 1


@command("add outcome", "Add an outcome to a plan", form=OutcomeForm, only=SENCO, opening=opening_outcome, shown=False)
async def add_outcome(ask: Ask, form: OutcomeForm, records: Records) -> Reply:
    cycle, _ = await the_open_plan(ask, records)
    n = await _room_for_outcome(cycle, records)
    outcome = Outcome(ask.school.id, cycle.reference, n, form.text, form.baseline, form.target, form.by)
    await records.save(replace(cycle, changed_by=ask.person.id), outcome)
    return await shown(ask, records, cycle, f"Outcome {n} is added.")


async def _the_outcome(ask: Ask, records: Records) -> tuple[Cycle, About, Outcome]:
    cycle, about = await the_open_plan(ask, records)
    for outcome in await records.cycles.outcomes(cycle.reference):
        if outcome.n == about.n:
            return cycle, about, outcome
    raise Refusal(NO_SUCH_PART)


async def opening_changed_outcome(ask: Ask, records: Records) -> Opening:
    cycle, about, outcome = await _the_outcome(ask, records)
    answers = {"text": outcome.text, "baseline": outcome.baseline, "target": outcome.target}
    by = outcome.by or cycle.review_on
    return Opening({**answers, **({"by": by.isoformat()} if by else {})}, about=about.at(cycle.version))


@command(
    "change outcome",
    "Change an outcome of a plan",
    form=OutcomeForm,
    only=SENCO,
    opening=opening_changed_outcome,
    shown=False,
)
async def change_outcome(ask: Ask, form: OutcomeForm, records: Records) -> Reply:
    cycle, about, outcome = await _the_outcome(ask, records)
    changed = replace(outcome, text=form.text, baseline=form.baseline, target=form.target, by=form.by)
    await not_overtaken(cycle, about, records, typed=_outcome_in_words(changed), standing=_outcome_in_words(outcome))
    await records.save(replace(cycle, changed_by=ask.person.id), changed)
    return await shown(ask, records, cycle, f"Outcome {outcome.n} is changed.")


def _outcome_in_words(outcome: Outcome) -> dict[str, str]:
    by = day(outcome.by) if outcome.by else ""
    return {"Outcome": outcome.text, "Now": outcome.baseline, "Target": outcome.target, "By": by}


class LineForm(Form, title="Provision or adjustment", submit="Save"):
    """One thing that is put in place: what, by whom, how often."""

    kind = Choice("What is it?", LineKind)
    what = Text("What is done?")
    who = Text("Who does it?")
    how_often = Text("How often?", hint="For example: 3 times a week, 20 minutes.")
    outcome = optional(Lookup("For which outcome?", of="outcomes", hint="Leave empty if it is for the whole plan."))
    first = Day("From")
    until = optional(Day("Until", hint="Leave empty while it goes on; give a day to stop it."))

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        if self.until and self.until < self.first:
            yield "until", "It cannot end before it begins. Give a later day, or leave it empty."


async def opening_line(ask: Ask, records: Records) -> Opening:
    """From the button beside an agency's recommendation it opens for the pupil's plan, with what is recommended."""
    if is_advice(ask.which):
        advice = await the_advice(ask.which, records)
        cycle = await plan_for(advice, records)
        await _room_for_line(cycle, records)
        known = {"first": ask.today.isoformat(), **advice.known()}
        words = f"{advice.named}, by {advice.agency}, for plan {cycle.reference}."
        return Opening(known, words, str(About(cycle.reference, advice.recommendation.about)))
    cycle, about = await the_open_plan(ask, records)
    await _room_for_line(cycle, records)
    outcomes = await records.cycles.outcomes(cycle.reference)
    only_one = {"outcome": str(outcomes[0].n)} if len(outcomes) == 1 else {}
    helped = best(what_works(await records.adjustments.of_pupil(cycle.pupil_id)))
    said = "".join(f"\n{works.what}: {works.in_words}" for works in helped)
    intro = f"What has helped in class so far:{said}" if said else ""
    part = about.part if is_advice(about.part) else ""
    return Opening({"first": ask.today.isoformat(), **only_one}, intro, str(About(cycle.reference, part)))


async def _room_for_line(cycle: Cycle, records: Records) -> int:
    """The number the next line gets."""
    lines = await records.cycles.lines(cycle.reference)
    if len(lines) >= MOST_LINES:
        raise Refusal(f"A plan has at most {MOST_LINES} lines of provision. Change one that is there instead.")
    return max((line.n for line in lines), default=0) + 1


@command("add provision", "Add provision to a plan", form=LineForm, only=SENCO, opening=opening_line, shown=False)
async def add_provision(ask: Ask, form: LineForm, records: Records) -> Reply:
    cycle, about = await the_open_plan(ask, records)
    line = _line(form, cycle, await _room_for_line(cycle, records))
    whence = ""
    if is_advice(about.part):
        advice = await the_advice(about.part, records)
        if advice.pupil_id != cycle.pupil_id:
            raise Refusal(NO_SUCH_ADVICE)
        await not_there_yet(advice, cycle, records)
        line = replace(line, recommendation=about.part, advised_by=advice.agency)
        whence = f" It is kept that it came from {in_sentence(advice.named)}."
    await records.save(replace(cycle, changed_by=ask.person.id), line)
    return await shown(ask, records, cycle, f"{line.kind.label} is added.{whence}")


def _line(form: LineForm, cycle: Cycle, n: int) -> Line:
    return Line(
        school_id=cycle.school_id,
        cycle=cycle.reference,
        n=n,
        outcome=int(form.outcome) if form.outcome else 0,
        kind=form.kind,
        what=form.what,
        who=form.who,
        how_often=form.how_often,
        first=form.first,
        until=form.until,
    )


async def _the_line(ask: Ask, records: Records) -> tuple[Cycle, About, Line]:
    cycle, about = await the_open_plan(ask, records)
    for line in await records.cycles.lines(cycle.reference):
        if line.n == about.n:
            return cycle, about, line
    raise Refusal(NO_SUCH_PART)


async def opening_changed_line(ask: Ask, records: Records) -> Opening:
    cycle, about, line = await _the_line(ask, records)
    answers = {
        "kind": str(line.kind.value),
        "what": line.what,
        "who": line.who,
        "how_often": line.how_often,
        "outcome": str(line.outcome) if line.outcome else "",
        "first": line.first.isoformat(),
        "until": line.until.isoformat() if line.until else "",
    }
    return Opening({k: v for k, v in answers.items() if v}, about=about.at(cycle.version))


@command(
    "change provision",
    "Change or stop provision of a plan",
    form=LineForm,
    only=SENCO,
    opening=opening_changed_line,
    shown=False,
)
async def change_provision(ask: Ask, form: LineForm, records: Records) -> Reply:
    cycle, about, line = await _the_line(ask, records)
    changed = replace(_line(form, cycle, line.n), recommendation=line.recommendation, advised_by=line.advised_by)
    await not_overtaken(cycle, about, records, typed=_line_in_words(changed), standing=_line_in_words(line))
    await records.save(replace(cycle, changed_by=ask.person.id), changed)
    return await shown(ask, records, cycle, f"{changed.kind.label} is changed.")


def _line_in_words(line: Line) -> dict[str, str]:
    return {
        "Kind": line.kind.label,
        "What": line.what,
        "Who": line.who,
        "How often": line.how_often,
        "For outcome": str(line.outcome or "the whole plan"),
        "From": day(line.first),
        "Until": day(line.until) if line.until else "",
    }
