"""What may happen thousands of times a second and is said in the log once a minute."""

import asyncio
import logging

EVERY = 60.0
"""Seconds between two lines that say the same."""


class Seldom:
    """One such thing; each line says how often it has happened since the one before."""

    def __init__(self, log: logging.Logger, what: str, every: float = EVERY) -> None:
        self._log, self._what, self._every = log, what, every
        self._times, self._next = 0, 0.0

    def say(self, why: str) -> None:
        """It has happened, and this is why. Within a running loop."""
        now = asyncio.get_running_loop().time()
        self._times += 1
        if now >= self._next:
            self._log.warning("%s times=%d why=%s", self._what, self._times, why)
            self._times, self._next = 0, now + self._every
