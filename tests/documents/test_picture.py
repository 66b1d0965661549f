"""The support plan drawn as a picture by a program that knows nothing of us: every word is there, in its place."""

from pathlib import Path

import pymupdf

from chatops.documents.word import as_docx
from commands.kit.documents import Document, Rows
from commands.pupils.plan_in_words import in_words
from tests.documents.plans import handed

PLAN = in_words(handed(), "Made by Sam Okoro on Monday 14 September 2026.")
INK = 200
"""A point darker than this, of 255, has been drawn on."""


def test_it_is_drawn_as_a_picture_with_every_word_in_order(tmp_path: Path) -> None:
    """MuPDF, which knows nothing of us, opens the file, lays out its words and headings and draws them; it draws no
    lines of tables and no footers, which the tests of the file's structure read."""
    path = tmp_path / "plan.docx"
    path.write_bytes(as_docx(PLAN))
    with pymupdf.open(path) as drawn:
        pictures = [sheet.get_pixmap(dpi=72, colorspace=pymupdf.csGRAY) for sheet in drawn]
        lines = [
            ("".join(span["text"] for span in line["spans"]).strip(), max(span["size"] for span in line["spans"]))
            for sheet in drawn
            for block in sheet.get_text("dict")["blocks"]
            for line in block.get("lines", ())
        ]
    for picture in pictures:
        dark = sum(point < INK for point in picture.samples)
        assert 0.002 < dark / len(picture.samples) < 0.3, "a page that is empty, or black"
    said, at = " ".join(words for words, _ in lines), 0
    for words in ("SEN support plan", *_every_word(PLAN)):
        at = said.find(words, at)
        assert at >= 0, f"{words!r} is not drawn, or not in its place"
    size = dict(lines)
    assert size["Who does what"] > size["Ami's own views"] > size["Story group"]


def _every_word(document: Document) -> list[str]:
    """What is drawn of a document, piece by piece: each line begins anew, so only the first words of long ones."""
    found = []
    for part in document.parts:
        cells = [cell for row in (part.columns, *part.rows) for cell in row] if isinstance(part, Rows) else [part.text]
        pieces = [line for text in (part.heading, *cells) for line in text.split("\n") if line]
        found += [" ".join(piece.split(" ")[:4]) for piece in pieces]
    return found
