"""The Bot Connector, played locally: conversations, posts, members, and the ways it refuses."""

import itertools
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import web

from tests.worlds import adaptive
from tests.worlds.adaptive import Drawn
from tests.worlds.breaking import broken_off, fails
from tests.worlds.teams_files import OneDrive

TENANT = "d0a5a3e5-53d1-4bb0-8a0c-1b2f6f7a9c11"
SAYS = "Zqxbody: the request was refused"
"""What an error says besides its code. A platform may repeat there what it was sent."""
CARD = "application/vnd.microsoft.card.adaptive"


@dataclass
class Account:
    """Somebody with a Teams account."""

    email: str
    name: str
    role: str = "user"
    tenant: str = TENANT
    aad: str = field(default_factory=lambda: str(uuid.uuid4()))
    mail: str = ""  # the attribute of that name, where it is another than the name they sign in with
    unsaid: tuple[str, ...] = ()  # what the roster leaves out of them

    @property
    def id(self) -> str:
        return f"29:1{self.aad.replace('-', '')}"

    def as_member(self) -> Drawn:
        """As the roster gives them."""
        whole = {
            "id": self.id,
            "objectId": self.aad,
            "name": self.name,
            "email": self.mail or self.email.title(),
            "userPrincipalName": self.email,
            "tenantId": self.tenant,
            "userRole": self.role,
        }
        return {name: value for name, value in whole.items() if name not in self.unsaid}


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
    sort: str = "standard"
    """Of a channel: standard, private or shared."""
    team_members: list[Account] = field(default_factory=list)
    """Of a private channel: who is in its team besides."""


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


class Connector:
    """Every conversation there is. `breaking` says how the next posts fail."""

    def __init__(self) -> None:
        self.talks: dict[str, Talk] = {}
        self.breaking: list[str] = []
        self.listing: list[str] = []  # how the next lists of a channel's members fail
        self.answering: list[str] = []  # how the next answers to somebody's line fail
        self.onedrive = OneDrive()
        self.says_who = True  # whether questions about people are answered
        self._ids = itertools.count(1700000000000)

    def routes(self) -> list[web.RouteDef]:
        talk = "/v3/conversations/{talk}"
        return [
            web.post("/v3/conversations", self._create),
            web.post(f"{talk}/activities", self._post),
            web.put(f"{talk}/activities/{{post}}", self._put),
            web.delete(f"{talk}/activities/{{post}}", self._delete),
            web.get(f"{talk}/members/{{member}}", self._member),
            web.get(f"{talk}/pagedmembers", self._members),
            web.get(f"{talk}/members", self._roster),
            web.get("/v3/teams/{team}/conversations", self._channels),
            *self.onedrive.routes(),
        ]

    def next_id(self) -> str:
        return str(next(self._ids))

    async def _create(self, request: web.Request) -> web.Response:
        asked = await request.json()
        wanted = asked["members"][0]["id"]
        for talk in self.talks.values():
            if talk.id.startswith("a:") and any(wanted in (a.id, a.aad) for a in talk.members):
                return web.json_response({"id": talk.id}) if talk.bot else _error(403, "BotNotInConversationRoster")
        return _error(403, "BotNotInConversationRoster")

    async def _post(self, request: web.Request) -> web.Response:
        talk = self._talk(request)
        activity = await request.json()
        how = self.answering.pop(0) if "text" in activity and self.answering else self._how(activity)
        if failure := await fails(request, how):
            return failure
        if refusal := self._refusal(talk, how):
            return refusal
        assert talk
        for attachment in activity.get("attachments", []):
            if attachment["contentType"] == CARD:
                adaptive.check(attachment["content"])
            elif not self.onedrive.takes(attachment, personal=talk.kind == "personal"):
                return _error(400, "BadArgument")
        talk.posts.append({**activity, "id": self.next_id()})
        if how == "half":
            return await broken_off(request)
        return web.json_response({"id": talk.posts[-1]["id"]}, status=201)

    async def _put(self, request: web.Request) -> web.Response:
        talk = self._talk(request)
        activity = await request.json()
        how = self._how(activity)
        if failure := await fails(request, how):
            return failure
        if refusal := self._refusal(talk, how):
            return refusal
        assert talk
        for at, standing in enumerate(talk.posts):
            if standing["id"] == request.match_info["post"]:
                adaptive.check(activity["attachments"][0]["content"])
                talk.posts[at] = {**activity, "id": standing["id"]}
                return web.json_response({"id": standing["id"]})
        return _error(404, "ActivityNotFoundInConversation")

    async def _delete(self, request: web.Request) -> web.Response:
        talk = self._talk(request)
        assert talk
        assert any(post["id"] == request.match_info["post"] for post in talk.posts), "no such post of the bot's"
        talk.posts[:] = [post for post in talk.posts if post["id"] != request.match_info["post"]]
        return web.json_response({})

    def _how(self, activity: Drawn) -> str:
        """How this post fails; answers to what somebody asked get through."""
        return self.breaking.pop(0) if self.breaking and "text" not in activity else ""

    def _refusal(self, talk: Talk | None, how: str) -> web.Response | None:
        if talk is None:
            return _error(404, "ConversationNotFound")
        if not talk.bot:
            return _error(403, "BotNotInConversationRoster")
        if how == "gone":
            return _error(403, "BotNotInConversationRoster")
        return _error(int(how), "ServiceError") if how.isdigit() else None

    async def _member(self, request: web.Request) -> web.Response:
        talk, wanted = self._talk(request), request.match_info["member"]
        if not self.says_who:
            return _error(503, "ServiceUnavailable")
        if talk is None or not talk.bot:
            return _error(403, "BotNotInConversationRoster")
        for account in talk.members:
            if wanted in (account.id, account.aad, account.email):
                return web.json_response(account.as_member())
        return _error(404, "MemberNotFoundInConversation")

    async def _members(self, request: web.Request) -> web.Response:
        """Two to a page, so that a second page is always asked for. A team's id gives everybody in the team."""
        of = request.match_info["talk"]
        talk = next((t for t in self.talks.values() if of in (t.id, t.team)), None)
        if talk is None or not talk.bot:
            return _error(403, "BotNotInConversationRoster")
        everybody = [*talk.members, *(talk.team_members if of == talk.team else ())]
        start = int(request.query.get("continuationToken", "0"))
        page: Drawn = {"members": [account.as_member() for account in everybody[start : start + 2]]}
        if start + 2 < len(everybody):
            page["continuationToken"] = str(start + 2)
        return web.json_response(page)

    async def _roster(self, request: web.Request) -> web.Response:
        """A channel's own members, in one piece and as a bare list."""
        if failure := await fails(request, self.listing.pop(0) if self.listing else ""):
            return failure
        talk = self._talk(request)
        if talk is None or not talk.bot:
            return _error(403, "BotNotInConversationRoster")
        return web.json_response([account.as_member() for account in talk.members])

    async def _channels(self, request: web.Request) -> web.Response:
        """Of a team that the bot is in; private ones are not among them."""
        team = request.match_info["team"]
        of_team = [t for t in self.talks.values() if t.team == team]
        if not any(t.bot for t in of_team):
            return _error(403, "BotNotInConversationRoster")
        found = [{"id": t.id, "name": t.name, "type": t.sort} for t in of_team if t.sort != "private"]
        return web.json_response({"conversations": found})

    def _talk(self, request: web.Request) -> Talk | None:
        return self.talks.get(request.match_info["talk"].split(";messageid=")[0])


def is_card(post: Drawn) -> bool:
    """Whether a post is a card of the bot's own: no line of text, and no file."""
    return "text" not in post and all(a["contentType"] == CARD for a in post.get("attachments", []))


def _error(status: int, code: str, headers: Mapping[str, str] | None = None) -> web.Response:
    return web.json_response({"error": {"code": code, "message": SAYS}}, status=status, headers=headers)
