"""Lesson lines: five are read, a sixth is one too many; what stays is not new, what goes is still known."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from commands.domain.lesson import LessonKind, LessonLine, TooManyLines, in_order, is_new, lines_typed, rewritten

NOW = datetime(2026, 9, 14, 8, 0, tzinfo=UTC)
DO, HELPS, AVOID = LessonKind


def a_lesson_line(n: int = 1, **changes: object) -> LessonLine:
    line = LessonLine("S", "P", n, LessonKind.DO, f"Line {n}", "A", NOW)
    return replace(line, **changes)  # type: ignore[arg-type]


def test_lines_are_read_one_a_line_without_bullets_and_repeats() -> None:
    typed = {DO: "- Seat at the front\n\n  • Story map \nSeat at the front", AVOID: "Reading aloud"}
    assert lines_typed(typed) == ((DO, "Seat at the front"), (DO, "Story map"), (AVOID, "Reading aloud"))


@pytest.mark.parametrize(
    ("do", "helps", "avoid", "over", "where"),
    [(6, 0, 0, 1, DO), (2, 2, 2, 1, AVOID), (5, 3, 0, 3, HELPS)],
)
def test_a_sixth_line_is_too_many(do: int, helps: int, avoid: int, over: int, where: LessonKind) -> None:
    counts = {DO: do, HELPS: helps, AVOID: avoid}
    with pytest.raises(TooManyLines) as many:
        lines_typed({kind: "\n".join(f"{kind.value} {n}" for n in range(count)) for kind, count in counts.items()})
    assert (many.value.over, many.value.kind) == (over, where)


def test_five_lines_are_not_too_many() -> None:
    assert len(lines_typed({DO: "1\n2\n3", HELPS: "4", AVOID: "5"})) == 5


def test_what_stays_is_left_alone_what_goes_is_kept_and_numbers_are_not_used_again() -> None:
    before = [a_lesson_line(1), a_lesson_line(2), a_lesson_line(3, gone_at=NOW)]
    later = NOW + timedelta(days=1)
    changed = rewritten(
        before, [(DO, "Line 1"), (DO, "Line 3"), (AVOID, "New")], school_id="S", pupil_id="P", by="B", at=later
    )
    assert changed == (
        replace(before[1], gone_at=later),
        LessonLine("S", "P", 4, DO, "Line 3", "B", later),
        LessonLine("S", "P", 5, AVOID, "New", "B", later),
    )


def test_they_are_read_by_what_to_do_what_helps_what_to_avoid() -> None:
    lines = [
        a_lesson_line(1, kind=AVOID),
        a_lesson_line(2, kind=HELPS),
        a_lesson_line(3),
        a_lesson_line(4, gone_at=NOW),
    ]
    assert [line.n for line in in_order(lines)] == [3, 2, 1]


@pytest.mark.parametrize(
    ("last_look", "new"), [(None, False), (NOW - timedelta(days=1), True), (NOW, False), (NOW + timedelta(1), False)]
)
def test_new_is_what_was_written_since_the_last_look(last_look: datetime | None, new: bool) -> None:
    assert is_new(a_lesson_line(), last_look) is new
