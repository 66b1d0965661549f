"""Teams' way with files, played locally: the card that asks, the address in a OneDrive, the bytes put there."""

import re
import uuid
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Drawn = dict[str, Any]
CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"


@dataclass
class OneDrive:
    """Every file saved, by the id Teams gave it. `address` is named in place of the right one; `status` answers it."""

    address: str = ""
    status: int = 201
    saved: dict[str, bytes] = field(default_factory=dict)

    def routes(self) -> list[web.RouteDef]:
        return [web.put("/onedrive/{id}", self._receive)]

    def takes(self, attachment: Drawn, *, personal: bool) -> bool:
        """Whether Teams draws such an attachment there: files are for personal chats alone."""
        content = attachment["content"]
        if attachment["contentType"] == CONSENT:
            return personal and bool(attachment["name"]) and content["sizeInBytes"] > 0 and bool(content["description"])
        return personal and attachment["contentType"] == INFO and content["uniqueId"] in self.saved

    def answer(self, post: Drawn, root: str, *, allow: bool) -> Drawn | None:
        """What the client sends when somebody answers the offer in a post; None when it offers no file."""
        for attachment in post.get("attachments", []):
            if attachment["contentType"] != CONSENT:
                continue
            content, id, name = attachment["content"], str(uuid.uuid4()), attachment["name"]
            if not allow:
                return {"type": "fileUpload", "action": "decline", "context": content["declineContext"]}
            where = {
                "contentUrl": f"https://school-my.sharepoint.com/personal/somebody/Documents/Applications/{name}",
                "name": name,
                "uploadUrl": self.address or f"{root}onedrive/{id}?tempauth=a%2Fb",
                "uniqueId": id,
                "fileType": name.rpartition(".")[2],
            }
            accepted = {"type": "fileUpload", "action": "accept", "context": content["acceptContext"]}
            return {**accepted, "uploadInfo": where}
        return None

    def shown_in(self, posts: list[Drawn]) -> list[tuple[str, bytes]]:
        """The files whose cards stand among these posts."""
        cards = [a for post in posts for a in post.get("attachments", []) if a["contentType"] == INFO]
        return [(card["name"], self.saved[card["content"]["uniqueId"]]) for card in cards]

    async def _receive(self, request: web.Request) -> web.Response:
        """An upload session: the whole in one piece, and no token of anybody's."""
        assert "Authorization" not in request.headers
        assert request.query["tempauth"] == "a/b"
        if self.status not in (200, 201):
            return web.json_response({"error": {"code": "accessDenied"}}, status=self.status)
        content = await request.read()
        span = re.fullmatch(r"bytes 0-(\d+)/(\d+)", request.headers["Content-Range"])
        assert span
        assert [int(n) for n in span.groups()] == [len(content) - 1, len(content)]
        self.saved[request.match_info["id"]] = content
        return web.json_response({"id": request.match_info["id"]}, status=self.status)
