"""The Slack face: the one file that knows Slack's SDK. Requests come in by HTTP or Socket Mode, Bolt sorts them."""

import asyncio
import logging
import re
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from chatops.admitting.bodies import SLOWEST, whole
from chatops.faces import Heard, Identity, Inside, Readers, Undeliverable
from chatops.slack import bodies, people, read, render
from chatops.slack.api import Api, Refused, undeliverable
from chatops.slack.charts import with_or_without
from chatops.slack.places import Places
from chatops.slack.sign import is_signed
from chatops.slack.talk import Talk
from chatops.slack.text import JSON
from chatops.watching import logs
from commands.kit import Card, Place

log = logging.getLogger("chatops.slack")

ANY = re.compile(r".*", re.DOTALL)
WATCH = 30.0
"""Seconds between looks at whether Socket Mode is still connected."""
NEEDED = (
    "commands",
    "chat:write",
    "im:write",
    "files:write",
    "users:read",
    "users:read.email",
    "channels:read",
    "groups:read",
)


def _quiet() -> logging.Logger:
    """A logger that says nothing, for the SDK: its lines hold request bodies. Ours hold words, keys and codes only.

    Bolt copies this logger's level to each of its own; handed none, it would take the root logger's.
    """
    quiet = logging.getLogger("chatops.slack.sdk")
    quiet.setLevel(logging.CRITICAL + 1)
    return quiet


class SlackFace:
    """One Slack workspace. With `app_token` it listens by Socket Mode and needs no public address. `slowest` is how
    many seconds a request may take to arrive."""

    name = "slack"

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
        self._slowest = slowest
        self._api = Api(bot_token, api_url, renewed=renewed)
        self._inside, self._places = inside, Places(self._api)
        self._talk = Talk(inside, self._api)
        self._secret = signing_secret
        quiet = _quiet()
        self._client = AsyncWebClient(base_url=api_url, logger=quiet, retry_handlers=[])
        self._bolt = self._sorted(
            AsyncApp(
                logger=quiet,
                client=self._client,
                authorize=_authorised(bot_token),
                signing_secret=signing_secret,
                # The answering is in tasks of our own, so Bolt need not poll every 10 ms for an acknowledgement.
                process_before_response=True,
                # Checked on the raw body before Bolt: its own check comes after parsing and logs what it refuses.
                request_verification_enabled=False,
                ssl_check_enabled=False,
            )
        )
        self._socket: AsyncSocketModeHandler | None = None
        self._watching: asyncio.Task[None] | None = None

    def routes(self) -> Sequence[web.RouteDef]:
        return (web.post("/slack/events", self._events),)

    async def start(self) -> None:
        """Opens the session. Slack need not answer for the service to start: the bot catches up when it does."""
        await self._api.open()
        if self._app_token:
            self._socket = AsyncSocketModeHandler(self._bolt, self._app_token, web_client=self._client)
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
            lacking = [scope for scope in NEEDED if scopes and scope not in scopes.replace(" ", "").split(",")]
            if lacking:
                wrong.append(
                    f"The Slack app lacks the permission {', '.join(lacking)}. "
                    "Update it from the manifest and install it again."
                )
            if self._socket is not None:
                if not await self._socket.client.is_connected():
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

    async def _events(self, request: web.Request) -> web.Response:
        """Every request of Slack's: size, then signature and age, then shape, then Bolt. Never a 500, never a log of
        what was in it."""
        if bodies.has_odd_headers(request):
            return web.Response(status=400, headers={"X-Slack-No-Retry": "1"})
        try:
            body = await whole(request, self._slowest)
        except web.HTTPException as refused:
            return web.Response(status=refused.status)
        if not is_signed(self._secret, request.headers, body, time.time()):
            return web.Response(status=401, headers={"X-Slack-No-Retry": "1"})
        if request.content_type not in (bodies.JSON_TYPE, bodies.FORM_TYPE):
            return web.Response(status=415, headers={"X-Slack-No-Retry": "1"})
        try:
            text = body.decode()
            bodies.must_be_object(text, request.content_type)
            # Only what Bolt reads of the headers: some others would make it act without a listener of ours.
            headers: dict[str, str | Sequence[str]] = {"content-type": request.content_type}
            answer = await self._bolt.async_dispatch(AsyncBoltRequest(body=text, headers=headers))
        except Exception as trouble:
            log.warning("unreadable request error=%s", type(trouble).__name__)
            return web.Response(status=400, headers={"X-Slack-No-Retry": "1"})
        if answer.status >= 500:
            return web.Response(status=400, headers={"X-Slack-No-Retry": "1"})
        return await to_aiohttp_response(answer)

    def _sorted(self, bolt: AsyncApp) -> AsyncApp:
        """Bolt with a listener for every kind of request. A request of a known kind and broken shape is a 400."""

        def listens(register: Callable[..., Any], answer: Callable[[JSON], Awaitable[JSON | None]]) -> None:
            async def listener(body: JSON) -> BoltResponse:
                logs.follow_nothing()  # by Socket Mode one task listens for all
                try:
                    said = await answer(body)
                except (read.UnreadablePayload, AttributeError, KeyError, TypeError, IndexError) as trouble:
                    log.warning("unreadable request error=%s", type(trouble).__name__)
                    return BoltResponse(status=400)
                return BoltResponse(status=200, body=said or "")

            register(listener)

        async def ask(kind: Callable[[JSON], tuple[Heard, read.Screen]], body: JSON) -> None:
            self._talk.answer_soon(*kind(body))

        async def press(body: JSON) -> None:
            self._talk.pressed(body)

        async def closed(body: JSON) -> None:
            """A form given up: nothing was stored, so nothing is to be undone."""

        listens(bolt.action(ANY), press)
        listens(bolt.view_submission(ANY), self._talk.submitted)
        listens(bolt.options(ANY), self._talk.offered)
        listens(bolt.command(ANY), lambda body: ask(read.command, body))
        listens(bolt.shortcut(ANY), lambda body: ask(read.shortcut, body))
        listens(bolt.view_closed(ANY), closed)
        listens(bolt.event(ANY), self._event)
        return bolt

    async def _event(self, body: JSON) -> None:
        """Events are acknowledged, or Slack would count them as failed and stop sending them."""
        if opened := read.home_opened(body):
            self._talk.home_opened(*opened)
        if user := read.account_changed(body):
            self._talk.account_changed(user)
        await self._places.heard(self._inside, body.get("event") or {})
        kind = (body.get("event") or {}).get("type")
        if kind in ("tokens_revoked", "app_uninstalled"):
            log.error("Slack says %s: nothing can be posted until the app is installed again", kind)

    async def _stay_connected(self, socket: AsyncSocketModeHandler) -> None:
        """Connects, and again whenever the SDK's own reconnecting has given up without saying so."""
        while True:
            try:
                if not await socket.client.is_connected():
                    # Left alone, the SDK tries one expired address for ever.
                    await asyncio.wait_for(socket.client.connect_to_new_endpoint(force=True), 2 * WATCH)
            except Exception as trouble:
                log.warning("Slack's Socket Mode is not connected error=%s", type(trouble).__name__)
            await asyncio.sleep(WATCH)


def _authorised(token: str) -> Callable[[], Awaitable[AuthorizeResult]]:
    """One workspace, one token: Bolt's own way would ask Slack about it on every request.

    A function, since Bolt looks at its arguments' names and does not understand a method's `self`.
    """

    async def authorise() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=None, bot_token=token)

    return authorise
