"""The table of a cycle's moves, what keeps it from starting, and what carries on into the next."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from commands.domain.cycle import INSTEAD, MOVES, Cycle, Ended, Lack, Leftover, NextStep, Stage, next_cycle
from commands.domain.outcome import LineKind, Outcome, Progress, ProvisionLine

MONDAY = date(2026, 9, 14)
REVIEW = date(2026, 12, 18)
S = Stage


def a_cycle(**changes: object) -> Cycle:
    cycle = Cycle(
        school_id="S",
        reference="C-7K2PM",
        pupil_id="P",
        cycle_no=1,
        stage=S.PLAN,
        lead="T",
        made_by="A",
        made_on=MONDAY,
        needs="Retelling a story in order.",
        review_on=REVIEW,
    )
    return replace(cycle, **changes)  # type: ignore[arg-type]


def an_outcome(n: int = 1, **changes: object) -> Outcome:
    outcome = Outcome("S", "C-7K2PM", n, f"Outcome {n}", "Two events", "Five events", REVIEW)
    return replace(outcome, **changes)  # type: ignore[arg-type]


def a_line(n: int = 1, **changes: object) -> ProvisionLine:
    line = ProvisionLine("S", "C-7K2PM", n, 1, LineKind.PROVISION, "Talk group", "Ms Reed", "3 times a week", MONDAY)
    return replace(line, **changes)  # type: ignore[arg-type]


def reviewed(cycle: Cycle, step: NextStep = NextStep.CONTINUE, **changes: object) -> Cycle:
    words = {"impact": "More talk.", "pupil_views": "", "parents_views": "", "monitor_until": None, **changes}
    return cycle.reviewed(on=REVIEW, by="T", next_step=step, **words)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("stage", "allowed"),
    [
        (S.ASSESS, {S.PLAN, S.CLOSED}),
        (S.PLAN, {S.DO, S.CLOSED}),
        (S.DO, {S.REVIEW, S.CLOSED}),
        (S.REVIEW, {S.CLOSED}),
        (S.CLOSED, set()),
    ],
    ids=lambda value: value.value if isinstance(value, S) else "",
)
def test_the_moves_from_each_stage(stage: Stage, allowed: set[Stage]) -> None:
    assert MOVES[stage] == allowed
    assert {to for to in S if a_cycle(stage=stage).allows(to)} == allowed


REFUSED = [(stage, to) for stage in S for to in S if to not in MOVES[stage]]
OUTCOMES = [Outcome("S", "C-7K2PM", 1, "Retell", "Two", "Five", REVIEW)]
WAYS: dict[Stage, Callable[[Cycle], Cycle]] = {
    S.DO: lambda cycle: cycle.started(OUTCOMES, MONDAY, "A"),
    S.REVIEW: lambda cycle: cycle.under_review("A"),
    S.CLOSED: lambda cycle: cycle.stopped(Ended.MISTAKE, MONDAY, "A"),
}
"""How each stage is come to. To plan, from assessing, one looks at the needs; that moves no other stage."""


@pytest.mark.parametrize(("stage", "to"), REFUSED, ids=lambda value: value.value)
def test_every_move_outside_the_table_is_refused(stage: Stage, to: Stage) -> None:
    cycle = a_cycle(stage=stage)
    if to in WAYS:
        with pytest.raises(ValueError, match="C-7K2PM cannot"):
            WAYS[to](cycle)
    else:
        assert stage is to or cycle.assessed(needs="New").stage is not to


def test_each_stage_says_what_to_do_instead_and_none_is_forgotten() -> None:
    assert set(MOVES) == set(INSTEAD) == set(S)
    assert all("“" in words for words in INSTEAD.values())


@pytest.mark.parametrize("stage", [S.ASSESS, S.PLAN, S.DO, S.CLOSED])
def test_only_a_plan_under_review_is_closed_by_one(stage: Stage) -> None:
    with pytest.raises(ValueError, match="C-7K2PM is not under review"):
        reviewed(a_cycle(stage=stage))


def test_a_plan_that_has_not_started_is_not_reviewed_and_a_closed_one_stays_closed() -> None:
    with pytest.raises(ValueError, match="C-7K2PM cannot go from plan to review"):
        a_cycle().under_review("T")
    with pytest.raises(ValueError, match="cannot go from closed to closed"):
        a_cycle().stopped(Ended.MISTAKE, MONDAY, "A").stopped(Ended.LEFT, MONDAY, "A")


@pytest.mark.parametrize(
    ("changes", "outcomes", "lack"),
    [
        pytest.param({}, 1, None, id="an outcome and a date: it can start"),
        pytest.param({}, 0, Lack.OUTCOME, id="no outcome"),
        pytest.param({"review_on": None}, 1, Lack.REVIEW_DATE, id="no review date"),
        pytest.param({"review_on": MONDAY}, 1, Lack.PAST, id="a review date that is no longer to come"),
        pytest.param({"review_on": MONDAY + timedelta(1)}, 1, None, id="reviewed tomorrow"),
        pytest.param({"stage": S.ASSESS}, 1, Lack.NEEDS, id="the needs have not been looked at again"),
    ],
)
def test_what_keeps_a_plan_from_starting(changes: dict[str, object], outcomes: int, lack: Lack | None) -> None:
    cycle, aims = a_cycle(**changes), [an_outcome()] * outcomes
    assert cycle.lacks(aims, MONDAY) is lack
    if lack:
        with pytest.raises(ValueError, match=f"C-7K2PM cannot start: {lack.value}"):
            cycle.started(aims, MONDAY, "A")
    else:
        started = cycle.started(aims, MONDAY, "A")
        assert (started.stage, started.started_on, started.changed_by) == (S.DO, MONDAY, "A")


def test_looking_at_the_needs_brings_an_assessed_cycle_to_its_plan_and_moves_no_other() -> None:
    assert a_cycle(stage=S.ASSESS).assessed(needs="New").stage is S.PLAN
    assert a_cycle(stage=S.DO).assessed(needs="New").stage is S.DO


def test_views_given_at_the_review_take_the_place_of_the_plans_and_others_stay() -> None:
    cycle = a_cycle(stage=S.REVIEW, pupil_views="I like drama.", parents_views="Tired at home.")
    closed = reviewed(cycle, parents_views="Happier.")
    assert (closed.pupil_views, closed.parents_views) == ("I like drama.", "Happier.")


def test_a_day_to_look_again_belongs_to_leaving_the_register() -> None:
    until = date(2027, 3, 25)
    assert reviewed(a_cycle(stage=S.REVIEW), monitor_until=until).monitor_until is None
    assert reviewed(a_cycle(stage=S.REVIEW), NextStep.LEAVE, monitor_until=until).monitor_until == until


def test_what_is_open_or_partly_met_and_what_still_runs_carries_on() -> None:
    outcomes = [
        an_outcome(1, progress=Progress.MET),
        an_outcome(2, progress=Progress.PARTLY, what_worked="Pictures", by=REVIEW),
        an_outcome(3, progress=Progress.NOT_MET),
        an_outcome(4, by=date(2027, 7, 20)),
    ]
    lines = [
        a_line(1, outcome=1),
        a_line(2, outcome=4),
        a_line(3, outcome=2, until=REVIEW),
        a_line(4, outcome=0, until=date(2027, 2, 1)),
    ]
    closed = reviewed(a_cycle(stage=S.REVIEW))

    fresh, carried, support = next_cycle(closed, outcomes, lines, reference="C-22222", on=REVIEW, by="A")

    assert (fresh.cycle_no, fresh.stage, fresh.review_on, fresh.started_on) == (2, S.ASSESS, None, None)
    assert (fresh.needs, fresh.lead, fresh.version, fresh.impact) == (closed.needs, "T", 0, "")
    assert [(o.cycle, o.n, o.text, o.progress, o.by) for o in carried] == [
        ("C-22222", 1, "Outcome 2", Progress.OPEN, None),  # its day has come, so it needs a new one
        ("C-22222", 2, "Outcome 4", Progress.OPEN, date(2027, 7, 20)),
    ]
    # the met outcome's support ends with it, as does what has run out
    assert [(line.cycle, line.n, line.outcome) for line in support] == [("C-22222", 1, 2), ("C-22222", 2, 0)]

    _, _, support = next_cycle(
        closed, outcomes, lines, reference="C-22222", on=REVIEW, by="A", leftover=Leftover.GOES_ON
    )
    assert [(line.n, line.outcome) for line in support] == [(1, 0), (2, 2), (3, 0)]


@pytest.mark.parametrize("step", [step for step in NextStep if step is not NextStep.LEAVE], ids=lambda s: s.value)
def test_stepping_down_alone_leaves_provision_out_and_no_step_an_adjustment(step: NextStep) -> None:
    closed = reviewed(a_cycle(stage=S.REVIEW), step)
    lines = [a_line(1, outcome=0), a_line(2, outcome=0, kind=LineKind.ADJUSTMENT, recommendation="A-7K2PM.1")]
    _, _, support = next_cycle(closed, [], lines, reference="C-22222", on=REVIEW, by="A")
    kinds = [LineKind.ADJUSTMENT] if step is NextStep.STEP_DOWN else [LineKind.PROVISION, LineKind.ADJUSTMENT]
    assert [line.kind for line in support] == kinds
    assert support[-1].recommendation == "A-7K2PM.1"


def test_nothing_of_a_plan_is_seen_in_its_repr() -> None:
    assert "Retelling" not in repr(a_cycle())
    assert "Outcome 1" not in repr(an_outcome())
    assert "Talk" not in repr(a_line())
