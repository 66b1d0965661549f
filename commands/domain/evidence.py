"""Evidence of what a school has done for a pupil, as an agency or the local authority asks for it; what is missing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from commands.domain.adjustment import AdjustmentNote
from commands.domain.appointment import Appointment
from commands.domain.contact import MEETINGS_A_YEAR, Contact, How
from commands.domain.cycle import Cycle
from commands.domain.outcome import Outcome, Progress
from commands.domain.privacy.discreet import Discreet
from commands.domain.pupil import Pupil
from commands.domain.round_robin import RobinState, RoundRobin, View, answered
from commands.domain.story import Story
from commands.domain.what_works import Works, what_works

SOURCE = "SEND Code of Practice 2015, paragraph 9.14"
"""What a local authority should pay attention to when asked for an EHC needs assessment."""
A_YEAR = timedelta(days=365)


@dataclass(frozen=True, repr=False)
class Evidence(Discreet):
    """All that bears on a pupil's needs: their story, the notes of adjustments in class. `wanted` is how many reviewed
    plans the school's local authority usually wants to see; `today` is the school's local date."""

    pupil: Pupil
    story: Story
    notes: Sequence[AdjustmentNote]
    today: date
    wanted: int

    @property
    def plans(self) -> tuple[Cycle, ...]:
        """The plans that have started, the first first."""
        return tuple(cycle for cycle in self.story.cycles if cycle.started_on)

    @property
    def reviewed(self) -> tuple[Cycle, ...]:
        """Those that were reviewed; one that ended without a review shows nothing."""
        return tuple(cycle for cycle in self.plans if cycle.next_step)

    def outcomes_of(self, cycle: Cycle) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.story.outcomes if outcome.cycle == cycle.reference)

    @property
    def works(self) -> tuple[Works, ...]:
        """What was adjusted in class, and how it went."""
        return what_works(self.notes)

    @property
    def meetings(self) -> tuple[Contact, ...]:
        """Meetings with parents, the first first."""
        return tuple(sorted((one for one in self.story.contacts if one.how is How.MEETING), key=lambda one: one.on))

    @property
    def reports(self) -> tuple[Appointment, ...]:
        """The agencies' reports there are."""
        return tuple(one for one in self.story.appointments if one.report_on)

    @property
    def robins(self) -> tuple[tuple[RoundRobin, tuple[View, ...]], ...]:
        """The round robins that are closed and in which somebody answered, with the answers."""
        closed = [robin for robin in self.story.round_robins if robin.state is RobinState.CLOSED]
        with_answers = [(robin, answered(self._views(robin))) for robin in closed]
        return tuple((robin, views) for robin, views in with_answers if views)

    def _views(self, robin: RoundRobin) -> list[View]:
        return [view for view in self.story.views if view.reference == robin.reference]


def gaps(evidence: Evidence) -> tuple[str, ...]:
    """What is missing, each in a sentence that says what to do or where it is found. What this tool does not keep is
    named every time: nobody should send half of it for the whole."""
    return tuple(_gaps(evidence))


def _gaps(e: Evidence) -> Iterator[str]:
    count = len(e.reviewed)
    if count < e.wanted:
        running = e.story.open_cycle and e.story.open_cycle.stage.is_running
        then = "Review the plan under way." if running else "Plan the next cycle."
        yield f"{_counted(count, 'reviewed plan')}; this authority usually wants {e.wanted}. {then}"
    unmarked = sum(outcome.progress is Progress.OPEN for cycle in e.reviewed for outcome in e.outcomes_of(cycle))
    if unmarked:
        yield f"{_counted(unmarked, 'outcome')} of reviewed plans without a result."
    latest = e.plans[-1] if e.plans else None
    if latest is None or not latest.pupil_views:
        yield "The pupil's own views are not written down. “Needs and views” on the plan takes them."
    if latest is None or not latest.parents_views:
        yield "The parents' views are not written down. “Needs and views” on the plan takes them."
    recent = sum(meeting.on > e.today - A_YEAR for meeting in e.meetings)
    if recent < MEETINGS_A_YEAR:
        yield f"{_counted(recent, 'meeting')} with parents in the last year; there should be {MEETINGS_A_YEAR}."
    if not any(works.judged for works in e.works):
        yield "No adjustment in class is noted with how it went. Teachers note it with “adjust”."
    if not e.robins:
        yield "No teachers' views are gathered. “Ask for views” asks all of them at once."
    if not e.reports:
        yield "No agency's report is recorded."
    if e.pupil.attendance is None:
        yield "Attendance is not imported. Add it from your information system."
    yield "Attainment and rate of progress are not kept here. Add them from your information system."


def _counted(count: int, what: str) -> str:
    words = {0: "No", 1: "One"}.get(count, str(count))
    return f"{words} {what}" + ("" if count == 1 else "s")
