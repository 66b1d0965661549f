"""A school's file as rows of cells, read a line at a time and no further than a list of one school can go."""

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

MOST_BYTES = 10_000_000
"""Bytes of a file. Thirty columns of two thousand pupils are half a million."""
MOST_LINES = 20_000
"""Lines of a list; the biggest schools of England have some three thousand pupils."""
LONGEST_LINE = 20_000
LONGEST_CELL = 2_000
"""Characters."""
LINES_OF_A_ROW = 20
"""Lines after which a quotation mark counts as never closed."""
TITLES = 30
"""Rows that may stand above the headings: a report's title, its date, `sep=,`."""
SEPARATORS = ",;\t|"
OPEN_QUOTE = "Line {line}: a quotation mark is opened and not closed. Export the file again."
TOO_LONG = (
    f"{{where}} has a cell of more than {LONGEST_CELL:,} characters. Leave that column out, or export the file again."
)
TOO_MANY = (
    "The file has more than {most:,} lines, which no list of one school has. Export the list of this school alone."
)


class UnreadableFile(Exception):
    """The file cannot be used at all. The message is one sentence that says why and what to do."""


def read_file(path: Path, most: int = MOST_BYTES) -> bytes:
    """What is in a file, a pipe or a device, and of it no more than a list can hold. Raises `OSError`, and
    `UnreadableFile` for more."""
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise UnreadableFile(
            f"The file is bigger than {most // 1_000_000} MB, which no list of one school is. Export the list of "
            "this school alone, with the columns that are needed."
        )
    return data


def rows_of(data: bytes | str, separator: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Each row that is not blank, with the number of the line it begins on. A quoted cell may hold line breaks. Raises
    `UnreadableFile`."""
    data = as_bytes(data)
    begins = fed = 1

    def lines() -> Iterator[str]:
        nonlocal fed
        for fed, line in enumerate(_lines(_text(data)), start=1):
            if fed - begins > LINES_OF_A_ROW:
                raise UnreadableFile(OPEN_QUOTE.format(line=begins))
            yield line

    reader = csv.reader(lines(), delimiter=separator, strict=True)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                if any(len(cell) > LONGEST_CELL for cell in row):
                    raise UnreadableFile(TOO_LONG.format(where=f"Line {begins}"))
                yield begins, row
            begins = reader.line_num + 1
    except csv.Error as wrong:
        if "unexpected end" in str(wrong):
            raise UnreadableFile(OPEN_QUOTE.format(line=begins)) from None
        raise UnreadableFile(f"Line {begins} cannot be read as CSV. Export the file again.") from None


def as_bytes(data: bytes | str) -> bytes:
    return data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data


def ends_within_a_line(data: bytes | str) -> bool:
    """Whether a text ends without a line break, so that its last cell may not be whole."""
    return as_bytes(data).rstrip(b"\0")[-1:] not in (b"\n", b"\r")


def _lines(text: TextIO) -> Iterator[str]:
    number = 1
    while line := text.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            raise UnreadableFile(
                f"Line {number} is longer than {LONGEST_LINE:,} characters, so this is no list. Export the file again "
                "as “CSV UTF-8”."
            )
        yield line
        number += 1


def _text(data: bytes) -> TextIO:
    return io.TextIOWrapper(io.BytesIO(data), _encoding(data), "replace", newline="")


def _encoding(data: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with its mark, or else Windows' Western code page."""
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise UnreadableFile("This is an old spreadsheet (.xls). Open it and save it as “.xlsx” or “CSV UTF-8”.")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for n in range(0, len(data), 1 << 16):
            decoder.decode(data[n : n + (1 << 16)])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"
