"""The bot's Home tab in Slack: what stands there for each person, and how they open it."""

import asyncio
import itertools
import time
from typing import TYPE_CHECKING, Any

from tests.worlds.block_kit import check_home
from tests.worlds.slack_eyes import JSON, Open

if TYPE_CHECKING:
    from tests.worlds.slack import SlackWorld
    from tests.worlds.slack_api import SlackApi

PATIENCE = 10.0


class No(Exception):
    """Slack answers `ok: false` with this code."""


class HomeTabs:
    """What Slack knows of the tabs. A view published with a hash goes only over what the hash is of."""

    def __init__(self) -> None:
        self.homes: dict[str, Open] = {}
        self._numbers = itertools.count(1)
        self.changed = asyncio.Condition()

    def stamp(self) -> str:
        return f"{int(time.time())}.{next(self._numbers):06d}"

    async def publish(self, user: str, sent: JSON) -> JSON:
        """Slack's `views.publish`."""
        standing = self.homes.get(user)
        if sent.get("hash") and (standing is None or standing.hash != sent["hash"]):
            raise No("hash_conflict")
        check_home(sent["view"])
        async with self.changed:
            id = standing.id if standing else f"V{next(self._numbers)}"
            self.homes[user] = Open(id, self.stamp(), id, None, sent["view"])
            self.changed.notify_all()
        return {"view": {"id": id, "hash": self.homes[user].hash}}


class HomeHands:
    """The part of a member's hands that opens the tab."""

    world: "SlackWorld"
    api: "SlackApi"
    id: str
    said: str

    async def opens_home(self) -> Open:
        """Opens the tab; gives what stands there once the bot has drawn it."""
        before = self.api.homes.get(self.id)
        event: JSON = {"type": "app_home_opened", "user": self.id, "channel": self.api.direct(self.id), "tab": "home"}
        if before:
            event["view"] = before.payload()
        await accepted(self.world.happens(event))
        return await self.home_since(before)

    async def home_since(self, before: Open | None) -> Open:
        """The tab once it has been drawn anew; what stands there is then what was last shown."""
        async with self.api.changed:
            anew = self.api.changed.wait_for(lambda: self.api.homes.get(self.id) not in (None, before))
            await asyncio.wait_for(anew, PATIENCE)
        home = self.api.homes[self.id]
        self.said = str(home)
        return home


async def accepted(request: Any) -> None:
    """What the bot was sent has been acknowledged."""
    status, _ = await request
    assert status == 200, f"the bot answered {status}"
