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
from urllib.parse import urlsplit

import aiohttp

from chatops.faces import Undeliverable
from chatops.slack.text import JSON

CODE = re.compile(r"[a-z][a-z0-9_]{1,60}")
"""What Slack's codes for why look like."""
TIMEOUT = aiohttp.ClientTimeout(total=15, sock_connect=5)

READING = ("users.", "conversations.")
"""What the methods begin with whose limit is a workspace's, not a channel's."""

SILENT = "Slack did not answer. It is tried again by itself."
BUSY = "Slack asked the bot to slow down. It is tried again by itself."
DROPPED = "The connection to Slack broke off, so it is not known whether the post arrived."
INVITE = "Type /invite and the bot's name in the channel, or say “senco setup” in another one."
REINSTALL = "Install the app again in Slack, put the new token into SLACK_BOT_TOKEN and restart the bot."

# What a person must do before trying again is any use. Source: the errors listed under chat.postMessage,
# chat.update and auth.test in Slack's reference.
PERMANENT: Mapping[str, str] = {
    "channel_not_found": f"Slack does not show the bot this channel: it was deleted or the bot removed. {INVITE}",
    "not_in_channel": f"The bot is not in this channel. {INVITE}",
    "is_archived": "This Slack channel is archived. Say “senco setup” in a channel that is in use.",
    "restricted_action": "Slack's settings do not let the bot post in this channel. Ask your Slack administrator.",
    "restricted_action_read_only_channel": f"Nobody may post in this channel. {INVITE}",
    "user_not_found": "This person is no longer in the Slack workspace. Check the staff list.",
    "user_disabled": "This person's Slack account is switched off. Check the staff list.",
    "cannot_dm_bot": "This Slack account is a bot's. Check the staff list.",
    "messages_tab_disabled": "The bot's messages tab is off: switch it on under App Home in the Slack app's settings.",
    "not_authed": f"Slack was given no token. {REINSTALL}",
    "invalid_auth": f"Slack does not accept the bot's token. {REINSTALL}",
    "account_inactive": f"The Slack app was removed from the workspace. {REINSTALL}",
    "token_revoked": f"The bot's Slack token was revoked. {REINSTALL}",
    "token_expired": f"The bot's Slack token has run out. {REINSTALL}",
    "missing_scope": "The Slack app lacks a permission. Update it from the manifest and install it again.",
    "no_permission": "The Slack app lacks a permission. Update it from the manifest and install it again.",
    "team_access_not_granted": "The Slack app has no access to this workspace. Ask your Slack administrator.",
    "message_not_found": "The post that was to change has been deleted in Slack.",
    "cant_update_message": "Slack does not let the bot change this post, because it is not the bot's own.",
    "cant_delete_message": "Slack does not let the bot delete this post. An administrator can, in Slack itself.",
    "compliance_exports_prevent_deletion": "Slack keeps posts for compliance, so the bot may not delete this one.",
    "edit_window_closed": "Slack no longer lets this post be changed.",
    "invalid_blocks": "Slack does not accept how the post is drawn. Please report this to whoever runs the bot.",
    "msg_blocks_too_long": "The post is too long for Slack. Please report this to whoever runs the bot.",
    "msg_too_long": "The post is too long for Slack. Please report this to whoever runs the bot.",
}
# Of these, what is the bot's or the card's own: another channel or person would be refused it as well.
_TOKEN = ("not_authed", "invalid_auth", "account_inactive", "token_revoked", "token_expired")
_PERMISSION = ("missing_scope", "no_permission", "team_access_not_granted")
_CARD = ("invalid_blocks", "msg_blocks_too_long", "msg_too_long")
OF_THE_BOT = frozenset((*_TOKEN, *_PERMISSION))
EVERYWHERE = OF_THE_BOT | frozenset(_CARD)
# "It's possible some aspect of the operation succeeded before the error was raised" (Slack's reference).
UNCERTAIN = ("internal_error", "fatal_error")


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
        # Form-encoded, since Slack's reading methods do not take JSON.
        data = {
            name: value if isinstance(value, str) else json.dumps(value) for name, value in arguments.items() if value
        }
        data |= {name: "false" for name, value in arguments.items() if value is False}
        ends = time.monotonic() + patience
        while True:
            used = token or self._token
            try:
                if (rest := self._paused.get(method, 0) - time.monotonic()) > 0:
                    raise Undeliverable(BUSY, wait=rest)
                return await self._send(method, data, used)
            except Refused as refused:
                new = "" if token or refused.code not in _TOKEN else self._renewed()
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

    async def _send(self, method: str, data: Mapping[str, str], token: str) -> JSON:
        headers = {"Authorization": f"Bearer {token}"}
        answer, scopes = await self._ask(method, self._url + method, data=data, headers=headers)
        if answer.get("ok") is not True:
            code = str(answer.get("error") or "no_answer")
            if not CODE.fullmatch(code):
                code = "unknown"  # a proxy's or a stranger's words, which may repeat what was sent
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


def is_slacks(url: str, api_url: str) -> bool:
    """Whether an address is at the Web API's own host or under its name, reached as the Web API is."""
    try:
        there, ours = urlsplit(url), urlsplit(api_url)
        host, home = there.hostname or "", ours.hostname or ""
    except ValueError:
        return False
    return there.scheme == ours.scheme and not there.username and (host == home or host.endswith(f".{home}"))


def undeliverable(refused: Refused) -> Undeliverable:
    """A refusal in words for the SENCO and the administrator, and whether trying again is any use."""
    if refused.code in PERMANENT:
        return Undeliverable(
            PERMANENT[refused.code],
            permanent=True,
            of_place=refused.code not in EVERYWHERE,
            of_bot=refused.code in OF_THE_BOT,
        )
    return Undeliverable(f"Slack refused the post ({refused.code}).", uncertain=refused.code in UNCERTAIN)


def _seconds(retry_after: str | None) -> float:
    try:
        return max(1.0, float(retry_after or 1))
    except ValueError:
        return 1.0
