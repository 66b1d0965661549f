"""Handing somebody a file in Teams: they are asked in their own chat, and it goes into their own OneDrive.

Teams' way for bots (learn.microsoft.com, "Send and receive files from your bot"): a card asks for consent, which Teams
draws in a personal chat only; whoever allows it makes Teams name an address in their OneDrive, where the bot puts it.
"""

import hashlib
import logging
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from yarl import URL

from chatops.admitting.loopback import is_loopback
from chatops.admitting.recent import Recent
from chatops.documents.files import File, as_file
from chatops.faces import Heard, Inside, Undeliverable
from chatops.teams import read
from chatops.teams.api import Drawn
from chatops.teams.chats import Chats
from chatops.teams.read import Json, Pressed, part, text
from commands.kit import Reply
from commands.kit.documents import Document

log = logging.getLogger("chatops.teams")

CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"
ONEDRIVE = (".sharepoint.com", ".sharepoint.us")
"""Whose addresses a file may be put at: OneDrive for work or school is at them, and nothing else of a school is."""
UPLOADING = aiohttp.ClientTimeout(total=30, connect=3)

OFFERED = "In our own chat I ask whether I may save it in your OneDrive. Press Allow there: nobody else sees it."
NOT_OFFERED = "I could not write to you in our own chat. Please add me to your own chats, then ask me there."
DESCRIPTION = "A Word document for you. It is saved in your own OneDrive and shared with nobody."
DECLINED = "The file was not saved, and nothing of it is kept. Ask again if you want it after all."
NOT_SAVED = (
    "The file could not be saved in your OneDrive. Ask for it again; if that fails too, tell whoever runs the bot."
)


class Files:
    """Hands files over, each to one person."""

    def __init__(self, inside: Inside, chats: Chats) -> None:
        self._inside, self._chats = inside, chats
        self._offered: Recent[bool] = Recent(1000)
        self._answered: Recent[bool] = Recent(1000)

    async def offer(self, heard: Heard, reply: Reply, document: Document) -> Reply:
        """Asks in the asker's own chat whether the file may be saved; gives the reply that says so. What the card
        carries is how to ask for the document again: it is made anew, after a new check, once there is consent."""
        said = OFFERED
        if not self._offered.find(heard.nonce):  # Teams delivers again what takes long
            self._offered.note(heard.nonce, True)
            try:
                await self._chats.send(heard.address, consent(await as_file(document), document, heard.nonce))
            except Undeliverable as failure:
                log.warning("file not offered permanent=%s", failure.permanent)
                self._offered.forget(heard.nonce)
                said = NOT_OFFERED
        return replace(reply, text=f"{reply.text}\n{said}", document=None)

    async def answered(self, activity: Json) -> None:
        """What somebody answered to the card: the file is saved, or not; the card goes away either way."""
        value, card = part(activity, "value"), text(activity, "replyToId")
        asked = part(value, "context")
        heard = read.heard(activity, Pressed(word=text(asked, "word"), about=text(asked, "about")))
        heard = replace(heard, address=self._chats.current(heard.address))
        which = f"{read.conversation(activity)} {card or heard.nonce}"
        if self._answered.find(which):
            return
        self._answered.note(which, True)
        said: Drawn = {"type": "message", "textFormat": "plain", "text": DECLINED}
        if text(value, "action") == "accept":
            said = await self._save(heard, part(value, "uploadInfo"))
        try:
            await self._chats.send(heard.address, said)
            if card:
                await self._chats.remove(heard.address, card)
        except Undeliverable as failure:
            log.warning("file not acknowledged permanent=%s", failure.permanent)

    async def _save(self, heard: Heard, where: Json) -> Drawn:
        """Asks for the document anew and puts it where Teams says; gives what to tell."""
        outcome = await self._inside.hear(heard)
        words = NOT_SAVED
        if isinstance(outcome, Reply) and outcome.document is None:
            words = outcome.text
        elif isinstance(outcome, Reply) and outcome.document:
            try:
                await self._upload(text(where, "uploadUrl"), str(heard.address["serviceUrl"]), outcome.document)
                return info(where)
            except (aiohttp.ClientError, TimeoutError, Undeliverable) as trouble:
                log.warning("file not saved error=%s", type(trouble).__name__)
        return {"type": "message", "textFormat": "plain", "text": words}

    async def _upload(self, url: str, service: str, document: Document) -> None:
        """One PUT of the whole, as the upload sessions of OneDrive take it, without our token. Raises what aiohttp
        raises, and `Undeliverable` when the address is none of Microsoft's or refuses."""
        connector = self._chats.connector
        if not may_upload(url, service, only_here=connector.only_here):
            raise Undeliverable("Teams named an address that is not OneDrive's.", permanent=True)
        file = await as_file(document)
        size = len(file.content)
        headers = {"Content-Range": f"bytes 0-{size - 1}/{size}", "Content-Type": "application/octet-stream"}
        async with connector.session().put(
            URL(url, encoded=True), data=file.content, headers=headers, timeout=UPLOADING, allow_redirects=False
        ) as answer:
            if answer.status not in (200, 201):
                raise Undeliverable(f"OneDrive did not take the file (status {answer.status}).")


def may_upload(url: str, service: str, *, only_here: bool) -> bool:
    """Whether a file may be put at an address: in OneDrive, by HTTPS; on this machine where Teams itself is played by
    a stand-in on this machine. With `only_here` nothing may leave this machine."""
    try:
        there, port = urlsplit(url), urlsplit(url).port
        home = urlsplit(service).hostname or ""
    except ValueError:
        return False
    host = there.hostname or ""
    if there.username or there.password or not host:
        return False
    if there.scheme == "http" and is_loopback(host):
        return is_loopback(home)
    return not only_here and there.scheme == "https" and port in (None, 443) and host.endswith(ONEDRIVE)


def consent(file: File, document: Document, nonce: str) -> Drawn:
    """The card that asks. It says nothing of what is in the file. The file's name is another for each ask (`nonce`):
    a name that was asked for before never comes back a second time."""
    name, dot, ending = file.name.rpartition(".")
    once = f"{name}-{hashlib.sha256(nonce.encode()).hexdigest()[:4]}{dot}{ending}"
    again = {"word": document.word, "about": document.about}
    content: dict[str, Any] = {
        "description": DESCRIPTION,
        "sizeInBytes": len(file.content),
        "acceptContext": again,
        "declineContext": again,
    }
    return _carrying({"contentType": CONSENT, "name": once, "content": content})


def info(where: Json) -> Drawn:
    """The card of a file that is saved: it opens the file from the chat."""
    content = {"uniqueId": text(where, "uniqueId"), "fileType": text(where, "fileType")}
    name, url = text(where, "name"), text(where, "contentUrl")
    return _carrying({"contentType": INFO, "name": name, "contentUrl": url, "content": content})


def _carrying(attachment: Drawn) -> Drawn:
    return {"type": "message", "summary": "A file for you", "attachments": [attachment]}
