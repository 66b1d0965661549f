"""What is missing of a pupil's evidence: each gap on its own, and once all is there only what is not kept here."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from commands.domain.adjustment import Adjustment, AdjustmentNote, Worked
from commands.domain.appointment import Appointment
from commands.domain.contact import How
from commands.domain.cycle import Cycle, Ended, NextStep, Stage
from commands.domain.evidence import Evidence, gaps
from commands.domain.outcome import Outcome, Progress
from commands.domain.pupil import Provision, Pupil
from commands.domain.round_robin import RobinState, RoundRobin, Scale, View, ViewState
from commands.domain.story import Story
from tests.domain.test_contact import a_contact

TODAY, LAST_YEAR = date(2026, 11, 25), date(2025, 11, 25)
PUPIL = Pupil("S", "P", "U", "Yusuf", "Amina", "", date(2018, 1, 20), "4", "4B", Provision.SUPPORT, attendance=93.5)
NOT_KEPT = "Attainment and rate of progress are not kept here. Add them from your information system."


def reviewed(n: int, **changes: Any) -> Cycle:
    cycle = Cycle(
        "S", f"C-{n}", "P", n, Stage.CLOSED, "T", "S", TODAY, "Needs.", pupil_views="I draw.", parents_views="Tired.",
        started_on=date(2026, n, 1), closed_on=date(2026, n, 28), impact="Some.", next_step=NextStep.CONTINUE,
    )  # fmt: skip
    return replace(cycle, **changes)


WHOLE = Story(
    cycles=[reviewed(n) for n in (1, 2, 3)],
    outcomes=[Outcome("S", f"C-{n}", 1, "Retell", "Two", "Five", None, Progress.PARTLY) for n in (1, 2, 3)],
    appointments=[Appointment("S", "A-1", 1, TODAY, report_title="Advice", report_on=TODAY)],
    contacts=[a_contact(on=TODAY - timedelta(days=100 * n), how=How.MEETING) for n in (1, 2, 3)],
    round_robins=[RoundRobin("S", "W-1", "P", "", "S", TODAY, RobinState.CLOSED, closed_on=TODAY)],
    views=[View("S", "W-1", "T", ViewState.ANSWERED, memory=Scale.MUCH), View("S", "W-1", "U")],
)
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
NOTE = AdjustmentNote("S", "P", 1, 1, "N-1", "T", NOON, NOON, TODAY, Adjustment.SEATING, "", Worked.HELPED)


def missing(
    story: Story = WHOLE, *, notes: tuple[AdjustmentNote, ...] = (NOTE,), wanted: int = 3, **of: Any
) -> list[str]:
    said = gaps(Evidence(replace(PUPIL, **of), story, notes, TODAY, wanted))
    assert said[-1] == NOT_KEPT
    return list(said[:-1])


def test_with_all_of_it_there_nothing_is_missing_but_what_is_not_kept_here() -> None:
    assert missing() == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"cycles": [reviewed(1)]}, "One reviewed plan; this authority usually wants 3."),
        ({"cycles": []}, "No reviewed plans; this authority usually wants 3."),
        ({"cycles": [reviewed(1), reviewed(2), reviewed(3, next_step=None, ended=Ended.LEFT)]}, "2 reviewed plans;"),
        ({"outcomes": [replace(WHOLE.outcomes[0], progress=Progress.OPEN)]}, "One outcome of reviewed plans without"),
        ({"cycles": [reviewed(1), reviewed(2), reviewed(3, pupil_views="")]}, "The pupil's own views are not written"),
        ({"cycles": [reviewed(1), reviewed(2), reviewed(3, parents_views="")]}, "The parents' views are not written"),
        ({"contacts": [a_contact(how=how, on=TODAY) for how in (How.MEETING, How.CALL)]}, "One meeting with"),
        ({"contacts": [a_contact(on=LAST_YEAR, how=How.MEETING)] * 3}, "No meetings with parents in the last year;"),
        ({"views": [View("S", "W-1", "T")]}, "No teachers' views are gathered."),
        ({"round_robins": [replace(WHOLE.round_robins[0], state=RobinState.OPEN)]}, "No teachers' views are gathered."),
        ({"appointments": [Appointment("S", "A-1", 1, TODAY)]}, "No agency's report is recorded."),
    ],
)  # fmt: skip
def test_each_gap_is_named_alone(changes: dict[str, Any], said: str) -> None:
    story = replace(WHOLE, **changes)
    told = [gap for gap in missing(story) if gap.startswith(said)]
    assert len(told) == 1
    if "cycles" not in changes or len(changes["cycles"]) == 3:
        assert len(missing(story)) == 1


def test_adjustments_count_once_somebody_said_how_they_went() -> None:
    [said] = missing(notes=())
    assert said.startswith("No adjustment in class is noted")
    assert missing(notes=(replace(NOTE, how=Worked.EARLY),)) == [said]


def test_an_authority_that_wants_fewer_is_content_with_fewer_and_attendance_is_asked_for() -> None:
    assert missing(replace(WHOLE, cycles=WHOLE.cycles[:2]), wanted=2) == []
    assert missing(attendance=None) == ["Attendance is not imported. Add it from your information system."]
