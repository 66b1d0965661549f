"""A clock whose seconds pass only when a story says so: limits of a minute are then the same on a slow machine."""

from chatops.clockwork.clock import Clock


class StillClock(Clock):
    """As the service's own; between two `advance`s no second goes by for what counts seconds."""

    def steady(self) -> float:
        return self._skipped
