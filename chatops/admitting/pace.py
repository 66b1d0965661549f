"""How much one person may ask in a while: a bucket of asks that fills up again, and how long an empty one takes."""

import math
from collections import OrderedDict

AT_ONCE = 3
"""A bucket holds what refills it in a minute divided by this. With 60 a minute: twenty at once, then one a second. Two
presses for each of a class of thirty, or a list ticked through, is one press a second for whoever is quick."""
PEOPLE = 5000
"""People remembered at a time, those heard last. Somebody forgotten begins with a full bucket."""


class Pace:
    """`a_minute` asks of each person in a minute, a third of them at once. Kept in the memory of this process."""

    def __init__(self, a_minute: int, people: int = PEOPLE) -> None:
        self._a_second, self._most, self._people = a_minute / 60, max(1.0, a_minute / AT_ONCE), people
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, who: str, now: float) -> int:
        """Takes one ask of somebody's; gives 0 when there was one, else the whole seconds until there is one again.

        `now` is in seconds by a clock that no one sets, such as `time.monotonic`; one that stands or goes back only
        fills nothing meanwhile. What is refused is not counted, so that asking again makes no wait longer.
        """
        left, at = self._left.pop(who, (self._most, now))
        left = min(self._most, left + max(0.0, now - at) * self._a_second)
        wait = 0 if left >= 1 else math.ceil((1 - left) / self._a_second)
        self._left[who] = (left if wait else left - 1, max(now, at))
        if len(self._left) > self._people:
            self._left.popitem(last=False)
        return wait
