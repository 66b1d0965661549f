"""Round robins go on: whichever is to be looked at now is reminded of or closed, by whichever process comes first."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from chatops.digests import Pressable, always
from chatops.looker import Looker
from commands.domain.person import Person, Role
from commands.kit import Ask
from commands.kit.ask import CLOCK
from commands.round_robins.closing import looked_at
from storage.robin_looks import RobinInHand, RobinLooks

log = logging.getLogger("chatops.round_robins")


class RoundRobins(Looker):
    """Looks at round robins. One transaction holds each, stores how it stands then and what is to be told of it;
    `told` is called when there is something to deliver; nothing is done while `is_right` says that this machine's clock
    is not to be trusted."""

    what = "round robins"

    def __init__(
        self,
        looks: RobinLooks,
        *,
        pressable: Pressable,
        now: Callable[[], datetime],
        told: Callable[[], None],
        is_right: Callable[[], Awaitable[bool]] = always,
    ) -> None:
        super().__init__()
        self._is_right = is_right
        self.looks = looks
        self._pressable, self._now, self._told = pressable, now, told

    async def look(self) -> int:
        """Looks at every one whose time has come; gives how many were reminded of or closed. With nothing due it
        costs one query. One that cannot be looked at is put back, and the others do not wait for it."""
        count = 0
        if not await self.looks.any_due(self._now()) or not await self._is_right():
            return count
        while not self.ending:
            held: RobinInHand | None = None
            now = self._now()
            try:
                async with self.looks.next_due(now) as held:
                    if held is None:
                        break
                    count += await self._look(held, now)
                self.moves()
            except Exception as trouble:
                if held is None:
                    raise
                kind = type(trouble).__name__  # its message could repeat what people wrote
                self.failures += 1
                log.error("not looked at reference=%s error=%s", held.robin.reference, kind)
                await self.looks.put_back(held.robin, now)
        if count:
            self._told()
        return count

    async def _look(self, held: RobinInHand, now: datetime) -> int:
        """How often it was changed before is part of the ask's key: looked at twice, it is told of once."""
        robin, records = held.robin, held.records
        reply = await looked_at(robin, now, records)
        if reply is None:
            return 0
        ask = Ask(
            person=Person(robin.school_id, CLOCK, "", "The clock", Role.SENCO),
            school=records.school,
            now=now,
            word="round robin",
            key=f"round-robin:{robin.school_id}:{robin.reference}:{robin.version}",
            face=CLOCK,
            about=robin.reference,
        )
        if await records.begin(ask) is None:
            await records.finish(ask, self._pressable(ask, reply), outcome="answered", keep=True)
        log.info("round robin looked at reference=%s", robin.reference)
        return 1
