"""The service's clock: the real one, or one that was started at another time and runs on from there."""

import time
from datetime import UTC, datetime, timedelta


class Clock:
    """Tells the time in UTC. `start` is an aware time to run on from, for trying a Monday morning on a Friday."""

    def __init__(self, start: datetime | None = None) -> None:
        self._ahead = start - self.machine() if start else timedelta()
        self._skipped = 0.0

    def machine(self) -> datetime:
        """What the machine's own clock says: aware, UTC."""
        return datetime.now(UTC)

    def now(self) -> datetime:
        """The time now: aware, UTC."""
        return self.machine() + self._ahead

    def steady(self) -> float:
        """Seconds since some moment. Setting the machine's clock does not change them."""
        return time.monotonic() + self._skipped

    def advance(self, by: timedelta) -> None:
        """Moves the clock on, as if so much time had passed; or back, as if somebody had set it."""
        self._ahead += by
        self._skipped += max(0.0, by.total_seconds())
