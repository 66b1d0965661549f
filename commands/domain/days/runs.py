"""Runs of days, both ends included: merged where they meet, so that a day is found without looking at every run."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date


class Runs:
    """Made of pairs of a first and a last day, in any order; one whose last day is before its first is no day at all.

    Days are kept as ordinals (`date.toordinal`), which have a day after the last date there is.
    """

    def __init__(self, pairs: Iterable[tuple[date, date]]) -> None:
        self._firsts: list[int] = []
        self._lasts: list[int] = []
        for first, last in sorted((first.toordinal(), last.toordinal()) for first, last in pairs if first <= last):
            if self._lasts and first <= self._lasts[-1] + 1:
                self._lasts[-1] = max(last, self._lasts[-1])
            else:
                self._firsts.append(first)
                self._lasts.append(last)

    def holds(self, day: date) -> bool:
        """Whether a run covers this day."""
        return self.around(day) is not None

    def around(self, day: date) -> tuple[date, date] | None:
        """The run that covers this day; None when none does."""
        ordinal = day.toordinal()
        at = bisect_right(self._firsts, ordinal) - 1
        if at < 0 or ordinal > self._lasts[at]:
            return None
        return date.fromordinal(self._firsts[at]), date.fromordinal(self._lasts[at])

    def gaps(self) -> tuple[tuple[date, date], ...]:
        """The runs of days between these runs."""
        between = zip(self._lasts, self._firsts[1:], strict=False)
        return tuple((date.fromordinal(last + 1), date.fromordinal(first - 1)) for last, first in between)
