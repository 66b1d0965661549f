"""Microsoft Teams, played by a local server: the Bot Connector, the OpenID document, activities with real tokens."""

import copy
import itertools
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.worlds import Hands, adaptive, bot_tokens
from tests.worlds.adaptive import Drawn

APP_ID = "6f0b8f4e-2d0c-4f6e-9d57-0c6f2f1a7e55"
TENANT = "d0a5a3e5-53d1-4bb0-8a0c-1b2f6f7a9c11"
BOT = f"28:{APP_ID}"
CARD = "application/vnd.microsoft.card.adaptive"


@dataclass
class Account:
    """Somebody with a Teams account."""

    email: str
    name: str
    role: str = "user"
    tenant: str = TENANT
    aad: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def id(self) -> str:
        return f"29:1{self.aad.replace('-', '')}"

    def as_member(self) -> Drawn:
        """As the roster gives them."""
        return {
            "id": self.id,
            "objectId": self.aad,
            "name": self.name,
            "email": self.email.title(),
            "userPrincipalName": self.email,
            "tenantId": self.tenant,
            "userRole": self.role,
        }


@dataclass
class Talk:
    """A conversation: who is in it, whether the bot is, and what the bot posted there."""

    id: str
    kind: str
    name: str = ""
    team: str = ""
    members: list[Account] = field(default_factory=list)
    bot: bool = True
    posts: list[Drawn] = field(default_factory=list)


@dataclass
class Post:
    """A post of the bot as it was drawn when it was looked at."""

    talk: Talk
    activity: Drawn

    @property
    def card(self) -> Drawn:
        [attachment] = self.activity["attachments"]
        return dict(attachment["content"])

    def __str__(self) -> str:
        return json.dumps(self.activity, ensure_ascii=False)


class TeamsWorld:
    """One tenant with the bot in it."""

    name = "teams"

    def __init__(self) -> None:
        self.talks: dict[str, Talk] = {}
        self.keys = ["key-1"]
        self.keys_fetched = 0
        self.requests: list[str] = []
        self._bot = ""
        self._unmet: list[Account] = []
        self._breaking: list[str] = []
        self._last: tuple[bytes, dict[str, str]] = b"", {}
        self._ids = itertools.count(1700000000000)
        self._server: TestServer
        self._session: aiohttp.ClientSession

    async def start(self) -> Mapping[str, str]:
        app = web.Application()
        talk = "/v3/conversations/{talk}"
        app.add_routes(
            [
                web.get("/openid", self._openid),
                web.get("/keys", self._keys),
                web.post("/v3/conversations", self._create),
                web.post(f"{talk}/activities", self._post),
                web.put(f"{talk}/activities/{{post}}", self._put),
                web.get(f"{talk}/members/{{member}}", self._member),
                web.get(f"{talk}/pagedmembers", self._members),
                web.get("/v3/teams/{team}/conversations", self._channels),
            ]
        )
        self._server = TestServer(app)
        await self._server.start_server()
        self._session = aiohttp.ClientSession()
        return {
            "TEAMS_APP_ID": APP_ID,
            "TEAMS_APP_PASSWORD": "a secret nobody asks for on this machine",
            "TEAMS_TENANT_ID": TENANT,
            "TEAMS_OPENID_URL": self.url("/openid"),
        }

    def url(self, path: str = "/") -> str:
        return str(self._server.make_url(path))

    async def connect(self, bot: str) -> None:
        self._bot = bot
        unmet, self._unmet = self._unmet, []
        for account in unmet:
            await self._install(account)

    async def stop(self) -> None:
        await self._session.close()
        await self._server.close()

    async def joins(self, email: str, name: str) -> Hands:
        from tests.worlds.teams_hands import TeamsHands

        account = Account(email, name)
        if self._bot:
            await self._install(account)
        else:
            self._unmet.append(account)
        return TeamsHands(self, account)

    async def makes_channel(self, name: str, members: Sequence[Hands], *, public: bool = False) -> None:
        id = f"19:{uuid.uuid4().hex}@thread.tacv2"
        people = [hands.account for hands in members]  # type: ignore[attr-defined]
        self.talks[id] = Talk(id, "channel", name, f"19:team-{name}@thread.tacv2", people)

    def talk_called(self, name: str) -> Talk:
        return next(talk for talk in self.talks.values() if talk.name == name)

    def channel(self, name: str) -> Sequence[Post]:
        """The cards standing there. Lines of text ("I have answered you privately.") are in `lines`."""
        return self.seen(self.talk_called(name), cards=True)

    def lines(self, name: str) -> list[str]:
        """What the bot said in a channel besides its cards."""
        return [post["text"] for post in self.talk_called(name).posts if "text" in post]

    def seen(self, talk: Talk, *, cards: bool = False) -> list[Post]:
        return [Post(talk, copy.deepcopy(p)) for p in talk.posts if not cards or "text" not in p]

    def breaks(self, how: str, times: int) -> None:
        self._breaking[:] = [how] * times

    def private(self, account: Account) -> Talk:
        """Somebody's own chat with the bot."""
        id = f"a:1{account.aad.replace('-', '')}"
        return self.talks.setdefault(id, Talk(id, "personal", members=[account]))

    async def _install(self, account: Account) -> None:
        await self.sends(account, self.private(account), {"type": "installationUpdate", "action": "add"})
        added = {"type": "conversationUpdate", "membersAdded": [{"id": account.id}, {"id": BOT}]}
        await self.sends(account, self.private(account), added)

    def activity(self, account: Account, talk: Talk, said: Drawn) -> Drawn:
        """An activity as Teams writes it: the tenant in channelData, a spare copy in the conversation."""
        data: Drawn = {"tenant": {"id": TENANT}}
        if talk.team:
            data |= {"team": {"id": talk.team}, "channel": {"id": talk.id}, "teamsChannelId": talk.id}
        return {
            "id": str(next(self._ids)),
            "timestamp": "2026-09-14T08:00:00.000Z",
            "channelId": "msteams",
            "serviceUrl": self.url("/"),
            "from": {"id": account.id, "name": account.name, "aadObjectId": account.aad},
            "recipient": {"id": BOT, "name": "SENCO"},
            "conversation": {
                "id": talk.id + (f";messageid={next(self._ids)}" if talk.kind == "channel" else ""),
                "conversationType": talk.kind,
                "tenantId": TENANT,
                **({} if talk.kind == "personal" else {"isGroup": True}),
            },
            "channelData": data,
            "entities": [{"type": "clientInfo", "locale": "en-GB", "platform": "Web"}],
            **said,
        }

    async def sends(self, account: Account, talk: Talk, said: Drawn) -> Any:
        """Sends an activity to the bot; gives the JSON it answered with, if any."""
        status, answer = await self.delivers(self.activity(account, talk, said))
        assert status == 200, f"the bot answered {status}"
        return answer

    async def delivers(self, activity: Any, authorization: str | None = None) -> tuple[int, Any]:
        """Delivers an activity as it is, with a good token unless another header is given."""
        if authorization is None:
            said = bot_tokens.claims(APP_ID, self.url("/"))
            authorization = f"Bearer {bot_tokens.token(said, key_id=self.keys[-1])}"
        body = activity if isinstance(activity, bytes) else json.dumps(activity).encode()
        headers = {"Content-Type": "application/json; charset=utf-8"}
        if authorization:
            headers["Authorization"] = authorization
        self._last = body, headers
        async with self._session.post(f"{self._bot}/api/messages", data=body, headers=headers) as answer:
            text = await answer.text()
            is_json = "json" in answer.headers.get("Content-Type", "")
            return answer.status, json.loads(text) if text and is_json else None

    async def replays(self, times: int) -> list[int]:
        """Sends the last request again to the byte, as somebody who listened would; gives the statuses."""
        body, headers = self._last
        statuses = []
        for _ in range(times):
            async with self._session.post(f"{self._bot}/api/messages", data=body, headers=headers) as answer:
                statuses.append(answer.status)
        return statuses

    async def _openid(self, _: web.Request) -> web.Response:
        return web.json_response({"issuer": bot_tokens.ISSUER, "jwks_uri": self.url("/keys")})

    async def _keys(self, _: web.Request) -> web.Response:
        self.keys_fetched += 1
        return web.json_response(bot_tokens.jwks(*self.keys))

    async def _create(self, request: web.Request) -> web.Response:
        asked = await request.json()
        wanted = asked["members"][0]["id"]
        for talk in self.talks.values():
            if talk.kind == "personal" and any(wanted in (a.id, a.aad) for a in talk.members):
                return web.json_response({"id": talk.id}) if talk.bot else _error(403, "BotNotInConversationRoster")
        return _error(403, "BotNotInConversationRoster")

    async def _post(self, request: web.Request) -> web.Response:
        talk = self._talk(request)
        activity = await request.json()
        if refusal := self._refusal(talk, activity):
            return refusal
        assert talk
        for attachment in activity.get("attachments", []):
            assert attachment["contentType"] == CARD
            adaptive.check(attachment["content"])
        talk.posts.append({**activity, "id": str(next(self._ids))})
        return web.json_response({"id": talk.posts[-1]["id"]}, status=201)

    async def _put(self, request: web.Request) -> web.Response:
        talk = self._talk(request)
        activity = await request.json()
        if refusal := self._refusal(talk, activity):
            return refusal
        assert talk
        for at, standing in enumerate(talk.posts):
            if standing["id"] == request.match_info["post"]:
                adaptive.check(activity["attachments"][0]["content"])
                talk.posts[at] = {**activity, "id": standing["id"]}
                return web.json_response({"id": standing["id"]})
        return _error(404, "ActivityNotFoundInConversation")

    def _refusal(self, talk: Talk | None, activity: Drawn) -> web.Response | None:
        if talk is None:
            return _error(404, "ConversationNotFound")
        if not talk.bot:
            return _error(403, "BotNotInConversationRoster")
        if self._breaking and "text" not in activity:  # answers to what somebody asked get through
            how = self._breaking.pop(0)
            if how == "429":
                return _error(429, "Throttled", {"Retry-After": "1"})
            return _error(403, "BotNotInConversationRoster") if how == "gone" else _error(int(how), "ServiceError")
        return None

    async def _member(self, request: web.Request) -> web.Response:
        talk, wanted = self._talk(request), request.match_info["member"]
        if talk is None or not talk.bot:
            return _error(403, "BotNotInConversationRoster")
        for account in talk.members:
            if wanted in (account.id, account.aad, account.email):
                return web.json_response(account.as_member())
        return _error(404, "MemberNotFoundInConversation")

    async def _members(self, request: web.Request) -> web.Response:
        """Two to a page, so that a second page is always asked for."""
        team = request.match_info["talk"]
        talk = next((t for t in self.talks.values() if team in (t.id, t.team)), None)
        if talk is None or not talk.bot:
            return _error(403, "BotNotInConversationRoster")
        start = int(request.query.get("continuationToken", "0"))
        page: Drawn = {"members": [account.as_member() for account in talk.members[start : start + 2]]}
        if start + 2 < len(talk.members):
            page["continuationToken"] = str(start + 2)
        return web.json_response(page)

    async def _channels(self, request: web.Request) -> web.Response:
        team = request.match_info["team"]
        found = [{"id": t.id, "name": t.name, "type": "standard"} for t in self.talks.values() if t.team == team]
        return web.json_response({"conversations": found})

    def _talk(self, request: web.Request) -> Talk | None:
        return self.talks.get(request.match_info["talk"].split(";messageid=")[0])


def _error(status: int, code: str, headers: Mapping[str, str] | None = None) -> web.Response:
    return web.json_response({"error": {"code": code, "message": "No."}}, status=status, headers=headers)
