"""Whom regulation 49(4) binds, and which days their own qualification brings."""

from datetime import date

import pytest

from commands.domain.days.calendar import SchoolCalendar
from commands.domain.senco_post import Qualification, SencoPost, Served

Q = Qualification
BEGAN = date(2025, 9, 1)


def days(since: date = BEGAN, served: Served = Served.FIRST, held: Qualification = Q.NONE) -> list[tuple[str, date]]:
    post = SencoPost("S", "sam", since, served, held, BEGAN)
    return [(one.rule.id, one.due) for one in post.deadlines(SchoolCalendar())]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(
            days(),
            [("senco.begin", date(2026, 11, 1)), ("senco.qualified", date(2028, 9, 1))],
            id="reg 49(4): not begun, so the day to begin too",
        ),
        pytest.param(days(held=Q.NPQ_BEGUN), [("senco.qualified", date(2028, 9, 1))], id="reg 49(4): on the course"),
        pytest.param(
            days(held=Q.NASENCO_BEGUN),
            [("senco.nasenco", date(2027, 8, 31)), ("senco.qualified", date(2028, 9, 1))],
            id="reg 49(7): the award ends first",
        ),
        pytest.param(days(held=Q.HELD), [], id="reg 49(7): held"),
        pytest.param(days(served=Served.BEFORE), [], id="reg 49(4)(b): SENCO for over twelve months before"),
        pytest.param(days(date(2009, 9, 1)), [], id="reg 49(4)(a): in post by 1 September 2009"),
        pytest.param(
            days(date(2009, 9, 2), held=Q.NPQ_BEGUN),
            [("senco.qualified", date(2012, 9, 2))],
            id="reg 49(4)(a): a day later",
        ),
        pytest.param(
            days(date(2024, 2, 29), held=Q.NPQ_BEGUN), [("senco.qualified", date(2027, 2, 28))], id="a leap day"
        ),
    ],
)
def test_the_days_a_post_brings(found: list[tuple[str, date]], expected: list[tuple[str, date]]) -> None:
    assert found == expected
