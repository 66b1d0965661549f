"""Slack's Web API over one aiohttp session: a call gives the answer, `Refused` with Slack's code, or `Undeliverable`.

Not the SDK's client: it sends a POST again after a dropped connection (two cards in the channel for one), formats
message bodies for its debug log, and does not tell whether a request had left before it failed.
"""

import asyncio
import json
import re
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

import aiohttp

from chatops.faces import Undeliverable
from chatops.slack.refusals import FINAL, OF_THE_TOKEN, UNCERTAIN, Whose
from chatops.slack.text import JSON

CODE = re.compile(r"[a-z][a-z0-9_]{1,60}")
"""What Slack's codes for why look like."""
TIMEOUT = aiohttp.ClientTimeout(total=15, sock_connect=5)

DRAWING = ("views.", "chat.")
"""What the methods begin with that are given blocks."""
READING = ("users.", "conversations.")
"""What the methods begin with whose limit is a workspace's, not a channel's."""

SILENT = "Slack did not answer. It is tried again by itself."
BUSY = "Slack asked the bot to slow down. It is tried again by itself."
DROPPED = "The connection to Slack broke off, so it is not known whether the post arrived."


class Refused(Exception):
    """Slack answered no. `code` is Slack's word for why; nothing of what was sent is in it."""

    def __init__(self, method: str, code: str) -> None:
        super().__init__(f"{method}: {code}")
        self.code = code


class Api:
    """One workspace's Web API. `open` within the running loop before the first call, `close` after the last."""

    def __init__(self, token: str, url: str, *, renewed: Callable[[], str] = str) -> None:
        """`renewed` gives the token as it is set now, to be looked at when Slack refuses the one in use."""
        self._renewed = renewed
        self._token, self._url = token, url.rstrip("/") + "/"
        self._session: aiohttp.ClientSession | None = None
        self._us: JSON | None = None
        self._paused: dict[str, float] = {}

    async def open(self) -> None:
        if self._session is None:
            every = aiohttp.TCPConnector(limit=0)  # to wait for one here would count as silence
            self._session = aiohttp.ClientSession(connector=every, timeout=TIMEOUT)

    async def close(self) -> None:
        if self._session:
            await self._session.close()
        self._session = None

    async def call(self, method: str, *, token: str = "", patience: float = 0, **arguments: Any) -> JSON:
        """Calls `method`; gives Slack's answer, the granted scopes under "scopes" where Slack names them.

        `patience` is how many seconds may be waited in all when Slack asks to slow down; of a method that reads, whose
        limit is one for all of its calls, every call waits then. Arguments left None or "" are not sent. Raises
        `Refused`, or `Undeliverable` when there is no answer.
        """
        body, kind = _written(method, {name: value for name, value in arguments.items() if value or value is False})
        ends = time.monotonic() + patience
        while True:
            used = token or self._token
            try:
                if (rest := self._paused.get(method, 0) - time.monotonic()) > 0:
                    raise Undeliverable(BUSY, wait=rest)
                return await self._send(method, body, kind, used)
            except Refused as refused:
                new = "" if token or refused.code not in OF_THE_TOKEN else self._renewed()
                if not new or new == used:  # not self._token: another call may have renewed that meanwhile
                    raise
                self._token, self._us = new, None  # it may be another workspace's
            except Undeliverable as trouble:
                if trouble.wait is None:
                    raise
                until = time.monotonic() + trouble.wait
                if method.startswith(READING):
                    self._paused[method] = max(until, self._paused.get(method, 0))
                if until > ends:
                    raise
                await asyncio.sleep(trouble.wait)

    async def respond(self, url: str, message: JSON) -> None:
        """Answers by a response_url, for the asker's eyes alone, at Slack's own hosts alone. Raises as `call` does."""
        if not is_slacks(url, self._url):
            raise Refused("response_url", "foreign_address")
        body = {"response_type": "ephemeral", "replace_original": False, **message}
        await self._ask("response_url", url, json=body)

    async def upload(self, url: str, content: bytes) -> None:
        """Puts the bytes of a file where Slack said, without the token and only at Slack's own hosts: the Web API's,
        and those under its name (files.slack.com). Raises as `call` does."""
        if not is_slacks(url, self._url):
            raise Refused("upload", "foreign_address")
        kind = {"Content-Type": "application/octet-stream"}
        await self._ask("upload", url, data=content, headers=kind)

    async def us(self) -> JSON:
        """The workspace and the bot this token belongs to; asked once. Raises as `call` does."""
        if self._us is None:
            self._us = await self.call("auth.test")
        return self._us

    async def _send(self, method: str, body: bytes, kind: str, token: str) -> JSON:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": kind}
        answer, scopes = await self._ask(method, self._url + method, data=body, headers=headers)
        if answer.get("ok") is not True:
            code = str(answer.get("error") or "no_answer")
            if not CODE.fullmatch(code):
                code = "unknown"  # a proxy's or a stranger's words, which may repeat what was sent
            if code == "invalid_arguments" and _is_of_the_trigger(answer):
                code = "expired_trigger_id"  # Slack says a late trigger in one way or the other
            if code in ("ratelimited", "rate_limited"):
                raise Undeliverable(BUSY, wait=1.0)
            raise Refused(method, code)
        return {**answer, "scopes": scopes} if scopes else answer

    async def _ask(self, method: str, url: str, **request: Any) -> tuple[JSON, str]:
        if self._session is None:
            raise Undeliverable(SILENT)
        try:
            # A redirect is not followed: what is sent is for Slack alone, and Slack's API sends none.
            async with self._session.post(url, allow_redirects=False, **request) as answer:
                if answer.status == 429:
                    raise Undeliverable(BUSY, wait=_seconds(answer.headers.get("Retry-After")))
                if answer.status >= 500:
                    raise Undeliverable(SILENT)
                if method in ("response_url", "upload"):
                    if answer.status >= 300:
                        raise Refused(method, str(answer.status))
                    return {}, ""
                if answer.status >= 300:
                    raise Undeliverable(SILENT)
                body = await answer.json(content_type=None)
                return (body if isinstance(body, dict) else {}), answer.headers.get("X-OAuth-Scopes", "")
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            raise Undeliverable(SILENT) from None
        except (aiohttp.ClientError, TimeoutError, ConnectionError):
            raise Undeliverable(DROPPED, uncertain=True) from None
        except ValueError:  # no JSON: a proxy's page in between, so it is not known what Slack did
            raise Undeliverable(DROPPED, uncertain=True) from None


def _written(method: str, arguments: Mapping[str, Any]) -> tuple[bytes, str]:
    """The body of a call and its type: JSON for the methods that draw, in which a form is half as long and written in
    no time; fields for all others. Source: Slack, "Using the Slack Web API", POST bodies: what reads, and what is about
    files, takes no JSON."""
    if method.startswith(DRAWING):
        return json.dumps(arguments).encode(), "application/json; charset=utf-8"
    fields = {name: value if isinstance(value, str) else json.dumps(value) for name, value in arguments.items()}
    return urlencode(fields).encode(), "application/x-www-form-urlencoded"


def _is_of_the_trigger(answer: JSON) -> bool:
    """Whether what Slack finds wrong with the arguments is the trigger alone."""
    said = (answer.get("response_metadata") or {}).get("messages")
    return isinstance(said, list) and bool(said) and all("trigger" in str(words).casefold() for words in said)


def is_slacks(url: str, api_url: str) -> bool:
    """Whether an address is at the Web API's own host or under its name, reached as the Web API is."""
    try:
        there, ours = urlsplit(url), urlsplit(api_url)
        host, home = there.hostname or "", ours.hostname or ""
    except ValueError:
        return False
    return there.scheme == ours.scheme and not there.username and (host == home or host.endswith(f".{home}"))


def in_words(refused: Refused, what: str) -> str:
    """What a refusal of `what` means; Slack's own word for it where that is not known."""
    final = FINAL.get(refused.code)
    return final.words if final else f"Slack refused {what} ({refused.code})."


def undeliverable(refused: Refused) -> Undeliverable:
    """A refusal in words for the SENCO and the administrator, and whether trying again is any use."""
    final = FINAL.get(refused.code)
    if final is None:
        return Undeliverable(in_words(refused, "the post"), uncertain=refused.code in UNCERTAIN)
    of_bot = final.whose is Whose.BOT
    of_place = final.whose in (Whose.PLACE, Whose.POST)
    return Undeliverable(final.words, permanent=True, of_place=of_place, of_bot=of_bot)


def _seconds(retry_after: str | None) -> float:
    try:
        return max(1.0, float(retry_after or 1))
    except ValueError:
        return 1.0
