"""Delivery: what was stored to be told is posted, again when it failed, and never silently dropped.

At least once: a post whose answer was lost on the way is posted again, since a card seen twice does less harm than one
never seen. Everything else that could double a post (two processes, a repeated claim, a failing note that it is sent)
is kept from doing so.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from functools import partial

from chatops.admitting.vouching import Vouching
from chatops.channels import ChannelChecks
from chatops.clockwork.looker import Looker
from chatops.faces import Face, Undeliverable
from chatops.posting import Posting
from chatops.waits import wait_of
from chatops.watching import logs
from chatops.watching.metrics import Metrics
from chatops.watching.watch import Watch
from storage.delivery.in_hand import Waiting
from storage.delivery.outbox import Outbox
from storage.delivery.reach import Reachable
from storage.delivery.undelivered import Drawn

log = logging.getLogger("chatops.deliver")

AT_ONCE = 256
"""Posts under way at the same moment, each to another place or about another subject: what is answered after a fifth of
a second is then posted a thousand times in one."""
AGAIN = 64
"""So many of them are answered before more are taken, where so many wait."""


class Deliverer(Looker):
    """Posts due notices through the faces. One runs in each process; several share the work. `drawn` makes the buttons
    of a card of its own pressable."""

    what = "notices"

    def __init__(
        self,
        outbox: Outbox,
        reach: Reachable,
        vouching: Vouching,
        faces: Mapping[str, Face],
        metrics: Metrics,
        watch: Watch,
        channels: ChannelChecks,
        *,
        now: Callable[[], datetime],
        agreed: Callable[[], Awaitable[object]],
        drawn: Drawn,
    ) -> None:
        """`agreed` is awaited before anything is taken: from then on `now` is the time all processes go by."""
        super().__init__()
        self._agreed, self.outbox, self._now = agreed, outbox, now
        self._of_one = Posting(
            outbox, reach, vouching, faces, metrics, watch, channels, now=now, drawn=drawn, wake=self.wake
        )
        self._released = False
        self._posting: dict[str, asyncio.Task[None]] = {}
        self._busy = Counter[str]()
        self._taking = asyncio.Lock()

    async def look(self) -> int:
        """Takes in hand what is due, at once when woken by an ask, and whenever the schedule wakes it."""
        if not self._released:
            await self.outbox.release(self._now())
            self._released = True
        return len(await self._take())

    async def run(self) -> None:
        """Delivers until told to end, and then finishes what is in hand: a run that is cancelled instead may leave a
        connection half closed."""
        await super().run()
        await asyncio.gather(*self._posting.values())

    async def deliver_due(self) -> int:
        """Posts what is due now and waits until it is posted; gives how many notices were taken in hand."""
        taken = await self._take()
        await asyncio.gather(*taken)
        return len(taken)

    async def _take(self) -> list[asyncio.Task[None]]:
        """Claims as much as there is room for. Each is posted in a task of its own, so that one slow place holds up
        nobody else; when one is done the next is taken."""
        async with self._taking:  # of two at once the second knows what the first has taken, whatever the clock says
            await self._agreed()
            room = AT_ONCE - len(self._posting)
            ours = tuple(self._posting)
            taken = await self.outbox.claim(self._now(), room, but=ours, busy=self._busy) if room > 0 else ()
            for waiting in taken:
                self._busy[waiting.place] += 1
                task = self._posting[waiting.id] = asyncio.create_task(self._deliver(waiting))
                task.add_done_callback(partial(self._done, waiting))
            return [self._posting[waiting.id] for waiting in taken]

    @property
    def in_hand(self) -> int:
        """How many posts are being made now, what is noted after each included."""
        return len(self._posting)

    def _done(self, waiting: Waiting, _: asyncio.Task[None]) -> None:
        """Looks for more, once there is room for a good many: to look costs as much for one as for a hundred."""
        del self._posting[waiting.id]
        self._busy[waiting.place] -= 1
        if not self._busy[waiting.place]:
            del self._busy[waiting.place]
        if len(self._posting) <= AT_ONCE - AGAIN:
            self.wake()

    async def _deliver(self, waiting: Waiting) -> None:
        logs.follow(request_key(waiting.ask_key))
        try:
            try:
                await self._of_one.post(waiting)
            except Undeliverable as failure:
                rest = wait_of(failure, waiting.tries)
                log.warning(
                    "not posted notice=%s tries=%d rest=%ds uncertain=%s",
                    waiting.id,
                    waiting.tries,
                    rest.total_seconds(),
                    failure.uncertain,
                )
                await self.outbox.postpone(
                    waiting, self._now() + rest, str(failure), uncertain=failure.uncertain, refused=failure.permanent
                )
        except Exception as trouble:  # its claim runs out, and it is tried again
            self.failures += 1
            log.error("not posted notice=%s error=%s", waiting.id, type(trouble).__name__)


def request_key(ask_key: str) -> str:
    """The key of the ask that made a notice, as it stands in every other line of that ask: without the word and the
    subject that are stored with it."""
    return "/".join(ask_key.split("/")[:3])
