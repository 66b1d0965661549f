"""The school's mail server: signed in to and handed an e-mail (SMTP, RFC 5321), and what its answers mean for us."""

import contextlib
import logging
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Literal

from aiosmtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPException,
    SMTPNotSupported,
    SMTPResponseException,
)

from chatops.faces import Undeliverable

PATIENCE = 10.0
"""Seconds the server is given for each answer."""
SILENT = "The mail server does not answer. Check the network, MAIL_HOST and MAIL_PORT."
REFUSED = "The mail server refuses MAIL_USER and MAIL_PASSWORD. Check them, and that the account may send by SMTP."
SENDER = "The mail server refuses to send from MAIL_FROM. Let MAIL_USER send from that address, or change it."
INSECURE = (
    "The connection to the mail server cannot be encrypted as MAIL_SECURITY says, so nothing was sent. Check that, "
    "MAIL_PORT, and that its certificate is for MAIL_HOST and in date."
)
LATER = "The mail server cannot take an e-mail just now. It is tried again by itself."
NOBODY = "The mail server does not take e-mail for that address. Check it on the staff list."
CONTENT = "The mail server takes no such e-mail. Ask whoever looks after it to let the bot's notices through."
BROKEN = "The connection to the mail server broke off while an e-mail was handed over."

# Its own lines hold addresses. Ours hold keys and references only.
logging.getLogger("aiosmtplib").setLevel(logging.CRITICAL + 1)


class Server:
    """One account on one mail server. Each e-mail is handed over a connection of its own: they are few, and far
    between. `renewed` gives the password as it is set now. `trusted` is whose certificates are believed; the machine's
    own list by default."""

    def __init__(
        self,
        host: str,
        port: int,
        *,
        user: str,
        password: str,
        sender: str,
        security: Literal["starttls", "tls", "none"],
        renewed: Callable[[], str] = str,
        trusted: ssl.SSLContext | None = None,
        patience: float = PATIENCE,
    ) -> None:
        self.sender = sender
        self._host, self._port, self._user, self._password = host, port, user, password
        self._security, self._renewed, self._trusted, self._patience = security, renewed, trusted, patience

    async def send(self, to: str, message: bytes) -> None:
        """Hands over one e-mail. Raises `Undeliverable`: uncertain when the connection broke once the server might
        have had all of it."""
        async with self._signed_in() as server:
            try:
                await server.mail(self.sender)
            except SMTPException as trouble:
                raise _read(trouble, SENDER, of_bot=True) from None
            try:
                await server.rcpt(to)
            except SMTPException as trouble:
                raise _read(trouble, NOBODY) from None
            try:
                await server.data(message)
            except SMTPResponseException as trouble:
                raise _read(trouble, CONTENT, of_place=False) from None
            except (SMTPException, OSError):
                raise Undeliverable(BROKEN, uncertain=True) from None

    async def answers(self) -> None:
        """Connects as for an e-mail and hands over none. Raises `Undeliverable`."""
        async with self._signed_in() as server:
            try:
                await server.noop()
            except SMTPException as trouble:
                raise _read(trouble, LATER) from None

    @asynccontextmanager
    async def _signed_in(self) -> AsyncIterator[SMTP]:
        server = SMTP(
            hostname=self._host,
            port=self._port,
            use_tls=self._security == "tls",
            start_tls=False,
            tls_context=self._trusted or ssl.create_default_context(),
            timeout=self._patience,
        )
        try:
            await self._opens(server)
            yield server
        finally:
            with contextlib.suppress(SMTPException, OSError):  # what was handed over is handed over
                await server.quit()
            server.close()

    async def _opens(self, server: SMTP) -> None:
        try:
            await server.connect()
            if self._security == "starttls":
                await server.starttls()
            await self._signs_in(server)
        except SMTPAuthenticationError as trouble:
            raise _read(trouble, REFUSED, of_bot=True) from None
        except (SMTPNotSupported, ssl.SSLError):
            raise Undeliverable(INSECURE, permanent=True, of_bot=True) from None
        except SMTPConnectError as trouble:
            if isinstance(trouble.__cause__, ssl.SSLError):
                raise Undeliverable(INSECURE, permanent=True, of_bot=True) from None
            raise Undeliverable(SILENT) from None
        except SMTPResponseException as trouble:
            raise _read(trouble, INSECURE, of_bot=True) from None
        except (SMTPException, OSError) as trouble:
            if type(trouble) is SMTPException:  # it does not offer to encrypt, or to be signed in to without
                raise Undeliverable(INSECURE, permanent=True, of_bot=True) from None
            raise Undeliverable(SILENT) from None

    async def _signs_in(self, server: SMTP) -> None:
        """A password that is refused is read again from the settings: it may have been replaced."""
        try:
            await server.login(self._user, self._password)
        except SMTPAuthenticationError:
            renewed = self._renewed()
            if renewed in ("", self._password):
                raise
            await server.login(self._user, renewed)
            self._password = renewed


def _read(trouble: SMTPException, why: str, *, of_place: bool = True, of_bot: bool = False) -> Undeliverable:
    """What the server's answer means: 5yz is for good (RFC 5321, 4.2.1), all else for now. What it says is not
    repeated: it names the address."""
    if isinstance(trouble, SMTPResponseException) and 500 <= trouble.code < 600:
        return Undeliverable(why, permanent=True, of_place=of_place, of_bot=of_bot)
    return Undeliverable(LATER if isinstance(trouble, SMTPResponseException) else SILENT)
