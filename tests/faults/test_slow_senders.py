"""Whoever does not finish what they send is not waited for: limits of time on both addresses, and who gives way."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from chatops.admitting.listening import ROOM, Listener
from chatops.faces import Face
from chatops.slack.face import SlackFace
from chatops.teams.face import TeamsFace
from tests.teams.test_late import Slow

Wire = tuple[asyncio.StreamReader, asyncio.StreamWriter]

SLACK = b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
TEAMS = b"POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
SOON = b"GET /soon HTTP/1.1\r\nHost: x\r\n\r\n"
LATER = b"GET /later HTTP/1.1\r\nHost: x\r\n\r\n"


@asynccontextmanager
async def listening(*faces: Face, most: int = 100, **limits: float) -> AsyncIterator[int]:
    """A listener with those limits and these faces; gives its port. `/later` is answered when `/soon` is asked."""
    asked = asyncio.Event()

    async def soon(_: web.Request) -> web.Response:
        asked.set()
        return web.Response(text="soon")

    async def later(_: web.Request) -> web.Response:
        await asked.wait()
        return web.Response(text="later")

    application = web.Application()
    application.add_routes([web.get("/soon", soon), web.get("/later", later)])
    for face in faces:
        application.add_routes(face.routes())
    listener = Listener(application, most=most, drain=0.1, **limits)
    await listener.open("127.0.0.1", 0)
    try:
        [port] = listener.ports
        yield port
    finally:
        await listener.close()


async def dials(port: int, first: bytes = b"") -> Wire:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(first)
    return reader, writer


async def said(wire: Wire, within: float = 3) -> bytes:
    """All that comes until the other side closes."""
    try:
        return await asyncio.wait_for(wire[0].read(), within)
    except ConnectionError:
        return b""
    finally:
        wire[1].close()


async def answered(wire: Wire) -> bytes:
    """The first line of the next answer."""
    line = await asyncio.wait_for(wire[0].readline(), 3)
    await asyncio.wait_for(wire[0].readuntil(b"\r\n\r\n"), 3)
    return line


FACES: dict[str, tuple[bytes, Callable[[], Face]]] = {
    "slack": (SLACK, lambda: SlackFace(Slow(), bot_token="xoxb-1", signing_secret="s", slowest=0.2)),
    "teams": (TEAMS, lambda: TeamsFace(Slow(), app_id="1", app_password="-", tenant_id="1", slowest=0.2)),
}


@pytest.mark.parametrize("name", FACES)
async def test_a_body_that_does_not_come_is_given_up(name: str) -> None:
    head, face = FACES[name]
    async with listening(face()) as port:
        began = time.monotonic()
        wire = await dials(port, head + b"Content-Length: 100\r\n\r\n{")
        assert await answered(wire) == b"HTTP/1.1 408 Request Timeout\r\n"
        await said(wire)
        assert time.monotonic() - began < 2  # and the connection is not kept for what was not sent


@pytest.mark.parametrize("name", FACES)
async def test_a_body_that_drips_is_given_up_too(name: str) -> None:
    head, face = FACES[name]
    async with listening(face()) as port:
        wire = await dials(port, head + b"Content-Length: 1000\r\n\r\n")
        dripping = asyncio.create_task(drips(wire))
        assert await answered(wire) == b"HTTP/1.1 408 Request Timeout\r\n"
        dripping.cancel()


async def drips(wire: Wire) -> None:
    while True:
        wire[1].write(b"x")
        await asyncio.sleep(0.02)


@pytest.mark.parametrize("first", [b"", b"POST /", SLACK, TEAMS], ids=["nothing", "a line", "slack", "teams"])
async def test_headers_that_do_not_end_are_given_up(first: bytes) -> None:
    async with listening(headers=0.3) as port:
        wire = await dials(port, first)
        dripping = asyncio.create_task(drips(wire)) if first else None
        assert await said(wire) == b""
        if dripping:
            dripping.cancel()


async def test_the_next_request_of_a_connection_has_no_longer_than_the_first() -> None:
    async with listening(headers=0.3, idle=60) as port:
        wire = await dials(port, SOON)
        assert await answered(wire) == b"HTTP/1.1 200 OK\r\n"
        wire[1].write(SLACK)
        assert await said(wire) == b"soon"


async def test_between_two_requests_a_connection_is_kept_longer_but_not_for_ever() -> None:
    async with listening(headers=0.2, idle=0.6) as port:
        wire = await dials(port, SOON)
        assert await answered(wire) == b"HTTP/1.1 200 OK\r\n"
        await asyncio.sleep(0.4)
        wire[1].write(SOON)
        assert await wire[0].readexactly(4) == b"soon"
        assert await answered(wire) == b"HTTP/1.1 200 OK\r\n"
        assert await said(wire) == b"soon"


async def test_whoever_has_been_waited_for_longest_gives_way_and_what_is_being_answered_does_not() -> None:
    async with listening(most=3) as port:
        working = await dials(port, LATER)
        await asyncio.sleep(0.05)
        first, second = await dials(port), await dials(port, SLACK)
        await asyncio.sleep(0.05)

        third = await dials(port, SOON)
        assert await answered(third) == b"HTTP/1.1 200 OK\r\n"
        assert await said(first) == b""
        assert await answered(working) == b"HTTP/1.1 200 OK\r\n"
        second[1].write(b"Content-Length: 0\r\n\r\n")
        assert await answered(second) == b"HTTP/1.1 404 Not Found\r\n"
        for wire in (working, second, third):
            wire[1].close()


async def test_those_between_two_requests_give_way_when_they_are_the_crowd() -> None:
    async with listening(most=3) as port:
        first, second = await dials(port, SOON), await dials(port, SOON)
        for wire in (first, second):
            assert await answered(wire) == b"HTTP/1.1 200 OK\r\n"
        arriving = await dials(port, SLACK)
        await asyncio.sleep(0.05)

        third = await dials(port, SOON)
        assert await answered(third) == b"HTTP/1.1 200 OK\r\n"
        assert await said(first) == b"soon"
        arriving[1].write(b"Content-Length: 0\r\n\r\n")
        assert await answered(arriving) == b"HTTP/1.1 404 Not Found\r\n"
        for wire in (second, third, arriving):
            wire[1].close()


async def test_whoever_does_not_take_their_answer_gives_way_too() -> None:
    async with listening(most=1, stuck=0.2) as port:
        working = await dials(port, LATER)
        await asyncio.sleep(0.4)
        other = await dials(port, SOON)
        assert await answered(other) == b"HTTP/1.1 200 OK\r\n"
        assert await said(working) == b""
        other[1].close()


async def test_there_is_room_for_this_machine_while_all_are_being_answered_but_not_without_end() -> None:
    async with listening(most=2) as port:
        working = [await dials(port, LATER) for _ in range(2 + ROOM)]
        await asyncio.sleep(0.1)
        assert await said(await dials(port, SOON)) == b""

        working.pop()[1].close()
        await asyncio.sleep(0.1)
        health = await dials(port, SOON)
        assert await answered(health) == b"HTTP/1.1 200 OK\r\n"
        for wire in working:
            assert await answered(wire) == b"HTTP/1.1 200 OK\r\n"
        for wire in (*working, health):
            wire[1].close()
