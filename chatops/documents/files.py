"""A document as the file a face hands over: its name, its kind and its bytes."""

import asyncio
import re
from dataclasses import dataclass

from commands.domain.privacy.discreet import Discreet
from commands.kit.documents import Document

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ENDING = ".docx"


@dataclass(frozen=True, repr=False)
class File(Discreet):
    """A file to be handed over. `name` is with its ending."""

    name: str
    content: bytes


def file_name(document: Document) -> str:
    """The file's name with its ending, as a platform lists it: letters, digits, spaces and hyphens alone."""
    return re.sub(r"[^A-Za-z0-9 -]", "", document.file).strip()[:80] + ENDING


async def as_file(document: Document) -> File:
    """The document drawn, in a thread: a long one takes a tenth of a second, in which others want to be answered."""
    return File(file_name(document), await asyncio.to_thread(_drawn, document))


def _drawn(document: Document) -> bytes:
    from chatops.documents.word import as_docx  # here, since its library is slow to load and not always used

    return as_docx(document)
