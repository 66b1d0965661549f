"""The body of a request of Slack's, before anything is made of it: its size and its shape."""

import json
from urllib.parse import parse_qs

from aiohttp import web

MOST_BYTES = 1024 * 1024
THROWN_AWAY = 16 * MOST_BYTES


async def whole(request: web.Request) -> bytes | None:
    """The body, or None when it is too long. A while longer it is read and thrown away: a sender still sending would
    not read the answer, and aiohttp would keep the connection for ten seconds."""
    body, length = bytearray(), 0
    async for chunk in request.content.iter_chunked(64 * 1024):
        length += len(chunk)
        if length <= MOST_BYTES:
            body += chunk
        elif length > THROWN_AWAY:
            break
    return bytes(body) if length <= MOST_BYTES else None


def must_be_object(text: str, content_type: str) -> None:
    """Raises when the body holds no JSON object where Slack sends one; Bolt would fail on it later and less clearly."""
    payload = text if content_type == "application/json" else (parse_qs(text).get("payload") or ["{}"])[0]
    if not isinstance(json.loads(payload), dict):
        raise TypeError("not an object")
