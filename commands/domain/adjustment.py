"""Adjustments in class: the school's list, how one went, and a teacher's note of it, which is corrected and kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from commands.domain.privacy.discreet import Discreet
from commands.domain.words.labelled import Labelled

CORRECTED_WITHIN = timedelta(days=7)
"""How long the author of a note can put it right (a school rule): while the lesson is remembered."""
SAME_PRESS = timedelta(minutes=1)
"""The same note twice within this time is one note, sent twice."""


class Adjustment(Labelled):
    """What can be adjusted for a pupil in any lesson: ordinarily available provision, as schools list it."""

    SEATING = "seating", "Seating"
    CHUNKED = "chunked", "Chunked instructions"
    TIMETABLE = "visual_timetable", "Visual timetable"
    VISUALS = "visuals", "Visual prompts"
    PRE_TEACHING = "pre_teaching", "Pre-teaching"
    KEY_WORDS = "key_words", "Key words"
    SCAFFOLD = "scaffold", "Scaffold"
    THINKING_TIME = "thinking_time", "Thinking time"
    EXTRA_TIME = "extra_time", "Extra time"
    COPYING = "reduced_copying", "Reduced copying"
    PRINT = "print", "Larger or tinted print"
    TECHNOLOGY = "technology", "Assistive technology"
    MOVEMENT = "movement_break", "Movement break"
    SENSORY = "sensory", "Sensory support"
    CALM = "calm_space", "Calm space"
    CHECK_IN = "check_in", "Adult check-in"
    OTHER = "other", "Something else"

    @property
    def topic(self) -> str:
        """What advice on it is advice on, inside a sentence."""
        return "something not on the list" if self is Adjustment.OTHER else self.in_sentence


class Worked(Labelled):
    """How an adjustment went in a lesson."""

    HELPED = "helped", "Helped"
    SOME = "some", "Helped some"
    NOT = "not", "Did not help"
    EARLY = "early", "Too early to say"
    ADVICE = "advice", "I need advice", "The SENCO is told, without the pupil's name"

    @property
    def is_judged(self) -> bool:
        """Whether it says that the adjustment did something or nothing, and so counts as evidence."""
        return self in (Worked.HELPED, Worked.SOME, Worked.NOT)


@dataclass(frozen=True, repr=False)
class AdjustmentNote(Discreet):
    """One note of one adjustment: the pupil's `n`-th, as its `version` says it. Versions are only ever added.

    `reference` names it without naming anybody. `by` wrote it, at `at`; this version at `written_at`. `own` are the
    author's or the plan's own words for the adjustment ("" where the list says it all), `on` the day of the lesson.
    One that was of another pupil is taken back by a version that says so, and counts no more.
    """

    school_id: str
    pupil_id: str
    n: int
    version: int
    reference: str
    by: str
    at: datetime
    written_at: datetime
    on: date
    what: Adjustment
    own: str
    how: Worked
    lesson: str = ""
    note: str = ""
    taken_back: bool = False

    @property
    def in_words(self) -> str:
        """What was adjusted: the label of the list, with the words of whoever planned or noted it."""
        if self.what is Adjustment.OTHER:
            return self.own or self.what.label
        return f"{self.what.label}: {self.own}" if self.own else self.what.label

    def may_be_corrected(self, by: str, at: datetime) -> bool:
        """Whether this person may still put it right: its author, for a week."""
        return by == self.by and at <= self.at + CORRECTED_WITHIN and not self.taken_back

    def corrected(
        self, *, what: Adjustment, own: str, how: Worked, lesson: str, note: str, on: date, at: datetime
    ) -> "AdjustmentNote":
        """The next version of it. Raises `ValueError` when the week is over."""
        return replace(self._next(at), what=what, own=own, how=how, lesson=lesson, note=note, on=on)

    def withdrawn(self, at: datetime) -> "AdjustmentNote":
        """Taken back by its author. Raises `ValueError` when the week is over."""
        return replace(self._next(at), taken_back=True)

    def _next(self, at: datetime) -> "AdjustmentNote":
        if not self.may_be_corrected(self.by, at):
            raise ValueError("a note is corrected within a week")
        return replace(self, version=self.version + 1, written_at=at)

    def is_the_same(self, other: "AdjustmentNote") -> bool:
        """Whether another note says the same by the same author within a minute: one press that arrived twice."""

        def said(note: AdjustmentNote) -> tuple[object, ...]:
            return (note.by, note.what, note.own, note.how, note.lesson.casefold(), note.note, note.on)

        return said(self) == said(other) and abs(other.at - self.at) < SAME_PRESS


def as_they_stand(versions: Iterable[AdjustmentNote]) -> tuple[AdjustmentNote, ...]:
    """The newest version of each note of one pupil, the newest lesson first; without those taken back."""
    newest: dict[int, AdjustmentNote] = {}
    for note in versions:
        if note.n not in newest or note.version > newest[note.n].version:
            newest[note.n] = note
    standing = (note for note in newest.values() if not note.taken_back)
    return tuple(sorted(standing, key=lambda note: (note.on, note.at, note.n), reverse=True))


def earlier(versions: Iterable[AdjustmentNote], of: AdjustmentNote) -> Sequence[AdjustmentNote]:
    """What a note said before it was corrected, the oldest first."""
    return sorted((v for v in versions if v.n == of.n and v.version < of.version), key=lambda v: v.version)
