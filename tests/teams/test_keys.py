"""The keys Teams signs with: a new one is learnt, an old one forgotten, and they are fetched no more than is needed."""

import asyncio

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from chatops.teams.signing_keys import NoKeys, SigningKeys
from tests.worlds import bot_tokens
from tests.worlds.teams import TeamsWorld


async def test_a_new_signing_key_is_learnt_within_a_minute_and_a_withdrawn_one_forgotten(world: TeamsWorld) -> None:
    settings, minutes = await world.start(), [0.0]
    async with aiohttp.ClientSession() as session:
        keys = SigningKeys(settings["TEAMS_OPENID_URL"], lambda: session, now=lambda: minutes[0] * 60)
        assert "msteams" in (await keys.get("key-1")).endorsements
        world.keys = ["key-2"]
        with pytest.raises(PermissionError):
            await keys.get("key-2")  # the minute is not over

        minutes[0] = 1
        assert await keys.get("key-2")

        with pytest.raises(PermissionError):
            await keys.get("key-1")
        await world.stop()
        assert "cannot be fetched" in await keys.renew()
        assert await keys.get("key-2")  # what is known is kept while Microsoft is away


async def test_whoever_comes_while_the_keys_are_being_fetched_waits_for_them() -> None:
    arrived, let, fetched = asyncio.Event(), asyncio.Event(), []

    async def openid(request: web.Request) -> web.Response:
        fetched.append(request.path)
        arrived.set()
        await let.wait()
        return web.json_response({"jwks_uri": str(request.url.with_path("/keys"))})

    async def published(_: web.Request) -> web.Response:
        return web.json_response(bot_tokens.jwks("key-1"))

    app = web.Application()
    app.add_routes([web.get("/openid", openid), web.get("/keys", published)])
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        keys = SigningKeys(str(server.make_url("/openid")), lambda: session)
        renewing = asyncio.create_task(keys.renew())
        await arrived.wait()
        waiting = [asyncio.create_task(keys.get("key-1")) for _ in range(5)]
        await asyncio.wait(waiting, timeout=0)  # all have begun
        let.set()

        assert all("msteams" in key.endorsements for key in await asyncio.gather(*waiting))
        assert await renewing == ""
    assert fetched == ["/openid"]


async def test_those_who_waited_in_vain_for_the_keys_do_not_ask_again_one_after_the_other() -> None:
    arrived, let, fetched = asyncio.Event(), asyncio.Event(), []

    async def away(request: web.Request) -> web.Response:
        fetched.append(request.path)
        arrived.set()
        await let.wait()
        return web.Response(status=503)

    app = web.Application()
    app.add_routes([web.get("/openid", away)])
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        keys = SigningKeys(str(server.make_url("/openid")), lambda: session)
        first = asyncio.create_task(keys.get("key-1"))
        await arrived.wait()
        others = [asyncio.create_task(keys.get("key-1")) for _ in range(5)]
        await asyncio.wait(others, timeout=0)
        let.set()

        given = await asyncio.gather(first, *others, return_exceptions=True)
        assert [type(trouble) for trouble in given] == [NoKeys] * 6
        assert fetched == ["/openid"]
        with pytest.raises(NoKeys):
            await keys.get("key-1")  # whoever comes later may try
    assert fetched == ["/openid"] * 2
