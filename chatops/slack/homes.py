"""The Home tab: drawn when somebody opens it, and again when they have changed something. It stays on the screen like a
message, so what is published names no pupil; names open over it, by a press."""

import asyncio
import logging
from collections import defaultdict
from dataclasses import replace

from chatops.faces import Heard, Inside, Undeliverable
from chatops.slack import render
from chatops.slack.api import Api, Refused
from commands.kit import Reply

log = logging.getLogger("chatops.slack")

DRAWN_BY = "home tab"
"""The command that draws it without a name."""
PATIENCE = 10.0
"""Seconds that may be waited when Slack asks to slow down: nobody is looking at a form meanwhile."""


class Homes:
    """The tabs opened since the service started, by person, each with Slack's hash of what was published last.

    One that was opened before a restart is known again by the first press in it.
    """

    def __init__(self, inside: Inside, api: Api) -> None:
        self._inside, self._api = inside, api
        self._hashes: dict[tuple[str, str], str] = {}
        self._turns: defaultdict[tuple[str, str], asyncio.Lock] = defaultdict(asyncio.Lock)

    async def opened(self, heard: Heard, hash: str) -> None:
        """Draws the tab somebody has opened; `hash` is of what stands there, "" when nothing does."""
        self.seen(heard, hash)
        await self._draw(heard)

    def seen(self, heard: Heard, hash: str) -> None:
        """Notes what stands on somebody's tab."""
        self._hashes[heard.team, heard.user] = hash

    async def changed(self, heard: Heard) -> None:
        """Draws it again after its owner has changed something, if they have ever opened it."""
        if (heard.team, heard.user) in self._hashes:
            await self._draw(heard)

    async def _draw(self, heard: Heard) -> None:
        """One after another for each person, so that what was drawn last is what is true now."""
        asked = replace(heard, nonce=f"home-{heard.nonce}", word=DRAWN_BY, typed="", about="", given={}, place=None)
        who = heard.team, heard.user
        try:
            async with self._turns[who]:
                await self._publish(asked, self._hashes[who])
        except (Refused, Undeliverable) as trouble:
            log.warning("home not drawn error=%s", trouble)
        except Exception as trouble:
            log.error("home not drawn error=%s", type(trouble).__name__)

    async def _publish(self, asked: Heard, hash: str) -> None:
        """With the hash of what stands there; where another process was first, drawn anew and put over it."""
        outcome = await self._inside.hear(asked)
        assert isinstance(outcome, Reply)  # noqa: S101 - the command has no form
        try:
            answer = await self._api.call(
                "views.publish", patience=PATIENCE, user_id=asked.user, hash=hash, view=render.home(outcome)
            )
        except Refused as refused:
            if refused.code != "hash_conflict" or not hash:
                raise
            await self._publish(replace(asked, nonce=f"{asked.nonce}-again"), "")
        else:
            self._hashes[asked.team, asked.user] = str((answer.get("view") or {}).get("hash") or "")
