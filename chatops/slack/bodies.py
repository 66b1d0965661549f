"""The shape of a request of Slack's, before anything is made of it."""

import json
from urllib.parse import parse_qs

from aiohttp import web

JSON_TYPE = "application/json"
FORM_TYPE = "application/x-www-form-urlencoded"

ONCE = ("X-Slack-Request-Timestamp", "X-Slack-Signature", "Content-Type", "Content-Length")


def has_odd_headers(request: web.Request) -> bool:
    """Whether its headers are what Slack never sends: one of them twice, so that two readers could read two things, or
    a body that must be unpacked, which would be done before its signature is checked."""
    headers = request.headers
    return "Content-Encoding" in headers or any(len(headers.getall(name, ())) > 1 for name in ONCE)


def must_be_object(text: str, content_type: str) -> None:
    """Raises when the body holds no JSON object where Slack sends one; Bolt would fail on it later and less clearly.

    Raises too for half a character (a lone surrogate), which JSON can carry and no database takes.
    """
    payload = text if content_type == JSON_TYPE else (parse_qs(text).get("payload") or ["{}"])[0]
    value = json.loads(payload)
    if not isinstance(value, dict):
        raise TypeError("not an object")
    json.dumps(value, ensure_ascii=False).encode()
