"""Work the clock gives: whoever does it looks whenever it is woken, and a look that fails is not the last."""

import asyncio
import logging
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator

log = logging.getLogger("chatops.clock")

AGAIN_AND_AGAIN = 3
"""Looks on end that fail before it counts as not working: one or two are a database that was away for a moment."""


class Looker(ABC):
    """Looks at what may be due whenever it is woken, until it is told to end. One of a kind runs in each process."""

    what: str
    """What it looks at, for the log and the figures."""

    def __init__(self) -> None:
        self._woken = asyncio.Event()
        self.ending = False
        self.looked = self.failures = 0
        """Looks that ended, and how often one of them, or one thing it looked at, failed."""
        self._failing = 0
        self._began = self._ended = False
        self._moved = time.monotonic()

    @abstractmethod
    async def look(self) -> int:
        """Does whatever is due now; gives how much there was to do."""

    def wake(self) -> None:
        """Something may be due: look now."""
        self._woken.set()

    def end(self) -> None:
        """Finish what is in hand and stop."""
        self.ending = True
        self.wake()

    def moves(self) -> None:
        """Said by a look that gets on, so that a long one is not taken for one that hangs."""
        self._moved = time.monotonic()

    async def run(self) -> None:
        """Looks until told to end."""
        self._began = True
        self.moves()
        try:
            while not self.ending:
                self._woken.clear()
                try:
                    await self.look()
                    self._failing = 0
                except Exception as trouble:  # the database may be away for a minute; what is due stays due
                    self.failures += 1
                    self._failing += 1
                    log.error("%s not looked at error=%s", self.what, type(trouble).__name__)
                self.looked += 1
                self.moves()
                await self._woken.wait()
        finally:
            self._ended = True

    def troubles(self, still_after: float) -> Iterator[str]:
        """What keeps it from working, a sentence each; it is woken every few seconds, so whatever has not moved for
        `still_after` seconds stands still."""
        if self.ending or not self._began:
            return
        if self._ended:
            yield f"The worker that looks after {self.what} has died: restart the bot."
        elif time.monotonic() - self._moved > still_after:
            yield f"The worker that looks after {self.what} stands still: see the log, and restart the bot."
        elif self._failing >= AGAIN_AND_AGAIN:
            yield f"Looking after {self.what} fails again and again: see the log."
