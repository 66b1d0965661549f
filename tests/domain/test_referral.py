"""The table of a referral's moves, and when a reply is due."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from commands.domain.days.calendar import SchoolCalendar
from commands.domain.decision import ReferralOutcome
from commands.domain.needs import AreaOfNeed
from commands.domain.referral import (
    MOVES,
    ClosedAs,
    Duration,
    Effect,
    NotSendReason,
    Referral,
    ReferralState,
    Urgency,
    reply_due,
)
from commands.domain.school import School

MONDAY = date(2026, 9, 14)
S = ReferralState


def a_referral(**changes: object) -> Referral:
    referral = Referral(
        school_id="S",
        reference="R-7K2PM",
        pupil_id="P",
        year="4",
        raised_by="T",
        raised_on=MONDAY,
        reply_by=date(2026, 10, 5),
        areas=(AreaOfNeed.COGNITION,),
        urgency=Urgency.ROUTINE,
        noticed="Cannot yet retell a story.",
        tried="Story maps",
        tried_for=Duration.WEEKS,
        tried_effect=Effect.SOME,
        hoped="A second pair of eyes.",
        parents_told=True,
    )
    return replace(referral, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        (S.SUBMITTED, {S.ASSESSING, S.INFO_REQUESTED, S.DECIDED, S.CLOSED}),
        (S.INFO_REQUESTED, {S.SUBMITTED, S.ASSESSING, S.DECIDED, S.CLOSED}),
        (S.ASSESSING, {S.INFO_REQUESTED, S.DECIDED, S.CLOSED}),
        (S.DECIDED, set()),
        (S.CLOSED, set()),
    ],
    ids=lambda value: value.value if isinstance(value, S) else "",
)
def test_the_moves_from_each_state(state: ReferralState, allowed: set[ReferralState]) -> None:
    assert MOVES[state] == allowed
    assert {to for to in S if a_referral(state=state).allows(to)} == allowed


WAYS: dict[ReferralState, Callable[[Referral], Referral]] = {
    S.SUBMITTED: lambda referral: referral.answered(),
    S.INFO_REQUESTED: lambda referral: referral.questioned(),
    S.ASSESSING: lambda referral: referral.accepted(by="SENCO", on=MONDAY),
    S.DECIDED: lambda referral: referral.decided(ReferralOutcome.MONITORING, MONDAY),
    S.CLOSED: lambda referral: referral.closed(ClosedAs.WITHDRAWN, MONDAY),
}
REFUSED = [(state, to) for state in S for to in WAYS if to not in MOVES[state]]


@pytest.mark.parametrize(("state", "to"), REFUSED, ids=lambda value: value.value)
def test_every_move_outside_the_table_is_refused_by_reference_alone(state: ReferralState, to: ReferralState) -> None:
    assert set(WAYS) == set(MOVES) == set(S)
    with pytest.raises(ValueError, match=f"R-7K2PM cannot go from {state.value} to {to.value}"):
        WAYS[to](a_referral(state=state))


def test_an_answer_returns_it_to_where_it_stood_before_the_question() -> None:
    assert a_referral().questioned().answered().state is S.SUBMITTED
    assert a_referral().accepted(by="SENCO", on=MONDAY).questioned().answered().state is S.ASSESSING


def test_not_send_keeps_what_is_in_place_and_what_would_reopen_it() -> None:
    decided = a_referral().not_send(
        on=MONDAY,
        reason=NotSendReason.TEACHING_FIRST,
        rationale="Story maps need six weeks.",
        universal_adjustments="Pre-teach vocabulary",
        delivered_by="Class teacher",
        monitor_until=date(2026, 11, 2),
        review_trigger="No change",
        parents_informed_on=None,
    )
    assert decided.state is S.DECIDED
    assert decided.monitor_until == date(2026, 11, 2)
    assert decided.review_trigger == "No change"


@pytest.mark.parametrize(
    ("urgency", "expected"),
    [
        (Urgency.ROUTINE, date(2026, 10, 5)),
        (Urgency.SOON, date(2026, 9, 28)),
        (Urgency.URGENT, date(2026, 9, 17)),
    ],
    ids=lambda value: value.value if isinstance(value, Urgency) else "",
)
def test_the_reply_is_due_by_the_schools_own_periods(urgency: Urgency, expected: date) -> None:
    assert reply_due(School("S", "Oakfield"), urgency, MONDAY, SchoolCalendar()) == expected


def test_a_referral_is_overdue_the_day_after_its_reply_by_date_and_only_while_nobody_has_answered() -> None:
    assert not a_referral().is_overdue(date(2026, 10, 5))
    assert a_referral().is_overdue(date(2026, 10, 6))
    assert not a_referral().accepted(by="SENCO", on=MONDAY).is_overdue(date(2026, 10, 6))
    assert not a_referral().questioned().is_overdue(date(2026, 10, 6))


def test_a_referral_and_a_pupil_in_a_traceback_tell_nothing() -> None:
    assert repr(a_referral()) == "<Referral>"
