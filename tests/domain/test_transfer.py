"""A phase transfer: the days its year group has, which review counts, what is left to pass on, whose the rights are."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.domain.days.calendar import SchoolCalendar
from commands.domain.due import DueKind
from commands.domain.due_transfers import of_transfer
from commands.domain.pupil import Provision, Pupil
from commands.domain.review import Review, ReviewKind, ReviewState
from commands.domain.transfer import (
    YEARS_OF_TRANSFER,
    HandOver,
    Moving,
    PassedOn,
    Transfer,
    looks_ahead,
    rights_in_words,
    rights_pass_on,
    same_place,
    the_years_before,
    transfer_day,
)
from tests.domain.test_annual_review import YEAR

AMINA = Pupil("S", "P", "U", "Yusuf", "Amina", "Amina", date(2016, 1, 20), "6", "6B", Provision.PLAN)
SEPTEMBER = date(2027, 9, 1)
MEADOW = Transfer("S", "P-7K2PM", "P", 2027, "Meadow High", "england-2014", "sam", date(2026, 9, 14))
NOW = datetime(2027, 6, 1, 9, tzinfo=UTC)
MOVING = Moving(AMINA, SEPTEMBER, "6")


def a_review(on: date, held: bool = False) -> Review:
    review = Review("S", "V-7K2PM", "P", ReviewKind.ANNUAL, on, "sam", date(2026, 9, 14))
    return replace(review, state=ReviewState.HELD, held_on=on) if held else review


def word(what: PassedOn, on: date | None = date(2027, 6, 1), n: int = 1) -> HandOver:
    return HandOver("S", "P-7K2PM", what, on, "tom", "sam", NOW, n=n)


def lines(of: Moving) -> dict[DueKind, date]:
    return {line.kind: line.on for line in of_transfer(of, YEAR)}


@pytest.mark.parametrize(
    ("today", "on"),
    [
        (date(2026, 9, 1), date(2027, 9, 1)),
        (date(2027, 8, 31), date(2027, 9, 1)),
        (date(2028, 2, 29), date(2028, 9, 1)),
    ],
)
def test_who_is_in_a_last_year_goes_on_in_the_next_september(today: date, on: date) -> None:
    assert transfer_day(today) == on


def test_the_years_a_school_may_choose_are_those_the_rules_know() -> None:
    assert YEARS_OF_TRANSFER == ("N", "2", "4", "6", "8", "11", "12", "13", "14")
    assert the_years_before(("N", "6", "11")) == ("5", "10")


def test_a_summer_term_looks_a_year_ahead() -> None:
    days = (date(2027, 3, 31), date(2027, 4, 1), date(2027, 8, 31), date(2027, 9, 1))
    assert [looks_ahead(day) for day in days] == [False, True, True, False]


def test_a_year_6_pupil_with_a_plan_has_a_meeting_an_authoritys_day_and_things_to_pass_on() -> None:
    """15 February 2027 lies inside many half-terms; the law says before it, and twelve weeks before that."""
    assert lines(MOVING) == {
        DueKind.TRANSFER_MEETING: date(2026, 11, 20),
        DueKind.TRANSFER_NAMED: date(2027, 2, 14),
        DueKind.TRANSITION: date(2027, 7, 21),
    }
    assert MOVING.latest_meeting(YEAR) == date(2026, 11, 20)


def test_without_a_plan_there_is_only_something_to_pass_on() -> None:
    support = replace(MOVING, pupil=replace(AMINA, provision=Provision.SUPPORT))
    assert lines(support) == {DueKind.TRANSITION: date(2027, 7, 21)}
    assert [one.deadline.rule.id for one in support.standing(YEAR)] == ["pt.records"]
    assert support.latest_meeting(YEAR) is None
    assert not support.is_meeting_late(YEAR)


@pytest.mark.parametrize(
    ("review", "counts", "late"),
    [
        pytest.param(a_review(date(2026, 11, 20)), True, False, id="on-the-last-day"),
        pytest.param(a_review(date(2026, 11, 23)), True, True, id="a-school-day-later"),
        pytest.param(a_review(date(2026, 5, 12), held=True), True, False, id="in-the-summer-term-before"),
        pytest.param(a_review(date(2026, 3, 12), held=True), False, True, id="before-that"),
        pytest.param(a_review(date(2027, 1, 12), held=True), True, False, id="held-late-is-held"),
        pytest.param(a_review(date(2027, 10, 12)), False, True, id="at-the-next-school"),
    ],
)
def test_which_review_counts_and_whether_it_is_early_enough(review: Review, counts: bool, late: bool) -> None:
    moving = replace(MOVING, reviews=(review,))
    assert (moving.meeting == review, moving.is_meeting_late(YEAR)) == (counts, late)
    assert (DueKind.TRANSFER_MEETING in lines(moving)) == late


def test_a_review_that_was_held_counts_before_one_to_come() -> None:
    held, coming = a_review(date(2026, 6, 12), held=True), a_review(date(2026, 10, 12))
    assert replace(MOVING, reviews=(held, coming)).meeting == held


def test_the_authoritys_day_is_over_once_the_plan_names_the_place() -> None:
    named = replace(MOVING, transfer=replace(MEADOW, named_on=date(2027, 2, 20)))
    assert DueKind.TRANSFER_NAMED not in lines(named)
    [standing] = [one for one in named.standing(YEAR) if one.deadline.rule.id == "pt.school"]
    assert standing.is_late(date(2027, 2, 21))


def test_what_is_passed_on_counts_by_the_last_word() -> None:
    all_of_it = tuple(word(what) for what in PassedOn)
    moving = replace(MOVING, transfer=MEADOW, words=all_of_it)
    assert moving.is_handed_over
    assert DueKind.TRANSITION not in lines(moving)
    slip = replace(moving, words=(*all_of_it, word(PassedOn.VISIT, None, 2)))
    assert [what for what in PassedOn if what not in slip.passed_on] == [PassedOn.VISIT]
    assert lines(slip)[DueKind.TRANSITION] == date(2027, 7, 21)


def test_who_stays_at_the_school_takes_everything_along() -> None:
    stays = replace(MOVING, transfer=replace(MEADOW, to="", stays=True))
    assert stays.is_handed_over
    assert "pt.records" not in {one.deadline.rule.id for one in stays.standing(YEAR)}
    assert DueKind.TRANSFER_NAMED in lines(stays)


def test_one_place_is_not_written_in_two_ways() -> None:
    assert same_place(" meadow  HIGH ", ["Hill Academy", "Meadow High"]) == "Meadow High"
    assert same_place("Meadow  Park", ["Meadow High"]) == "Meadow Park"


@pytest.mark.parametrize(
    ("born", "provision", "on"),
    [
        (date(2011, 3, 1), Provision.PLAN, date(2027, 6, 25)),
        (date(2011, 3, 1), Provision.SUPPORT, None),
        (None, Provision.PLAN, None),
    ],
    ids=["Education Act 1996, s.8", "no plan", "not known"],
)
def test_the_rights_under_a_plan_pass_at_the_end_of_compulsory_school_age(
    born: date | None, provision: Provision, on: date | None
) -> None:
    assert rights_pass_on(replace(AMINA, born=born, provision=provision)) == on


def test_whose_rights_they_are_is_said_in_the_year_in_which_they_pass_and_ever_after() -> None:
    bea = replace(AMINA, born=date(2011, 3, 1), year="11")
    assert rights_in_words(bea, date(2026, 8, 31)) == ""
    assert rights_in_words(bea, date(2026, 9, 1)).startswith("From Friday 25 June 2027 the rights")
    assert rights_in_words(bea, date(2027, 6, 26)).startswith("Since Friday 25 June 2027 the rights")


@given(
    year=st.sampled_from(YEARS_OF_TRANSFER),
    transfer=st.integers(2016, 2099),
    days=st.lists(st.integers(0, 500), max_size=3),
)
def test_no_line_of_the_schools_is_after_the_laws_day_whatever_is_known(
    year: str, transfer: int, days: list[int]
) -> None:
    """Facts move no other deadline, and recomputing gives the same."""
    on, calendar = date(transfer, 9, 1), SchoolCalendar()
    moving = Moving(replace(AMINA, year=year), on, year)
    before = {one.deadline.rule.id: one.deadline for one in moving.standing(calendar)}
    known = replace(
        moving,
        transfer=replace(MEADOW, year=transfer, named_on=on.replace(month=1)),
        reviews=tuple(a_review(date(transfer - 1, 4, 1).replace(day=1 + n % 28), held=True) for n in days),
    )
    assert {one.deadline.rule.id: one.deadline for one in known.standing(calendar)} == before
    assert known.standing(calendar) == known.standing(calendar)
    assert all(one.act_by <= one.due for one in before.values())
    for line in of_transfer(moving, calendar):
        rule = {DueKind.TRANSFER_MEETING: "pt.school_meeting", DueKind.TRANSFER_NAMED: "pt.school"}.get(line.kind)
        if rule in before:
            assert line.on <= before[rule].due
