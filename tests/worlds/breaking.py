"""The ways in which a platform's own server fails, over a real socket."""

import asyncio

from aiohttp import web

SLOW = 1.2
"""Seconds that a slow answer takes."""


async def fails(request: web.Request, how: str) -> web.Response | None:
    """The failure called so, before anything is done; None for what is done all the same ("slow", "half", "")."""
    match how:
        case "429":
            body = {"ok": False, "error": "ratelimited"}
            return web.json_response(body, status=429, headers={"Retry-After": "1"})
        case "500":
            return web.Response(status=500, text="oops")
        case "slow":
            await asyncio.sleep(SLOW)
        case "dropped":
            assert request.transport
            request.transport.close()
            return web.Response()
    return None


async def broken_off(request: web.Request) -> web.Response:
    """It is done; but the connection closes half-way through the answer."""
    assert request.transport
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n"
    request.transport.write(head + b'{"ok": tr')
    request.transport.close()
    return web.Response()
