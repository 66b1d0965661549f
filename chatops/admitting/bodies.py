"""The body of a request, before it is known whose it is: how long it may be, and how long it may take."""

import asyncio

from aiohttp import web

LARGEST = 1024 * 1024
"""Bytes. Slack's and Teams' own requests stay under 100 KB."""
THROWN_AWAY = 16 * LARGEST
SLOWEST = 10.0
"""Seconds a body may take. The platforms give up on an answer sooner, and have sent everything at once."""


async def whole(request: web.Request, slowest: float = SLOWEST) -> bytes:
    """The body. Raises an HTTP refusal: 408 when it takes longer than `slowest` seconds, 413 when it is too long, 400
    when it cannot be read: an encoding that cannot be undone, or a sender who went away.

    What is too long is read and thrown away a while longer: a sender still sending would not read the answer.
    """
    body, length = bytearray(), 0
    try:
        async with asyncio.timeout(slowest):
            async for chunk in request.content.iter_chunked(64 * 1024):
                length += len(chunk)
                if length <= LARGEST:
                    body += chunk
                elif length > THROWN_AWAY:
                    break
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except Exception:
        raise web.HTTPBadRequest from None
    if length > LARGEST:
        raise web.HTTPRequestEntityTooLarge(LARGEST, length)
    return bytes(body)
