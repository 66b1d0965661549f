"""What works for a pupil: notes of adjustments counted, by adjustment and by month; contradictions are both kept."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from commands.domain.adjustment import Adjustment, AdjustmentNote, Worked
from commands.domain.privacy.discreet import Discreet
from commands.domain.words.names import searchable

MONTHS = 4
"""Months, the latest ones, whose figures a line gives one by one."""


@dataclass(frozen=True, repr=False)
class Works(Discreet):
    """How one adjustment has gone for one pupil: how often it was noted, by how many colleagues, month by month.

    `months` are pairs of (lessons in which it helped, lessons judged) by the first day of the month, oldest first.
    """

    what: str
    counts: Counter[Worked]
    colleagues: int
    first: date
    last: date
    months: tuple[tuple[date, int, int], ...]

    @property
    def noted(self) -> int:
        return sum(self.counts.values())

    @property
    def judged(self) -> int:
        """The lessons of which somebody said whether it helped."""
        return sum(count for how, count in self.counts.items() if how.is_judged)

    @property
    def helped(self) -> int:
        return self.counts[Worked.HELPED]

    @property
    def in_words(self) -> str:
        """ "helped in 9 of 11 lessons, some in 1, not in 1"."""
        said = [f"helped in {_of(self.helped, self.judged)}"] if self.judged else []
        named = ((Worked.SOME, "some in {}"), (Worked.NOT, "not in {}"), (Worked.EARLY, "too early to say in {}"))
        said += [words.format(self.counts[how]) for how, words in named if self.counts[how]]
        if self.counts[Worked.ADVICE]:
            said.append(f"advice asked for {_times(self.counts[Worked.ADVICE])}")
        return ", ".join(said)

    @property
    def over_time(self) -> str:
        """ "September 2026: 2 of 3, October 2026: 7 of 8", or nothing where all of it lies in one month."""
        if len(self.months) < 2:
            return ""
        return ", ".join(f"{month:%B %Y}: {helped} of {judged}" for month, helped, judged in self.months[-MONTHS:])


def what_works(notes: Iterable[AdjustmentNote]) -> tuple[Works, ...]:
    """The notes of one pupil, as they stand, by adjustment; what was judged most often comes first.

    What is not on the list is told apart by its words, however they are written.
    """
    alike: dict[tuple[Adjustment, str], list[AdjustmentNote]] = {}
    for note in notes:
        own = searchable(note.own) if note.what is Adjustment.OTHER else ""
        alike.setdefault((note.what, own), []).append(note)
    found = [_works(group) for group in alike.values()]
    return tuple(sorted(found, key=lambda works: (-works.judged, -works.helped, -works.noted, works.what)))


def _works(notes: Sequence[AdjustmentNote]) -> Works:
    months: dict[date, list[Worked]] = {}
    for note in notes:
        if note.how.is_judged:
            months.setdefault(note.on.replace(day=1), []).append(note.how)
    newest = max(notes, key=lambda note: (note.on, note.n))
    return Works(
        what=newest.in_words if newest.what is Adjustment.OTHER else newest.what.label,
        counts=Counter(note.how for note in notes),
        colleagues=len({note.by for note in notes}),
        first=min(note.on for note in notes),
        last=newest.on,
        months=tuple(
            (month, sum(how is Worked.HELPED for how in said), len(said)) for month, said in sorted(months.items())
        ),
    )


def evidence(notes: Iterable[AdjustmentNote], since: date | None, until: date | None = None) -> str:
    """What a review counts: "11 noted since the plan started; helped in 9 of 10 lessons"; "" for nothing.

    `since` is the day the plan started (None where it has not), `until` the day it closed.
    """
    counted = [note for note in notes if since is not None and since <= note.on and (until is None or note.on <= until)]
    if not counted:
        return ""
    judged = sum(note.how.is_judged for note in counted)
    helped = sum(note.how is Worked.HELPED for note in counted)
    said = f"{len(counted)} noted {'while the plan ran' if until else 'since the plan started'}"
    return f"{said}; helped in {_of(helped, judged)}" if judged else said


def best(works: Sequence[Works], most: int = 3) -> tuple[Works, ...]:
    """Those that helped most often, for whoever plans what comes next."""
    return tuple(sorted((w for w in works if w.helped), key=lambda w: (-w.helped, w.judged))[:most])


def in_short(works: Sequence[Works], most: int = 5) -> str:
    """What works on a page about other things too: a line for each adjustment judged most often, and how many more."""
    lines = [f"{one.what}: {one.in_words}" for one in works[:most]]
    return "\n".join([*lines, f"And {len(works) - most} more."] if len(works) > most else lines)


def _of(count: int, total: int) -> str:
    return f"{count} of {total} lesson" + ("" if total == 1 else "s")


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
