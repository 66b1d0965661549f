"""Who may read what the bot says of itself: this machine alone, or whoever knows the token when one is set."""

import hmac

from aiohttp import web

from chatops.admitting.loopback import is_loopback

PASSED_ON = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Via")
"""Headers that a proxy adds: what bears one did not begin on this machine, though it seems to come from it."""


class Insiders:
    """The one decision for `/metrics` and for what `/readyz` says in full."""

    def __init__(self, token: str) -> None:
        self.token = token

    def admits(self, request: web.Request) -> bool:
        """Whether the request may see it. With a token set it must be sent from this machine too, since behind a proxy
        that adds no header everything seems to come from here."""
        if self.token:
            given = request.headers.get("Authorization", "")
            return hmac.compare_digest(given.encode(errors="replace"), f"Bearer {self.token}".encode())
        return _from_here(request)


def _from_here(request: web.Request) -> bool:
    """Whether a request began on this machine: not only its last stretch, as behind a proxy, and under this machine's
    own name, which a page in somebody's browser cannot give it."""
    try:
        host = request.url.host or ""
    except ValueError:
        return False
    passed_on = any(header in request.headers for header in PASSED_ON)
    return is_loopback(request.remote or "") and is_loopback(host) and not passed_on
