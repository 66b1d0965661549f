"""The table of a review's moves, when it is due, and who has had none this term."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

import pytest

from commands.domain.review import (
    INSTEAD,
    MOVES,
    PAPERS,
    Review,
    ReviewKind,
    ReviewState,
    papers_due,
    reach,
    without_review,
)
from tests.domain.test_terms import AUTUMN, SPRING, SUMMER, YEAR

S = ReviewState
FRIDAY = date(2026, 12, 18)


def a_review(**changes: object) -> Review:
    review = Review("S", "V-7K2PM", "P", ReviewKind.SUPPORT, FRIDAY, "A", date(2026, 9, 14))
    return replace(review, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        (S.PLANNED, {S.MOVED, S.HELD, S.CANCELLED}),
        (S.MOVED, {S.MOVED, S.HELD, S.CANCELLED}),
        (S.HELD, set()),
        (S.CANCELLED, set()),
    ],
    ids=lambda value: value.value if isinstance(value, S) else "",
)
def test_the_moves_from_each_state(state: ReviewState, allowed: set[ReviewState]) -> None:
    assert MOVES[state] == allowed
    assert {to for to in S if a_review(state=state).allows(to)} == allowed


WAYS: dict[ReviewState, Callable[[Review], Review]] = {
    S.MOVED: lambda review: review.moved(FRIDAY, None),
    S.HELD: lambda review: review.held(FRIDAY),
    S.CANCELLED: lambda review: review.cancelled("Ill"),
}
"""How each state is come to; none comes back to the first."""
REFUSED = [(state, to) for state in S for to in WAYS if to not in MOVES[state]]


@pytest.mark.parametrize(("state", "to"), REFUSED, ids=lambda value: value.value)
def test_every_move_outside_the_table_is_refused_by_reference_alone(state: ReviewState, to: ReviewState) -> None:
    with pytest.raises(ValueError, match=f"V-7K2PM cannot go from {state.value} to {to.value}"):
        WAYS[to](a_review(state=state))


def test_each_state_says_what_to_do_instead_and_none_is_forgotten() -> None:
    assert set(MOVES) == set(INSTEAD) == set(S) == {S.PLANNED, *WAYS}
    assert all("Ask for “" in words for words in INSTEAD.values())


@pytest.mark.parametrize(
    ("today", "overdue", "soon"),
    [
        pytest.param(date(2026, 12, 3), False, False, id="eleven school days before"),
        pytest.param(date(2026, 12, 4), False, True, id="ten school days before"),
        pytest.param(FRIDAY, False, True, id="on the day"),
        pytest.param(date(2026, 12, 28), False, False, id="in the holiday after it"),
        pytest.param(date(2027, 1, 4), False, False, id="an INSET day is no school day"),
        pytest.param(date(2027, 1, 5), True, False, id="the next school day"),
    ],
)
def test_overdue_from_the_next_school_day(today: date, overdue: bool, soon: bool) -> None:
    assert a_review().is_overdue(today, YEAR) is overdue
    assert a_review().is_due_soon(today, YEAR) is soon
    assert not a_review().held(FRIDAY).is_overdue(today, YEAR)
    assert not a_review().cancelled("Ill").is_due_soon(today, YEAR)
    assert a_review(state=S.MOVED).is_overdue(today, YEAR) is overdue  # a moved one is still to come


@pytest.mark.parametrize(
    ("kind", "due"),
    [
        pytest.param(ReviewKind.ANNUAL, date(2026, 10, 27), id="reg 20(4): two weeks before, even in half-term"),
        pytest.param(ReviewKind.SUPPORT, None, id="no papers for a SEN support review"),
        pytest.param(ReviewKind.INTERIM, None, id="nor for an interim one"),
    ],
)
def test_when_papers_are_due(kind: ReviewKind, due: date | None) -> None:
    assert papers_due(kind, date(2026, 11, 10)) == due
    assert all("regulation" in rule.source for rule in PAPERS.values())


def test_papers_move_with_the_review() -> None:
    review = a_review(kind=ReviewKind.ANNUAL, on=date(2026, 11, 10), papers_due=date(2026, 10, 27))
    moved = review.moved(date(2026, 11, 24), time(14, 30))
    assert (moved.on, moved.at, moved.papers_due) == (date(2026, 11, 24), time(14, 30), date(2026, 11, 10))
    assert a_review().moved(date(2027, 1, 8), None).papers_due is None


@pytest.mark.parametrize(
    ("held", "lacking"),
    [
        pytest.param([], ("P", "Q"), id="none held"),
        pytest.param([("P", date(2026, 8, 31))], ("P", "Q"), id="the day before term"),
        pytest.param([("P", date(2026, 9, 1))], ("Q",), id="the first day of term"),
        pytest.param([("P", FRIDAY), ("Q", FRIDAY)], (), id="the last day of term"),
        pytest.param([("Q", date(2027, 1, 3))], ("P",), id="in the holiday after it"),
        pytest.param([("P", date(2027, 1, 4))], ("P", "Q"), id="the next term's first day"),
        pytest.param([("P", FRIDAY), ("P", FRIDAY)], ("Q",), id="two of one pupil"),
    ],
)
def test_who_has_had_no_review_this_term(held: list[tuple[str, date]], lacking: tuple[str, ...]) -> None:
    assert without_review(("P", "Q"), held, *reach(AUTUMN, YEAR)) == lacking


def test_each_of_the_three_terms_needs_a_review_of_its_own() -> None:
    held = [("P", FRIDAY), ("P", date(2027, 7, 20))]
    missed = [term.name for term in (AUTUMN, SPRING, SUMMER) if without_review(("P",), held, *reach(term, YEAR))]
    assert missed == ["Spring 2027"]
