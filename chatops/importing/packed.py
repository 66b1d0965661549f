"""Whether what a workbook unpacks to is a list: its parts are gone through, a piece at a time, before they are held."""

import zipfile
from dataclasses import dataclass
from xml.parsers import expat

from chatops.importing.text import UnreadableFile

MOST_UNPACKED = 60_000_000
"""Bytes of all its parts together. Twenty thousand lines of thirty columns are some thirty million."""
MOST_PARTS = 500
MOST_COLUMNS = 150
MOST_IN_A_ROW = 10 * MOST_COLUMNS
MOST_STRINGS = 1_000_000
"""Elements of the texts that cells share, which are all held at once."""
MOST_OTHERS = 200_000
"""Elements of styles and the like."""
DEEPEST = 30
LONGEST_TEXT = 33_000
"""Characters of a cell; a spreadsheet allows 32,767."""
PIECE = 1 << 16
TOO_MUCH = (
    "The workbook holds more than a list of one school does. Copy the list alone into a new workbook, or save it as "
    "“CSV UTF-8”, and import that."
)


def look_through(packed: zipfile.ZipFile) -> None:
    """Raises `UnreadableFile` for a workbook that would take too much memory, and what zipfile and expat raise
    for one that
    is broken."""
    parts = packed.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise UnreadableFile(TOO_MUCH)
    for part in parts:
        if part.filename.endswith((".xml", ".rels", ".vml")):
            name = part.filename.casefold()
            held = MOST_STRINGS if "sharedstrings" in name else MOST_OTHERS
            _Counter(held, "/worksheets/" in name).goes_through(packed, part)


@dataclass
class _Counter:
    """Counts elements: at most so many in all; of a sheet, whose rows are let go one by one, beside its rows."""

    most: int
    is_sheet: bool
    in_row: bool = False
    deep: int = 0
    count: int = 0
    letters: int = 0

    def goes_through(self, packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = False
        parser.StartElementHandler = self._starts
        parser.EndElementHandler = self._ends
        parser.CharacterDataHandler = self._says
        parser.StartDoctypeDeclHandler = self._refuses
        with packed.open(part) as opened:
            while piece := opened.read(PIECE):
                parser.Parse(piece, False)
        parser.Parse(b"", True)

    def _starts(self, name: str, attributes: dict[str, str]) -> None:
        self.deep += 1
        self.letters = 0
        if self.is_sheet and name.rpartition(":")[2] == "row":
            self.count, self.in_row = 0, True
        self.count += 1
        if self.deep > DEEPEST or self.count > (MOST_IN_A_ROW if self.in_row else self.most):
            raise UnreadableFile(TOO_MUCH)

    def _ends(self, name: str) -> None:
        self.deep -= 1
        if self.is_sheet and name.rpartition(":")[2] == "row":
            self.count, self.in_row = 0, False

    def _says(self, text: str) -> None:
        self.letters += len(text)
        if self.letters > LONGEST_TEXT:
            raise UnreadableFile(TOO_MUCH)

    def _refuses(self, *declared: object) -> None:
        raise UnreadableFile(TOO_MUCH)
