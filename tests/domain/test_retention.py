"""How long things are kept: each rule on its day and the day before."""

from datetime import date

import pytest

from commands.domain.privacy.retention import rules_of, to_go
from commands.domain.pupil import Provision, Pupil
from commands.domain.school import School

RULES = rules_of(School("S", "Oakfield"))


def a_pupil(provision: Provision, born: date | None, left_on: date | None) -> Pupil:
    return Pupil("S", "P", "U", "Yusuf", "Amina", "", born, "4", "4B", provision, left_on=left_on)


@pytest.mark.parametrize(
    ("provision", "born", "left_on", "due", "rule"),
    [
        (Provision.SUPPORT, date(2017, 9, 14), date(2026, 7, 21), date(2026, 8, 20), "working-copy"),
        (Provision.NONE, None, date(2026, 7, 21), date(2026, 8, 20), "working-copy"),
        (Provision.SUPPORT, date(2000, 2, 29), None, date(2025, 2, 28), "sen-file"),
        (Provision.PLAN, date(2000, 2, 29), None, date(2031, 2, 28), "sen-file-plan"),
    ],
)
def test_a_pupil_is_due_from_their_day_on(
    provision: Provision, born: date | None, left_on: date | None, due: date, rule: str
) -> None:
    pupil = a_pupil(provision, born, left_on)
    assert to_go([pupil], date.fromordinal(due.toordinal() - 1), RULES) == []
    assert [(one.since, one.rule.id) for one in to_go([pupil], due, RULES)] == [(due, rule)]
    assert to_go([a_pupil(provision, born, None)], date(2024, 1, 1), RULES) == []


def test_a_school_keeps_as_long_as_it_says_itself() -> None:
    rules = rules_of(School("S", "Oakfield", keep_after_leaving=365, keep_without_plan=31))
    pupil = a_pupil(Provision.SUPPORT, date(2000, 2, 29), date(2026, 7, 21))
    assert to_go([pupil], date(2027, 7, 20), rules) == []
    assert [one.since for one in to_go([pupil], date(2031, 2, 28), rules)] == [date(2027, 7, 21)]
