"""Slack's way with files, played locally: where to put one, the bytes put there, and the sharing that makes it seen."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

JSON = dict[str, Any]


@dataclass
class Upload:
    """A file on its way: what was announced of it, what has arrived, and where it is shared."""

    name: str
    length: int
    content: bytes | None = None
    shared_in: str = ""


@dataclass
class SlackFiles:
    """Every file. `address` is what Slack names to put the next one at, when that is to be somewhere else; `status`
    answers the bytes; while `gate` is closed they wait."""

    url: str = ""
    address: str = ""
    status: int = 200
    uploads: list[Upload] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/upload/v1/{n}", self._receive)]

    def announced(self, sent: JSON) -> JSON:
        """files.getUploadURLExternal."""
        self.uploads.append(Upload(sent["filename"], int(sent["length"])))
        n = len(self.uploads) - 1
        return {"upload_url": self.address or f"{self.url}/upload/v1/{n}", "file_id": f"F{n:08d}"}

    def completed(self, sent: JSON, channels: set[str]) -> str:
        """files.completeUploadExternal: "" when every file is shared now, else Slack's word for why not."""
        if sent["channel_id"] not in channels:
            return "channel_not_found"
        for file in sent["files"]:
            n = int(file["id"][1:])
            if n >= len(self.uploads) or self.uploads[n].content is None:
                return "file_not_found"
            self.uploads[n].shared_in = sent["channel_id"]
        return ""

    def shared_in(self, channel: str) -> list[tuple[str, bytes]]:
        return [(u.name, u.content) for u in self.uploads if u.shared_in == channel and u.content is not None]

    async def _receive(self, request: web.Request) -> web.Response:
        """Bytes as they are. The address is its own permission: a token has no business here."""
        assert "Authorization" not in request.headers
        await self.gate.wait()
        if self.status != 200:
            return web.Response(status=self.status, headers={"Location": f"{self.url}/elsewhere"})
        upload = self.uploads[int(request.match_info["n"])]
        upload.content = await request.read()
        assert len(upload.content) == upload.length, "Slack was told another length"
        return web.Response(text=f"OK - {upload.length}")
