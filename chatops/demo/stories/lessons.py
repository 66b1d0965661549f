"""Two months of adjustments in class as teachers noted them, where they asked for advice, and trainings of staff."""

from collections.abc import Iterator, Sequence

from chatops.demo.cast import CALLUM, KWABENA, PRIYA, Cast
from chatops.demo.diary import Diary, Step, Story
from commands.domain.pupil import Provision, Pupil

SEED = 4
NOTES: Sequence[tuple[str, Sequence[str], str]] = (
    ("seating", ("helped", "helped", "helped", "some"), ""),
    ("pre_teaching", ("helped", "some", "not", "helped", "helped"), "Used two of the words unprompted"),
    ("movement_break", ("not", "some", "some", "helped"), ""),
    ("chunked", ("some", "helped", "helped"), "Began without looking round"),
    ("visual_timetable", ("some", "not", "some"), ""),
    ("thinking_time", ("helped", "some"), ""),
)
"""An adjustment, how it goes, and what is written beside it now and then."""
LESSONS = ("Maths", "English", "Science", "Reading", "History")


def lessons(diary: Diary, cast: Cast) -> Iterator[Story]:
    lukasz, zoe = cast.named("Wójcik", "6 Oak"), cast.named("Brontë-Hughes", "3 Ash")
    yield noted(diary, lukasz, CALLUM, range(39, 1, -2), SEED)
    yield noted(diary, zoe, KWABENA, range(37, 4, -3), SEED + 1)
    for n, pupil in enumerate(cast.at(Provision.SUPPORT)[4:14]):
        yield noted(diary, pupil, cast.teacher(pupil), range(36 - n, 6, -12), SEED + 2 + n)
    yield wants_advice(diary, lukasz, CALLUM, 11, "technology")
    yield wants_advice(diary, zoe, KWABENA, 8, "sensory")
    yield wants_advice(
        diary, cast.at(Provision.SUPPORT)[1], cast.teacher(cast.at(Provision.SUPPORT)[1]), 3, "technology"
    )
    yield trained(diary)
    yield published(diary)


def noted(diary: Diary, pupil: Pupil, who: str, days: Sequence[int] | range, seed: int) -> Story:
    """Notes of one teacher about one pupil, a lesson every few days."""
    for n, ago in enumerate(days):
        what, hows, note = NOTES[(n + seed) % len(NOTES)]
        answers = {"pupil": pupil.id, "what": what, "how": hows[(n // len(NOTES) + seed) % len(hows)]}
        answers["lesson"] = LESSONS[(3 * n + seed) % len(LESSONS)]
        if note and n % 3 == 0:
            answers["note"] = note
        yield Step(diary.ago(ago), "15:05", who, "adjust", answers=answers)


def wants_advice(diary: Diary, pupil: Pupil, who: str, ago: int, what: str) -> Story:
    answers = {"pupil": pupil.id, "what": what, "how": "advice"}
    yield Step(diary.ago(ago), "15:20", who, "adjust", answers=answers)


def trained(diary: Diary) -> Story:
    """All staff, at the beginning of term; teachers, a month ago."""
    for ago, topic, who in ((53, "visuals", "all"), (21, "pre_teaching", "teachers")):
        answers = {"on": diary.ago(ago).isoformat(), "topic": topic, "who": who}
        yield Step(diary.ago(ago), "17:00", PRIYA, "training", answers=answers)


def published(diary: Diary) -> Story:
    """The SEN information report of the summer stands on the school's site, if it was due by then."""
    due = yield Step(diary.ago(48), "09:00", PRIYA, "due", "overdue")
    for one in due.card.every_button if due.card else ():
        if one.text == "Published":
            yield Step(diary.ago(48), "09:05", PRIYA, one.word, one.about, about_nothing=True)
