"""A document as what a browser saves: attached, never shown in the page, never kept by anything on the way."""

from aiohttp import web

from chatops.documents.files import CONTENT_TYPE, as_file
from commands.kit.documents import Document


async def download(document: Document) -> web.Response:
    """The answer that makes a browser save the file. The page's own headers (nosniff, no-store) are added to it."""
    file = await as_file(document)
    attached = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return web.Response(body=file.content, content_type=CONTENT_TYPE, headers=attached)
