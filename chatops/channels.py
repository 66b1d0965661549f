"""Channels looked at again: before a post, when the platform tells of a change, and daily. One that became what a
channel must not be gets nothing, its SENCOs are told once, and it goes on by itself when it is right again."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from chatops.clockwork.looker import Looker
from chatops.faces import Face, Undeliverable
from chatops.surveys import BEFORE_A_POST, Surveys
from commands.channels.cards import standing_card
from commands.domain.channel import Channel, Unfit
from commands.kit import Place, Refusal
from commands.kit.ask import of_school
from storage.delivery.channel_looks import ChannelLooks
from storage.delivery.outbox import Outbox
from storage.delivery.reach import Reachable

log = logging.getLogger("chatops.channels")

AGAIN = timedelta(minutes=10)
"""How old the last look may be when something is posted, and how long until one that must get nothing is looked at
again."""
DAILY = timedelta(days=1)
"""How old it may be while nothing is posted; and how long it stands at most while the platform does not answer."""
NOT_BEFORE = timedelta(minutes=1)
"""Between two looks at one channel that the platform does not answer."""

LONGEST = 20.0
"""Seconds one look takes at most: two on end and a post are made within the minute for which a notice is in hand."""
SILENT = "The platform does not say who can read the channel."


class ChannelChecks(Looker):
    """Looks at channels, before posts and by the clock. `told` is called when there is something to be posted."""

    what = "channels"

    def __init__(
        self,
        looks: ChannelLooks,
        reach: Reachable,
        outbox: Outbox,
        surveys: Surveys,
        faces: Mapping[str, Face],
        *,
        now: Callable[[], datetime],
        told: Callable[[], None],
    ) -> None:
        super().__init__()
        self._looks, self._reach, self._outbox, self._surveys, self._faces = looks, reach, outbox, surveys, faces
        self._now, self._told = now, told
        self._looking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._unanswered: dict[str, datetime] = {}
        self._changes = 0

    async def look(self) -> int:
        """Looks at what is due by the clock, or because the platform told of a change."""
        now = self._now()
        found = await self._looks.older_than(now - DAILY, drifted=now - AGAIN, now=now)
        due = [channel for channel in found if self._is_due(channel)]
        for channel in due:
            try:
                await self._again(channel)
            except Undeliverable as failure:
                log.warning("channel=%s of school=%s not looked at: %s", channel.name, channel.school_id, failure)
            except Exception as trouble:  # the others are looked at all the same
                self.failures += 1
                log.error("channel=%s of school=%s not looked at error=%s", channel.name, channel.school_id,
                          type(trouble).__name__)  # fmt: skip
            self.moves()
        return len(due)

    async def before_post(self, channel: Channel) -> Channel | None:
        """The channel as it is now that something is to be posted there; None when it was moved meanwhile.

        Raises `Undeliverable` when that could not be found out, and the last look was a day ago or something has
        changed since.
        """
        if self._is_fresh(channel, AGAIN):
            return channel
        try:
            return await self._again(channel)
        except Undeliverable:
            now = await self._looks.one(channel)
            if now is None or self._is_fresh(now, DAILY):
                return now
            raise

    async def changed(self, face: str, hint: str, called: str = "") -> None:
        """The platform tells of a change of a conversation or a team; `hint` is its id."""
        self._changes += 1
        if await self._looks.changed(face, hint, called):
            self._unanswered.clear()
            self.wake()

    def _is_due(self, channel: Channel) -> bool:
        tried = self._unanswered.get(channel.where)
        if channel.face not in self._faces or (tried and abs(self._now() - tried) < NOT_BEFORE):
            return False
        return not self._is_fresh(channel, AGAIN if channel.drift else DAILY)

    def _is_fresh(self, channel: Channel, age: timedelta) -> bool:
        """Whether the last look is younger than that; one from a clock that ran ahead counts for nothing."""
        return channel.looked_at is not None and timedelta() <= self._now() - channel.looked_at < age

    async def _again(self, channel: Channel) -> Channel | None:
        """Looks; of several who want to at the same moment one does."""
        key = f"{channel.school_id} {channel.name}"
        async with self._looking[key]:
            now = await self._looks.one(channel)
            if now is None or (now.looked_at != channel.looked_at and self._is_fresh(now, AGAIN)):
                return now
            await self._find_out(now)
            return await self._looks.one(channel)

    async def _find_out(self, channel: Channel) -> None:
        """Asks the platform, and notes what has become of the channel. Raises `Undeliverable`."""
        before = self._changes
        place = Place(channel.face, channel.address, "channel", channel.called)
        try:
            async with asyncio.timeout(LONGEST):
                place = await self._surveys.survey(channel.school_id, place, BEFORE_A_POST)
        except (Undeliverable, TimeoutError) as failure:
            self._unanswered[channel.where] = self._now()
            if isinstance(failure, TimeoutError):
                raise Undeliverable(SILENT) from None
            raise
        except Refusal as refusal:  # the web page's own: a room that is no room
            raise Undeliverable(str(refusal), permanent=True) from None
        self._unanswered.pop(channel.where, None)
        found, new = drift_of(channel, place)
        at = self._now() if self._changes == before else None  # something changed while it was asked about: once more
        known = [user for user in channel.strangers if user in place.strangers]
        await self._looks.noted(channel, at, place.name, known, drifted=found is not None)
        if found or channel.drift:
            await self._tell(channel, found, new)

    async def _tell(self, channel: Channel, found: Unfit | None, new: frozenset[str]) -> None:
        words = drift_words(channel, found, len(new))
        card = standing_card(channel.name, words, drift=found, strangers=new).with_buttons(
            lambda button: replace(button, about=of_school(button.about, channel.school_id))
        )
        if await self._reach.trouble(channel, words, card, self._now(), drift=found):
            what = f"must not be posted to: {found.value}" if found else "is right again"
            log.warning("channel=%s of school=%s %s", channel.name, channel.school_id, what)
        if not found:
            await self._outbox.rouse(self._now())
        self._told()


def drift_of(channel: Channel, place: Place) -> tuple[Unfit | None, frozenset[str]]:
    """What a channel has become, by what was surveyed, and the readers who are new and on no staff list."""
    new = frozenset(place.strangers) - set(channel.strangers)
    return place.unfit or (Unfit.STRANGERS if new else None), new


def drift_words(channel: Channel, found: Unfit | None, strangers: int) -> str:
    """What is told of it, and how it is put right; "" when nothing is wrong."""
    return found.drifted(strangers).replace("senco setup", f"{channel.name} setup") if found else ""
