"""Tokens made with what is public, keys that come and go while the bot runs, and addresses that are not Teams' own."""

import base64
import hashlib
import hmac
import json
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives import serialization

from chatops.faces import Undeliverable
from chatops.teams.api import Connector
from chatops.teams.credentials import Credentials
from chatops.teams.face import TeamsFace
from chatops.teams.signing_keys import NoKeys, SigningKeys
from tests.school import SchoolStory
from tests.worlds import bot_tokens
from tests.worlds.teams import APP_ID, TeamsWorld
from tests.worlds.teams_hands import TeamsHands


def line(world: TeamsWorld, hands: TeamsHands, **changes: Any) -> dict[str, Any]:
    said = world.activity(hands.account, world.private(hands.account), {"type": "message", "text": "help"})
    return {**said, **changes}


def bearer(world: TeamsWorld, key_id: str) -> str:
    return f"Bearer {bot_tokens.token(bot_tokens.claims(APP_ID, world.url('/')), key_id=key_id)}"


async def an_hour_goes_by(school: SchoolStory) -> None:
    """The keys are fetched again, as they are every hour."""
    face = school.service.faces["teams"]
    assert isinstance(face, TeamsFace)
    await face._keys.renew()


async def test_the_public_key_is_no_secret_to_sign_with(
    school: SchoolStory, world: TeamsWorld, teacher: TeamsHands
) -> None:
    public = bot_tokens.rsa_key("key-1").public_key()
    said = json.dumps(bot_tokens.claims(APP_ID, world.url("/"))).encode()
    for encoding, form in (
        (serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo),
        (serialization.Encoding.PEM, serialization.PublicFormat.PKCS1),
        (serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo),
    ):
        secret = public.public_bytes(encoding, form)
        for algorithm, digest in (("HS256", hashlib.sha256), ("HS512", hashlib.sha512)):
            header = json.dumps({"alg": algorithm, "kid": "key-1", "typ": "JWT"}).encode()
            body = ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in (header, said))
            proof = base64.urlsafe_b64encode(hmac.new(secret, body.encode(), digest).digest()).decode().rstrip("=")
            status, _ = await world.delivers(line(world, teacher), f"Bearer {body}.{proof}")
            assert status == 401


async def test_a_key_that_speaks_for_another_channel_does_not_speak_for_teams(
    school: SchoolStory, world: TeamsWorld, teacher: TeamsHands
) -> None:
    world.keys = ["key-2@skype", "key-1"]
    await an_hour_goes_by(school)

    assert (await world.delivers(line(world, teacher), bearer(world, "key-2@skype")))[0] == 401
    assert (await world.delivers(line(world, teacher), bearer(world, "key-1")))[0] == 200


async def test_keys_change_while_the_bot_runs(school: SchoolStory, world: TeamsWorld, teacher: TeamsHands) -> None:
    assert (await world.delivers(line(world, teacher), bearer(world, "key-1")))[0] == 200
    world.keys = ["key-2"]
    await an_hour_goes_by(school)

    assert (await world.delivers(line(world, teacher), bearer(world, "key-2")))[0] == 200
    assert (await world.delivers(line(world, teacher), bearer(world, "key-1")))[0] == 401


async def test_two_tokens_are_none_and_what_is_not_called_json_is_not_read(
    school: SchoolStory, world: TeamsWorld, teacher: TeamsHands
) -> None:
    good, body = bearer(world, "key-1"), json.dumps(line(world, teacher)).encode()
    url = f"{world._bot}/api/messages"
    async with aiohttp.ClientSession() as session:
        twice = [("Authorization", good), ("Authorization", good), ("Content-Type", "application/json")]
        async with session.post(url, data=body, headers=twice) as answer:
            assert answer.status == 401
        for kind in ("text/plain", "application/x-www-form-urlencoded"):  # what a page may send without asking
            headers = {"Authorization": good, "Content-Type": kind}
            async with session.post(url, data=body, headers=headers) as answer:
                assert answer.status == 415


@pytest.mark.parametrize("id", ["x" * 201, "29:\x11", "29:\u202e"], ids=["long", "control", "hidden"])
async def test_an_id_that_is_none_of_teams_is_not_kept(
    school: SchoolStory, world: TeamsWorld, teacher: TeamsHands, id: str
) -> None:
    said = line(world, teacher)
    assert (await world.delivers({**said, "from": {**said["from"], "aadObjectId": id}}))[0] == 400
    assert (await world.delivers({**said, "recipient": {"id": id}}))[0] == 400


async def test_a_forged_service_address_is_sent_nothing(
    school: SchoolStory, world: TeamsWorld, teacher: TeamsHands
) -> None:
    asked: list[str] = []

    async def takes(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.json_response({})

    app = web.Application()
    app.add_routes([web.route("*", "/{path:.*}", takes)])
    async with TestServer(app) as server:
        forged = str(server.make_url("/"))
        assert (await world.delivers(line(world, teacher, serviceUrl=forged)))[0] == 401
        before = len(world.private(teacher.account).posts)
        await teacher.asks("help")

        assert len(world.private(teacher.account).posts) == before + 1
    assert asked == []


async def test_neither_a_card_nor_the_secret_follows_a_redirect() -> None:
    asked: list[str] = []

    async def takes(request: web.Request) -> web.Response:
        asked.append(await request.text())
        return web.json_response({"access_token": "t", "id": "1"})

    async def sends_on(request: web.Request) -> web.Response:
        return web.Response(status=307, headers={"Location": str(there.make_url("/took"))})

    other, first = web.Application(), web.Application()
    other.add_routes([web.post("/took", takes)])
    first.add_routes([web.post("/{path:.*}", sends_on)])
    async with TestServer(other) as there, TestServer(first) as here:
        credentials = Credentials(APP_ID, "the secret", "tenant", str(here.make_url("")))
        connector = Connector(credentials, only_here=False)
        with pytest.raises(Undeliverable):
            await credentials.token(connector.session())
        with pytest.raises(Undeliverable):
            await connector.send({"serviceUrl": str(here.make_url("/"))}, "a:1", {"text": "a card"})
        await connector.close()
    assert asked == []


async def test_keys_that_would_come_over_plain_http_are_not_fetched() -> None:
    async def openid(_: web.Request) -> web.Response:
        return web.json_response({"jwks_uri": "http://keys.example/keys"})

    app = web.Application()
    app.add_routes([web.get("/openid", openid)])
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        keys = SigningKeys(str(server.make_url("/openid")), lambda: session)
        assert "cannot be fetched" in await keys.renew()
        with pytest.raises(NoKeys):
            await keys.get("key-1")
