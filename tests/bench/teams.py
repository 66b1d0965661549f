"""Teams, as little of it as a measurement needs: its keys, its list of members, and signed activities to a bot."""

import itertools
import json
import uuid
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

import aiohttp
from aiohttp import web

from tests.bench.school import email
from tests.worlds import bot_tokens

TENANT, APP_ID = "d0a5a3e5-53d1-4bb0-8a0c-1b2f6f7a9c11", "6f0b8f4e-2d0c-4f6e-9d57-0c6f2f1a7e55"

TRIES = 5


class Teams:
    """A tenant of as many teachers as work at once. Entered, it listens."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1_700_000_000_000)
        self.url = ""

    async def __aenter__(self) -> Self:
        application = web.Application()
        application.add_routes(
            [
                web.get("/openid", self._openid),
                web.get("/keys", self._keys),
                web.post(f"/{TENANT}/oauth2/v2.0/token", self._token),
                web.post("/v3/conversations", self._chat),
                web.get("/v3/conversations/{talk}/members/{member}", self._member),
            ]
        )
        self._runner = web.AppRunner(application, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        said = bot_tokens.claims(APP_ID, f"{self.url}/")
        self._signed = {
            "Content-Type": "application/json; charset=utf-8",
            "Authorization": f"Bearer {bot_tokens.token(said)}",
        }
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        await self._session.close()
        await self._runner.cleanup()

    @property
    def settings(self) -> Mapping[str, str]:
        """What a bot is served with to be in this tenant."""
        return {
            "TEAMS_APP_ID": APP_ID,
            "TEAMS_APP_PASSWORD": "a secret nobody asks for on this machine",
            "TEAMS_TENANT_ID": TENANT,
            "TEAMS_OPENID_URL": f"{self.url}/openid",
            "TEAMS_LOGIN_URL": self.url,
        }

    async def dialog(self, bot: str, number: int) -> None:
        """Uses the action “refer” of the compose box, which opens a dialog with the form."""
        activity = {
            "type": "invoke", "name": "composeExtension/fetchTask", "id": str(next(self._numbers)),
            "timestamp": "2026-09-14T08:00:00.000Z", "channelId": "msteams", "serviceUrl": f"{self.url}/",
            "from": {"id": f"29:1{_aad(number)}", "name": "Some One", "aadObjectId": _aad(number)},
            "recipient": {"id": f"28:{APP_ID}", "name": "SENCO"},
            "conversation": {"id": f"a:1{number}", "conversationType": "personal", "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}},
            "value": {"commandId": "refer", "commandContext": "compose", "context": {"theme": "default"}},
        }  # fmt: skip
        body = json.dumps(activity).encode()
        for _ in range(TRIES):  # on a busy machine it may say after a while that this takes longer
            async with self._session.post(f"{bot}/api/messages", data=body, headers=self._signed) as answer:
                said = await answer.read()
                if answer.status == 200 and b"Input.Text" in said:
                    return
        raise RuntimeError(f"no form: {answer.status} {said[:900]!r}")

    async def _openid(self, _: web.Request) -> web.Response:
        return web.json_response(
            {
                "issuer": bot_tokens.ISSUER,
                "jwks_uri": f"{self.url}/keys",
                "id_token_signing_alg_values_supported": ["RS256"],
            }
        )

    async def _keys(self, _: web.Request) -> web.Response:
        return web.json_response(bot_tokens.jwks("key-1"))

    async def _token(self, _: web.Request) -> web.Response:
        return web.json_response({"access_token": "for-https-alone", "expires_in": 3600})

    async def _chat(self, request: web.Request) -> web.Response:
        """Somebody's own chat with the bot."""
        who = (await request.json())["members"][0]["id"].removeprefix("29:1")
        return web.json_response({"id": f"a:1{uuid.UUID(who).int - 1}"})

    async def _member(self, request: web.Request) -> web.Response:
        number = int(request.match_info["talk"].removeprefix("a:1"))
        aad = _aad(number)
        person: dict[str, Any] = {"id": f"29:1{aad}", "objectId": aad, "name": "Some One", "email": email(number)}
        return web.json_response({**person, "userPrincipalName": email(number), "tenantId": TENANT, "userRole": "user"})


def _aad(number: int) -> str:
    return str(uuid.UUID(int=number + 1))
