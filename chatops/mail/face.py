"""The e-mail face: it sends to addresses of the staff list, and hears nobody."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import web

from chatops.clockwork.clock import Clock
from chatops.faces import Heard, Identity, Readers, Undeliverable
from chatops.mail.api import Server
from chatops.mail.render import message
from chatops.mail.settings import ADDRESS
from commands.kit import Card, Place, Refusal

NO_ADDRESS = "The address on the staff list is none that e-mail can be sent to. Check it there."
UNCHANGEABLE = "An e-mail that was sent cannot be changed."
LEFT_THERE = "An e-mail that was sent cannot be taken back: whoever has it must delete it."


class MailFace:
    """One account on the school's mail server. `asked_in` says where staff ask the bot; see `Face`."""

    name = "mail"
    lacks: Sequence[str] = ()

    def __init__(self, server: Server, *, asked_in: str = "") -> None:
        self._server, self._asked_in = server, asked_in

    def routes(self) -> Sequence[web.RouteDef]:
        return ()

    async def start(self) -> None:
        """Nothing to open: each e-mail has a connection of its own."""

    async def stop(self) -> None:
        """Nothing to close."""

    async def identify(self, heard: Heard) -> Identity:
        """Nobody: whoever writes an e-mail chooses what it says it is from."""
        return Identity(heard.user)

    async def readers(self, place: Place, patience: float) -> Readers:
        raise Refusal("E-mail has no channels. Say this in a private channel.")

    async def find(self, email: str) -> Mapping[str, Any] | None:
        """Everybody on a staff list has an address, if it is one that a mail server takes."""
        return {"email": email} if ADDRESS.fullmatch(email) else None

    async def post(self, address: Mapping[str, Any], card: Card, notice: str = "") -> str:
        """Sends a card; gives its Message-ID, the same for the same notice: of two copies a mail program shows one."""
        to, sender = str(address.get("email", "")), self._server.sender
        if not ADDRESS.fullmatch(to):
            raise Undeliverable(NO_ADDRESS, permanent=True)
        sign = hashlib.sha256(notice.encode()).hexdigest()[:32] if notice else secrets.token_hex(16)
        id = f"<{sign}@{sender.partition('@')[2]}>"
        mail = message(card, sender=sender, to=to, id=id, at=Clock().now(), asked_in=self._asked_in)
        await self._server.send(to, mail.as_bytes())
        return id

    async def redraw(self, address: Mapping[str, Any], post: str, card: Card) -> None:
        """Never: another e-mail is sent in its place."""
        raise Undeliverable(UNCHANGEABLE, permanent=True)

    async def take_down(self, address: Mapping[str, Any], post: str) -> None:
        """Never; and whoever asked for it is told."""
        raise Undeliverable(LEFT_THERE, permanent=True)

    async def check(self) -> Sequence[str]:
        """Whether the bot can sign in at the mail server."""
        try:
            await self._server.answers()
        except Undeliverable as failure:
            return (str(failure),)
        return ()
