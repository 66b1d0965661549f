"""The keys Teams signs its requests with: fetched from Microsoft's OpenID document, kept, renewed in the background."""

import asyncio
import json
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp
from jwt.algorithms import RSAAlgorithm
from yarl import URL

from chatops.admitting.loopback import is_loopback

log = logging.getLogger("chatops.teams")

TIMEOUT = aiohttp.ClientTimeout(total=5)
RENEWED_EVERY = 3600.0
"""Seconds. Microsoft asks for at least daily; a key it has withdrawn is then trusted for an hour at most."""
ASKED_AGAIN_AFTER = 60.0
"""Seconds between two fetches that an unknown key can bring about, so that forged ones cannot make us hammer."""


@dataclass(frozen=True)
class SigningKey:
    """One key: what the SDK's token check wants to see."""

    public_key: Any
    endorsements: Sequence[str]


class NoKeys(Exception):
    """No key could ever be fetched, so no token can be judged."""


class SigningKeys:
    """The keys published at `url`. The SDK's own cache fetches in the event loop, without a time-out, and never
    learns a new key before a day is over; this takes its place."""

    def __init__(
        self, url: str, session: Callable[[], aiohttp.ClientSession], now: Callable[[], float] = time.monotonic
    ) -> None:
        self.url = url
        self._session, self._now = session, now
        self._keys: Mapping[str, SigningKey] = {}
        self._tried = now() - ASKED_AGAIN_AFTER
        self._fetching = asyncio.Lock()
        self._fetches = 0

    async def get(self, key_id: str | None) -> SigningKey:
        """The key of that id. Raises `PermissionError` for one Microsoft does not publish, `NoKeys` when none is known.

        The name is the SDK's. An unknown id waits for the fetch that is under way, or brings one about, one a minute at
        most.
        """
        if key_id not in self._keys:
            fetches = self._fetches
            async with self._fetching:
                waited = self._fetches > fetches  # what another's fetch did not bring, a second would not bring now
                if key_id not in self._keys and not waited and self._now() - self._tried >= ASKED_AGAIN_AFTER:
                    await self._renew()
        if not self._keys:
            raise NoKeys
        if key_id is None or key_id not in self._keys:
            raise PermissionError("the token is signed with an unknown key")
        return self._keys[key_id]

    async def renew(self) -> str:
        """Fetches the keys; keeps the old ones when that fails. Gives what went wrong, or ""."""
        async with self._fetching:
            return await self._renew()

    async def _renew(self) -> str:
        """As `renew`, for whoever holds the lock."""
        self._tried = self._now()
        try:
            document = await self._fetch(self.url)
            published = await self._fetch(str(document["jwks_uri"]))
            self._keys = {key["kid"]: _key(key) for key in published["keys"] if key.get("kty") == "RSA"}
        except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError, AttributeError) as trouble:
            log.warning("teams signing keys not renewed error=%s", type(trouble).__name__)
            if not self._keys:
                self._tried -= ASKED_AGAIN_AFTER  # with no key at all each request may try again
            return f"The keys Teams signs with cannot be fetched from {self.url}. Is that address allowed through?"
        finally:
            self._fetches += 1
        return ""

    async def known(self) -> str:
        """What keeps every token from being judged, or "" when there are keys; fetches them when there are none yet."""
        async with self._fetching:
            return "" if self._keys else await self._renew()

    async def keep_fresh(self) -> None:
        """Renews the keys for as long as it runs."""
        while True:
            await self.renew()
            await asyncio.sleep(RENEWED_EVERY)

    async def _fetch(self, url: str) -> Any:
        _must_be_private(URL(url))
        async with self._session().get(url, timeout=TIMEOUT) as answer:
            for hop in (*answer.history, answer):
                _must_be_private(hop.url)
            answer.raise_for_status()
            return json.loads(await answer.text())


def _must_be_private(url: URL) -> None:
    """Over plain HTTP anybody on the way could put in a key of theirs. Raises `ValueError`."""
    if not (url.scheme == "https" or is_loopback(url.host or "")):
        raise ValueError("keys come over https alone")


def _key(jwk: Mapping[str, Any]) -> SigningKey:
    return SigningKey(RSAAlgorithm.from_jwk(dict(jwk)), tuple(jwk.get("endorsements", ())))
