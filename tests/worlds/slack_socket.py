"""Slack's Socket Mode, played locally: the bot connects, and what Slack has to say comes in envelopes."""

import asyncio
import itertools
import json
from collections.abc import Sequence
from urllib.parse import parse_qsl

from aiohttp import WSMsgType, web

from tests.worlds.slack_api import SlackApi
from tests.worlds.slack_eyes import JSON

APP_TOKEN = "xapp-1-local-stand-in"
PATIENCE = 10.0


class SlackSocket:
    """The other end of the bot's WebSocket."""

    def __init__(self, api: SlackApi) -> None:
        self._api = api
        self._numbers = itertools.count(1)
        self._waiting: dict[str, asyncio.Future[JSON]] = {}
        self._connected: asyncio.Future[web.WebSocketResponse] | None = None
        self.connections = 0

    def routes(self) -> Sequence[web.RouteDef]:
        return (web.post("/api/apps.connections.open", self._open), web.get("/socket", self._speak))

    async def sends(self, body: bytes, content_type: str) -> tuple[int, JSON]:
        """Puts in an envelope what Slack would post; gives 200 and the answer once it is acknowledged."""
        kind, payload = _unwrapped(body, content_type)
        socket = await asyncio.wait_for(asyncio.shield(self._next()), PATIENCE)
        id = f"E{next(self._numbers)}"
        self._waiting[id] = asyncio.get_running_loop().create_future()
        await socket.send_json(
            {"envelope_id": id, "type": kind, "accepts_response_payload": kind != "events_api", "payload": payload}
        )
        return 200, await asyncio.wait_for(self._waiting[id], PATIENCE)

    async def drops(self) -> None:
        """The connection breaks off."""
        socket = await self._next()
        self._connected = None
        await socket.close()

    def _next(self) -> asyncio.Future[web.WebSocketResponse]:
        if self._connected is None:
            self._connected = asyncio.get_running_loop().create_future()
        return self._connected

    async def _open(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {APP_TOKEN}":
            return web.json_response({"ok": False, "error": "invalid_auth"})
        return web.json_response({"ok": True, "url": self._api.url.replace("http:", "ws:") + "/socket"})

    async def _speak(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.connections += 1
        await socket.send_json({"type": "hello", "num_connections": 1})
        if self._next().done():  # it came again of its own accord: the newest connection counts
            self._connected = None
        self._next().set_result(socket)
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                answer = json.loads(message.data)
                self._waiting[answer["envelope_id"]].set_result(answer.get("payload") or {})
        return socket


def _unwrapped(body: bytes, content_type: str) -> tuple[str, JSON]:
    if content_type == "application/json":
        return "events_api", json.loads(body)
    fields = dict(parse_qsl(body.decode(), keep_blank_values=True))
    return ("interactive", json.loads(fields["payload"])) if "payload" in fields else ("slash_commands", fields)
