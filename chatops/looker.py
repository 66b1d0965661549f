"""Work the clock gives: whoever does it looks whenever it is woken, and a look that fails is not the last."""

import asyncio
import logging
from abc import ABC, abstractmethod

log = logging.getLogger("chatops.clock")


class Looker(ABC):
    """Looks at what may be due whenever it is woken, until it is told to end. One of a kind runs in each process."""

    what: str
    """What it looks at, for the log."""

    def __init__(self) -> None:
        self._woken = asyncio.Event()
        self.ending = False

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

    async def run(self) -> None:
        """Looks until told to end."""
        while not self.ending:
            self._woken.clear()
            try:
                await self.look()
            except Exception as trouble:  # the database may be away for a minute; what is due stays due
                log.error("%s not looked at error=%s", self.what, type(trouble).__name__)
            await self._woken.wait()
