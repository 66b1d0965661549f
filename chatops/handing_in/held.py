"""A list between its preview and its writing: sealed in memory, for ten minutes, for whoever handed it in, once."""

import asyncio
import json
import secrets
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from commands.domain.privacy.discreet import Discreet

LASTS = timedelta(minutes=10)
MOST = 8
"""Lists held at once; of more, the oldest is gone."""


@dataclass(frozen=True, repr=False)
class Handed(Discreet):
    """A file as it was handed in: its kind, its bytes, what was said of its headings and of those who would leave, and
    the counts that were shown."""

    kind: str
    data: bytes
    words: Mapping[str, str] = field(default_factory=dict)
    leavers: str = ""
    shown: Mapping[str, int] = field(default_factory=dict)


class Held:
    """The key of each is the token that only its preview has: without that, not even this process can open it."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._held: OrderedDict[str, tuple[datetime, bytes]] = OrderedDict()

    def keep(self, handed: Handed, whose: str) -> str:
        """Keeps a list and gives its token. `whose` is who alone can open it."""
        token = secrets.token_urlsafe(32)
        said = json.dumps([handed.kind, dict(handed.words), handed.leavers, dict(handed.shown)]).encode()
        sealed = AESGCM(_key(token)).encrypt(_NONCE, said + b"\n" + handed.data, whose.encode())
        name = _name(token)
        self._held[name] = self._now(), sealed
        while len(self._held) > MOST:
            self._held.popitem(last=False)
        asyncio.get_running_loop().call_later(LASTS.total_seconds(), self._held.pop, name, None)
        return token

    def take(self, token: str, whose: str) -> Handed | None:
        """The list of that token, once; None when there is none, when it is too old, or when it is another's."""
        at, sealed = self._held.get(_name(token), (None, b""))
        if at is None:
            return None
        try:
            said, _, data = AESGCM(_key(token)).decrypt(_NONCE, sealed, whose.encode()).partition(b"\n")
        except InvalidTag:
            return None
        del self._held[_name(token)]
        kind, words, leavers, shown = json.loads(said)
        return Handed(kind, data, words, leavers, shown) if self._now() - at < LASTS else None


_NONCE = bytes(12)
"""Every token is a key of its own, used for one list."""


def _key(token: str) -> bytes:
    return sha256(b"key of a list\n" + token.encode("utf-8", "replace")).digest()


def _name(token: str) -> str:
    return sha256(b"name of a list\n" + token.encode("utf-8", "replace")).hexdigest()
