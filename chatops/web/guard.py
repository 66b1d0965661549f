"""What keeps other pages out of this one: the Host and Origin checks, the token in every form, the headers, the cap.

The page lets whoever opens it be anybody, which is right on one's own machine and nowhere else. A browser on that
machine also shows other people's pages, and those may try to post here or to point a name of theirs at 127.0.0.1.
"""

import hashlib
import hmac
import re
import secrets

from aiohttp import web

from chatops.admitting.loopback import is_loopback

MOST_BYTES = 1024 * 1024
SESSION = "senco_session"
HELD = web.RequestKey("session", str)
HOST = re.compile(r"(?:\[([0-9a-f:]+)\]|([a-z0-9.]+))(?::[0-9]{1,5})?", re.IGNORECASE)
"""A Host header: a name or an address, IPv6 in brackets, perhaps with a port."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Barred(Exception):
    """A request that is not answered: its status, and a sentence for a person who may have sent it in good faith."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


def check_host(request: web.Request) -> None:
    """Raises `Kept` unless the browser was asked for a loopback address by name (DNS rebinding)."""
    hosts = request.headers.getall("Host", [])
    named = HOST.fullmatch(hosts[0]) if len(hosts) == 1 else None
    if named is None or not is_loopback(named[1] or named[2]):
        raise Barred(403, "This demonstration answers only on the machine it runs on. Open it at http://127.0.0.1.")


def check_origin(request: web.Request) -> None:
    """Raises `Kept` when the browser says another page sent this.

    A form of this page posts `Origin: null`, because of `Referrer-Policy: no-referrer` (Fetch standard, "append a
    request Origin header"); such a browser also says where the request came from in `Sec-Fetch-Site`.
    """
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    ours = origin is None or origin.lower() == f"http://{request.headers['Host']}".lower()
    if site not in (None, "same-origin", "none") or not (ours or (origin == "null" and site == "same-origin")):
        raise Barred(403, "Another page tried to send this. Nothing was done. Use the buttons of this page.")


def session_of(request: web.Request) -> str:
    """The session this browser holds, or a new one, the same for as long as the request lasts."""
    if HELD not in request:
        held = request.cookies.get(SESSION, "")
        request[HELD] = held if re.fullmatch(r"[A-Za-z0-9_-]{20,64}", held) else secrets.token_urlsafe(24)
    return request[HELD]


def token(session: str) -> str:
    """What proves that a form was drawn for this session: a page that cannot read the cookie cannot make it."""
    return hmac.new(session.encode(), b"form of the page", hashlib.sha256).hexdigest()


def check_token(request: web.Request, given: str) -> None:
    """Raises `Kept` unless the form was drawn for the session that posts it."""
    if not hmac.compare_digest(token(session_of(request)).encode(), given.encode("utf-8", "replace")):
        raise Barred(403, "This page is out of date. Nothing was done. Open it again and repeat what you did.")


async def body_of(request: web.Request) -> bytes:
    """The body of a posted form. Raises `Kept` when it is too large or no form."""
    if request.content_type != "application/x-www-form-urlencoded":
        raise Barred(415, "This is not a form of this page. Nothing was done.")
    read = bytearray()
    try:
        async for chunk in request.content.iter_chunked(64 * 1024):
            read += chunk
            if len(read) > MOST_BYTES:
                raise Barred(413, "That is too long to be read. Nothing was done. Send it in shorter pieces.")
    except web.RequestPayloadError:
        raise Barred(400, "This did not arrive whole. Nothing was done. Please send it again.") from None
    return bytes(read)


def keep_session(request: web.Request, response: web.StreamResponse) -> None:
    """Gives the browser its session when it holds none yet."""
    if request.cookies.get(SESSION) != session_of(request):
        response.set_cookie(SESSION, session_of(request), httponly=True, samesite="Strict", path="/")
