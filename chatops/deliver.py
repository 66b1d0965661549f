"""Delivery: what was stored to be told is posted, in order, again when it failed, and never silently dropped."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from chatops.faces import Face, Undeliverable
from commands.domain.channel import Channel
from commands.kit import SENCO_CHANNEL
from storage.outbox import Outbox, Waiting

log = logging.getLogger("chatops.deliver")

BATCH = 20
UNREACHABLE = timedelta(minutes=10)
"""How long a notice rests when nobody can be reached; it wakes at once when they speak to the bot."""
NOBODY = "There is no SENCO channel, and no SENCO has spoken to the bot yet: say “senco setup” in a private channel."
NOT_YET = "A member of staff has left, or has not spoken to the bot yet so that it could write to them."


class Deliverer:
    """Posts due notices through the faces. One runs in each process; several share the work."""

    def __init__(self, outbox: Outbox, faces: Mapping[str, Face], *, now: Callable[[], datetime]) -> None:
        self.outbox, self.faces, self._now = outbox, faces, now
        self._due = asyncio.Event()
        self._ending = False

    def wake(self) -> None:
        """Something may be due: look now."""
        self._due.set()

    def end(self) -> None:
        """Finish the batch in hand and stop. A run that is cancelled instead may leave a connection half closed."""
        self._ending = True
        self.wake()

    async def run(self) -> None:
        """Delivers until told to end: at once when woken by an ask, and whenever the schedule wakes it."""
        released = False
        while not self._ending:
            self._due.clear()
            try:
                if not released:
                    await self.outbox.release()
                    released = True
                if await self.deliver_due():
                    continue
            except Exception as trouble:  # the database may be away for a minute; the notices are not lost
                log.error("delivery failed error=%s", type(trouble).__name__)
            if not self._ending:
                await self._due.wait()

    async def deliver_due(self) -> int:
        """Posts one batch of what is due; gives how many notices were taken in hand."""
        taken = await self.outbox.claim(self._now(), BATCH)
        lanes: dict[tuple[str, str], list[Waiting]] = {}
        for waiting in taken:
            lanes.setdefault((waiting.school_id, waiting.to), []).append(waiting)
        await asyncio.gather(*(self._in_order(lane) for lane in lanes.values()))
        return len(taken)

    async def _in_order(self, lane: list[Waiting]) -> None:
        """One recipient's notices, one after the other, as they were made."""
        for waiting in lane:
            await self._deliver(waiting)

    async def _deliver(self, waiting: Waiting) -> None:
        try:
            if waiting.to == SENCO_CHANNEL:
                await self._to_channel(waiting)
            else:
                await self._to_person(waiting)
        except Undeliverable as failure:
            wait = timedelta(seconds=failure.wait) if failure.wait else backoff(waiting.tries)
            rest = UNREACHABLE if failure.permanent else wait
            log.warning("not posted notice=%s tries=%d rest=%ds", waiting.id, waiting.tries, rest.total_seconds())
            await self.outbox.postpone(waiting, self._now() + rest, str(failure))
        except Exception as trouble:
            log.error("not posted notice=%s error=%s", waiting.id, type(trouble).__name__)
            await self.outbox.postpone(waiting, self._now() + backoff(waiting.tries), "The bot met an error.")

    async def _to_channel(self, waiting: Waiting) -> None:
        channel = await self.outbox.channel(waiting.school_id, waiting.to)
        if channel and not channel.trouble and channel.face in self.faces:
            try:
                await self._post(waiting, channel.face, channel.address)
            except Undeliverable as failure:
                if not failure.permanent:
                    raise
                await self.outbox.trouble(channel, str(failure))
                log.warning("channel=%s of school=%s cannot be posted to", channel.name, channel.school_id)
            else:
                return
        await self._to_sencos(waiting, channel)

    async def _to_sencos(self, waiting: Waiting, channel: Channel | None) -> None:
        """Each SENCO privately, while there is no channel that works."""
        sencos = [p for p in await self.outbox.sencos(waiting.school_id) if await self._reach(p.school_id, p.id)]
        if not sencos:
            why = channel.trouble if channel and channel.trouble else NOBODY
            await self.outbox.postpone(waiting, self._now() + UNREACHABLE, why)
            return
        await self.outbox.share(waiting, sencos)
        self.wake()

    async def _to_person(self, waiting: Waiting) -> None:
        reached = await self._reach(waiting.school_id, waiting.to)
        if reached is None:
            await self.outbox.postpone(waiting, self._now() + UNREACHABLE, NOT_YET)
            return
        await self._post(waiting, *reached)

    async def _reach(self, school_id: str, person_id: str) -> tuple[str, Mapping[str, Any]] | None:
        """The face and address to reach a person at: where they last spoke to the bot, or where a face finds them."""
        person = await self.outbox.person(school_id, person_id)
        if person is None:
            return None
        for face, address in await self.outbox.addresses(person):
            if face in self.faces:
                return face, address
        for name, face_ in self.faces.items():
            with contextlib.suppress(Undeliverable):
                found = await face_.find(person.email)
                if found:
                    return name, found
        return None

    async def _post(self, waiting: Waiting, name: str, address: Mapping[str, Any]) -> None:
        face = self.faces[name]
        post = await self.outbox.last_post(waiting, name, address)
        if post is not None:
            try:
                await face.redraw(address, post, waiting.card)
            except Undeliverable as failure:
                if not failure.permanent:
                    raise
                post = None  # the post is gone (deleted, or too old to change): a new one takes its place
        if post is None:
            post = await face.post(address, waiting.card)
        await self.outbox.sent(waiting, name, address, post, self._now())


def backoff(tries: int) -> timedelta:
    """How long to wait after the n-th failure: 2 seconds, doubling, at most five minutes."""
    return timedelta(seconds=min(2.0**tries, 300.0))
