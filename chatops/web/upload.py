"""A file posted to the page: a form of several parts, read no further than a list of one school can go."""

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import HttpProcessingError

from chatops.importing.text import MOST_BYTES
from chatops.web.guard import Barred
from chatops.web.read import Fields, Malformed

FILE = web.RequestKey("file", bytes)
MOST_PARTS = 10
MOST_OF_A_FIELD = 1_000
TOO_BIG = (
    f"The file is bigger than {MOST_BYTES // 1_000_000} MB, which no list of one school is. Nothing was done. Export "
    "the list of this school alone, with the columns that are needed."
)


def is_upload(request: web.Request) -> bool:
    """Whether this is a form with a file."""
    return request.content_type == "multipart/form-data"


async def received(request: web.Request) -> Fields:
    """The fields; the file is put beside the request, and what it was called is not read. Raises `Barred` for one that
    is too big or broke off, `Malformed` for what no form of the page sends."""
    pairs: list[tuple[str, str]] = []
    request[FILE] = b""
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader) or len(pairs) == MOST_PARTS or not part.name:
                raise Malformed
            if part.name == "list":
                request[FILE] = await _all(part, MOST_BYTES)
            else:
                pairs.append((part.name, (await _all(part, MOST_OF_A_FIELD)).decode("utf-8", "replace")))
    except (ValueError, AssertionError, web.RequestPayloadError, HttpProcessingError):
        raise Barred(400, "The file did not arrive whole. Nothing was done. Please send it again.") from None
    return Fields(tuple(pairs))


async def _all(part: BodyPartReader, most: int) -> bytes:
    read = bytearray()
    while chunk := await part.read_chunk(64 * 1024):
        read += chunk
        if len(read) > most:
            raise Barred(413, TOO_BIG)
    return bytes(read)
