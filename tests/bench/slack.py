"""Slack, as little of it as a measurement needs: its Web API, which answers at once, and signed requests to a bot."""

import asyncio
import hashlib
import hmac
import itertools
import json
import re
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote_plus, urlencode

import aiohttp
from aiohttp import web

from tests.bench.rounds import AT_ONCE
from tests.bench.school import email

TEAM, BOT, TOKEN, SECRET = "T0BENCH01", "U0BENCHBOT", "xoxb-bench", "0123456789abcdef0123456789abcdef"
TRIGGER = re.compile(rb'trigger_id"?[=:]\s*"?([\w.]+)')
FORM = "application/x-www-form-urlencoded"
PATIENCE = 20.0


class Slack:
    """A workspace of as many teachers as work at once. Entered, it listens."""

    def __init__(self) -> None:
        self._opened: dict[str, asyncio.Future[bytes]] = {}
        self._numbers = itertools.count(1)
        self.url = ""

    async def __aenter__(self) -> Self:
        application = web.Application()
        application.add_routes([web.post("/api/{method}", self._call), web.post("/respond/{id}", self._respond)])
        self._runner = web.AppRunner(application, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        await self._session.close()
        await self._runner.cleanup()

    @property
    def settings(self) -> Mapping[str, str]:
        """What a build is served with to be in this workspace."""
        return {"SLACK_BOT_TOKEN": TOKEN, "SLACK_SIGNING_SECRET": SECRET, "SLACK_API_URL": f"{self.url}/api/"}

    async def refer(self, bot: str, number: int) -> bytes:
        """Types /refer, and waits until the form is opened; gives how Slack was asked to open it."""
        trigger = f"{next(self._numbers)}.{TEAM}.trigger"
        opened = self._opened[trigger] = asyncio.get_running_loop().create_future()
        body = {
            "token": "old", "team_id": TEAM, "team_domain": "school", "channel_id": f"D{number:08d}",
            "channel_name": "directmessage", "user_id": user(number), "user_name": "someone", "command": "/refer",
            "text": "", "api_app_id": "A1", "is_enterprise_install": "false",
            "response_url": f"{self.url}/respond/1", "trigger_id": trigger,
        }  # fmt: skip
        await self._sends(bot, urlencode(body).encode())
        return await asyncio.wait_for(opened, PATIENCE)

    async def submits(self, bot: str, number: int, view: Mapping[str, Any], values: Mapping[str, Any]) -> Any:
        """Sends a form; gives what was answered."""
        payload: dict[str, Any] = {
            "type": "view_submission", "team": {"id": TEAM, "domain": "school"}, "api_app_id": "A1", "token": "old",
            "user": {"id": user(number), "username": "someone", "name": "someone", "team_id": TEAM},
            "enterprise": None, "is_enterprise_install": False, "response_urls": [],
            "trigger_id": f"{next(self._numbers)}.{TEAM}.trigger",
            "view": {
                **view, "id": f"V{next(self._numbers)}", "team_id": TEAM, "hash": "1.a", "root_view_id": "V1",
                "previous_view_id": None, "app_id": "A1", "bot_id": "B1", "state": {"values": values},
            },
        }  # fmt: skip
        return json.loads(await self._sends(bot, urlencode({"payload": json.dumps(payload)}).encode()))

    async def finds(self, bot: str, number: int, view: Mapping[str, Any]) -> str:
        """Types a letter in the form's first question that is answered by typing; gives what is offered first."""
        asked = next(b for b in view["blocks"] if b.get("element", {}).get("type") == "external_select")
        payload: dict[str, Any] = {
            "type": "block_suggestion", "team": {"id": TEAM, "domain": "school"}, "api_app_id": "A1", "token": "old",
            "user": {"id": user(number), "username": "someone", "name": "someone", "team_id": TEAM},
            "action_id": asked["element"]["action_id"], "block_id": asked["block_id"], "value": "f",
            "container": {"type": "view", "view_id": "V1"},
            "view": {**view, "id": "V1", "team_id": TEAM, "hash": "1.a", "root_view_id": "V1"},
        }  # fmt: skip
        said = json.loads(await self._sends(bot, urlencode({"payload": json.dumps(payload)}).encode()))
        return str(said["options"][0]["value"])

    async def _sends(self, bot: str, body: bytes) -> bytes:
        stamp = str(int(time.time()))
        signed = hmac.new(SECRET.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
        headers = {"Content-Type": FORM, "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={signed}"}
        async with self._session.post(f"{bot}/slack/events", data=body, headers=headers) as answer:
            said = await answer.read()
            if answer.status != 200:
                raise RuntimeError(f"the bot answered {answer.status}")
            return said

    async def _call(self, request: web.Request) -> web.Response:
        body = await request.read()
        match request.match_info["method"]:
            case "views.open":
                found = TRIGGER.search(body)
                opened = self._opened.pop(unquote_plus(found[1].decode()), None) if found else None
                if opened and not opened.done():
                    opened.set_result(body)
                return web.json_response({"ok": True, "view": {"id": "V1", "hash": "1.a"}})
            case "users.info":
                return web.json_response({"ok": True, "user": member(dict(await request.post())["user"])})
            case "auth.test":
                return web.json_response({"ok": True, "team_id": TEAM, "user_id": BOT})
            case "chat.postMessage":
                return web.json_response({"ok": True, "channel": "D1", "ts": f"{next(self._numbers)}.0"})
        return web.json_response({"ok": True})

    async def _respond(self, request: web.Request) -> web.Response:
        said = await request.text()
        raise RuntimeError(f"an answer in place of a form: {said[:300]}")


def user(number: int) -> str:
    return f"U{number:08d}"


def member(id: Any) -> dict[str, Any]:
    """What Slack says of a teacher."""
    number = int(str(id)[1:])
    assert number < AT_ONCE, id
    return {
        "id": id, "team_id": TEAM, "name": "someone", "profile": {"email": email(number), "real_name": "Some One"},
        "is_email_confirmed": True, "deleted": False, "is_bot": False, "is_restricted": False,
        "is_ultra_restricted": False,
    }  # fmt: skip
