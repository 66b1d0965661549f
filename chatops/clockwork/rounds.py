"""What the clock does is done: whatever is to be looked at now, by whichever process comes first, exactly once.

One transaction holds the thing, writes down each ask under its key, stores what is to be told and moves the thing on;
`chatops.deliver` posts it. Whatever ends a process before the commit leaves nothing behind, and whatever ends it
afterwards leaves a notice that is posted.
"""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Generic, TypeVar

from chatops.clockwork.looker import Looker
from commands.domain.days.timed import Timed
from commands.kit.clockwork import Duty, Turn
from commands.kit.dispatcher import Dispatcher
from storage.database import Database
from storage.delivery.timetables import Claim, Timetable
from storage.records import SqlRecords

log = logging.getLogger("chatops.clock")

T = TypeVar("T", bound=Timed)


async def always() -> bool:
    """The clock is right."""
    return True


class Clockwork(Looker, Generic[T]):
    """Does one duty of the clock. One of each runs in each process; several share the work. `told` is called when
    there is something to deliver; nothing is done while `is_right` says that this machine's clock is not to be
    trusted."""

    def __init__(
        self,
        duty: Duty[T],
        database: Database,
        dispatcher: Dispatcher,
        *,
        now: Callable[[], datetime],
        told: Callable[[], None],
        is_right: Callable[[], Awaitable[bool]] = always,
        records: type[SqlRecords] = SqlRecords,
    ) -> None:
        super().__init__()
        self.what = duty.what
        self._duty, self._dispatcher = duty, dispatcher
        self._timetable = Timetable(database, duty.of, records)
        self._now, self._told, self._is_right = now, told, is_right

    async def look(self) -> int:
        """Looks at everything whose time has come; gives of how many there was something to ask.

        With nothing due it costs one query. One that cannot be looked at is put back and tried again after a wait
        that grows; the others do not wait for it.
        """
        count = 0
        if not await self._timetable.any_due(self._now()) or not await self._is_right():
            return count
        while not self.ending:
            claim: Claim[T] | None = None
            now = self._now()
            try:
                async with self._timetable.next_due(now) as claim:
                    if claim is None:
                        break
                    count += await self._look(claim, now)
                self.moves()
            except Exception as trouble:
                if claim is None:
                    raise
                await self._put_back(claim.thing, now, type(trouble).__name__)
        if count:
            self._told()
        return count

    async def _look(self, claim: Claim[T], now: datetime) -> bool:
        turn = await self._duty.look(claim.thing, now, claim.records)
        made = await carried_out(turn, self._dispatcher, claim.records)
        if turn.asks:
            log.info("%s: looked at %s asks=%d", self.what, self._timetable.named(claim.thing), len(turn.asks))
        return made

    async def _put_back(self, thing: T, now: datetime, error: str) -> None:
        """`error` is what kind of error it was: its message could repeat what people wrote."""
        self.failures += 1
        log.error("%s: put back %s error=%s", self.what, self._timetable.named(thing), error)
        await self._timetable.put_back(thing, now, error)


async def carried_out(turn: Turn[T], dispatcher: Dispatcher, records: SqlRecords) -> bool:
    """Asks what a turn asks and keeps what it leaves, in the transaction of these records; whether anything was asked
    that had not been."""
    new = [await dispatcher.of_the_clock(asked, records) for asked in turn.asks]
    if turn.after is not None:
        await records.save(turn.after)
    return any(new)
