"""An annual review's chain: counted from its meeting and moved with it; what no longer fits; what else is looked at."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.domain.annual_review import (
    COMPLETED,
    DECIDED,
    LAST_MEETING,
    MADE,
    NOTICE,
    chain,
    checklist,
    is_announced,
    is_too_late,
    misfits,
    proposed,
)
from commands.domain.days.calendar import SchoolCalendar, Span, TermDate
from commands.domain.law.clock_facts import DeadlineState, is_ours, to_do
from commands.domain.law.ruleset import Owner
from commands.domain.review import Review, ReviewKind, ReviewState

YEAR = SchoolCalendar(
    (
        TermDate("", Span.TERM, "Autumn", date(2026, 9, 1), date(2026, 12, 18)),
        TermDate("", Span.BREAK, "Half-term", date(2026, 10, 26), date(2026, 10, 30)),
        TermDate("", Span.TERM, "Spring", date(2027, 1, 4), date(2027, 3, 25)),
        TermDate("", Span.TERM, "Summer", date(2027, 4, 12), date(2027, 7, 21)),
        TermDate("", Span.TERM, "Autumn", date(2027, 9, 2), date(2027, 12, 17)),
    )
)
BOOKED = date(2026, 9, 14)
REVIEW = Review("S", "V-7K2PM", "P", ReviewKind.ANNUAL, date(2026, 11, 10), "sam", BOOKED)
HELD = replace(REVIEW, state=ReviewState.HELD, held_on=date(2026, 11, 10))


def steps(review: Review = REVIEW, **facts: date) -> dict[str, DeadlineState]:
    return {one.deadline.rule.id: one for one in chain(review, facts, YEAR)}


@pytest.mark.parametrize(
    ("rule", "due", "act_by"),
    [
        pytest.param("ar.invite", date(2026, 10, 27), date(2026, 10, 23), id="SI 2014/1530, reg 20(3)"),
        pytest.param("ar.papers", date(2026, 10, 27), date(2026, 10, 23), id="SI 2014/1530, reg 20(4)"),
        pytest.param("ar.report", date(2026, 11, 24), date(2026, 11, 24), id="SI 2014/1530, reg 20(7)-(9)"),
        pytest.param("ar.la_decision", date(2026, 12, 8), date(2026, 12, 8), id="SI 2014/1530, reg 20(10)"),
        pytest.param("ar.final", date(2027, 2, 2), date(2027, 2, 2), id="[2022] EWHC 493 (Admin)"),
    ],
)
def test_each_step_is_counted_from_the_meeting(rule: str, due: date, act_by: date) -> None:
    """Half-term lies before the notice of two weeks, so the school acts before it."""
    assert (steps()[rule].deadline.due, steps()[rule].deadline.act_by) == (due, act_by)


@given(st.integers(-30, 60))
def test_moving_the_meeting_moves_what_hangs_on_it_by_as_many_days_and_nothing_else(days: int) -> None:
    moved = replace(REVIEW, on=REVIEW.on + timedelta(days=days), state=ReviewState.MOVED)
    facts = {MADE: date(2026, 2, 1)}
    before = {one.deadline.rule.id: one.deadline.due for one in chain(REVIEW, facts, YEAR)}
    after = {one.deadline.rule.id: one.deadline.due for one in chain(moved, facts, YEAR)}
    hang_on_it = ("ar.ask_views", "ar.invite", "ar.papers", "ar.report", "ar.la_decision", "ar.final")
    for rule, due in before.items():
        assert after[rule] == due + timedelta(days=days if rule in hang_on_it else 0), rule
    for one in chain(moved, facts, YEAR):
        assert one.deadline.act_by <= one.deadline.due


@pytest.mark.parametrize(
    ("facts", "today", "on"),
    [
        # Made on 1 February 2026: completed by 31 January, the meeting by 3 January, two weeks in hand 20 December.
        ({MADE: date(2026, 2, 1)}, BOOKED, date(2026, 12, 18)),
        ({COMPLETED: date(2026, 3, 10), LAST_MEETING: date(2026, 2, 10)}, BOOKED, date(2027, 1, 26)),
        # Too late to aim: the first school day for which two weeks' notice can still be given, after half-term.
        ({MADE: date(2025, 11, 1)}, date(2026, 10, 12), date(2026, 11, 2)),
        ({}, BOOKED, None),
    ],
)
def test_the_day_proposed_is_a_school_day_early_enough_or_the_first_that_keeps_the_notice(
    facts: dict[str, date], today: date, on: date | None
) -> None:
    assert proposed(facts, today, YEAR) == on


def test_a_notice_that_was_not_given_in_time_no_longer_fits_until_it_is_recorded() -> None:
    late = list(misfits(REVIEW, list(steps().values()), date(2026, 10, 28)))
    assert [one.deadline.rule.id for one in late] == ["ar.invite", "ar.papers"]
    assert not list(misfits(REVIEW, list(steps().values()), date(2026, 10, 27)))
    given_ = steps(invited_on=date(2026, 10, 20), papers_sent_on=date(2026, 10, 23))
    assert not list(misfits(REVIEW, list(given_.values()), date(2026, 10, 28)))
    assert not list(misfits(HELD, list(steps(HELD).values()), date(2026, 11, 12)))


def test_a_meeting_later_than_the_authority_needs_is_said() -> None:
    facts = {COMPLETED: date(2025, 12, 1)}
    assert is_too_late(REVIEW, chain(REVIEW, facts, YEAR)) == date(2026, 11, 2)
    assert is_too_late(replace(REVIEW, on=date(2026, 11, 2)), chain(REVIEW, facts, YEAR)) is None


def test_a_decision_to_keep_the_plan_waits_for_no_amendment_and_a_notice_does() -> None:
    kept = steps(HELD, **{DECIDED: date(2026, 12, 1)})
    assert not {"ar.final", "ar.no_amendment", "ar.reps"} & set(kept)
    amended = steps(HELD, **{DECIDED: date(2026, 12, 1), NOTICE: date(2026, 12, 22)})
    assert amended["ar.final"].deadline.due == date(2027, 2, 2)  # a late notice does not move the twelve weeks
    assert amended["ar.reps"].deadline.due == date(2027, 1, 5)


def test_what_is_announced_before_the_meeting_and_after_it() -> None:
    def announced(review: Review) -> list[str]:
        return [one.deadline.rule.id for one in to_do(chain(review, {}, YEAR)) if is_announced(one, review)]

    assert announced(REVIEW) == ["ar.ask_views", "ar.invite"]
    assert announced(replace(REVIEW, booked_on=date(2026, 10, 20))) == [
        "ar.invite"
    ]  # the advice was late from the start
    assert announced(HELD) == ["ar.report", "ar.la_decision", "ar.final"]


def test_no_duty_of_the_schools_is_shown_after_its_legal_day_and_the_authoritys_is_theirs() -> None:
    for one in steps().values():
        rule = one.deadline.rule
        assert one.deadline.act_by <= one.deadline.due
        assert is_ours(one) == (rule.owner is Owner.SCHOOL)


@pytest.mark.parametrize(
    ("year", "born", "heading"),
    [
        ("9", date(2013, 1, 20), "Preparing for adulthood"),
        ("13", None, "Preparing for adulthood"),
        ("8", date(2014, 1, 20), None),
        ("X", date(2010, 1, 20), None),
        ("N", date(2022, 11, 11), "Under five"),
        ("R", date(2021, 11, 10), None),
    ],
)
def test_what_is_looked_at_beside_the_outcomes(year: str, born: date | None, heading: str | None) -> None:
    found = checklist(year, born, date(2026, 11, 10))
    assert (found[0] if found else None) == heading
