"""The body of a request of Slack's, before anything is made of it: its size and its shape."""

import json
from urllib.parse import parse_qs

from aiohttp import web

JSON_TYPE = "application/json"
FORM_TYPE = "application/x-www-form-urlencoded"
MOST_BYTES = 1024 * 1024
THROWN_AWAY = 16 * MOST_BYTES


ONCE = ("X-Slack-Request-Timestamp", "X-Slack-Signature", "Content-Type", "Content-Length")


def has_odd_headers(request: web.Request) -> bool:
    """Whether its headers are what Slack never sends: one of them twice, so that two readers could read two things, or
    a body that must be unpacked, which would be done before its signature is checked."""
    headers = request.headers
    return "Content-Encoding" in headers or any(len(headers.getall(name, ())) > 1 for name in ONCE)


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
    """Raises when the body holds no JSON object where Slack sends one; Bolt would fail on it later and less clearly.

    Raises too for half a character (a lone surrogate), which JSON can carry and no database takes.
    """
    payload = text if content_type == JSON_TYPE else (parse_qs(text).get("payload") or ["{}"])[0]
    value = json.loads(payload)
    if not isinstance(value, dict):
        raise TypeError("not an object")
    json.dumps(value, ensure_ascii=False).encode()
