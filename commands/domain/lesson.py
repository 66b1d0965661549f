"""The lesson card: the few lines of a pupil's plan that a teacher reads before a lesson, and who looked at them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from commands.domain.privacy.discreet import Discreet
from commands.domain.words.labelled import Labelled

MOST_LESSON_LINES = 5
"""Lines of a pupil a teacher reads before a lesson: profiles of six strategies, times ten classes, are not read."""
LONGEST_LINE = 100
SITTING = timedelta(hours=1)
"""Looks at one class within this time are one: somebody preparing one lesson, turning a page and coming back."""


class LessonKind(Labelled):
    """What a line tells a teacher."""

    DO = "do", "Do"
    HELPS = "helps", "Helps"
    AVOID = "avoid", "Avoid"


@dataclass(frozen=True, repr=False)
class LessonLine(Discreet):
    """One line, the pupil's `n`-th ever written; numbers are not used again, so that a button drawn long ago still
    speaks of the same words. It stands until `gone_at`."""

    school_id: str
    pupil_id: str
    n: int
    kind: LessonKind
    text: str
    written_by: str
    written_at: datetime
    gone_at: datetime | None = None


@dataclass(frozen=True, repr=False)
class LessonLook(Discreet):
    """Somebody looked at a class's card. `reason` is theirs for a class they do not teach, in their words."""

    school_id: str
    person_id: str
    group: str
    at: datetime
    reason: str = ""


class TooManyLines(ValueError):
    """More lines than a teacher reads. `over` is how many, `kind` where the last of them stand."""

    def __init__(self, over: int, kind: LessonKind) -> None:
        self.over, self.kind = over, kind
        super().__init__(f"{over} too many")


def lines_typed(typed: Mapping[LessonKind, str]) -> tuple[tuple[LessonKind, str], ...]:
    """What was typed into a box for each kind, a line each, without those left empty and those said twice.

    Raises `TooManyLines` for a sixth.
    """
    lines = [
        (kind, words)
        for kind in LessonKind
        for line in typed.get(kind, "").splitlines()
        if (words := line.strip(" -•\t"))
    ]
    lines = list(dict.fromkeys(lines))
    if len(lines) > MOST_LESSON_LINES:
        raise TooManyLines(len(lines) - MOST_LESSON_LINES, lines[-1][0])
    return tuple(lines)


def rewritten(
    before: Sequence[LessonLine],
    wanted: Sequence[tuple[LessonKind, str]],
    *,
    school_id: str,
    pupil_id: str,
    by: str,
    at: datetime,
) -> tuple[LessonLine, ...]:
    """What is to be stored when the lines of a pupil become `wanted`: the new ones, and those that are gone.

    `before` are all ever written. A line that stays as it is is left alone, so that it is not new to anybody.
    """
    standing = {(line.kind, line.text): line for line in before if line.gone_at is None}
    next_n = max((line.n for line in before), default=0) + 1
    fresh = [one for one in wanted if one not in standing]
    return (
        *(replace(line, gone_at=at) for key, line in standing.items() if key not in wanted),
        *(
            LessonLine(school_id, pupil_id, n, kind, text, by, at)
            for n, (kind, text) in enumerate(fresh, next_n)
        ),
    )  # fmt: skip


def in_order(lines: Sequence[LessonLine]) -> tuple[LessonLine, ...]:
    """Those that stand: what to do, what helps, what to avoid."""
    kinds = list(LessonKind)
    return tuple(sorted((x for x in lines if x.gone_at is None), key=lambda line: (kinds.index(line.kind), line.n)))


def is_new(line: LessonLine, last_look: datetime | None) -> bool:
    """Whether a line was written since somebody last looked; on a first look nothing stands out."""
    return last_look is not None and line.written_at > last_look
