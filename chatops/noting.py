"""What was posted is noted: many posts that are answered at one moment by one transaction."""

import asyncio
import logging
from collections.abc import Sequence

from storage.delivery.in_hand import Posted
from storage.delivery.outbox import Outbox

log = logging.getLogger("chatops.deliver")

NOTE_AGAIN = 1.0
"""Seconds between attempts to note that a post was made, when the database does not answer."""
AT_ONCE = 100
"""Notes in one transaction."""


class Noting:
    """Notes what was posted. Whoever hands one over waits until it is noted, however often that fails: what is posted
    is not to be posted again for want of the note of it."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._waiting: list[tuple[Posted, asyncio.Future[None]]] = []
        self._working: asyncio.Task[None] | None = None

    async def note(self, posted: Posted) -> None:
        noted = asyncio.get_running_loop().create_future()
        self._waiting.append((posted, noted))
        if self._working is None:
            self._working = asyncio.create_task(self._work())
        await noted

    async def _work(self) -> None:
        """What comes while one transaction is under way is in the next."""
        try:
            while self._waiting:
                some, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
                await self._stored([posted for posted, _ in some])
                for _, noted in some:
                    if not noted.done():
                        noted.set_result(None)
        finally:
            self._working = None

    async def _stored(self, some: Sequence[Posted]) -> None:
        """Together; or, where that fails, each by itself until it is."""
        while True:
            try:
                await self._outbox.sent_all(some)
                return
            except Exception as trouble:
                for posted in some:
                    log.error("posted and not noted notice=%s error=%s", posted.waiting.id, type(trouble).__name__)
            await asyncio.sleep(NOTE_AGAIN)
            if len(some) > 1:
                for posted in some:
                    await self._stored([posted])
                return
