"""Delivery: what was stored to be told is posted, again when it failed, and never silently dropped.

At least once: a post whose answer was lost on the way is posted again, since a card seen twice does less harm than one
never seen. Everything else that could double a post (two processes, a repeated claim, a failing note that it is sent)
is kept from doing so.
"""

import asyncio
import contextlib
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from chatops.admitting.vouching import Vouching
from chatops.channels import ChannelChecks
from chatops.clockwork.looker import Looker
from chatops.every_face import hears
from chatops.faces import Face, Undeliverable
from chatops.watching import logs
from chatops.watching.metrics import Metrics
from chatops.watching.watch import Watch
from commands.channels.cards import standing_card
from commands.digests.marks import again
from commands.domain.channel import Channel
from commands.kit import CHANNELS, SENCO_CHANNEL
from storage.delivery.outbox import Outbox, Waiting
from storage.delivery.reach import Reachable
from storage.delivery.undelivered import Drawn

log = logging.getLogger("chatops.deliver")

AT_ONCE = 20
"""Posts under way at the same moment, each to another place or about another subject."""
UNREACHABLE = timedelta(minutes=10)
"""How long a notice rests when nobody can be reached; it wakes at once when they speak to the bot."""
LONGEST_REST = timedelta(hours=1)
"""How long it rests at most: the waits grow, so that many notices for a place that is gone make no storm."""
NOBODY = "There is no SENCO channel, and no SENCO has spoken to the bot yet: say “senco setup” in a private channel."
NO_LEADERS = "There is no leadership channel: say “leadership setup” in a private one."
MOVED = 3
"""How often a channel is read again that was moved while it was looked at."""
UNSEEN = 4
"""Tries after which a card goes to the SENCOs privately, while the platform does not say what its channel is now."""
NOT_YET = "A member of staff has not spoken to the bot yet, so it cannot write to them first."
DIGEST = "digest:"
"""What the subjects of digests begin with."""
CODE = "code:"
"""What the subjects of notices begin with that prove who reads them: they go where only that colleague is, in chat."""
LEFT = "The member of staff it was for has left."
NOTE_AGAIN = 1.0
"""Seconds between attempts to note that a post was made, when the database does not answer."""


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
        self._agreed, self._drawn_for = agreed, drawn
        self.outbox, self.reach, self.vouching, self.faces, self._now = outbox, reach, vouching, faces, now
        self._metrics, self._watch, self._channels = metrics, watch, channels
        self._released = False
        self._posting: dict[str, asyncio.Task[None]] = {}
        self._taking = asyncio.Lock()
        self._resting: dict[str, tuple[datetime, datetime]] = {}

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
            taken = await self.outbox.claim(self._now(), room, but=tuple(self._posting)) if room > 0 else ()
            for waiting in taken:
                task = self._posting[waiting.id] = asyncio.create_task(self._deliver(waiting))
                task.add_done_callback(lambda _, id=waiting.id: self._done(id))  # type: ignore[misc]
            return [self._posting[waiting.id] for waiting in taken]

    @property
    def in_hand(self) -> int:
        """How many posts are being made now, what is noted after each included."""
        return len(self._posting)

    def _done(self, id: str) -> None:
        del self._posting[id]
        self.wake()

    async def _deliver(self, waiting: Waiting) -> None:
        logs.follow(request_key(waiting.ask_key))
        try:
            try:
                await (self._to_channel if waiting.to in CHANNELS else self._to_person)(waiting)
            except Undeliverable as failure:
                wait = timedelta(seconds=failure.wait) if failure.wait else backoff(waiting.tries)
                rest = rest_after(waiting.tries) if failure.permanent else wait
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

    async def _to_channel(self, waiting: Waiting) -> None:
        try:
            channel = await self._channel(waiting)
        except Undeliverable as failure:  # not known whether it is still what it was
            if waiting.to != SENCO_CHANNEL or waiting.tries < UNSEEN:
                raise
            return await self._to_sencos(waiting, str(failure))
        if channel is None or channel.face not in self.faces:
            if waiting.to != SENCO_CHANNEL:
                raise Undeliverable(NO_LEADERS, permanent=True)
            return await self._to_sencos(waiting, NOBODY)
        if channel.drift:
            if waiting.to != SENCO_CHANNEL:
                raise Undeliverable(channel.trouble, permanent=True)
            return await self._to_sencos(waiting, channel.trouble)
        try:
            await self._post(waiting, channel.face, channel.address)
        except Undeliverable as failure:
            if failure.permanent and (failure.of_place or failure.of_bot):
                await self._note_trouble(channel, str(failure))
            # The leaders' figures are for the leaders: they wait, and the SENCOs hear that they do.
            if waiting.to != SENCO_CHANNEL or not (failure.permanent and failure.of_place):
                raise
            return await self._to_sencos(waiting, str(failure))
        return await self._note_trouble(channel, "")

    async def _channel(self, waiting: Waiting) -> Channel | None:
        """The channel as it is now: looked at again when that was long ago, and again when it was moved meanwhile.
        Raises `Undeliverable`."""
        for _ in range(MOVED):
            channel = await self.reach.channel(waiting.school_id, waiting.to)
            if channel is None or channel.face not in self.faces:
                return channel
            if looked := await self._channels.before_post(channel):
                return looked
        raise Undeliverable("The channel is being moved. It is tried again by itself.")

    async def _note_trouble(self, channel: Channel, words: str) -> None:
        """Once a failure is known to last, and once it is over, each SENCO is told privately."""
        words = words.replace("senco setup", f"{channel.name} setup")
        if channel.trouble != words:
            log.warning("channel=%s of school=%s %s", channel.name, channel.school_id, "failing" if words else "mended")
            await self.reach.trouble(channel, words, standing_card(channel.name, words), self._now())
            if not words:
                await self.outbox.rouse(self._now())  # the same may have kept others waiting: a token, the platform
            self.wake()

    async def _to_sencos(self, waiting: Waiting, why: str) -> None:
        """Each SENCO privately, while there is no channel that works."""
        sencos = []
        for senco in await self.reach.sencos(waiting.school_id):
            with contextlib.suppress(Undeliverable):
                if await self._reach(senco.school_id, senco.id):
                    sencos.append(senco.id)
        if sencos:
            await self.outbox.share(waiting, sencos)
        else:
            await self.outbox.postpone(waiting, self._now() + UNREACHABLE, why)

    async def _to_person(self, waiting: Waiting) -> None:
        if await self.reach.person(waiting.school_id, waiting.to) is None:
            return await self.outbox.give_up(waiting, LEFT, self._now(), self._drawn_for)
        in_chat = waiting.subject.startswith(CODE)
        reached = await self._reach(waiting.school_id, waiting.to, in_chat=in_chat)
        if reached is None:
            return await self.outbox.postpone(waiting, self._now() + UNREACHABLE, NOT_YET)
        return await self._post(waiting, *reached)

    async def _reach(
        self, school_id: str, person_id: str, *, in_chat: bool = False
    ) -> tuple[str, Mapping[str, Any]] | None:
        """The face and address to reach a person at: where they last spoke to the bot, if that account is still theirs,
        or where a face finds them; `in_chat`, only where they could answer. Raises `Undeliverable` when a platform must
        be asked that first and does not answer."""
        person = await self.reach.person(school_id, person_id)
        if person is None:
            return None
        silent: Undeliverable | None = None
        for known in await self.vouching.accounts.of_person(person):
            if known.face not in self.faces:
                continue
            try:
                if await self.vouching.may_reach(known):
                    return known.face, known.address
            except Undeliverable as failure:
                silent = failure
        for name, face_ in self.faces.items():
            if in_chat and not hears(name):
                continue
            with contextlib.suppress(Undeliverable):
                found = await face_.find(person.email)
                if found:
                    return name, found
        if silent:
            raise silent
        return None

    async def _post(self, waiting: Waiting, name: str, address: Mapping[str, Any]) -> None:
        place = f"{name} {json.dumps(dict(address), sort_keys=True)}"
        asked, until = self._resting.pop(place, (self._now(), self._now()))
        if asked <= self._now() < until:  # otherwise it is over, or the clock was put back
            self._resting[place] = asked, until  # the platform asked for a pause there, whichever post it was about
            raise Undeliverable("The platform asked the bot to slow down.", wait=(until - self._now()).total_seconds())
        try:
            post = await self._drawn(waiting, name, address)
        except Undeliverable as failure:
            self._metrics.failed(name, failure)
            if failure.of_bot:
                self._watch.failed(name, str(failure))
            if failure.wait:
                self._resting[place] = self._now(), self._now() + timedelta(seconds=failure.wait)
            raise
        while True:
            try:
                await self.outbox.sent(waiting, name, address, post, self._now())
                self._metrics.sent(name, waiting.subject)
                return log.info("posted notice=%s face=%s tries=%d", waiting.id, name, waiting.tries)
            except Exception as trouble:  # posted, and not to be posted again for want of the note of it
                log.error("posted and not noted notice=%s error=%s", waiting.id, type(trouble).__name__)
                await asyncio.sleep(NOTE_AGAIN)

    async def _drawn(self, waiting: Waiting, name: str, address: Mapping[str, Any]) -> str:
        """Redraws the post of this subject, or makes one; gives its id."""
        face = self.faces[name]
        post = await self.outbox.last_post(waiting, name, address)
        if post is not None:
            try:
                await face.redraw(address, post, waiting.card)
            except Undeliverable as failure:
                if not (failure.permanent and failure.of_place):
                    raise  # otherwise that post is gone (deleted, or too old to change), and a new one takes its place
            else:
                return post
        unsure = waiting.uncertain and waiting.subject.startswith(DIGEST)
        return await face.post(address, again(waiting.card) if unsure else waiting.card, waiting.id)


def request_key(ask_key: str) -> str:
    """The key of the ask that made a notice, as it stands in every other line of that ask: without the word and the
    subject that are stored with it."""
    return "/".join(ask_key.split("/")[:3])


def rest_after(tries: int) -> timedelta:
    """How long to wait after the n-th failure that a person must put right: ten minutes more each time, at most an
    hour."""
    return min(UNREACHABLE * max(tries, 1), LONGEST_REST)


def backoff(tries: int) -> timedelta:
    """How long to wait after the n-th failure: 2 seconds, doubling, at most five minutes."""
    return timedelta(seconds=min(2.0**tries, 300.0))
