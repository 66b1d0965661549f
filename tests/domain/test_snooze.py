"""Snoozing: how far a line may be put off, what it is told apart by, and when it is back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from commands.domain import due
from commands.domain.due import Due, DueKind
from commands.domain.review import ReviewKind
from commands.domain.snooze import Snooze, latest, latest_day, mark, snoozed_until

TODAY = date(2026, 9, 14)
NOW = datetime(2026, 9, 14, 8, tzinfo=UTC)


def a_review(on: date) -> Due:
    return due.review("P1", "V-1", ReviewKind.SUPPORT, on)


def papers(on: date) -> Due:
    found = due.papers("P1", "V-1", ReviewKind.ANNUAL, on + timedelta(weeks=2), None)
    assert found
    assert (found.on, found.statutory) == (on, True)
    return found


def a_snooze(line: Due, until: date, n: int = 1) -> Snooze:
    return Snooze("S", line.kind, line.key, line.on, until, "sam", NOW, n)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(a_review(date(2026, 9, 16)), date(2026, 9, 28), id="two weeks from today"),
        pytest.param(a_review(date(2026, 9, 1)), date(2026, 9, 28), id="overdue too"),
        pytest.param(papers(date(2026, 9, 16)), date(2026, 9, 16), id="the law's day is not passed"),
        pytest.param(papers(date(2026, 10, 30)), date(2026, 9, 28), id="nor are two weeks"),
        pytest.param(papers(date(2026, 9, 15)), date(2026, 9, 15), id="until tomorrow, its day"),
        pytest.param(papers(TODAY), None, id="not on its day"),
        pytest.param(papers(date(2026, 9, 1)), None, id="nor afterwards"),
    ],
)
def test_how_far_a_line_may_be_put_off(line: Due, expected: date | None) -> None:
    assert latest_day(line, TODAY) == expected


def test_a_line_is_back_on_its_day() -> None:
    line = a_review(date(2026, 9, 16))
    snoozes = latest([a_snooze(line, date(2026, 9, 18))])
    assert [
        bool(snoozed_until(line, snoozes, TODAY + timedelta(days=n))) for n in range(6)
    ] == [True, True, True, True, False, False]  # fmt: skip


def test_the_latest_word_holds() -> None:
    line = a_review(date(2026, 9, 16))
    snoozes = latest([a_snooze(line, date(2026, 9, 15), 2), a_snooze(line, date(2026, 9, 25), 1)])
    assert snoozed_until(line, snoozes, TODAY) == date(2026, 9, 15)


def test_a_line_that_has_moved_is_another_line() -> None:
    line = a_review(date(2026, 9, 16))
    moved = replace(line, on=date(2026, 9, 17))
    snoozes = latest([a_snooze(line, date(2026, 9, 25))])
    assert snoozed_until(moved, snoozes, TODAY) is None
    assert mark(moved) != mark(line)


def test_a_mark_tells_lines_apart_and_names_nobody() -> None:
    action = due.action("P1234567890ab", 3, 1, TODAY, "tom")
    lines = [a_review(TODAY), papers(TODAY), action, due.action("P1234567890ab", 3, 2, TODAY, "tom")]
    marks = {mark(line) for line in lines}
    assert len(marks) == len(lines)
    assert not any("P123" in one for one in marks)
    assert {line.kind for line in lines} == {DueKind.REVIEW, DueKind.PAPERS, DueKind.ACTION}
