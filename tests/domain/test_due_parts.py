"""The parts of a day: each line in one, by the school's calendar; and how a home shares its lines out."""

from datetime import date

import pytest

from commands.domain import due
from commands.domain.days.calendar import SchoolCalendar
from commands.domain.due import Due, DueKind
from commands.domain.due_parts import Ahead, DuePart
from commands.domain.review import ReviewKind
from commands.due.day import shares
from tests.domain.test_terms import YEAR

MONDAY = date(2026, 9, 14)
AHEAD = Ahead.of(MONDAY, SchoolCalendar())


def review(on: date) -> Due:
    return due.review("P", "V-7K2PM", ReviewKind.SUPPORT, on)


def visit(on: date) -> Due:
    return due.appointment("P", "A-7K2PM", "salt", 1, on, None, today=MONDAY)


def agency(kind: DueKind, on: date) -> Due:
    return due.with_agency(kind, "P", "A-7K2PM", "salt", on)


P = DuePart


@pytest.mark.parametrize(
    ("line", "part"),
    [
        (review(date(2026, 9, 13)), P.OVERDUE),
        (due.reply("P", "R", date(2026, 9, 11)), P.OVERDUE),
        (visit(date(2026, 9, 11)), P.OVERDUE),
        (review(MONDAY), P.TODAY),
        (visit(MONDAY), P.TODAY),
        (due.reply("P", "R", date(2026, 12, 18)), P.REFERRALS),
        (review(date(2026, 9, 28)), P.REVIEWS),
        (review(date(2026, 9, 29)), P.LATER),
        (due.papers("P", "V", ReviewKind.ANNUAL, date(2026, 10, 12), None), P.REVIEWS),
        (visit(date(2026, 9, 21)), P.APPOINTMENTS),
        (visit(date(2026, 9, 22)), P.LATER),
        (agency(DueKind.CHASE, date(2026, 9, 28)), P.CHASE),
        (agency(DueKind.REPORT, date(2026, 9, 28)), P.CHASE),
        (agency(DueKind.REFER_AGAIN, date(2026, 9, 28)), P.CHASE),
        (agency(DueKind.CHASE, date(2026, 9, 29)), P.LATER),
        (due.action("P", 1, 1, date(2026, 9, 28), "T"), P.ACTIONS),
        (due.look_again("P", date(2026, 9, 28), entry=1), P.ACTIONS),
        (due.request("P", "Q", date(2026, 8, 17)), P.ACTIONS),
    ],
)
def test_each_line_is_in_one_part(line: Due, part: DuePart) -> None:
    parts = AHEAD.parts([line])
    assert {one: its for one, its in parts.items() if its} == {part: (line,)}
    assert list(parts) == list(DuePart)


def test_ten_school_days_reach_over_a_holiday() -> None:
    before_half_term = date(2026, 10, 19)
    ahead = Ahead.of(before_half_term, YEAR)
    assert ahead.school_days > Ahead.of(before_half_term, SchoolCalendar()).school_days
    assert ahead.part(review(ahead.school_days)) is P.REVIEWS


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((), ()),
        ((3,), (3,)),
        ((40,), (14,)),
        ((40, 1), (13, 1)),
        ((40, 40, 40), (5, 5, 4)),
        ((2, 2, 2), (2, 2, 2)),
        ((40, 0, 2, 40, 40, 40, 40), (3, 0, 2, 3, 2, 2, 2)),
    ],
)
def test_no_part_hides_those_after_it(counts: tuple[int, ...], shown: tuple[int, ...]) -> None:
    assert shares(counts, 14) == shown
