"""Two round robins: one that has closed with four of five answers, one that is open and waits for three colleagues."""

from collections.abc import Iterator, Mapping, Sequence

from chatops.demo.cast import CALLUM, CHLOE, DAFYDD, HELEN, JOANNA, KWABENA, MAGDA, PRIYA, TOM, Cast
from chatops.demo.diary import Diary, Step, Story
from commands.domain.pupil import Pupil

Said = Mapping[str, str]
WRITES: Sequence[tuple[str, Said]] = (
    (HELEN, {"progress": "some", "attention": "much", "self_management": "much", "social": "fine",
             "communication": "strength", "memory": "some", "line": "Tells a story superbly; the page stays empty."}),
    (MAGDA, {"progress": "fine", "attention": "some", "self_management": "much", "social": "fine",
             "communication": "strength", "memory": "some", "line": "With a frame on the table, three sentences."}),
    (TOM, {"progress": "some", "attention": "much", "self_management": "some", "social": "strength",
           "communication": "fine", "memory": "much", "line": ""}),
    (KWABENA, {"progress": "unseen", "attention": "some", "self_management": "much", "social": "fine",
               "communication": "fine", "memory": "unseen", "line": "Forgets the kit, never the tactics."}),
)  # fmt: skip
"""What colleagues said of the pupil whose round robin has closed. Who was asked besides has not answered."""
SPEAKS: Sequence[tuple[str, Said]] = (
    (DAFYDD, {"progress": "fine", "attention": "some", "communication": "much", "line": "Speaks when we walk."}),
    (CHLOE, {"social": "fine", "communication": "some", "memory": "fine"}),
)


def views(diary: Diary, cast: Cast) -> Iterator[Story]:
    dami = cast.named("Adewale-Fitzgerald-Montgomery", "6 Ash")
    yield robin(diary, dami, (MAGDA, TOM, KWABENA, JOANNA), 26, 21, WRITES, closed=21)
    lukasz = cast.named("Wójcik", "6 Oak")
    yield robin(diary, lukasz, (TOM, KWABENA, DAFYDD, CHLOE), 2, -3, SPEAKS)
    assert CALLUM in cast.teacher(lukasz)  # noqa: S101 - who is offered first is among those still to answer


def robin(
    diary: Diary,
    pupil: Pupil,
    also: Sequence[str],
    asked: int,
    closes: int,
    said: Sequence[tuple[str, Said]],
    *,
    closed: int | None = None,
) -> Story:
    """A round robin of whoever teaches the pupil and others, with the answers that have come."""
    drafted = yield Step(diary.ago(asked), "10:00", PRIYA, "round robin", pupil.id)
    for n, name in enumerate(also):
        who = {"who": diary.person(name)}
        yield Step(diary.ago(asked), f"10:{1 + n:02}", PRIYA, "ask colleague for view", drafted.about, who)
    until = diary.ago(closes) if closes > 0 else diary.ahead(-closes)
    answers = {"closes_on": until.isoformat(), "reminders": "3,5"}
    yield Step(diary.ago(asked), "10:10", PRIYA, "ask for views", drafted.about, answers)
    for n, (name, ticks) in enumerate(said):
        yield Step(diary.ago(asked - 1), f"12:{10 + n}", name, "give view", drafted.about, ticks)
    if closed is not None:
        yield Step(diary.ago(closed), "16:00", PRIYA, "close round robin", drafted.about)
