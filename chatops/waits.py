"""How long a notice waits after a failure, and which places have asked for a pause."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from chatops.faces import Undeliverable

UNREACHABLE = timedelta(minutes=10)
"""How long a notice rests when nobody can be reached; it wakes at once when they speak to the bot."""
LONGEST_REST = timedelta(hours=1)
"""How long it rests at most: the waits grow, so that many notices for a place that is gone make no storm."""


class Pauses:
    """The places whose platform has asked for a pause, whichever post it was about."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._until: dict[str, tuple[datetime, datetime]] = {}

    def heed(self, name: str, address: Mapping[str, Any]) -> None:
        """Raises `Undeliverable` while a place is to be left in peace."""
        place = _place(name, address)
        asked, until = self._until.pop(place, (self._now(), self._now()))
        if asked <= self._now() < until:  # otherwise it is over, or the clock was put back
            self._until[place] = asked, until
            raise Undeliverable("The platform asked the bot to slow down.", wait=(until - self._now()).total_seconds())

    def begin(self, name: str, address: Mapping[str, Any], seconds: float) -> None:
        self._until[_place(name, address)] = self._now(), self._now() + timedelta(seconds=seconds)


def _place(name: str, address: Mapping[str, Any]) -> str:
    return f"{name} {json.dumps(dict(address), sort_keys=True)}"


def wait_of(failure: Undeliverable, tries: int) -> timedelta:
    """How long a notice waits after its n-th try has failed like this."""
    if failure.permanent:
        return rest_after(tries)
    return timedelta(seconds=failure.wait) if failure.wait else backoff(tries)


def rest_after(tries: int) -> timedelta:
    """How long to wait after the n-th failure that a person must put right: ten minutes more each time, at most an
    hour."""
    return min(UNREACHABLE * max(tries, 1), LONGEST_REST)


def backoff(tries: int) -> timedelta:
    """How long to wait after the n-th failure: 2 seconds, doubling, at most five minutes."""
    return timedelta(seconds=min(2.0**tries, 300.0))
