"""What a school must do every so often: the day it is next due, from whatever was said of it."""

from datetime import UTC, date, datetime

import pytest

from chatops.watching.law_read import law_findings
from commands.domain.days.calendar import SchoolCalendar
from commands.domain.due import DueKind
from commands.domain.law.national import RELEASES
from commands.domain.law.rulesets import ENGLAND, RULESETS
from commands.domain.law.school_duty import duty_lines, next_day, told_of
from commands.domain.tick import Tick

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


def said(*keys: str) -> list[Tick]:
    return [Tick("S", DueKind.DUTY, key, "sam", NOON, 1) for key in keys]


@pytest.mark.parametrize(
    ("duty", "keys", "due"),
    [
        ("inclusion_strategy", (), None),
        ("inclusion_strategy", ("wanted.inclusion_strategy",), date(2026, 12, 31)),
        ("inclusion_strategy", ("wanted.accessibility_plan",), None),
        ("inclusion_strategy", ("wanted.inclusion_strategy", "inclusion_strategy.2026-12-31"), date(2027, 12, 31)),
        ("inclusion_strategy", ("wanted.inclusion_strategy", "made.inclusion_strategy.2026-09-01"), date(2027, 9, 1)),
        ("inclusion_strategy", ("wanted.inclusion_strategy", "made.inclusion_strategy.2025-01-01"), date(2026, 12, 31)),
        ("accessibility_plan", ("wanted.accessibility_plan",), date(2026, 12, 1)),
        ("accessibility_plan", ("wanted.accessibility_plan", "made.accessibility_plan.2024-02-29"), date(2027, 2, 28)),
        ("medical_conditions", ("wanted.medical_conditions",), None),
        ("restraint", ("wanted.restraint",), None),
        ("information_report", ("wanted.information_report",), None),
    ],
)
def test_the_day_it_is_next_due(duty: str, keys: tuple[str, ...], due: date | None) -> None:
    told = told_of(ENGLAND.duties[duty], said(*keys))
    assert next_day(ENGLAND.duties[duty], told) == due


def test_what_was_taken_back_was_never_said() -> None:
    [tick] = said("wanted.inclusion_strategy")
    told = told_of(ENGLAND.duties["inclusion_strategy"], [tick.undone("sam", NOON)])
    assert told.wanted is None


def test_its_line_stands_on_a_school_day_and_names_its_source() -> None:
    [line] = duty_lines(ENGLAND.duties.values(), said("wanted.inclusion_strategy"), SchoolCalendar())
    assert (line.on, line.key) == (date(2026, 12, 31), "inclusion_strategy.2026-12-31")
    assert "Inclusive Mainstream Fund" in line.source


def test_rows_that_were_not_read_for_a_year_are_named() -> None:
    [fresh] = law_findings(RULESETS, date(2026, 12, 2), ())
    assert (fresh.state, fresh.about) == ("ok", "law")
    stale, figures = law_findings(RULESETS, date(2027, 12, 2))
    assert stale.state == "look"
    assert "Last read on Tuesday 1 December 2026, more than a year ago" in stale.words
    assert all(id in stale.words for id in (*ENGLAND.rules, *ENGLAND.exceptions, *ENGLAND.duties))
    assert RELEASES[-1].as_at in figures.words
