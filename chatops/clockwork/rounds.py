"""What the clock does is done: whatever is to be looked at now, by whichever process comes first, exactly once.

One transaction holds the things of many schools, writes down each ask under its key, stores what is to be told and
moves the things on; `chatops.deliver` posts it. Whatever ends a process before the commit leaves nothing behind, and
whatever ends it afterwards leaves notices that are posted. Where one of them fails, nothing of the others is kept
either: they are looked at again in halves, until the one that fails is by itself and is put back.
"""

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Generic, TypeVar

from chatops.clockwork.looker import Looker
from commands.domain.days.timed import Timed
from commands.kit.clockwork import Duty, Turn
from commands.kit.dispatcher import Dispatcher
from storage.database import Database
from storage.delivery.timetables import Batch, Claim, Timetable
from storage.records import SqlRecords

log = logging.getLogger("chatops.clock")

AT_ONCE = 100
"""Things looked at in one transaction: on SQLite nobody else writes meanwhile, which is a tenth of a second or so."""

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
            found, made = await self._look_at_many(self._now())
            if not found:
                break
            count += made
        return count

    async def _look_at_many(self, now: datetime, schools: Sequence[str] = ()) -> tuple[int, int]:
        """Looks at what is due, of some schools or of all; gives how many things were found, and of how many there was
        something to ask."""
        batch: Batch[T] | None = None
        try:
            async with self._timetable.due_together(now, AT_ONCE, schools) as batch:
                asks = await self._asks_of(batch, now)
            self._done(made := sum(asks))
            return len(asks), made
        except Exception as trouble:
            if batch is None or not batch.claims:
                raise
            log.warning("%s: apart schools=%d error=%s", self.what, len(batch.schools), type(trouble).__name__)
        if len(batch.schools) == 1:
            return await self._look_at_each(now, batch.schools[0])
        middle = len(batch.schools) // 2
        halves = [await self._look_at_many(now, half) for half in (batch.schools[:middle], batch.schools[middle:])]
        return sum(found for found, _ in halves), sum(made for _, made in halves)

    async def _asks_of(self, batch: Batch[T], now: datetime) -> Sequence[bool]:
        """Of each thing, whether anything was asked that had not been."""
        turns = [await self._duty.look(claim.thing, now, claim.records) for claim in batch.claims]
        asked = [
            (n, asked, claim.records)
            for n, (claim, turn) in enumerate(zip(batch.claims, turns, strict=True))
            for asked in turn.asks
        ]
        new = await self._dispatcher.of_the_clock_together([(ask, records) for _, ask, records in asked], batch.books)
        await batch.move_on([turn.after for turn in turns if turn.after is not None])
        made = {n for (n, _, _), is_new in zip(asked, new, strict=True) if is_new}
        for claim, turn in zip(batch.claims, turns, strict=True):
            self._note(claim, turn)
        return [n in made for n in range(len(turns))]

    async def _look_at_each(self, now: datetime, school_id: str) -> tuple[int, int]:
        """One school's things, each in a transaction of its own."""
        found = made = 0
        while not self.ending:
            claim: Claim[T] | None = None
            try:
                async with self._timetable.next_due(now, school_id) as claim:
                    if claim is None:
                        break
                    was_made = await self._look(claim, now)
                self._done(was_made)
                made += was_made
            except Exception as trouble:
                if claim is None:
                    raise
                await self._put_back(claim.thing, now, type(trouble).__name__)
            found += 1
        return found, made

    def _done(self, made: int) -> None:
        self.moves()
        if made:
            self._told()

    async def _look(self, claim: Claim[T], now: datetime) -> bool:
        turn = await self._duty.look(claim.thing, now, claim.records)
        made = await carried_out(turn, self._dispatcher, claim.records)
        self._note(claim, turn)
        return made

    def _note(self, claim: Claim[T], turn: Turn[T]) -> None:
        if turn.asks:
            log.info("%s: looked at %s asks=%d", self.what, self._timetable.named(claim.thing), len(turn.asks))

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
