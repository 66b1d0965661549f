"""The Bot Connector, spoken to directly: posts, conversations and members over HTTPS, and what its refusals mean.

Routes and bodies: learn.microsoft.com, "Bot Connector REST API reference". The SDK's client is synchronous, takes a
thread, a session and 7 ms of processor for each call and waits 100 s; the protocol is three POSTs.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

import aiohttp
from yarl import URL

from chatops.admitting.loopback import is_loopback
from chatops.faces import Undeliverable
from chatops.teams.credentials import REFUSED, Credentials

Address = Mapping[str, Any]
Drawn = dict[str, Any]

TIMEOUT = aiohttp.ClientTimeout(total=10, connect=3)
QUICK = aiohttp.ClientTimeout(total=3)
"""For what a person waits for."""
ANSWERS = 4 * 1024 * 1024
"""Bytes of an answer that are read at most: a page of 500 members is about 200 KB."""

GONE = "The bot is not installed in that conversation any more. Add the app there again; then this will be sent."
BLOCKED = "The person has blocked or removed the bot. They need to add the app again, or be told another way."
AWAY = "Teams did not answer. It is tried again."
BUSY = "Teams asks us to send more slowly. It is tried again."


CERTAIN = ("BotNotInConversationRoster", "MessageWritesBlocked", "ConversationNotFound")
"""Codes by which Teams says for certain that the bot is out of a conversation, or that there is none."""


class Doubtful(Undeliverable):
    """Refused with 403 and no word that the bot is out: Teams does so now and then where the bot still is."""


class Missing(Undeliverable):
    """There is none of what was asked for in a conversation there is (404)."""


class Connector:
    """Talks to the service address an activity came from: HTTPS, or plain HTTP on this machine (a stand-in).

    The bot's token is sent over HTTPS only, so it never goes to a stand-in. With `only_here` nothing leaves this
    machine, whatever address an unsigned activity names.
    """

    def __init__(self, credentials: Credentials, *, only_here: bool) -> None:
        self._credentials = credentials
        self.only_here = only_here
        self._session: aiohttp.ClientSession | None = None
        self._closed = False

    def session(self) -> aiohttp.ClientSession:
        """One for all: connections to Teams are kept open between posts. Raises `Undeliverable` after `close`."""
        if self._closed:
            raise Undeliverable("The bot is stopping. It is sent when the bot runs again.")
        if self._session is None or self._session.closed:
            # trust_env: schools often reach the internet through a proxy only.
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0), trust_env=True, timeout=TIMEOUT
            )
        return self._session

    async def close(self) -> None:
        self._closed = True
        if self._session:
            await self._session.close()

    async def signs_in(self) -> None:
        """Raises `Undeliverable` when the bot gets no token."""
        await self._credentials.token(self.session())

    def may_call(self, service: str) -> bool:
        """Whether an address may be called at all."""
        try:
            url = urlsplit(service)
            here = is_loopback(url.hostname or "")
        except ValueError:
            return False
        if url.username or url.password or not url.hostname:
            return False
        return here if self.only_here else url.scheme == "https" or (url.scheme == "http" and here)

    async def send(self, address: Address, conversation: str, activity: Drawn) -> str:
        """Posts an activity; gives its id. Raises `Undeliverable`."""
        given = await self._call("POST", address, f"/{quote(conversation, safe='')}/activities", activity)
        return str(given.get("id") or "")

    async def update(self, address: Address, conversation: str, post: str, activity: Drawn) -> None:
        """Replaces a post. Raises `Undeliverable`."""
        route = f"/{quote(conversation, safe='')}/activities/{quote(post, safe='')}"
        await self._call("PUT", address, route, activity)

    async def remove(self, address: Address, conversation: str, post: str) -> None:
        """Deletes a post of ours. Raises `Undeliverable`."""
        await self._call("DELETE", address, f"/{quote(conversation, safe='')}/activities/{quote(post, safe='')}")

    async def private_chat(self, address: Address) -> str:
        """The id of a person's chat with the bot; Teams makes it when there is none. Raises `Undeliverable`."""
        body = {
            "isGroup": False,
            "bot": {"id": address.get("bot")},
            "members": [{"id": address.get("user") or address.get("aad")}],
            "tenantId": address.get("tenant"),
            "channelData": {"tenant": {"id": address.get("tenant")}},
        }
        given = await self._call("POST", address, "", body)
        if not given.get("id"):
            raise Undeliverable(AWAY, uncertain=True)
        return str(given["id"])

    async def member(self, address: Address, conversation: str, user: str) -> Mapping[str, Any] | None:
        """One member of a conversation, by id; None when there is no such member. Raises `Undeliverable`."""
        route = f"/{quote(conversation, safe='')}/members/{quote(user, safe='')}"
        try:
            return await self._call("GET", address, route, within=QUICK)
        except Missing:
            return None

    async def members(self, address: Address, conversation: str) -> list[Mapping[str, Any]]:
        """Every member of a conversation, page by page. Raises `Undeliverable`."""
        found: list[Mapping[str, Any]] = []
        more: str = ""
        for _ in range(100):
            query = "?pageSize=500" + (f"&continuationToken={quote(more, safe='')}" if more else "")
            page = await self._call("GET", address, f"/{quote(conversation, safe='')}/pagedmembers{query}")
            found += [member for member in page.get("members") or () if isinstance(member, Mapping)]
            more = str(page.get("continuationToken") or "")
            if not more:
                return found
        raise Undeliverable("This conversation has too many members to be read.", permanent=True)

    async def roster(self, address: Address, conversation: str) -> list[Mapping[str, Any]]:
        """Every member of a channel of a team, of whatever kind it is: the list that answers for private and shared
        ones too, in one piece. Raises `Undeliverable`."""
        given = await self._call("GET", address, f"/{quote(conversation, safe='')}/members")
        return [member for member in given.get("members") or () if isinstance(member, Mapping)]

    async def channels(self, address: Address, team: str) -> list[Mapping[str, Any]]:
        """The channels of a team: id, name, type. Raises `Undeliverable`."""
        given = await self._call("GET", address, f"/{quote(team, safe='')}/conversations", root="/v3/teams")
        return [channel for channel in given.get("conversations") or () if isinstance(channel, Mapping)]

    async def _call(
        self,
        method: str,
        address: Address,
        route: str,
        body: Drawn | None = None,
        *,
        root: str = "/v3/conversations",
        within: aiohttp.ClientTimeout = TIMEOUT,
    ) -> Mapping[str, Any]:
        service = str(address.get("serviceUrl") or "")
        if not self.may_call(service):
            raise Undeliverable("Where to reach Teams is not known. Say something to the bot in Teams.", permanent=True)
        url = service.rstrip("/") + root + route
        try:
            answer = await self._ask(method, url, body, within)
            if answer.status == 401 and url.startswith("https:"):
                answer.release()  # the token may have ended early: once more with a new one
                self._credentials.forget()
                answer = await self._ask(method, url, body, within)
            async with answer:
                if answer.status >= 300:
                    raise await _refusal(answer)
                return await _object(answer)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            raise Undeliverable(AWAY) from None  # nothing was sent
        except (aiohttp.ClientError, TimeoutError):
            raise Undeliverable(AWAY, uncertain=True) from None

    async def _ask(
        self, method: str, url: str, body: Drawn | None, within: aiohttp.ClientTimeout
    ) -> aiohttp.ClientResponse:
        headers = {}
        if url.startswith("https:"):
            headers["Authorization"] = f"Bearer {await self._credentials.token(self.session())}"
        return await self.session().request(
            method, URL(url, encoded=True), json=body, headers=headers, timeout=within, allow_redirects=False
        )


async def _refusal(answer: aiohttp.ClientResponse) -> Undeliverable:
    """What a refusal means. Sends are not idempotent: after a 408 or a 5xx the post may stand."""
    if answer.status == 429:
        return Undeliverable(BUSY, wait=_seconds(answer.headers.get("Retry-After")))
    if answer.status == 401:
        return Undeliverable(REFUSED, permanent=True, of_bot=True)
    if answer.status in (403, 404):
        error = (await _object(answer)).get("error")
        code = str(error.get("code")) if isinstance(error, Mapping) else ""
        kind = Undeliverable if code in CERTAIN else Missing if answer.status == 404 else Doubtful
        return kind(BLOCKED if code == "MessageWritesBlocked" else GONE, permanent=True)
    if answer.status == 412:  # another write to the same conversation was under way: nothing was sent
        return Undeliverable(BUSY)
    if answer.status == 408 or answer.status >= 500:
        return Undeliverable(AWAY, uncertain=True)
    # 400 and 413 are of the card, the rest of the way to Teams: another conversation would not help.
    return Undeliverable(f"Teams did not take it (status {answer.status}).", permanent=True, of_place=False)


async def _object(answer: aiohttp.ClientResponse) -> Mapping[str, Any]:
    """The answer's JSON object; an empty one when there is none to read."""
    if (answer.content_length or 0) > ANSWERS:
        return {}
    try:
        given = await answer.json(content_type=None)
    except (ValueError, RecursionError):
        return {}
    if isinstance(given, list):  # a roster comes as a bare list
        return {"members": given}
    return given if isinstance(given, Mapping) else {}


def _seconds(retry_after: str | None) -> float | None:
    try:
        return min(max(float(retry_after or ""), 0.0), 3600.0)
    except ValueError:
        return None
