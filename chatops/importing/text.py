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


class UnreadableFile(Exception):
    """The file cannot be used at all. The message is one sentence that says why and what to do."""


def read_file(path: Path) -> bytes:
    """What is in a file, a pipe or a device, and of it no more than a list can hold. Raises `OSError`, and `Unreadable`
    for more."""
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise UnreadableFile(
            f"The file is bigger than {MOST_BYTES // 1_000_000} MB, which no list of one school is. Export the list of "
            "this school alone, with the columns that are needed."
        )
    return data


def rows_of(data: bytes | str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not blank, with the number of the line it begins on. Raises `Unreadable`."""
    if isinstance(data, str):
        data = data.encode("utf-8", "surrogatepass")
    separator = max(",;\t", key=next(filter(str.strip, _lines(_text(data))), "").count)
    begins = fed = 1

    def lines() -> Iterator[str]:
        nonlocal fed
        for fed, line in enumerate(_lines(_text(data)), start=1):
            if fed - begins > LINES_OF_A_ROW:
                raise UnreadableFile(
                    f"Line {begins}: a quotation mark is opened and not closed. Export the file again."
                )
            yield line

    reader = csv.reader(lines(), delimiter=separator)
    count = 0
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                if any("\n" in cell or "\r" in cell for cell in row):
                    raise UnreadableFile(
                        f"Line {begins}: a quotation mark is opened and not closed. Export the file again."
                    )
                if any(len(cell) > LONGEST_CELL for cell in row):
                    raise UnreadableFile(
                        f"Line {begins} has a cell of more than {LONGEST_CELL:,} characters. Leave that column out, or "
                        "export the file again."
                    )
                count += 1
                if count > MOST_LINES + 1:  # the headings
                    raise UnreadableFile(
                        f"The file has more than {MOST_LINES:,} lines, which no list of one school has. Export the "
                        "list of this school alone."
                    )
                yield begins, row
            begins = reader.line_num + 1
    except csv.Error:
        raise UnreadableFile(f"Line {begins} cannot be read as CSV. Export the file again.") from None


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
    if data[:4] == b"PK\x03\x04" or data[:4] == b"\xd0\xcf\x11\xe0":
        raise UnreadableFile("This is a spreadsheet, not a CSV file. Open it and save it as “CSV UTF-8”.")
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
