"""Outcomes in the words people read, the checklist's newest ticks, and the clock from referral to decision."""

from datetime import UTC, date, datetime, timedelta

import pytest

from commands.domain.days.calendar import SchoolCalendar
from commands.domain.decision import Check, Checked, Decision, ReferralOutcome, latest
from commands.domain.referral import MOVES, ClosedAs, ReferralState
from commands.referrals.decisions.choosing import WORDS
from tests.domain.test_referral import MONDAY, a_referral

NOW = datetime(2026, 9, 14, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (ReferralOutcome.NOT_SEND, "Decided: not SEND; support in class"),
        (ReferralOutcome.MONITORING, "Decided: monitoring; support in class"),
        (ReferralOutcome.SEN_SUPPORT, "Decided: SEN support"),
        (ReferralOutcome.EXTERNAL, "Decided: another agency is to be asked"),
        (ReferralOutcome.EHC_REQUEST, "Decided: an EHC needs assessment is to be asked for"),
        (
            ReferralOutcome.SAFEGUARDING,
            "Decided",
        ),  # that it went to the safeguarding lead is nobody's to read in a list
    ],
    ids=lambda value: value.value if isinstance(value, ReferralOutcome) else "",
)
def test_a_decided_referral_says_what_was_decided(outcome: ReferralOutcome, words: str) -> None:
    decided = a_referral().decided(outcome, MONDAY)
    assert (decided.state, decided.outcome, decided.ended_on) == (ReferralState.DECIDED, outcome, MONDAY)
    assert decided.state_in_words == words


def test_every_outcome_can_be_chosen() -> None:
    assert WORDS.keys() == set(ReferralOutcome)


@pytest.mark.parametrize("state", ReferralState)
def test_what_is_decided_or_closed_is_not_decided_again(state: ReferralState) -> None:
    referral = a_referral(state=state)
    if ReferralState.DECIDED in MOVES[state]:
        assert referral.decided(ReferralOutcome.MONITORING, MONDAY).outcome is ReferralOutcome.MONITORING
    else:
        with pytest.raises(ValueError, match="cannot go from"):
            referral.decided(ReferralOutcome.MONITORING, MONDAY)


@pytest.mark.parametrize(
    ("decided_on", "school_days"),
    [
        (date(2026, 9, 14), 0),
        (date(2026, 9, 15), 1),
        (date(2026, 9, 19), 4),  # a Saturday
        (date(2026, 9, 22), 6),
    ],
)
def test_the_clock_counts_school_days_and_stops_at_the_decision(decided_on: date, school_days: int) -> None:
    decided = a_referral().decided(ReferralOutcome.SEN_SUPPORT, decided_on)
    for later in (0, 100):
        today = decided_on + timedelta(days=later)
        assert decided.school_days_waiting(today, SchoolCalendar()) == school_days


def test_the_checklist_is_in_use_from_acceptance_to_decision() -> None:
    accepted = a_referral().accepted(by="SENCO", on=MONDAY)
    assert not a_referral().is_accepted
    assert accepted.is_accepted
    assert accepted.questioned().is_accepted
    assert not accepted.decided(ReferralOutcome.MONITORING, MONDAY).is_accepted
    assert not accepted.closed(ClosedAs.DUPLICATE, MONDAY).is_accepted


def test_of_two_ticks_of_the_same_the_later_counts() -> None:
    first, second = (Checked("S", "R", Check.DATA, MONDAY, line, "S", NOW) for line in ("one", "two"))
    assert latest([first, second]) == {Check.DATA: second}
    assert repr(first) == "<Checked>"
    assert repr(Decision("S", "R", ReferralOutcome.MONITORING, "S", MONDAY)) == "<Decision>"
