"""Posting one notice: to whom it goes, where they are reached, and what stands there afterwards."""

import contextlib
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from chatops.admitting.vouching import Vouching
from chatops.channels import ChannelChecks
from chatops.every_face import hears
from chatops.faces import Face, Undeliverable
from chatops.noting import Noting
from chatops.waits import UNREACHABLE, Pauses
from chatops.watching.metrics import Metrics
from chatops.watching.watch import Watch
from commands.channels.cards import standing_card
from commands.digests.marks import again
from commands.domain.channel import Channel
from commands.kit import CHANNELS, SENCO_CHANNEL
from storage.delivery.in_hand import Posted, Waiting
from storage.delivery.outbox import Outbox
from storage.delivery.reach import Reachable
from storage.delivery.undelivered import Drawn

log = logging.getLogger("chatops.deliver")

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


class Posting:
    """Posts one notice through the faces: where it belongs, in the place of what it redraws. `drawn` makes the buttons
    of a card of its own pressable; `wake` is called when another may be due now."""

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
        drawn: Drawn,
        wake: Callable[[], None],
    ) -> None:
        self.outbox, self.reach, self.vouching, self.faces, self._now = outbox, reach, vouching, faces, now
        self._metrics, self._watch, self._channels = metrics, watch, channels
        self._drawn_for, self._wake = drawn, wake
        self._pauses, self._noting = Pauses(now), Noting(outbox)

    async def post(self, waiting: Waiting) -> None:
        """Raises `Undeliverable` when it is to be tried again."""
        await (self._to_channel if waiting.to in CHANNELS else self._to_person)(waiting)

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
        channel = waiting.channel  # as it was a moment ago, when the notice was taken
        for n in range(MOVED):
            if n:
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
            self._wake()

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
        self._pauses.heed(name, address)
        try:
            post = await self._drawn(waiting, name, address)
        except Undeliverable as failure:
            self._metrics.failed(name, failure)
            if failure.of_bot:
                self._watch.failed(name, str(failure))
            if failure.wait:
                self._pauses.begin(name, address, failure.wait)
            raise
        await self._noting.note(Posted(waiting, name, address, post, self._now()))
        self._metrics.sent(name, waiting.subject)
        log.info("posted notice=%s face=%s tries=%d", waiting.id, name, waiting.tries)

    async def _drawn(self, waiting: Waiting, name: str, address: Mapping[str, Any]) -> str:
        """Redraws the post of this subject, or makes one; gives its id."""
        face = self.faces[name]
        post = waiting.post_at(name, address)
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
