"""Whose names each colleague was offered by type-ahead within an hour: a search that walks through the school shows."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field

HOUR = 3600.0
PEOPLE = 2000
"""People remembered at a time, those who searched last; of each at most as many names as the school has pupils."""

Who = tuple[str, str]
"""A school's id and a colleague's: one person, on whichever face they search."""


@dataclass
class _Walk:
    """What one person was offered: each pupil and when last; the count that was last written down, and when."""

    offered: OrderedDict[str, float] = field(default_factory=OrderedDict)
    written: int = 0
    at: float = 0.0


class Names:
    """Counts the different pupils offered to each person within the last hour, in the memory of this process.

    `most` is how many somebody is offered. Times are in seconds by a clock that no one sets.
    """

    def __init__(self, most: int, people: int = PEOPLE) -> None:
        self._most, self._people = most, people
        self._walks: OrderedDict[Who, _Walk] = OrderedDict()

    def known(self, who: Who, now: float) -> frozenset[str]:
        """The pupils somebody was offered within the last hour."""
        return frozenset(self._of(who, now).offered)

    def has_room(self, who: Who, pupils: Iterable[str], now: float) -> bool:
        """Whether these can be offered as well."""
        return len(self.known(who, now).union(pupils)) <= self._most

    def offer(self, who: Who, pupils: Iterable[str], now: float) -> None:
        """They are offered."""
        offered = self._of(who, now).offered
        for pupil in pupils:
            offered[pupil] = now
            offered.move_to_end(pupil)

    def to_write(self, who: Who, now: float, *, stopped: bool) -> int:
        """The count, when it is to be written down: at the limit, or when somebody is stopped there; then at each
        doubling, and anew after an hour. Else 0."""
        walk = self._of(who, now)
        count = len(walk.offered)
        if walk.written and now < walk.at + HOUR:
            return count if count >= 2 * walk.written else 0
        return count if stopped or count >= self._most else 0

    def wrote(self, who: Who, count: int, now: float) -> None:
        """That count is written down."""
        walk = self._of(who, now)
        walk.written, walk.at = count, now

    def _of(self, who: Who, now: float) -> _Walk:
        walk = self._walks.setdefault(who, _Walk())
        self._walks.move_to_end(who)
        while walk.offered and next(iter(walk.offered.values())) < now - HOUR:
            walk.offered.popitem(last=False)
        if len(self._walks) > self._people:
            self._walks.popitem(last=False)
        return walk
