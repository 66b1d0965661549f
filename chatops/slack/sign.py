"""Whether a request is Slack's own and of these minutes: its signature and its age."""

import hashlib
import hmac
from collections.abc import Mapping

WINDOW = 300
"""Seconds a signature is good for. Source: Slack, "Verifying requests from Slack"."""


def is_signed(secret: str, headers: Mapping[str, str], body: bytes, now: float) -> bool:
    """Whether the request may come in. `now` is Unix time. Raises nothing, whatever the headers hold.

    Without a secret (Socket Mode needs none) nobody can be proved, so nothing comes in.

    Nothing is remembered, so that every process says the same, also after a restart. The exact repeat of a request
    comes in again: it is the same ask by the same key, stored once and answered as the first time. What it is answered
    with is no more than whoever captured the request could capture with it.
    """
    stamp = headers.get("X-Slack-Request-Timestamp", "")
    given = headers.get("X-Slack-Signature", "")
    if not secret or not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12) or abs(now - int(stamp)) > WINDOW:
        return False
    expected = signature(secret.encode(), stamp, body)
    return hmac.compare_digest(expected.encode(), given.encode("utf-8", "surrogateescape"))


def signature(secret: bytes, stamp: str, body: bytes) -> str:
    """The value Slack puts in X-Slack-Signature."""
    return "v0=" + hmac.new(secret, b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
