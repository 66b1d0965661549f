"""Whether a request is Slack's own and new: its signature, its age, and whether it has been here before."""

import hashlib
import hmac
from collections.abc import Mapping

WINDOW = 300
"""Seconds a signature is good for. Source: Slack, "Verifying requests from Slack"."""
REMEMBERED = 50_000


class Signatures:
    """Proves requests, and refuses the exact repeat of one.

    A repeat is refused although a repeated ask is harmless by its key, because some answers carry names: the
    type-ahead answers within the response, so a captured request played again would hand pupils' names to whoever
    captured it. Slack signs its own retries anew, with a later timestamp, so they pass. The one loss is an identical
    request within the same second (the same letters typed twice into one type-ahead), which then offers nothing.
    Only proved signatures are remembered, so strangers cannot fill the memory; a restart forgets them, and then the
    key of the ask is what makes a repeat harmless.
    """

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()
        self._seen: dict[str, float] = {}

    def __len__(self) -> int:
        return len(self._seen)

    def accept(self, headers: Mapping[str, str], body: bytes, now: float) -> bool:
        """Whether the request may come in. `now` is Unix time. Raises nothing, whatever the headers hold.

        Without a secret (Socket Mode needs none) nobody can be proved, so nothing comes in.
        """
        stamp = headers.get("X-Slack-Request-Timestamp", "")
        given = headers.get("X-Slack-Signature", "")
        if (
            not self._secret
            or not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12)
            or abs(now - int(stamp)) > WINDOW
        ):
            return False
        expected = signature(self._secret, stamp, body)
        if not hmac.compare_digest(expected.encode(), given.encode("utf-8", "surrogateescape")):
            return False
        self._forget(now)
        if expected in self._seen:
            return False
        self._seen[expected] = now
        return True

    def _forget(self, now: float) -> None:
        """Drops what could no longer pass by its age: a timestamp may be a window ahead when it is first seen."""
        while self._seen:
            oldest = next(iter(self._seen))
            if now - self._seen[oldest] <= 2 * WINDOW and len(self._seen) < REMEMBERED:
                return
            del self._seen[oldest]


def signature(secret: bytes, stamp: str, body: bytes) -> str:
    """The value Slack puts in X-Slack-Signature."""
    return "v0=" + hmac.new(secret, b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
