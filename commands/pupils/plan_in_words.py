"""The support plan as parents are handed it: one cycle of a pupil's plan in plain words, to print and to sign."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from commands.domain.contact import MEETINGS_A_YEAR
from commands.domain.cycle import Cycle, NextStep, Stage
from commands.domain.days.dates import day
from commands.domain.outcome import Outcome, Progress, ProvisionLine
from commands.domain.privacy.discreet import Discreet
from commands.domain.pupil import Pupil
from commands.domain.review import Review
from commands.domain.school import School
from commands.kit.documents import Document, Rows, Words

TITLE = "SEN support plan"
NOT_WRITTEN = "Nothing has been written here yet. Please tell us when we meet."
AIMS = ("What we aim for", "Where we start", "How we will know", "By when", "How it went")
SUPPORT = ("What", "Who", "How often", "From", "Until")
SIGNED = ("Agreed by", "Name", "Signature", "Date")
NEXT = {
    NextStep.CONTINUE: "The support goes on as it is.",
    NextStep.CHANGE: "We change the support, or what we aim for.",
    NextStep.STEP_UP: "More support, or advice from a specialist. The SENCO will talk to you about it.",
    NextStep.STEP_DOWN: "Less support than now, which still is SEN support. The SENCO will talk to you about it.",
    NextStep.LEAVE: "SEN support is no longer needed. The SENCO will talk to you about it.",
}
ADVICE = (
    "You can also have free, confidential advice that does not come from the school. Every area has a SENDIAS service "
    "(special educational needs and disabilities information, advice and support) for parents, carers and young "
    "people. Your local authority's Local Offer, on its website, says how to reach yours; so does our SENCO."
)


@dataclass(frozen=True, repr=False)
class Handed(Discreet):
    """What a support plan is made of. `lead` and `sencos` are names; `review` is the one still to come, if booked."""

    school: School
    pupil: Pupil
    cycle: Cycle
    outcomes: Sequence[Outcome]
    lines: Sequence[ProvisionLine]
    review: Review | None
    lead: str
    sencos: Sequence[str]


def in_words(plan: Handed, made: str) -> Document:
    """The document for parents. It has no UPN and no date of birth; its file's name and its title name nobody."""
    cycle, first = plan.cycle, plan.pupil.preferred or plan.pupil.forename
    return Document(
        file=f"Support plan {cycle.reference}",
        title=TITLE,
        school=plan.school.name,
        made=made,
        parts=(
            Words(_whom(plan), "Who this plan is for"),
            Words(cycle.strengths or NOT_WRITTEN, f"What {first} is good at"),
            Words(cycle.needs, f"What {first} needs help with"),
            Words("", "What we have been told"),
            Words(cycle.pupil_views or NOT_WRITTEN, f"{_possessive(first)} own views", level=2),
            Words(cycle.parents_views or NOT_WRITTEN, "Parents' and carers' views", level=2),
            _aims(plan.outcomes),
            _support(plan.lines),
            Words(_measured(first), "How we measure progress"),
            Words(_reviewed(plan), "When we look at this plan again"),
            Words(_whom_to_ask(plan), "Whom to speak to"),
            Rows(SIGNED, tuple((who, "", "", "") for who in _signing(first)), "Agreed"),
        ),
    )


def _whom(plan: Handed) -> str:
    pupil, cycle = plan.pupil, plan.cycle
    group = f", {pupil.group}" if pupil.group else ""
    return "\n".join(
        (
            f"{pupil.full_name}, {pupil.year_in_words}{group}",
            f"Lead teacher: {plan.lead}, who is responsible for {pupil.preferred or pupil.forename} day to day.",
            _standing(cycle),
        )
    )


def _standing(cycle: Cycle) -> str:
    if cycle.ended and cycle.closed_on:
        return f"This plan ended on {day(cycle.closed_on)} without a review."
    if cycle.stage is Stage.CLOSED and cycle.closed_on:
        return f"This plan was reviewed and closed on {day(cycle.closed_on)}."
    if cycle.started_on:
        return f"The support in this plan started on {day(cycle.started_on)}."
    return "This plan is still being agreed with you. It has not started yet."


def _aims(outcomes: Sequence[Outcome]) -> Words | Rows:
    heading = "What we are aiming for"
    if not outcomes:
        return Words("No aim has been agreed yet.", heading)
    return Rows(AIMS, tuple(_aim(outcome) for outcome in outcomes), heading)


def _aim(outcome: Outcome) -> tuple[str, ...]:
    went = "Not reviewed yet" if outcome.progress is Progress.OPEN else outcome.progress.label
    worked = f"\nWhat worked: {outcome.what_worked}" if outcome.what_worked else ""
    return f"{outcome.n}. {outcome.text}", outcome.baseline, outcome.target, _on(outcome.by, "Review"), went + worked


def _support(lines: Sequence[ProvisionLine]) -> Words | Rows:
    heading = "Who does what"
    if not lines:
        return Words("No support has been agreed yet.", heading)
    return Rows(SUPPORT, tuple(_line(line) for line in lines), heading)


def _line(line: ProvisionLine) -> tuple[str, ...]:
    of = f"\n{line.kind.label} for aim {line.outcome}" if line.outcome else f"\n{line.kind.label}"
    return f"{line.what}{of}", line.who, line.how_often, _on(line.first, ""), _on(line.until, "The review")


def _measured(first: str) -> str:
    return (
        f"For each aim we have written down where {first} starts and how we will know that it is reached. At the "
        f"review we look at both together with you and with {first}, and write down whether each aim was met, partly "
        "met or not met, what worked, and what we do next."
    )


def _reviewed(plan: Handed) -> str:
    cycle, said = plan.cycle, []
    if cycle.next_step:
        said.append(f"We reviewed it{f' on {day(cycle.closed_on)}' if cycle.closed_on else ''}. {cycle.impact}".strip())
        said.append(f"What happens next: {NEXT[cycle.next_step]}")
        if cycle.monitor_until:
            said.append(f"We look again on {day(cycle.monitor_until)}.")
    elif cycle.stage.is_open:
        said.append(_review(cycle, plan.review))
    # SEND Code of Practice 2015, paragraph 6.65.
    said.append(
        f"The school meets you at least {_count(MEETINGS_A_YEAR)} times each year to talk about the plan "
        "(SEND Code of Practice, paragraph 6.65). You may ask for a meeting at any other time."
    )
    return "\n".join(said)


def _review(cycle: Cycle, review: Review | None) -> str:
    on = review.on if review else cycle.review_on
    if on is None:
        return "The date of the review is still to be agreed. We will tell you."
    at = f" at {review.at:%H:%M}" if review and review.at else ""
    place = f", {review.place}" if review and review.place else ""
    return f"We review this plan on {day(on)}{at}{place}. You and your child are invited."


def _whom_to_ask(plan: Handed) -> str:
    sencos = " or ".join(plan.sencos)
    senco = f"Our special educational needs co-ordinator (SENCO): {sencos}." if sencos else ""
    ask = f"Any question about this plan: {plan.lead}, the lead teacher, through {plan.school.name}'s office."
    return "\n".join(words for words in (ask, senco, ADVICE) if words)


def _signing(first: str) -> tuple[str, ...]:
    return "Parent or carer", first, "Lead teacher", "SENCO"


def _on(value: date | None, otherwise: str) -> str:
    """A day as it fits into a table, on one line: "18 Dec 2026" with spaces that do not break."""
    return f"{value.day}\N{NO-BREAK SPACE}{value:%b}\N{NO-BREAK SPACE}{value.year}" if value else otherwise


def _count(n: int) -> str:
    return {1: "one", 2: "two", 3: "three"}.get(n, str(n))


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"
