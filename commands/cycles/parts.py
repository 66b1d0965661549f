"""What a plan is made of: its outcomes, and the lines of provision and adjustment, added and changed by the SENCO."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from commands.cycles.about import not_overtaken, the_open_plan
from commands.cycles.advice import NO_SUCH_ADVICE, Advice, is_advice, not_there_yet, plan_for, the_advice
from commands.cycles.cards import shown
from commands.domain.cycle import Cycle
from commands.domain.days.dates import day
from commands.domain.outcome import MOST_LINES, MOST_OUTCOMES, LineKind, Outcome, ProvisionLine
from commands.domain.privacy.reach import SENCOS
from commands.domain.what_works import best, what_works
from commands.domain.words.labelled import in_sentence
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


async def opening_outcome(ask: Ask, cycle: Cycle, records: Records) -> Opening:
    await _room_for_outcome(cycle, records)
    return Opening({"by": cycle.review_on.isoformat()} if cycle.review_on else {})


async def _room_for_outcome(cycle: Cycle, records: Records) -> int:
    """The number the next outcome gets."""
    outcomes = await records.cycles.outcomes(cycle.reference)
    if len(outcomes) >= MOST_OUTCOMES:
        raise Refusal(f"A plan has at most {MOST_OUTCOMES} outcomes. Change one that is there instead.")
    return max((outcome.n for outcome in outcomes), default=0) + 1


@command("add outcome", SENCOS, of=the_open_plan, form=OutcomeForm, opening=opening_outcome)
async def add_outcome(ask: Ask, cycle: Cycle, form: OutcomeForm, records: Records) -> Reply:
    n = await _room_for_outcome(cycle, records)
    outcome = Outcome(ask.school.id, cycle.reference, n, form.text, form.baseline, form.target, form.by)
    await records.save(replace(cycle, changed_by=ask.person.id), outcome)
    return await shown(ask, records, cycle, f"Outcome {n} is added.")


async def _the_outcome(ask: Ask, records: Records) -> tuple[Cycle, Outcome]:
    cycle = await the_open_plan(ask, records)
    for outcome in await records.cycles.outcomes(cycle.reference):
        if outcome.n == ask.named.n:
            return cycle, outcome
    raise Refusal(NO_SUCH_PART)


async def opening_changed_outcome(ask: Ask, of: tuple[Cycle, Outcome], records: Records) -> Opening:
    cycle, outcome = of
    answers = {"text": outcome.text, "baseline": outcome.baseline, "target": outcome.target}
    by = outcome.by or cycle.review_on
    return Opening({**answers, **({"by": by.isoformat()} if by else {})}, about=ask.named.at(cycle.version))


@command("change outcome", SENCOS, of=_the_outcome, form=OutcomeForm, opening=opening_changed_outcome)
async def change_outcome(ask: Ask, of: tuple[Cycle, Outcome], form: OutcomeForm, records: Records) -> Reply:
    cycle, outcome = of
    changed = replace(outcome, text=form.text, baseline=form.baseline, target=form.target, by=form.by)
    await not_overtaken(ask, cycle, records, typed=_outcome_in_words(changed), standing=_outcome_in_words(outcome))
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


async def _to_be_added_to(ask: Ask, records: Records) -> tuple[Cycle, Advice | None]:
    """An open plan, and an agency's recommendation on its way into it, if there is one. Beside a recommendation the
    button carries that alone: the plan is then the pupil's."""
    if is_advice(ask.which):
        advice = await the_advice(ask.which, records)
        return await plan_for(advice, records), advice
    cycle = await the_open_plan(ask, records)
    if not is_advice(ask.named.part):
        return cycle, None
    advice = await the_advice(ask.named.part, records)
    if advice.pupil_id != cycle.pupil_id:
        raise Refusal(NO_SUCH_ADVICE)
    await not_there_yet(advice, cycle, records)
    return cycle, advice


async def opening_line(ask: Ask, of: tuple[Cycle, Advice | None], records: Records) -> Opening:
    cycle, advice = of
    await _room_for_line(cycle, records)
    today = {"first": ask.today.isoformat()}
    if advice:
        words = f"{advice.named}, by {advice.agency}, for plan {cycle.reference}."
        about = str(About(cycle.reference, advice.recommendation.about))
        return Opening({**today, **advice.known()}, words, about)
    outcomes = await records.cycles.outcomes(cycle.reference)
    only_one = {"outcome": str(outcomes[0].n)} if len(outcomes) == 1 else {}
    helped = best(what_works(await records.adjustments.of_pupil(cycle.pupil_id)))
    said = "".join(f"\n{works.what}: {works.in_words}" for works in helped)
    intro = f"What has helped in class so far:{said}" if said else ""
    return Opening({**today, **only_one}, intro, cycle.reference)


async def _room_for_line(cycle: Cycle, records: Records) -> int:
    """The number the next line gets."""
    lines = await records.cycles.lines(cycle.reference)
    if len(lines) >= MOST_LINES:
        raise Refusal(f"A plan has at most {MOST_LINES} lines of provision. Change one that is there instead.")
    return max((line.n for line in lines), default=0) + 1


@command("add provision", SENCOS, of=_to_be_added_to, form=LineForm, opening=opening_line)
async def add_provision(ask: Ask, of: tuple[Cycle, Advice | None], form: LineForm, records: Records) -> Reply:
    cycle, advice = of
    line = _line(form, cycle, await _room_for_line(cycle, records))
    whence = ""
    if advice:
        line = replace(line, recommendation=advice.recommendation.about, advised_by=advice.agency)
        whence = f" It is kept that it came from {in_sentence(advice.named)}."
    await records.save(replace(cycle, changed_by=ask.person.id), line)
    return await shown(ask, records, cycle, f"{line.kind.label} is added.{whence}")


def _line(form: LineForm, cycle: Cycle, n: int) -> ProvisionLine:
    return ProvisionLine(
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


async def _the_line(ask: Ask, records: Records) -> tuple[Cycle, ProvisionLine]:
    cycle = await the_open_plan(ask, records)
    for line in await records.cycles.lines(cycle.reference):
        if line.n == ask.named.n:
            return cycle, line
    raise Refusal(NO_SUCH_PART)


async def opening_changed_line(ask: Ask, of: tuple[Cycle, ProvisionLine], records: Records) -> Opening:
    cycle, line = of
    answers = {
        "kind": str(line.kind.value),
        "what": line.what,
        "who": line.who,
        "how_often": line.how_often,
        "outcome": str(line.outcome) if line.outcome else "",
        "first": line.first.isoformat(),
        "until": line.until.isoformat() if line.until else "",
    }
    return Opening({k: v for k, v in answers.items() if v}, about=ask.named.at(cycle.version))


@command("change provision", SENCOS, of=_the_line, form=LineForm, opening=opening_changed_line)
async def change_provision(ask: Ask, of: tuple[Cycle, ProvisionLine], form: LineForm, records: Records) -> Reply:
    cycle, line = of
    changed = replace(_line(form, cycle, line.n), recommendation=line.recommendation, advised_by=line.advised_by)
    await not_overtaken(ask, cycle, records, typed=_line_in_words(changed), standing=_line_in_words(line))
    await records.save(replace(cycle, changed_by=ask.person.id), changed)
    return await shown(ask, records, cycle, f"{changed.kind.label} is changed.")


def _line_in_words(line: ProvisionLine) -> dict[str, str]:
    return {
        "Kind": line.kind.label,
        "What": line.what,
        "Who": line.who,
        "How often": line.how_often,
        "For outcome": str(line.outcome or "the whole plan"),
        "From": day(line.first),
        "Until": day(line.until) if line.until else "",
    }
