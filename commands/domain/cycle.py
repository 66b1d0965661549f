"""One cycle of a pupil's plan: assess, plan, do, review; what it aims at, what is put in place, what carries on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from commands.domain.days.calendar import SchoolCalendar
from commands.domain.outcome import LineKind, Outcome, ProvisionLine
from commands.domain.person import Person
from commands.domain.privacy.discreet import Discreet
from commands.domain.words.labelled import Labelled

WEEKS_FOR_PROGRESS = 6
"""School weeks a term must still have for its last school day to be offered as the review date (a school rule)."""


class Stage(Labelled):
    """Where a cycle stands: the four parts of the graduated approach (SEND Code 6.44 onwards), then closed."""

    ASSESS = "assess", "Assess", "Looking at what the pupil needs now"
    PLAN = "plan", "Plan", "Agreeing outcomes and support"
    DO = "do", "Do", "The support is under way"
    REVIEW = "review", "Review", "Looking at what it has done"
    CLOSED = "closed", "Closed", "Reviewed, or ended without a review"

    @property
    def is_open(self) -> bool:
        return self is not Stage.CLOSED

    @property
    def is_running(self) -> bool:
        """Whether the support has started."""
        return self in (Stage.DO, Stage.REVIEW)


MOVES: dict[Stage, frozenset[Stage]] = {
    Stage.ASSESS: frozenset({Stage.PLAN, Stage.CLOSED}),
    Stage.PLAN: frozenset({Stage.DO, Stage.CLOSED}),
    Stage.DO: frozenset({Stage.REVIEW, Stage.CLOSED}),
    Stage.REVIEW: frozenset({Stage.CLOSED}),
    Stage.CLOSED: frozenset(),
}


INSTEAD: dict[Stage, str] = {
    Stage.ASSESS: "Press “Needs and views” to look at the needs again; then it can be started.",
    Stage.PLAN: "Add its outcomes, then press “Start”.",
    Stage.DO: "Press “Review” to review it, or “End without review”.",
    Stage.REVIEW: "Mark its outcomes, then press “Close review”.",
    Stage.CLOSED: "For another, ask for “plan” and the pupil's name.",
}
"""What to do with a plan that stands there, for whoever wanted something else of it."""


class NextStep(Labelled):
    """What a review decides."""

    CONTINUE = "continue", "Continue", "The support goes on as it is"
    CHANGE = "change", "Change", "Other support, or other outcomes"
    STEP_UP = "step_up", "Step up", "More support, or ask a specialist; the SENCO decides"
    STEP_DOWN = "step_down", "Step down", "Less support, still SEN support; the SENCO decides"
    LEAVE = "leave", "Leave the register", "SEN support is no longer needed; the SENCO decides"

    @property
    def is_the_sencos(self) -> bool:
        return self not in (NextStep.CONTINUE, NextStep.CHANGE)


class Ended(Labelled):
    """Why a cycle ended without a review."""

    LEFT = "left", "The pupil has left the school"
    MISTAKE = "mistake", "The plan was started by mistake"
    REPLACED = "replaced", "Something else takes its place", "An EHC plan, say, or a decision of the family"


class Leftover(Labelled):
    """What becomes of support whose outcome ends with a review, met or not."""

    ENDS = "ends", "It ends with its outcome"
    GOES_ON = "goes_on", "It goes on, for the whole plan"


class Lack(Labelled):
    """What a plan still needs before it can start; the label is what to do."""

    NEEDS = "needs", "Look again at the needs first: press “Needs and views”"
    OUTCOME = "outcome", "Add at least one outcome first: press “Add outcome”"
    REVIEW_DATE = "review_date", "Give it a review date first: press “Needs and views”"
    PAST = "past", "Its review date has passed: press “Needs and views” and give a day to come"


@dataclass(frozen=True, repr=False)
class Cycle(Discreet):
    """One turn of a pupil's plan. `lead`, `made_by` and `changed_by` are staff; `version` counts the changes made,
    those of its outcomes and lines included."""

    school_id: str
    reference: str
    pupil_id: str
    cycle_no: int
    stage: Stage
    lead: str
    made_by: str
    made_on: date
    needs: str
    strengths: str = ""
    pupil_views: str = ""
    parents_views: str = ""
    review_on: date | None = None
    started_on: date | None = None
    closed_on: date | None = None
    impact: str = ""
    next_step: NextStep | None = None
    monitor_until: date | None = None
    ended: Ended | None = None
    changed_by: str = ""
    version: int = 0

    def is_led_by(self, person: Person) -> bool:
        """Whether somebody may read all of it, review it and hand it to the parents: who leads it, and a SENCO."""
        return person.is_senco or self.lead == person.id

    def allows(self, stage: Stage) -> bool:
        """Whether the table of moves lets the cycle go to `stage` from where it stands."""
        return stage in MOVES[self.stage]

    def lacks(self, outcomes: Sequence[Outcome], today: date) -> Lack | None:
        """What keeps it from starting; None when nothing does."""
        if self.stage is Stage.ASSESS:
            return Lack.NEEDS
        if not outcomes:
            return Lack.OUTCOME
        if self.review_on is None:
            return Lack.REVIEW_DATE
        return Lack.PAST if self.review_on <= today else None

    def assessed(self, **changes: object) -> "Cycle":
        """The needs have been looked at; from the first stage it goes on to the second."""
        cycle = self._moved(Stage.PLAN) if self.stage is Stage.ASSESS else self
        return replace(cycle, **changes)  # type: ignore[arg-type]

    def started(self, outcomes: Sequence[Outcome], on: date, by: str) -> "Cycle":
        """The support begins. A plan without an outcome or a review date to come cannot start."""
        if lack := self.lacks(outcomes, on):
            raise ValueError(f"{self.reference} cannot start: {lack.value}")
        return self._moved(Stage.DO, started_on=on, changed_by=by)

    def under_review(self, by: str) -> "Cycle":
        """The review has begun."""
        return self._moved(Stage.REVIEW, changed_by=by)

    def reviewed(
        self,
        *,
        on: date,
        by: str,
        impact: str,
        next_step: NextStep,
        monitor_until: date | None,
        pupil_views: str,
        parents_views: str,
    ) -> "Cycle":
        """Closed by its review. Views given now take the place of those of the plan; none given leaves them."""
        if self.stage is not Stage.REVIEW:
            raise ValueError(f"{self.reference} is not under review")
        return self._moved(
            Stage.CLOSED,
            closed_on=on,
            changed_by=by,
            impact=impact,
            next_step=next_step,
            monitor_until=monitor_until if next_step is NextStep.LEAVE else None,
            pupil_views=pupil_views or self.pupil_views,
            parents_views=parents_views or self.parents_views,
        )

    def reviewing_on(self, day: date, by: str) -> "Cycle":
        """Its review has moved to another day."""
        return replace(self, review_on=day, changed_by=by)

    def stopped(self, why: Ended, on: date, by: str) -> "Cycle":
        """Closed without a review."""
        return self._moved(Stage.CLOSED, closed_on=on, changed_by=by, ended=why)

    def _moved(self, stage: Stage, **changes: object) -> "Cycle":
        if not self.allows(stage):
            raise ValueError(f"{self.reference} cannot go from {self.stage.value} to {stage.value}")
        return replace(self, stage=stage, **changes)  # type: ignore[arg-type]

    @property
    def stage_in_words(self) -> str:
        """Where it stands, as a line of a card says it."""
        if self.ended:
            return f"Closed without a review: {self.ended.in_sentence}"
        if self.next_step:
            return f"Closed by its review: {self.next_step.in_sentence}"
        return self.stage.label


def review_offered(day: date, calendar: SchoolCalendar) -> date | None:
    """The review date offered for a plan made on `day`: the last school day of its term, or of the next one when fewer
    than six school weeks are left. None where the term dates do not reach."""
    term = calendar.term_of(day)
    if term and calendar.school_weeks_left(day) < WEEKS_FOR_PROGRESS:
        term = calendar.term_after(term)
    return calendar.last_school_day_of_term(term) if term else None


def next_cycle(
    closed: Cycle,
    outcomes: Sequence[Outcome],
    lines: Sequence[ProvisionLine],
    *,
    reference: str,
    on: date,
    by: str,
    leftover: Leftover = Leftover.ENDS,
) -> tuple[Cycle, tuple[Outcome, ...], tuple[ProvisionLine, ...]]:
    """What opens when a review closes: the outcomes still to be reached and the support that goes on, numbered afresh.

    Support goes on with its outcome, or with the plan as a whole; that of an outcome that ends does as `leftover` says.
    Stepping down leaves out provision, which is put back where it is still needed; adjustments stay. The cycle begins
    by assessing again, so that its needs are looked at and it is given a review date of its own.
    """
    fresh = Cycle(
        closed.school_id, reference, closed.pupil_id, closed.cycle_no + 1, Stage.ASSESS, closed.lead, by, on,
        needs=closed.needs, strengths=closed.strengths, pupil_views=closed.pupil_views,
        parents_views=closed.parents_views, changed_by=by,
    )  # fmt: skip
    still = [outcome for outcome in outcomes if outcome.goes_on]
    numbers = {outcome.n: n for n, outcome in enumerate(still, 1)}
    carried = tuple(
        Outcome(closed.school_id, reference, numbers[o.n], o.text, o.baseline, o.target, _to_come(o.by, on))
        for o in still
    )
    goes_on = [
        line
        for line in lines
        if line.is_running(on)
        and (line.outcome in (0, *numbers) or leftover is Leftover.GOES_ON)
        and (line.kind is LineKind.ADJUSTMENT or closed.next_step is not NextStep.STEP_DOWN)
    ]
    support = tuple(
        replace(line, cycle=reference, n=n, outcome=numbers.get(line.outcome, 0)) for n, line in enumerate(goes_on, 1)
    )
    return fresh, carried, support


def _to_come(day: date | None, on: date) -> date | None:
    return day if day and day > on else None
