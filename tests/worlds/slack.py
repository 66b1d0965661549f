"""Slack, played locally: one workspace, whose requests reach the bot signed and over HTTP."""

import asyncio
import json
import time
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

from chatops.slack.sign import signature
from tests.worlds.slack_api import BOT, TEAM, TOKEN, SlackApi
from tests.worlds.slack_eyes import JSON, Post
from tests.worlds.slack_hands import SlackHands
from tests.worlds.slack_socket import APP_TOKEN, SlackSocket

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
FORM = "application/x-www-form-urlencoded"


class SlackWorld:
    """One workspace with the bot in it, reached by HTTP, or over Slack's socket."""

    name = "slack"

    def __init__(self, *, socket: bool = False) -> None:
        self.api = SlackApi()
        self._socket = SlackSocket(self.api) if socket else None
        self.bot = ""
        self.last: tuple[bytes, Mapping[str, str]] = (b"", {})
        self.answered = ""
        self._runner: web.AppRunner | None = None
        self._session: aiohttp.ClientSession | None = None

    async def start(self) -> Mapping[str, str]:
        application = self.api.application()
        if self._socket:
            application.add_routes(self._socket.routes())
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.api.url = self.api.files.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self._session = aiohttp.ClientSession()
        return self.settings()

    def settings(self) -> Mapping[str, str]:
        """The bot's settings that point here."""
        return {
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_API_URL": f"{self.api.url}/api/",
            **({"SLACK_APP_TOKEN": APP_TOKEN} if self._socket else {"SLACK_SIGNING_SECRET": SECRET}),
        }

    async def connect(self, bot: str) -> None:
        self.bot = bot

    async def stop(self) -> None:
        """Raises AssertionError when the bot drew something that Slack refuses."""
        if self._session:
            await self._session.close()
        if self._runner:
            await self._runner.cleanup()
        assert not self.api.faults, self.api.faults

    async def joins(self, email: str, name: str) -> SlackHands:
        id = f"U{len(self.api.users):08d}"
        profile = {"email": email, "real_name": name}
        self.api.users[id] = {
            "id": id, "team_id": TEAM, "name": name, "profile": profile, "is_email_confirmed": True,
            "deleted": False, "is_bot": False, "is_restricted": False, "is_ultra_restricted": False,
        }  # fmt: skip
        return SlackHands(self, id)

    def readdresses(self, hands: Any, email: str) -> None:
        self.api.users[hands.id]["profile"]["email"] = email

    def switches_off(self, hands: Any, off: bool = True) -> None:
        self.api.users[hands.id]["deleted"] = off

    async def makes_channel(self, name: str, members: Sequence[Any], *, public: bool = False) -> None:
        id = f"C{len(self.api.channels):08d}"
        self.api.channels[id] = {"id": id, "name": name, "is_private": not public, "is_channel": True}
        self.api.members[id] = [BOT, *(hands.id for hands in members)]

    def channel(self, name: str) -> Sequence[Post]:
        return list(self.api.posts.get(self.channel_id(name), []))

    def channel_id(self, name: str) -> str:
        return next(id for id, channel in self.api.channels.items() if channel["name"] == name)

    async def account_becomes(self, hands: Any, what: str, *, told: bool = False) -> None:
        """Somebody's account becomes a "guest", is "gone", belongs "elsewhere", or gets a new "address". `told`: Slack
        says so at once."""
        user = self.api.users[hands.id]
        if what == "guest":
            user["is_restricted"] = True
        elif what == "gone":
            user["deleted"] = True
        elif what == "elsewhere":
            user["team_id"] = "T0ELSEWHERE"
        else:
            user["profile"] = {**user["profile"], "email": "somebody.else@oakfield.example"}
        if told:
            asked = ("users.info", {"user": hands.id})
            before = self.api.calls.count(asked)
            await self.happens({"type": "user_change", "user": user, "cache_ts": int(time.time())})
            async with asyncio.timeout(5):
                while True:
                    if self.api.calls.count(asked) > before:
                        return
                    await asyncio.sleep(0.01)

    def falls_silent(self, silent: bool = True) -> None:
        """Whether Slack answers nothing about people, from now on."""
        self.api.refusing.pop("users.info", None)
        if silent:
            self.api.refusing["users.info"] = "internal_error"

    def admits(self, name: str, bot: bool) -> None:
        members = self.api.members[self.channel_id(name)]
        members[:] = [id for id in members if id != BOT] + [BOT] * bot

    def becomes(self, name: str, **marks: bool) -> None:
        """The channel is something else from now on, in Slack's own marks; Slack tells nobody."""
        self.api.channels[self.channel_id(name)].update(marks)

    def lets_in(self, name: str, hands: Any) -> None:
        """Somebody joins the channel; Slack tells nobody."""
        self.api.members[self.channel_id(name)].append(hands.id)

    def lets_out(self, name: str, hands: Any) -> None:
        """Somebody leaves the channel; Slack tells nobody."""
        self.api.members[self.channel_id(name)].remove(hands.id)

    async def tells_of(self, name: str) -> None:
        """Slack tells that somebody joined."""
        await self.happens({"type": "member_joined_channel", "channel": self.channel_id(name), "user": "U1"})

    async def renames(self, name: str, new: str) -> None:
        """The channel has another name, and Slack tells so."""
        channel = self.api.channels[self.channel_id(name)]
        channel["name"] = new
        kind = "group_rename" if channel["is_private"] else "channel_rename"
        await self.happens({"type": kind, "channel": {"id": channel["id"], "name": new, "created": 1}})

    def keeps_silent(self, silent: bool = True) -> None:
        """Slack says nothing about conversations."""
        self.api.silent = ("conversations.",) if silent else ()

    def breaks(self, how: str, times: int) -> None:
        self.api.failing[:] = [how] * times

    async def breaks_off(self) -> None:
        """The socket closes, as Slack's does every few hours."""
        assert self._socket
        await self._socket.drops()

    async def sends(self, body: bytes, content_type: str, **headers: str) -> tuple[int, JSON]:
        """Posts to the bot as Slack does, signed; gives the status and what was answered."""
        if self._socket:
            return await self._socket.sends(body, content_type)
        stamp = str(int(time.time()))
        signed = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signature(SECRET.encode(), stamp, body),
            **headers,
        }
        self.last = body, signed
        assert self._session
        async with self._session.post(f"{self.bot}/slack/events", data=body, headers=signed) as answer:
            text = self.answered = await answer.text()
            return answer.status, json.loads(text) if text.startswith("{") else {}

    async def replays(self, times: int) -> list[int]:
        """Sends the last request again to the byte, as somebody who listened would; gives the statuses."""
        return [(await self.plays_again())[0] for _ in range(times)]

    async def plays_again(self, at: str = "") -> tuple[int, str]:
        """The last request once more to the byte, to a process at that address; the status and what was answered."""
        body, signed = self.last
        assert self._session
        async with self._session.post(f"{at or self.bot}/slack/events", data=body, headers=signed) as answer:
            return answer.status, await answer.text()

    async def delivers(self, payload: JSON) -> tuple[int, JSON]:
        """An interaction: form-encoded, the payload as JSON in one field."""
        return await self.sends(urlencode({"payload": json.dumps(payload)}).encode(), FORM)

    async def happens(self, event: JSON) -> tuple[int, JSON]:
        """An event, as JSON in an envelope."""
        envelope = {"token": "old", "team_id": TEAM, "api_app_id": "A1", "type": "event_callback", "event": event,
                    "event_id": f"Ev{self.api.stamp()}", "event_time": int(time.time())}  # fmt: skip
        return await self.sends(json.dumps(envelope).encode(), "application/json")
