"""Handing somebody a file in Slack: it goes into the bot's own conversation with them, where nobody else reads.

Three calls, as Slack's reference describes under files.getUploadURLExternal: ask where to put it, put it there, have it
shared. Slack keeps such a file until its retention ends or somebody deletes it.
"""

import logging
from collections.abc import Mapping

from chatops.documents.files import as_file
from chatops.faces import Undeliverable
from chatops.slack.api import Api, Refused, in_words
from commands.kit.documents import Document

log = logging.getLogger("chatops.slack")

SENT = "I have put the file into our own conversation, under Messages of this app. Delete it there when you are done."
ON_ITS_WAY = "The file is on its way into our own conversation, under Messages of this app."
NOT_SENT = "The file was not handed over."
AGAIN = "Slack did not answer. Please ask again in a minute."
UNKNOWN = (
    "Slack broke off, so it is not known whether the file arrived. Look into our own conversation, then ask again."
)
OTHERWISE = "Until then, whoever runs the bot can write the same file with “chatops export pupil”."
# What Slack says of files, and what to do about it. Source: the errors listed under files.getUploadURLExternal.
WHY: Mapping[str, str] = {
    "file_uploads_disabled": "Your Slack workspace allows no files. Ask your Slack administrator to allow them.",
    "file_uploads_except_images_disabled": (
        "Your Slack workspace allows no files but pictures. Ask your Slack administrator to allow them."
    ),
    "file_type_not_allowed": "Your Slack workspace allows no Word documents. Ask your Slack administrator.",
    "file_upload_size_restricted": "Your Slack workspace allows no file of this size. Ask your Slack administrator.",
    "foreign_address": "Slack named an address that is not its own. Ask whoever runs the bot to check SLACK_API_URL.",
}


class Files:
    """Hands files over, each to one person."""

    def __init__(self, api: Api) -> None:
        self._api = api

    async def hand_over(self, document: Document, user: str) -> str:
        """Puts the document into the bot's conversation with `user`; gives the sentence that says where it went, or
        why it did not and what to do. Never raises."""
        try:
            await self._send(document, user)
        except Refused as refused:
            log.warning("file not handed over error=%s", refused)
            why = WHY.get(refused.code) or in_words(refused, "it")
            return f"{NOT_SENT} {why} {OTHERWISE}"
        except Undeliverable as trouble:
            log.warning("file not handed over error=%s", trouble)
            return UNKNOWN if trouble.uncertain else f"{NOT_SENT} {AGAIN}"
        except Exception as trouble:
            log.error("file not handed over error=%s", type(trouble).__name__)
            return f"{NOT_SENT} Please ask again in a minute."
        return SENT

    async def _send(self, document: Document, user: str) -> None:
        file = await as_file(document)
        room = await self._api.call("conversations.open", users=user)
        where = await self._api.call("files.getUploadURLExternal", filename=file.name, length=len(file.content))
        await self._api.upload(str(where["upload_url"]), file.content)
        shared = [{"id": str(where["file_id"]), "title": file.name}]
        await self._api.call("files.completeUploadExternal", files=shared, channel_id=str(room["channel"]["id"]))
