"""An EHC needs assessment: facts in any order, met or late and whose; which closure excuses and which does not."""

from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.domain.assessment import (
    RECEIVED,
    SENT,
    AskedBy,
    Assessment,
    AssessmentEnd,
    closure_excuses,
    facts_of,
    is_estimated,
    standings,
)
from commands.domain.days.calendar import SchoolCalendar, Span, TermDate
from commands.domain.law.clock_facts import FactWord, as_they_stand, to_do, what_is_next
from commands.domain.law.ruleset import Owner

NOON = datetime(2026, 9, 14, 12, tzinfo=UTC)
ONE = Assessment("S", "E-7K2PM", "P", AskedBy.SCHOOL, "england-2014", "sam", date(2026, 9, 14))
TERMS = (
    ("Autumn", date(2026, 9, 1), date(2026, 12, 18)),
    ("Spring", date(2027, 1, 4), date(2027, 3, 25)),
    ("Summer", date(2027, 4, 12), date(2027, 7, 21)),
    ("Autumn", date(2027, 9, 2), date(2027, 12, 17)),
)
YEAR = SchoolCalendar(tuple(TermDate("", Span.TERM, *row) for row in TERMS))
WHOLE = {
    RECEIVED: date(2026, 9, 14),
    "decision_told_on": date(2026, 10, 28),
    "advice_request_received_on": date(2026, 10, 20),
    "advice_sent_on": date(2026, 11, 27),
    "draft_served_on": date(2027, 1, 4),
    "school_consulted_on": date(2027, 1, 5),
}


def word(fact: str, on: date | None, n: int = 1) -> FactWord:
    return FactWord("S", "E-7K2PM", fact, on, "sam", NOON, n=n)


def test_what_is_met_is_met_in_time_or_late_and_what_is_next_is_told_with_its_owner() -> None:
    standing = {one.deadline.rule.id: one for one in standings(ONE, WHOLE, YEAR)}
    today = date(2027, 1, 6)
    assert standing["ehc.decision"].met_on == date(2026, 10, 28)
    assert standing["ehc.decision"].is_late(today)  # two days: the authority's
    assert standing["ehc.advice"].met_on == date(2026, 11, 27)
    assert not standing["ehc.advice"].is_late(today)
    assert standing["ehc.no_plan"].met_on == date(2027, 1, 4)  # a draft was served
    following = what_is_next(list(standing.values()))
    assert following
    assert (following.deadline.rule.id, following.deadline.rule.owner) == ("ehc.consult", Owner.SCHOOL)
    assert following.deadline.due == date(2027, 1, 20)
    assert [one.deadline.rule.id for one in to_do(list(standing.values()))] == ["ehc.consult", "ehc.final"]


def test_a_window_of_the_familys_is_nobodys_task_and_is_never_late() -> None:
    [reps] = [one for one in standings(ONE, WHOLE, YEAR) if one.deadline.rule.id == "ehc.reps"]
    assert reps.deadline.due == date(2027, 1, 18)
    assert not reps.is_to_do


@given(st.permutations(sorted(WHOLE)))
def test_facts_in_any_order_give_the_same_days(order: list[str]) -> None:
    facts = as_they_stand([word(fact, WHOLE[fact]) for fact in order])
    assert standings(ONE, facts, YEAR) == standings(ONE, WHOLE, YEAR)


@pytest.mark.parametrize("order", list(permutations((1, 2, 3))))
def test_the_last_word_on_a_fact_stands_however_they_come_in(order: tuple[int, ...]) -> None:
    said = {1: date(2026, 9, 14), 2: date(2026, 9, 15), 3: None}
    assert as_they_stand([word(RECEIVED, said[n], n) for n in order]) == {}
    assert as_they_stand([word(RECEIVED, said[n], n) for n in order if n < 3]) == {RECEIVED: said[2]}


def test_until_the_authority_says_when_it_received_it_the_clock_runs_from_the_sending() -> None:
    sent = {SENT: date(2026, 9, 11)}
    assert is_estimated(sent)
    [first, *_] = standings(ONE, sent, YEAR)
    assert first.deadline.due == date(2026, 9, 11) + timedelta(weeks=6)
    known = {**sent, RECEIVED: date(2026, 9, 14)}
    assert not is_estimated(known)
    assert standings(ONE, known, YEAR)[0].deadline.due == date(2026, 10, 26)


@pytest.mark.parametrize(
    ("asked_on", "excuses"),
    [
        pytest.param(date(2026, 12, 16), False, id="reg 5(4)(a): Christmas is sixteen days"),
        pytest.param(date(2027, 7, 14), False, id="reg 5(4)(a): eight days before it closes"),
        pytest.param(date(2027, 7, 15), True, id="reg 5(4)(a): one week before it closes"),
        pytest.param(date(2027, 8, 26), True, id="reg 5(4)(a): one week before it opens"),
        pytest.param(date(2027, 8, 27), False, id="reg 5(4)(a): six days before it opens"),
        pytest.param(date(2026, 10, 20), False, id="reg 5(4)(a): in term"),
    ],
)
def test_only_a_closure_of_four_weeks_excuses(asked_on: date, excuses: bool) -> None:
    found = closure_excuses(asked_on, YEAR)
    assert found == ((date(2027, 7, 22), date(2027, 9, 2)) if excuses else None)


def test_it_ends_once_and_every_way_a_deadline_is_met_is_a_fact_people_can_record() -> None:
    ended = ONE.ended(AssessmentEnd.PLAN, date(2027, 2, 1))
    with pytest.raises(ValueError, match="ended"):
        ended.ended(AssessmentEnd.WITHDRAWN, date(2027, 2, 2))
    known = {fact.id for fact in facts_of(ONE.rules)}
    assert {fact for one in standings(ONE, WHOLE, YEAR) for fact in one.deadline.rule.met_by} <= known
