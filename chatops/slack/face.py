"""The Slack face: one workspace, listened to by HTTP or Socket Mode, posted to through its Web API."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

from chatops.admitting.bodies import SLOWEST
from chatops.faces import Heard, Identity, Inside, Readers, Undeliverable
from chatops.slack import people, render
from chatops.slack.api import Api, Refused, undeliverable
from chatops.slack.charts import with_or_without
from chatops.slack.listen import Listener
from chatops.slack.places import Places
from chatops.slack.talk import Talk
from chatops.slack.text import JSON
from commands.kit import Card, Place

log = logging.getLogger("chatops.slack")

WATCH = 30.0
"""Seconds between looks at whether Socket Mode is still connected."""
NEEDED = ("commands", "chat:write", "users:read", "users:read.email", "channels:read", "groups:read")
"""The permissions without which the bot cannot work."""
FOR_FILES = ("im:write", "files:write")
"""Those without which it works, and hands nobody a file."""
CONNECTING = 10.0
"""Seconds that Socket Mode is given to connect for the first time before it is said that it has not."""


LACKING = "The Slack app lacks the permission {}. Update it from the manifest and install it again."


class SlackFace:
    """One Slack workspace. With `app_token` it listens by Socket Mode and needs no public address. `slowest` is how
    many seconds a request may take to arrive."""

    name = "slack"
    lacks: Sequence[str] = ()

    def __init__(
        self,
        inside: Inside,
        *,
        bot_token: str,
        signing_secret: str,
        app_token: str = "",
        api_url: str = "https://slack.com/api/",
        renewed: Callable[[], str] = str,
        slowest: float = SLOWEST,
    ) -> None:
        self._app_token = app_token
        self._api = Api(bot_token, api_url, renewed=renewed)
        places = self._places = Places(self._api)
        self._talk = Talk(inside, self._api)
        self._listener = Listener(
            inside, self._talk, places, token=bot_token, secret=signing_secret, url=api_url, slowest=slowest
        )
        self._connected, self._began = asyncio.Event(), 0.0
        self._socket: AsyncSocketModeHandler | None = None
        self._watching: asyncio.Task[None] | None = None

    def routes(self) -> Sequence[web.RouteDef]:
        return (web.post("/slack/events", self._listener.request),)

    async def start(self) -> None:
        """Opens the session. Slack need not answer for the service to start: the bot catches up when it does."""
        await self._api.open()
        if self._app_token:
            self._began = time.monotonic()
            self._socket = AsyncSocketModeHandler(
                self._listener.bolt, self._app_token, web_client=self._listener.client
            )
            self._watching = asyncio.create_task(self._stay_connected(self._socket))

    async def stop(self) -> None:
        if self._watching and self._socket:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
            await self._socket.client.close()  # type: ignore[no-untyped-call]
            self._socket = None
        await self._talk.finish()
        await self._api.close()

    async def identify(self, heard: Heard) -> Identity:
        return await people.identify(self._api, heard)

    async def readers(self, place: Place, patience: float) -> Readers:
        return await self._places.readers(place, patience)

    async def find(self, email: str) -> Mapping[str, Any] | None:
        return await people.find(self._api, email)

    async def post(self, address: Mapping[str, Any], card: Card, notice: str = "") -> str:
        """Posts a card; the id is "channel/ts", for a message to a person lies in a channel with an id of its own."""
        answer = await self._write(
            "chat.postMessage", card, channel=address["channel"], unfurl_links=False, unfurl_media=False
        )
        return f"{answer['channel']}/{answer['ts']}"

    async def redraw(self, address: Mapping[str, Any], post: str, card: Card) -> None:
        channel, _, ts = post.partition("/")
        await self._write("chat.update", card, channel=channel, ts=ts)

    async def take_down(self, address: Mapping[str, Any], post: str) -> None:
        channel, _, ts = post.partition("/")
        try:
            await self._api.call("chat.delete", channel=channel, ts=ts)
        except Refused as refused:
            if refused.code != "message_not_found":
                raise undeliverable(refused) from None

    async def check(self) -> Sequence[str]:
        """Asks Slack about the tokens and permissions; also of a face that has not been started, as `doctor` does."""
        wrong = []
        await self._api.open()
        try:
            scopes = str((await self._api.call("auth.test")).get("scopes") or "")
            granted = scopes.replace(" ", "").split(",") if scopes else (*NEEDED, *FOR_FILES)
            if lacking := [scope for scope in NEEDED if scope not in granted]:
                wrong.append(LACKING.format(", ".join(lacking)))
            lacking = [scope for scope in FOR_FILES if scope not in granted]
            self.lacks = (
                (f"{LACKING.format(', '.join(lacking))} Until then it hands nobody a file.",) if lacking else ()
            )
            if self._socket is not None:
                if not await self._is_connected(self._socket):
                    wrong.append("Slack's Socket Mode is not connected. It is tried again by itself.")
            elif self._app_token:
                await self._api.call("apps.connections.open", token=self._app_token)
        except Refused as refused:
            wrong.append(str(undeliverable(refused)))
        except Undeliverable:
            wrong.append("Slack does not answer. Check the network and SLACK_API_URL.")
        return wrong

    async def _write(self, method: str, card: Card, **arguments: Any) -> JSON:
        try:
            return await with_or_without(
                lambda drawn: self._api.call(method, **arguments, **drawn), partial(render.post, card)
            )
        except Refused as refused:
            raise undeliverable(refused) from None

    async def _is_connected(self, socket: AsyncSocketModeHandler) -> bool:
        """Whether Socket Mode is connected; while the first connection is being made, it is waited for."""
        if not await socket.client.is_connected():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._connected.wait(), self._began + CONNECTING - time.monotonic())
        return bool(await socket.client.is_connected())

    async def _stay_connected(self, socket: AsyncSocketModeHandler) -> None:
        """Connects, and again whenever the SDK's own reconnecting has given up without saying so."""
        while True:
            try:
                if not await socket.client.is_connected():
                    # Left alone, the SDK tries one expired address for ever.
                    await asyncio.wait_for(socket.client.connect_to_new_endpoint(force=True), 2 * WATCH)
                self._connected.set()
            except Exception as trouble:
                log.warning("Slack's Socket Mode is not connected error=%s", type(trouble).__name__)
            await asyncio.sleep(WATCH)
