"""Where people are reached in Teams: the newest service address of each tenant and everyone's private chat."""

from collections.abc import Mapping
from typing import Any

from chatops.admitting.recent import Recent
from chatops.faces import Undeliverable
from chatops.teams.api import GONE, Connector, Doubtful, Drawn

ODDLY = "Teams refused the post without saying why, though the bot is in that conversation. It is tried again."


class Chats:
    """Posts to people and places by address, as `read.address` and `read.place` made them.

    A person's address names the person alone, so that it is the same whatever is known: their chat with the bot is
    remembered here while the service runs, and Teams gives the same one again whenever it is asked to make it
    (learn.microsoft.com, "Send proactive messages": creating a chat that exists gives its id).
    """

    def __init__(self, connector: Connector) -> None:
        self.connector = connector
        self._services: Recent[str] = Recent(1000)
        self._private: Recent[str] = Recent(10_000)
        self._shut_out: Recent[bool] = Recent(1000)

    def met(self, address: Mapping[str, Any], own_chat: str) -> None:
        """Notes where a verified activity came from, and the sender's own chat with the bot ("" when it shows none)."""
        self._services.note(str(address["tenant"]), str(address["serviceUrl"]))
        if own_chat:
            self._private.note(_who(address), own_chat)

    def current(self, address: Mapping[str, Any]) -> dict[str, Any]:
        """An address as it is now: the service address of a tenant may change."""
        known = self._services.find(str(address.get("tenant"))) or address.get("serviceUrl", "")
        return {**address, "serviceUrl": known}

    async def conversation(self, address: Mapping[str, Any]) -> str:
        """The conversation an address means; for a person it is made when there is none. Raises `Undeliverable`."""
        if not _is_person(address):
            if not address.get("conversation"):
                raise Undeliverable(GONE, permanent=True)
            return str(address["conversation"])
        if known := self._private.find(_who(address)):
            return known
        chat = await self.connector.private_chat(self.current(address))
        self._private.note(_who(address), chat)
        return chat

    async def send(self, address: Mapping[str, Any], activity: Drawn) -> str:
        """Posts to a person or a place; gives the post's id. Raises `Undeliverable`."""
        chat = await self.conversation(address)
        activity = {**activity, "from": {"id": address.get("bot", "")}, "conversation": {"id": chat}}
        try:
            return await self.connector.send(self.current(address), chat, activity)
        except Undeliverable as failure:
            if isinstance(failure, Doubtful) and await self._is_in(address, chat):
                raise Undeliverable(ODDLY) from None
            if failure.permanent and failure.of_place:
                self.lost(address)
            raise

    async def _is_in(self, address: Mapping[str, Any], chat: str) -> bool:
        """Whether the conversation's own roster still answers the bot: it does for whoever is in it. Raises
        `Undeliverable` when it does not say."""
        try:
            await self.connector.member(self.current(address), chat, str(address.get("bot") or ""))
        except Undeliverable as failure:
            if not failure.permanent:
                raise
            return False
        return True

    def shut_out(self, nonce: str) -> None:
        """Of whoever asked something under this nonce nothing can be asked: the bot is neither where they spoke nor in
        a chat of their own."""
        self._shut_out.note(nonce, True)

    def was_shut_out(self, nonce: str) -> bool:
        return bool(self._shut_out.find(nonce))

    def lost(self, address: Mapping[str, Any]) -> None:
        """A person's chat with the bot is not what it was: next time Teams is asked for it."""
        if _is_person(address):
            self._private.forget(_who(address))

    async def update(self, address: Mapping[str, Any], post: str, activity: Drawn) -> None:
        """Replaces a post of ours. Raises `Undeliverable`."""
        chat = await self.conversation(address)
        activity = {**activity, "id": post, "from": {"id": address.get("bot", "")}, "conversation": {"id": chat}}
        await self.connector.update(self.current(address), chat, post, activity)

    async def remove(self, address: Mapping[str, Any], post: str) -> None:
        """Deletes a post of ours. Raises `Undeliverable`."""
        await self.connector.remove(self.current(address), await self.conversation(address), post)


def _is_person(address: Mapping[str, Any]) -> bool:
    return bool(address.get("user") or address.get("aad"))


def _who(address: Mapping[str, Any]) -> str:
    return f"{address.get('tenant')}/{address.get('user') or address.get('aad')}"
