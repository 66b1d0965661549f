"""What a conversation of Slack's is, who can read it, and which events tell that this has changed."""

import asyncio
import math
import time
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from chatops.faces import Identity, Inside, Readers, Undeliverable
from chatops.slack.api import Api, Refused, undeliverable
from chatops.slack.people import STRANGERS, vouched
from chatops.slack.text import JSON
from commands.domain.channel import Unfit
from commands.kit import Place

MOST_READERS = 500
AT_ONCE = 5
A_MINUTE = 100
"""About how many users.info Slack answers in a minute (tier 4 in its reference)."""
KNOWN_FOR = 600.0
"""Seconds for which what Slack said of somebody counts in the next listing: longer than the largest takes."""
MOST_KNOWN = 5000
NO_ANSWER = "Slack did not say who can read this channel. Please try again in a minute."
NOT_YET = (
    "I have looked at {seen} of the {all} people in it, and Slack asks me to slow down. What I know is kept: say it "
    "again in {minutes}."
)
NOT_SHOWN = ("channel_not_found", "not_in_channel")
# Slack's reference, "conversation object". An invitation to share counts: it may be taken up at any moment.
SHARED = ("is_ext_shared", "is_pending_ext_shared", "pending_shared", "pending_connected_team_ids")
ORG_WIDE = ("is_org_shared", "is_global_shared", "is_org_default", "is_org_mandatory")

OF_PLACES = frozenset(
    (
        *("member_joined_channel", "member_left_channel", "channel_left", "group_left"),
        *("channel_shared", "channel_unshared", "channel_id_changed"),
        *("channel_rename", "channel_archive", "channel_unarchive", "channel_deleted"),
        *("group_rename", "group_archive", "group_unarchive", "group_deleted"),
    )
)
"""Events of `channels:read` and `groups:read` that tell of a change. That a private channel was made public none tells
on every plan, so that looking is what counts."""


class Places:
    """Asks Slack about conversations. What it said of a person is kept for a while, so that a listing which Slack's
    limit ended goes on where it was."""

    def __init__(self, api: Api, *, known_for: float = KNOWN_FOR) -> None:
        self._api, self._known_for = api, known_for
        self._known: OrderedDict[str, tuple[float, Identity | None]] = OrderedDict()

    def forget(self, user: str) -> None:
        """What was known of somebody holds no more."""
        self._known.pop(user, None)

    async def readers(self, place: Place, patience: float) -> Readers:
        """Who can read a conversation; see `Face`. Its kind is asked first and costs one call."""
        channel, ends = str(place.address["channel"]), time.monotonic() + patience
        try:
            info = (await self._api.call("conversations.info", channel=channel, patience=patience))["channel"]
            called, unfit = str(info.get("name") or place.name), kind_of(info)
            public = not any(info.get(mark) for mark in ("is_private", "is_im", "is_mpim"))
            if unfit:
                return Readers(called, public, unfit=unfit)
            ids = await self._members(channel, ends)
            if len(ids) > MOST_READERS:
                return Readers(called, public, unfit=Unfit.TOO_MANY)
            return Readers(called, public, await self._people(ids, ends))
        except Refused as refused:
            if place.unfit and refused.code in (*NOT_SHOWN, "missing_scope"):
                return Readers(place.name, None, unfit=place.unfit)  # a group message, which the bot may not look at
            if refused.code in NOT_SHOWN:
                return Readers(place.name, None, unfit=Unfit.NOT_IN)
            raise undeliverable(refused) from None

    async def _members(self, channel: str, ends: float) -> list[str]:
        """The ids of all members, or of more than there may be."""
        ids: list[str] = []
        cursor = ""
        while len(ids) <= MOST_READERS:
            answer = await self._read("conversations.members", ends, channel=channel, limit=200, cursor=cursor)
            ids += answer["members"]
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                break
        return ids

    async def _people(self, ids: Sequence[str], ends: float) -> tuple[Identity, ...]:
        """Who they are, bots and accounts switched off left out: nobody reads by those. Raises `Undeliverable` when
        Slack's limit lasts longer than there is time."""
        us = await self._api.us()
        room = asyncio.Semaphore(AT_ONCE)

        async def person(id: str) -> Identity | None:
            async with room:
                at, known = self._known.get(id, (-math.inf, None))
                if time.monotonic() - at < self._known_for:
                    return known
                found = await self._person(id, us, ends)
                self._known[id] = time.monotonic(), found
                self._known.move_to_end(id)
                if len(self._known) > MOST_KNOWN:
                    self._known.popitem(last=False)
                return found

        found = await asyncio.gather(*(person(id) for id in ids), return_exceptions=True)
        trouble = next((one for one in found if isinstance(one, BaseException)), None)
        if isinstance(trouble, Undeliverable) and trouble.wait is not None:
            seen = sum(not isinstance(one, BaseException) for one in found)
            minutes = max(1, math.ceil((len(ids) - seen) / A_MINUTE))
            when = "a minute" if minutes == 1 else f"{minutes} minutes"
            raise Undeliverable(NOT_YET.format(seen=seen, all=len(ids), minutes=when), wait=trouble.wait)
        if trouble:
            raise trouble
        return tuple(one for one in found if isinstance(one, Identity))

    async def _person(self, id: str, us: JSON, ends: float) -> Identity | None:
        try:
            info = (await self._read("users.info", ends, user=id))["user"]
        except Refused as refused:
            if refused.code in STRANGERS:
                return Identity(id)  # somebody of another organisation: they can read it all the same
            raise
        is_person = not (info.get("is_bot") or info.get("deleted") or id == "USLACKBOT")
        return Identity(id, vouched(info, us)) if is_person else None

    async def _read(self, method: str, ends: float, **arguments: Any) -> JSON:
        return await self._api.call(method, patience=max(0.0, ends - time.monotonic()), **arguments)

    async def heard(self, inside: Inside, event: JSON) -> None:
        """An event: when it tells of a change of a conversation or of a person, that is looked at again."""
        kind = event.get("type")
        if kind == "user_change" and isinstance(user := event.get("user"), dict):
            self.forget(str(user.get("id")))
        if kind not in OF_PLACES:
            return
        told = event.get("channel") or event.get("old_channel_id")
        id, called = (told.get("id"), told.get("name")) if isinstance(told, dict) else (told, "")
        if isinstance(id, str) and id:
            self.forget(str(event.get("user")))
            await inside.place_changed("slack", id, called if isinstance(called, str) else "")


def kind_of(info: JSON) -> Unfit | None:
    """What keeps a conversation from being a school's channel, the gravest first. Of a public one nobody is listed."""
    private = any(info.get(mark) for mark in ("is_private", "is_im", "is_mpim"))
    found = (
        (Unfit.SHARED, any(info.get(mark) for mark in SHARED)),
        (Unfit.ORG_WIDE, any(info.get(mark) for mark in ORG_WIDE)),
        (Unfit.PUBLIC, not private),
        (Unfit.GROUP_MESSAGE, bool(info.get("is_mpim"))),
        (Unfit.ARCHIVED, bool(info.get("is_archived"))),
        (Unfit.NOT_IN, not info.get("is_member")),
    )
    return next((unfit for unfit, is_so in found if is_so), None)
