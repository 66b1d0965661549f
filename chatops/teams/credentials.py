"""The bot's own token for Teams: asked of Microsoft with its id and secret, and kept while it is good."""

import asyncio
import time
from collections.abc import Callable
from urllib.parse import quote

import aiohttp

from chatops.faces import Undeliverable

TIMEOUT = aiohttp.ClientTimeout(total=10, connect=3)
SCOPE = "https://api.botframework.com/.default"
LOGIN = "https://login.microsoftonline.com"
REFUSED = "Microsoft refuses the bot's id and secret. An administrator must check TEAMS_APP_ID and TEAMS_APP_PASSWORD."


class Credentials:
    """The bot's own token, fetched once and kept until five minutes before it ends."""

    def __init__(
        self,
        app_id: str,
        app_password: str,
        tenant_id: str,
        login_url: str = LOGIN,
        *,
        renewed: Callable[[], str] = str,
    ) -> None:
        """`renewed` gives the secret as it is set now, to be looked at when Microsoft refuses the one in use."""
        self._renewed = renewed
        self._form = {
            "grant_type": "client_credentials",
            "client_id": app_id,
            "client_secret": app_password,
            "scope": SCOPE,
        }
        self._url = f"{login_url.rstrip('/')}/{quote(tenant_id or 'botframework.com')}/oauth2/v2.0/token"
        self._token, self._ends = "", 0.0
        self._asking = asyncio.Lock()

    async def token(self, session: aiohttp.ClientSession) -> str:
        """A token that is good for at least five minutes. Raises `Undeliverable`."""
        async with self._asking:
            if time.monotonic() < self._ends - 300:
                return self._token
            try:
                # A redirect is not followed: it would carry the secret to wherever it points.
                async with session.post(self._url, data=self._form, timeout=TIMEOUT, allow_redirects=False) as answer:
                    if answer.status in (400, 401, 403):
                        new = self._renewed()
                        if new and new != self._form["client_secret"]:
                            self._form["client_secret"] = new
                            raise Undeliverable(REFUSED, wait=1.0, of_bot=True)  # asked with the new one next
                        raise Undeliverable(REFUSED, permanent=True, of_bot=True)
                    answer.raise_for_status()
                    given = await answer.json(content_type=None)
                    self._token = str(given["access_token"])
                    self._ends = time.monotonic() + float(given.get("expires_in", 3600))
            except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError):
                raise Undeliverable("Microsoft's sign-in did not answer. It is tried again.") from None
            return self._token

    def forget(self) -> None:
        """The token was refused: ask for a new one next time."""
        self._ends = 0.0
