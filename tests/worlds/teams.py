"""Microsoft Teams, played by a local server: the Bot Connector, the OpenID document, activities with real tokens."""

import copy
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.worlds import Hands, bot_tokens
from tests.worlds.adaptive import Drawn
from tests.worlds.teams_connector import TENANT, Account, Connector, Post, Talk, is_card

APP_ID = "6f0b8f4e-2d0c-4f6e-9d57-0c6f2f1a7e55"
BOT = f"28:{APP_ID}"


@dataclass(frozen=True)
class Installed:
    """People's own chats with the bot, and the address of the Connector they are reached by."""

    url: str
    chats: Sequence[Talk]


class TeamsWorld:
    """One tenant with the bot in it."""

    name = "teams"

    def __init__(self) -> None:
        self.connector = Connector()
        self.keys = ["key-1"]
        self.keys_fetched = 0
        self.signs_in = True
        self._bot = ""
        self._unmet: list[Account] = []
        self._met: dict[str, Account] = {}
        self._last: tuple[bytes, dict[str, str]] = b"", {}
        self.answered = ""
        self._server: TestServer
        self._session: aiohttp.ClientSession

    async def start(self) -> Mapping[str, str]:
        app = web.Application()
        app.add_routes([web.get("/openid", self._openid), web.get("/keys", self._keys), *self.connector.routes()])
        app.add_routes([web.post(f"/{TENANT}/oauth2/v2.0/token", self._token)])
        self._server = TestServer(app)
        await self._server.start_server()
        self._session = aiohttp.ClientSession()
        return {
            "TEAMS_APP_ID": APP_ID,
            "TEAMS_APP_PASSWORD": "a secret nobody asks for on this machine",
            "TEAMS_TENANT_ID": TENANT,
            "TEAMS_OPENID_URL": self.url("/openid"),
            "TEAMS_LOGIN_URL": self.url(),
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

        if met := self._met.pop(email, None):
            return TeamsHands(self, met)
        account = Account(email, name)
        if self._bot:
            await self._install(account)
        else:
            self._unmet.append(account)
        return TeamsHands(self, account)

    def installed(self) -> "Installed":
        chats = [talk for talk in self.connector.talks.values() if talk.kind == "personal"]
        return Installed(self.url(), copy.deepcopy(chats))

    def has_installed(self, installed: "Installed") -> None:
        for chat in copy.deepcopy(installed.chats):
            self.connector.talks[chat.id] = chat
            self._met |= {account.email: account for account in chat.members}

    def of_this_run(self, address: Mapping[str, Any], installed: "Installed") -> Mapping[str, Any]:
        """The same but for the port at which this tenant's Connector listens."""
        return {name: self.url() if value == installed.url else value for name, value in address.items()}

    def readdresses(self, hands: Hands, email: str) -> None:
        hands.account.email = email  # type: ignore[attr-defined]

    def switches_off(self, hands: Hands, off: bool = True) -> None:
        """The bot is installed for nobody there any more."""
        self.private(hands.account).bot = not off  # type: ignore[attr-defined]

    async def makes_channel(self, name: str, members: Sequence[Hands], *, public: bool = False) -> None:
        id = f"19:{uuid.uuid4().hex}@thread.tacv2"
        people = [hands.account for hands in members]  # type: ignore[attr-defined]
        self.connector.talks[id] = Talk(id, "channel", name, f"19:team-{name}@thread.tacv2", people)

    def talk_called(self, name: str) -> Talk:
        return next(talk for talk in self.connector.talks.values() if talk.name == name)

    def channel(self, name: str) -> Sequence[Post]:
        """The cards standing there. Lines of text ("I have answered you privately.") are in `lines`."""
        return self.seen(self.talk_called(name), cards=True)

    def lines(self, name: str) -> list[str]:
        """What the bot said in a channel besides its cards."""
        return [post["text"] for post in self.talk_called(name).posts if "text" in post]

    def seen(self, talk: Talk, *, cards: bool = False) -> list[Post]:
        shown = [post for post in talk.posts if not cards or is_card(post)]
        return [Post(talk, copy.deepcopy(post)) for post in shown]

    async def account_becomes(self, hands: Any, what: str, *, told: bool = False) -> None:
        """Somebody's account becomes a "guest", is "gone", belongs "elsewhere", or gets a new "address". `told`: Teams
        says so at once, to a team they were in."""
        account: Account = hands.account
        if what == "guest":
            account.role = "guest"
        elif what == "gone":
            for talk in self.connector.talks.values():
                talk.members = [member for member in talk.members if member is not account]
        elif what == "elsewhere":
            account.tenant = "7a3e6b1c-4a52-4d3f-9b7e-0f5f0b1c2d3e"
        else:
            account.email = "somebody.else@oakfield.example"
        if told:
            staff_room = Talk("19:staff@thread.tacv2", "channel", "staff room", "19:team-staff@thread.tacv2", [])
            removed = {"type": "conversationUpdate", "membersRemoved": [{"id": account.id, "aadObjectId": account.aad}]}
            await self.sends(account, staff_room, removed)

    def falls_silent(self, silent: bool = True) -> None:
        """Whether Teams answers nothing about people, from now on."""
        self.connector.says_who = not silent

    def admits(self, name: str, bot: bool) -> None:
        self.talk_called(name).bot = bot

    def becomes(self, name: str, sort: str) -> None:
        """The channel is of another sort from now on: standard, private or shared. Teams tells nobody."""
        self.talk_called(name).sort = sort

    def lets_in(self, name: str, hands: Hands) -> None:
        """Somebody joins the channel; Teams tells nobody."""
        self.talk_called(name).members.append(hands.account)  # type: ignore[attr-defined]

    def lets_out(self, name: str, hands: Hands) -> None:
        """Somebody leaves the channel; Teams tells nobody."""
        self.talk_called(name).members.remove(hands.account)  # type: ignore[attr-defined]

    async def tells_of(self, name: str) -> None:
        """Teams tells that somebody was added."""
        await self._tells(name, "channelMemberAdded")

    async def renames(self, name: str, new: str) -> None:
        """The channel has another name, and Teams tells so."""
        talk = self.talk_called(name)
        talk.name = new
        await self._tells(new, "channelRenamed")

    async def _tells(self, name: str, event: str) -> None:
        talk = self.talk_called(name)
        activity = self.activity(talk.members[0], talk, {"type": "conversationUpdate"})
        activity["channelData"] |= {"eventType": event, "channel": {"id": talk.id, "name": talk.name}}
        assert (await self.delivers(activity))[0] == 200

    def keeps_silent(self, silent: bool = True) -> None:
        """Teams lists no members."""
        self.connector.listing[:] = ["500"] * (1000 if silent else 0)

    def breaks(self, how: str, times: int) -> None:
        self.connector.breaking[:] = [how] * times

    def private(self, account: Account) -> Talk:
        """Somebody's own chat with the bot."""
        id = f"a:1{account.aad.replace('-', '')}"
        return self.connector.talks.setdefault(id, Talk(id, "personal", members=[account]))

    async def _install(self, account: Account) -> None:
        await self.sends(account, self.private(account), {"type": "installationUpdate", "action": "add"})

    async def tells_of_it_again(self, account: Account) -> None:
        """Teams tells of one installation in two ways; stories do with the first, which is enough for the bot."""
        added = {"type": "conversationUpdate", "membersAdded": [{"id": account.id}, {"id": BOT}]}
        await self.sends(account, self.private(account), added)

    def activity(self, account: Account, talk: Talk, said: Drawn) -> Drawn:
        """An activity as Teams writes it: the tenant in channelData, a spare copy in the conversation."""
        data: Drawn = {"tenant": {"id": TENANT}}
        if talk.team:
            data |= {
                "team": {"id": talk.team},
                "channel": {"id": talk.id, "type": talk.sort},
                "teamsChannelId": talk.id,
            }
        return {
            "id": self.connector.next_id(),
            "timestamp": "2026-09-14T08:00:00.000Z",
            "channelId": "msteams",
            "serviceUrl": self.url("/"),
            "from": {"id": account.id, "name": account.name, "aadObjectId": account.aad},
            "recipient": {"id": BOT, "name": "SENCO"},
            "conversation": {
                "id": talk.id + (f";messageid={self.connector.next_id()}" if talk.kind == "channel" else ""),
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
            text = self.answered = await answer.text()
            is_json = "json" in answer.headers.get("Content-Type", "")
            return answer.status, json.loads(text) if text and is_json else None

    async def replays(self, times: int) -> list[int]:
        """Sends the last request again to the byte, as somebody who listened would; gives the statuses."""
        return [(await self.plays_again())[0] for _ in range(times)]

    async def plays_again(self, at: str = "") -> tuple[int, str]:
        """The last request once more to the byte, to a process at that address; the status and what was answered."""
        body, headers = self._last
        async with self._session.post(f"{at or self._bot}/api/messages", data=body, headers=headers) as answer:
            return answer.status, await answer.text()

    async def _token(self, _: web.Request) -> web.Response:
        """A token for the bot, which is never sent here: it goes over HTTPS alone."""
        if not self.signs_in:
            return web.json_response({"error": "invalid_client"}, status=401)
        return web.json_response({"access_token": "for-https-alone", "expires_in": 3600})

    async def _openid(self, _: web.Request) -> web.Response:
        return web.json_response({"issuer": bot_tokens.ISSUER, "jwks_uri": self.url("/keys")})

    async def _keys(self, _: web.Request) -> web.Response:
        self.keys_fetched += 1
        return web.json_response(bot_tokens.jwks(*self.keys))
