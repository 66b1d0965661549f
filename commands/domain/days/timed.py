"""What has a time of its own at which the clock looks at it, and how long it rests after a look that failed."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Self


class Timed:
    """A thing the clock looks at: a frozen dataclass with these fields among its own.

    `next_at` is the aware time from which it is to be looked at; None while it is not. `failures` counts looks in a row
    that failed.
    """

    school_id: str
    next_at: datetime | None
    failures: int
    version: int

    def put_back(self, now: datetime, error: str) -> Self:
        """After a look at `now` (aware) that failed with an error of that name: to be looked at again after a wait
        that grows."""
        this: Any = self
        failures = self.failures + 1
        back: Self = replace(this, failures=failures, next_at=now + wait_after(failures))
        return back


def wait_after(failures: int) -> timedelta:
    """How long a thing rests after the n-th look in a row that failed: a minute, doubling, at most an hour."""
    return timedelta(minutes=min(2 ** (max(failures, 1) - 1), 60))
