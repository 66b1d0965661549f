"""The law with a school's own rules beside it: the law's never move, and a file gone wrong adds nothing."""

from datetime import date

import pytest

from commands.domain.days.calendar import SchoolCalendar
from commands.domain.law.deadlines import Case, deadlines
from commands.domain.law.in_force import law, law_on, local_rules
from commands.domain.law.ruleset import Clock
from commands.domain.law.ruleset_file import Unusable
from commands.domain.law.rulesets import ENGLAND

OURS = """
ruleset = "england-2014"

[[rule]]
id = "ours.advice"
clock = "ehc"
what = "Send the school's advice to the authority's portal"
after = "advice_request_received_on"
add = { weeks = 4 }
owner = "school"
status = "local"
met_by = ["advice_sent_on"]
source = "Our local authority's SEND protocol"
"""


def test_a_schools_own_rule_stands_beside_the_laws_which_stay_as_they_are() -> None:
    case = Case({"ehc_requested_on": date(2026, 9, 14), "advice_request_received_on": date(2026, 10, 20)})
    found = {one.rule.id: one.due for one in deadlines(law_on(date(2026, 9, 14), OURS), Clock.EHC, case, YEAR)}
    lawful = {one.rule.id: one.due for one in deadlines(ENGLAND, Clock.EHC, case, YEAR)}
    assert found == {**lawful, "ours.advice": date(2026, 11, 17)}


YEAR = SchoolCalendar()


@pytest.mark.parametrize(
    "local", ["", OURS.replace("england-2014", "demo-wales"), "not toml", OURS.replace("advice_sent_on", "gone_on")]
)
def test_rules_of_another_law_or_a_file_gone_wrong_add_nothing(local: str) -> None:
    assert law("england-2014", local) == ENGLAND


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ruleset = ", "x.toml: this is not TOML"),
        ('ruleset = "england-1996"', "x.toml: “ruleset” must name the one its rules belong to: demo-wales"),
        (OURS.replace('"local"', '"must"'), 'x.toml: ours.advice: status must be "local" here'),
    ],
)
def test_what_is_wrong_is_said_with_where_it_is(text: str, said: str) -> None:
    with pytest.raises(Unusable, match=said):
        local_rules(text, "x.toml")
