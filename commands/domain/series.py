"""What is known of a pupil over time from the school's information system: attendance, behaviour, attainment,
suspensions."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from statistics import median
from typing import Any

from commands.domain.privacy.discreet import Discreet
from commands.domain.words.labelled import Labelled


class SeriesKind(Labelled):
    """What is counted."""

    ATTENDANCE = "attendance", "Attendance"
    BEHAVIOUR = "behaviour", "Behaviour"
    ATTAINMENT = "attainment", "Attainment"
    SUSPENSIONS = "suspensions", "Suspensions"


@dataclass(frozen=True, repr=False)
class Entry(Discreet):
    """One thing of a day. What does not belong to its kind is left empty.

    Of attendance: `until` is the last day of the period where the file said it, `share` the percentage, `count` the
    sessions late, `words` nothing. Of behaviour: `count` the points, `words` the reason. Of attainment: `what` is the
    assessment, `about` the subject, `words` the result, `scale` its scale, `expected` whether it is at the level
    expected for the age. Of suspensions: `count` the days, `words` the reason.
    """

    on: date
    until: date | None = None
    share: float | None = None
    count: float | None = None
    what: str = ""
    about: str = ""
    words: str = ""
    scale: str = ""
    expected: bool | None = None

    @property
    def key(self) -> tuple[Any, ...]:
        """Two entries with one key are one: what a later file says of the same thing takes its place."""
        behaved = self.words if self.share is None and not self.what else ""
        return (self.on, self.until, self.what, self.about, behaved)


@dataclass(frozen=True, repr=False)
class PupilSeries(Discreet):
    """All of one kind that is known of one pupil in one school year, which `year` begins. `entries` are as they are
    kept, in their order; `read` gives them."""

    school_id: str
    pupil_id: str
    kind: SeriesKind
    year: int
    entries: str
    imported_on: date

    def read(self) -> tuple[Entry, ...]:
        return entries_from(self.entries)


def school_year(day: date) -> int:
    """The year in which the school year of a day begins; some terms begin in the last days of August."""
    return day.year if (day.month, day.day) >= (8, 20) else day.year - 1


def entries_text(entries: Iterable[Entry]) -> str:
    """Entries as they are kept, in the order of their days, each thing once."""
    once = {entry.key: entry for entry in entries}
    ordered = sorted(once.values(), key=lambda entry: (entry.on, entry.what, entry.about, entry.words))
    return json.dumps([_written(entry) for entry in ordered], ensure_ascii=False, separators=(",", ":"))


def entries_from(text: str) -> tuple[Entry, ...]:
    return tuple(_entry(one) for one in json.loads(text))


def _entry(kept: dict[str, Any]) -> Entry:
    on, until = (date.fromisoformat(kept[name]) if name in kept else None for name in ("on", "until"))
    assert on is not None  # noqa: S101 - every entry is of a day
    return Entry(**{**kept, "on": on, "until": until})


def _written(entry: Entry) -> dict[str, Any]:
    values = {name: value for name, value in asdict(entry).items() if value not in (None, "")}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def medians(of_school: Iterable[Sequence[Entry]]) -> dict[tuple[date, date | None], float]:
    """The school's median of attendance for each period that a file had."""
    found: dict[tuple[date, date | None], list[float]] = {}
    for entries in of_school:
        for entry in entries:
            if entry.share is not None:
                found.setdefault((entry.on, entry.until), []).append(entry.share)
    return {period: round(median(shares), 1) for period, shares in found.items()}


def attendance_in_words(entries: Sequence[Entry], of_school: dict[tuple[date, date | None], float]) -> str:
    """How attendance stands and went, in a sentence, as a screen reader reads a line of a chart."""
    shown = [entry for entry in entries if entry.share is not None]
    if not shown:
        return ""
    first, last = shown[0], shown[-1]
    assert first.share is not None and last.share is not None  # noqa: S101, PT018 - filtered above
    words = f"{last.share:g}%"
    if len(shown) > 1:
        step = last.share - first.share
        way = "up from" if step > 0.5 else "down from" if step < -0.5 else "much as at first,"
        words += f", {way} {first.share:g}%"
    if (middle := of_school.get((last.on, last.until))) is not None:
        words += f"; the school's median is {middle:g}%"
    late = sum(entry.count or 0 for entry in shown)
    return words + (f". Late {late:g} time{'' if late == 1 else 's'}" if late else "") + "."
