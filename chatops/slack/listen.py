"""What Slack sends, by HTTP or Socket Mode: let in by its signature, sorted by Bolt, acknowledged, never logged."""

import json
import logging
import re
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from chatops.admitting.bodies import whole
from chatops.admitting.recent import Recent
from chatops.faces import Heard, Inside
from chatops.slack import bodies, read
from chatops.slack.payload import UnreadablePayload
from chatops.slack.places import Places
from chatops.slack.sign import is_signed
from chatops.slack.talk import Talk
from chatops.slack.text import JSON
from chatops.watching import logs

log = logging.getLogger("chatops.slack")

ANY = re.compile(r".*", re.DOTALL)
REMEMBERED = 2000
"""Events that are known again when Slack sends them a second or third time."""


class Listener:
    """Hands what Slack sends to `talk` and `places`. `bolt` is for Socket Mode, which brings requests by itself."""

    def __init__(
        self, inside: Inside, talk: Talk, places: Places, *, token: str, secret: str, url: str, slowest: float
    ) -> None:
        """`secret` signs requests, `slowest` is how many seconds one may take to arrive, `url` is the Web API's."""
        self._inside, self._talk, self._places = inside, talk, places
        self._secret, self._slowest = secret, slowest
        self._events_heard: Recent[bool] = Recent(REMEMBERED)
        quiet = _quiet()
        self.client = AsyncWebClient(base_url=url, logger=quiet, retry_handlers=[])
        self.bolt = self._sorted(
            AsyncApp(
                logger=quiet,
                client=self.client,
                authorize=_authorised(token),
                signing_secret=secret,
                # The answering is in tasks of our own, so Bolt need not poll every 10 ms for an acknowledgement.
                process_before_response=True,
                # Checked on the raw body before Bolt: its own check comes after parsing and logs what it refuses.
                request_verification_enabled=False,
                ssl_check_enabled=False,
            )
        )

    async def request(self, request: web.Request) -> web.Response:
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
            if request.content_type == bodies.JSON_TYPE and _says_too_many(text):
                return web.Response()
            # Only what Bolt reads of the headers: some others would make it act without a listener of ours.
            headers: dict[str, str | Sequence[str]] = {"content-type": request.content_type}
            answer = await self.bolt.async_dispatch(AsyncBoltRequest(body=text, headers=headers))
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
                except (UnreadablePayload, AttributeError, KeyError, TypeError, IndexError) as trouble:
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
        """Events are acknowledged, or Slack would count them as failed and stop sending them. One that comes again,
        because its first answer was late or lost, has been seen to."""
        id = str(body.get("event_id") or "")
        if id and self._events_heard.find(id):
            return
        if opened := read.home_opened(body):
            self._talk.home_opened(*opened)
        if user := read.account_changed(body):
            self._talk.account_changed(user)
        event = body.get("event") or {}
        await self._places.heard(self._inside, event)
        if event.get("type") == "app_uninstalled":
            log.error("Slack says app_uninstalled: nothing can be posted until the app is installed again")
        # People's own tokens are named there too, when somebody leaves: the bot has none of theirs.
        elif event.get("type") == "tokens_revoked" and (event.get("tokens") or {}).get("bot"):
            log.error("Slack says tokens_revoked: nothing can be posted until the app is installed again")
        if id:
            self._events_heard.note(id, True)


def _says_too_many(text: str) -> bool:
    """Whether Slack says that it leaves events out for a while, since there were more than it sends within an hour.
    Bolt knows no such kind and would answer 404, which Slack counts as a failure of ours."""
    if '"app_rate_limited"' not in text or json.loads(text).get("type") != "app_rate_limited":
        return False
    log.warning("Slack leaves out events: more came about than it sends in an hour")
    return True


def _quiet() -> logging.Logger:
    """A logger that says nothing, for the SDK: its lines hold request bodies. Ours hold words, keys and codes only.

    Bolt copies this logger's level to each of its own; handed none, it would take the root logger's.
    """
    quiet = logging.getLogger("chatops.slack.sdk")
    quiet.setLevel(logging.CRITICAL + 1)
    return quiet


def _authorised(token: str) -> Callable[[], Awaitable[AuthorizeResult]]:
    """One workspace, one token: Bolt's own way would ask Slack about it on every request.

    A function, since Bolt looks at its arguments' names and does not understand a method's `self`.
    """

    async def authorise() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=None, bot_token=token)

    return authorise
