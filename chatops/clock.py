"""The service's clock: the real one, or one that was started at another time and runs on from there."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Tells the time in UTC. `start` is an aware time to run on from, for trying a Monday morning on a Friday."""

    def __init__(self, start: datetime | None = None) -> None:
        self._ahead = start - self.machine() if start else timedelta()

    def machine(self) -> datetime:
        """What the machine's own clock says: aware, UTC."""
        return datetime.now(UTC)

    def now(self) -> datetime:
        """The time now: aware, UTC."""
        return self.machine() + self._ahead

    def advance(self, by: timedelta) -> None:
        """Moves the clock on, or back."""
        self._ahead += by
