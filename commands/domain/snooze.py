"""Snoozing: a line of what is due is left out of the daily digest until a day, and counted meanwhile."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from commands.domain.due import Due, DueKind
from commands.domain.privacy.discreet import Discreet

LONGEST = timedelta(days=14)
LETTERS = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""Of which a reference is made: none is taken for another."""


@dataclass(frozen=True, repr=False)
class Snooze(Discreet):
    """That somebody put off one line: of this kind, key and due day, until the day it stands in the digest again.

    A line that has been moved to another day is another line: a snooze does not follow it. `n` counts the snoozes of
    one line; the latest holds.
    """

    school_id: str
    kind: DueKind
    key: str
    on: date
    until: date
    by: str
    at: datetime
    n: int = 0

    @property
    def of(self) -> tuple[DueKind, str, date]:
        """The line it is of."""
        return self.kind, self.key, self.on


def snoozed_until(line: Due, snoozes: Mapping[tuple[DueKind, str, date], date], today: date) -> date | None:
    """The day until which a line is put off, `today` not reached yet; None when it is to be shown."""
    until = snoozes.get((line.kind, line.key, line.on))
    return until if until and until > today else None


def latest(snoozes: Iterable[Snooze]) -> Mapping[tuple[DueKind, str, date], date]:
    """Until when each line is put off, by the latest word on it."""
    return {snooze.of: snooze.until for snooze in sorted(snoozes, key=lambda one: one.n)}


def latest_day(line: Due, today: date) -> date | None:
    """The last day until which a line may be put off: two weeks from today, and what the law sets a day for never
    past that day. None when it cannot be put off at all."""
    last = min(today + LONGEST, line.on) if line.statutory else today + LONGEST
    return last if last > today else None


def mark(line: Due) -> str:
    """A line as a button in a channel carries it: it finds the line again and tells nobody whom it is about."""
    return hashlib.sha256(f"{line.which} {line.on}".encode()).hexdigest()[:16]


def reference(line: Due) -> str:
    """What tells a line from others of its kind where nobody is named: its own reference, or "D-7K2PM" made of its
    mark; "" for one that is of no pupil, of which a school has one."""
    if line.reference or not line.pupil_id:
        return line.reference
    left, letters = int(mark(line), 16), ""
    for _ in range(5):
        left, which = divmod(left, len(LETTERS))
        letters += LETTERS[which]
    return f"D-{letters}"
