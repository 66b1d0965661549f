"""`review`: the plans under way, and how far each outcome of one is met and what worked."""

from dataclasses import replace

from commands.cycles.about import names_a_plan, not_overtaken, the_plan, the_plan_under_review
from commands.cycles.cards import shown
from commands.cycles.follow import page
from commands.domain.cycle import Cycle, Stage
from commands.domain.outcome import Outcome, Progress
from commands.domain.privacy.reach import LED
from commands.kit import Ask, Form, Opening, Records, Refusal, Reply, Text, command
from commands.kit.which_pupil import pupil_meant

RUNNING = (Stage.DO, Stage.REVIEW)


@command("review", LED, "Review a plan: its outcomes, and what comes next", detail=True, look=True)
async def review(ask: Ask, records: Records) -> Reply:
    """Alone it shows the plans to review; with a plan, its outcomes to be marked. Its review begins with a mark."""
    if not ask.named.which:
        return await page(ask, records, "review", RUNNING, "No plan of yours is under way, so none is to be reviewed.")
    cycle = await the_plan(await _by_name(ask, records), records)
    await the_plan_under_review(replace(ask, about=cycle.reference), records)
    words = "Press how far each outcome is met, then Close review."
    return await shown(ask, records, cycle, words, reviewing=True)


async def _by_name(ask: Ask, records: Records) -> Ask:
    """`review amina` is about the plan under way of the one pupil it can mean."""
    if names_a_plan(ask.named):
        return ask
    meant = await pupil_meant(ask, records)
    theirs = await records.cycles.of_pupils([meant.pupil]) if meant.pupil else ()
    running = [cycle for cycle in theirs if cycle.stage.is_open]
    return replace(ask, about=running[0].reference) if running else ask


Judged = tuple[Cycle, Outcome]


async def _judging(ask: Ask, records: Records) -> Judged:
    """The outcome the ask is about, with its plan, while that is under review."""
    cycle = await the_plan_under_review(ask, records)
    for outcome in await records.cycles.outcomes(cycle.reference):
        if outcome.n == ask.named.n:
            return cycle, outcome
    raise Refusal("The plan has no such outcome. Ask for “plans” and open it again.")


@command("mark outcome", LED, of=_judging, detail=True)
async def mark(ask: Ask, judged: Judged, records: Records) -> Reply:
    cycle, outcome = judged
    progress = next((one for one in Progress if one.value == ask.named.word), None)
    if progress is None:
        raise Refusal("Nothing was changed. Press Met, Partly or Not met beside the outcome.")
    await records.save(replace(cycle, changed_by=ask.person.id), replace(outcome, progress=progress))
    return await shown(ask, records, cycle, f"Outcome {outcome.n}: {progress.in_sentence}.")


class WorkedForm(Form, title="What worked?", submit="Save"):
    """One line is enough; it is there when the next cycle is planned."""

    worked = Text("What worked?", hint="And what did not.")


async def opening_worked(ask: Ask, judged: Judged, records: Records) -> Opening:
    cycle, outcome = judged
    answers = {"worked": outcome.what_worked} if outcome.what_worked else {}
    return Opening(answers, intro=f"{outcome.n}. {outcome.text}", about=ask.named.at(cycle.version))


@command("what worked", LED, of=_judging, form=WorkedForm, opening=opening_worked)
async def what_worked(ask: Ask, judged: Judged, form: WorkedForm, records: Records) -> Reply:
    cycle, outcome = judged
    await not_overtaken(
        ask, cycle, records, typed={"What worked": form.worked}, standing={"What worked": outcome.what_worked}
    )
    await records.save(replace(cycle, changed_by=ask.person.id), replace(outcome, what_worked=form.worked))
    return await shown(ask, records, cycle, f"Saved for outcome {outcome.n}.")
