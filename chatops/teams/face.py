"""Teams as a face of the service: one address to listen at, posts to people and channels, and who can read them."""

import asyncio
import contextlib
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from aiohttp import web

from chatops.admitting.bodies import SLOWEST, whole
from chatops.faces import Heard, Identity, Inside, Readers, Undeliverable
from chatops.teams.adapter import TeamsAdapter, Unauthorised
from chatops.teams.api import Connector, Doubtful
from chatops.teams.chats import Chats
from chatops.teams.credentials import LOGIN, Credentials
from chatops.teams.places import identity, readers
from chatops.teams.read import Json, is_of_two, part, tenants, text
from chatops.teams.signing_keys import NoKeys, SigningKeys
from chatops.teams.talk import Turns
from chatops.teams.talk import notice as drawn
from commands.kit import Card, Place

log = logging.getLogger("chatops.teams")

OPENID = "https://login.botframework.com/v1/.well-known/openidconfiguration"
IDS = (
    ("from", "id"),
    ("from", "aadObjectId"),
    ("recipient", "id"),
    ("conversation", "id"),
    ("conversation", "tenantId"),
    ("channelData", "tenant", "id"),
    ("channelData", "team", "id"),
)
LONGEST_ID = 200
"""Characters of an id that is kept. Teams' longest, of a reply in a channel, have about 120."""
PATIENCE = 2.0
"""Seconds until an answer is due. Dialogs are given 5 s by Teams, which then asks twice more and shows an error."""
FINISHING = 4.5
"""Seconds given at shutdown to what was accepted and not yet answered."""


class TeamsFace:
    """Listens at /api/messages. `anonymous` takes activities without a token and calls only this machine: for trying
    the bot with Microsoft's Agents Playground, never for a school."""

    name = "teams"
    lacks: Sequence[str] = ()

    def __init__(
        self,
        inside: Inside,
        *,
        app_id: str,
        app_password: str,
        tenant_id: str,
        openid_url: str = OPENID,
        anonymous: bool = False,
        login_url: str = LOGIN,
        renewed: Callable[[], str] = str,
        patience: float = PATIENCE,
        slowest: float = SLOWEST,
    ) -> None:
        if not app_id and not anonymous:
            raise ValueError("Without an application id the Teams SDK would accept activities from anyone.")
        self._tenant, self._anonymous = tenant_id, anonymous
        self._patience, self._slowest = patience, slowest
        credentials = Credentials(app_id, app_password, tenant_id, login_url, renewed=renewed)
        self._connector = Connector(credentials, only_here=anonymous)
        self._chats = Chats(self._connector)
        self._keys = SigningKeys(openid_url, self._connector.session)
        self._adapter = TeamsAdapter(app_id=app_id, app_password=app_password, tenant_id=tenant_id, keys=self._keys)
        self._turns = Turns(inside, self._chats)
        self._keeping: asyncio.Task[None] | None = None
        self._late: set[asyncio.Task[Any]] = set()

    def routes(self) -> Sequence[web.RouteDef]:
        return (web.post("/api/messages", self._listen),)

    async def start(self) -> None:
        if not self._anonymous:
            self._keeping = asyncio.create_task(self._keys.keep_fresh())

    async def stop(self) -> None:
        """Finishes what has been accepted, then closes the connections."""
        if self._late:
            await asyncio.wait(self._late, timeout=FINISHING)
        if self._keeping:
            self._keeping.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._keeping
            self._keeping = None
        await self._connector.close()

    async def identify(self, heard: Heard) -> Identity:
        """Asks the member list of where they spoke; of the asker's own chat with the bot when the bot is not in that
        place, or they are not. An account that is not even in its own chat is gone from the tenant."""
        user = str(heard.address.get("user") or heard.user)
        where = self._chats.current(heard.address)
        at = str(heard.place.address.get("conversation", "")) if heard.place else ""
        out = False
        if heard.place and (heard.place.kind == "channel" or is_of_two(at)):
            try:
                if member := await self._connector.member(where, at, user):
                    return identity(member, heard.team)
            except Undeliverable as failure:
                if not failure.permanent:
                    raise
                out = failure.of_place and not isinstance(failure, Doubtful)
        try:
            chat = await self._chats.conversation(heard.address)
            member = await self._connector.member(where, chat, user)
        except Undeliverable as failure:
            if failure.permanent:
                self._chats.lost(heard.address)
                if out and failure.of_place:
                    self._chats.shut_out(heard.nonce)
            raise
        return identity(member, heard.team) if member else Identity(heard.user)

    async def readers(self, place: Place, patience: float) -> Readers:
        return await readers(self._connector, replace(place, address=self._chats.current(place.address)))

    async def find(self, email: str) -> Mapping[str, Any] | None:
        """Nobody: Teams lets a bot write only to people it is installed for, and then it has heard of them."""
        return None

    async def post(self, address: Mapping[str, Any], card: Card, notice: str = "") -> str:
        return await self._chats.send(address, drawn(card))

    async def redraw(self, address: Mapping[str, Any], post: str, card: Card) -> None:
        await self._chats.update(address, post, drawn(card))

    async def take_down(self, address: Mapping[str, Any], post: str) -> None:
        await self._chats.remove(address, post)

    async def check(self) -> Sequence[str]:
        """Whether the bot can sign in and Teams' signing keys can be fetched."""
        if self._anonymous:
            return ()
        wrong = [await self._keys.known()]
        try:
            await self._connector.signs_in()
        except Undeliverable as failure:
            wrong.append(str(failure))
        return tuple(filter(None, wrong))

    async def _listen(self, request: web.Request) -> web.Response:
        """The one address. Never raises: Teams, which asks again after an error, is told the status it can use."""
        try:
            activity = await _activity(request, self._slowest)
            await self._admit(request.headers.getall("Authorization", []), activity)
        except web.HTTPException as refused:
            return web.Response(status=refused.status)
        except NoKeys:
            log.error("teams request not judged: no signing keys")
            return web.Response(status=503, headers={"Retry-After": "5"})
        turn = asyncio.create_task(self._adapter.turn(activity, self._turns.answer))
        self._late.add(turn)
        turn.add_done_callback(self._late.discard)
        done, _ = await asyncio.wait({turn}, timeout=self._patience)
        if turn in done and not turn.cancelled() and turn.exception() is None:
            status, answer = turn.result()
        else:
            if turn in done and not turn.cancelled():
                log.error("teams turn failed error=%s", type(turn.exception()).__name__)
            turn.add_done_callback(_seen)
            status, answer = 200, self._turns.late(activity)
        return web.Response(status=status) if answer is None else web.json_response(answer, status=status)

    async def _admit(self, authorization: Sequence[str], activity: Json) -> None:
        """Lets in what Teams signed, once, for this bot and this tenant. Raises an HTTP refusal, or `NoKeys`."""
        if self._anonymous:
            if not self._connector.may_call(text(activity, "serviceUrl")):
                raise web.HTTPForbidden
            return
        try:
            await self._adapter.verify(authorization[0] if len(authorization) == 1 else "", activity)
        except Unauthorised as wrong:
            log.info("teams request refused check=%s", wrong)
            raise web.HTTPUnauthorized from None
        # The bot's other channels (Web Chat, Direct Line) let anyone with their secret choose who they are.
        if text(activity, "channelId") != "msteams" or not self._connector.may_call(text(activity, "serviceUrl")):
            raise web.HTTPForbidden
        if self._tenant and tenants(activity) != {self._tenant.lower()}:
            raise web.HTTPForbidden


async def _activity(request: web.Request, slowest: float) -> Json:
    """The activity in a request. Raises an HTTP refusal: as `whole` does, 400 for anything but an activity, 415 for
    what is not called JSON: a page in somebody's browser can send that here without being asked whether it may."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    try:
        activity = json.loads(await whole(request, slowest))
        json.dumps(activity, ensure_ascii=False).encode()  # a lone half of a surrogate pair could not be stored
    except (ValueError, RecursionError):
        raise web.HTTPBadRequest from None
    if not isinstance(activity, dict) or not (
        text(activity, "type")
        and text(activity, "channelId")
        and text(activity, "serviceUrl")
        and text(part(activity, "conversation"), "id")
        and text(part(activity, "from"), "id")
    ):
        raise web.HTTPBadRequest
    ids = (text(part(activity, *path), name) for *path, name in IDS)
    if not all(len(id) <= LONGEST_ID and id.isprintable() for id in ids):
        raise web.HTTPBadRequest
    return activity


def _seen(turn: asyncio.Task[Any]) -> None:
    """A turn that outlived its request: its failure is logged, not lost."""
    if not turn.cancelled() and (trouble := turn.exception()):
        log.error("teams turn failed late error=%s", type(trouble).__name__)
