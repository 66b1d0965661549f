"""The card leaders read: what it says first, and that every face can draw it whatever the school is like."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from chatops.slack import render as slack
from chatops.teams import render as teams
from commands.digests.leaders_card import AGENCY_NAMES, ON_A_CHART, card, stands_out
from commands.domain.leaders_week import AgencyWait, Summary, summary
from commands.domain.privacy.suppression import Band, Roughly
from commands.kit import Chart, Reply
from tests.lives import Life, lives
from tests.web.drawing import page
from tests.worlds.adaptive import check
from tests.worlds.block_kit import check_message, check_view

PLAIN = Summary(
    on=date(2027, 3, 8),
    step=5,
    roll=Band(420),
    register=Band(80),
    support=Band(65),
    plan=Band(10),
    needs=(),
    open=Roughly(10),
    median=None,
    ninetieth=None,
    overdue=Band(0, 5, True),
    met=Band(0),
    met_called_for=1,
    met_by=date(2027, 3, 25),
    waits=(),
)
NONE = Band(0, 5, True)
CAMHS = AgencyWait("camhs", Band(5), 24, 18)


@pytest.mark.parametrize(
    ("week", "said"),
    [
        (PLAIN, ["No booked review is overdue."]),
        (
            replace(PLAIN, late=NONE, unplanned=NONE),
            [
                "No booked review is overdue, no day the law sets for the school has passed undone, and every EHC plan "
                "has an annual review known."
            ],
        ),
        (replace(PLAIN, late=NONE, unplanned=Band(10)), ["EHC plans with no annual review known: 10 to 14."]),
        (
            replace(PLAIN, late=Band(0), unplanned=Band(10), overdue=Band(5), median=3),
            [
                "Pupils for whom the school has let a day pass that the law sets: fewer than 5.",
                "EHC plans with no annual review known: 10 to 14.",
                "Half of the referrals decided in the past six weeks took 3 school days or fewer.",
            ],
        ),
        (
            replace(PLAIN, before={"register": 80}),
            ["No count has crossed a step since last week.", "No booked review is overdue."],
        ),
        (
            replace(PLAIN, before={"register": 85}),
            [
                "Fewer pupils are on the SEN register than last week: 80 to 84, after 85 to 89.",
                "No booked review is overdue.",
            ],
        ),
        (
            replace(PLAIN, before={"register": 80, "open": 5}, overdue=Band(0, 5, True)),
            ["More referrals are open than last week: about 10, after fewer than 10.", "No booked review is overdue."],
        ),
        (
            replace(PLAIN, median=1, overdue=Band(5)),
            [
                "Reviews overdue: 5 to 9.",
                "Half of the referrals decided in the past six weeks took 1 school day or fewer.",
            ],
        ),
        (
            replace(PLAIN, median=12, median_then=9),
            [
                "Half of the referrals decided in the past six weeks took 12 school days or fewer, "
                "up from 9 at this point last term.",
                "No booked review is overdue.",
            ],
        ),
        (
            replace(PLAIN, waits=(CAMHS,)),
            [
                "The longest wait is for CAMHS / MHST: half of those waiting have waited 24 weeks or more; 18 are "
                "usual.",
                "No booked review is overdue.",
            ],
        ),
        (replace(PLAIN, waits=(replace(CAMHS, weeks=18),)), ["No booked review is overdue."]),
        (replace(PLAIN, overdue=Band(0)), ["Reviews overdue: fewer than 5."]),
    ],
)
def test_what_stands_out_is_said_in_a_sentence_or_two(week: Summary, said: list[str]) -> None:
    assert list(stands_out(week)) == said


def test_the_last_term_stands_beside_this_one_where_it_is_known_for_each_week() -> None:
    weeks = ((date(2027, 1, 4), None, 9), (date(2027, 1, 11), 14, 20), (date(2027, 1, 18), 12, 21))
    [both] = [part for part in card(replace(PLAIN, medians=weeks)).parts if isinstance(part, Chart)]
    assert [one.values for one in both.series] == [(14, 12), (20, 21)]
    gap = (*weeks, (date(2027, 1, 25), 11, None))
    [alone] = [part for part in card(replace(PLAIN, medians=gap)).parts if isinstance(part, Chart)]
    assert [one.values for one in alone.series] == [(14, 12, 11)]


def test_one_week_or_one_agency_is_no_chart() -> None:
    week = replace(PLAIN, medians=((date(2027, 1, 4), 12, None),), waits=(CAMHS,))
    assert not [part for part in card(week).parts if isinstance(part, Chart)]
    assert "Half of those waiting have waited 24 weeks or more; usual: 18." in card(week).plain()


def test_every_agency_has_a_name_for_a_chart() -> None:
    assert AGENCY_NAMES.keys() == ON_A_CHART.keys()


@settings(max_examples=40, deadline=None)
@given(life=lives())
def test_every_face_can_draw_it(life: Life) -> None:
    before: Mapping[str, int] = {}
    for counted in life.weeks[-2:]:
        week = summary(counted, life.step, before)
        before = week.figures
        drawn = card(week)
        check_message(slack.post(drawn))
        check_message(slack.post(drawn, charts=False))
        check_view(slack.page(Reply("Here.", drawn)))
        check(teams.draw(drawn, "chat"))
        assert drawn.title in page(reply=Reply("Here.", drawn)).text()
