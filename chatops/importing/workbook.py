"""A workbook's sheets as rows of cells, after a look at what it would unpack to: a small file can hold gigabytes."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from chatops.importing.packed import MOST_COLUMNS, look_through
from chatops.importing.text import LONGEST_CELL, TOO_LONG, UnreadableFile

SHEETS = 12
"""Sheets that are looked through for headings."""
BROKEN = "The workbook cannot be read. Open it, save it again as “.xlsx” or as “CSV UTF-8”, and import that."


def is_workbook(data: bytes) -> bool:
    return data[:4] == b"PK\x03\x04"


def sheets_of(data: bytes) -> list[str]:
    """The names of the sheets that are shown, in their order. Raises `UnreadableFile` for what is no workbook, or
    would not fit into memory."""
    try:
        look_through(zipfile.ZipFile(io.BytesIO(data)))
        book = _opened(data)
        return [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"][:SHEETS]
    except UnreadableFile:
        raise
    except Exception:  # of a crafted file any of a dozen libraries' errors
        raise UnreadableFile(BROKEN) from None


def rows_of_sheet(data: bytes, title: str) -> Iterator[tuple[int, list[str]]]:
    """Each row of a sheet that is not blank, with its number. Days are as 2016-09-14, shares of a hundred with their %.
    Raises `UnreadableFile`."""
    try:
        sheet = _opened(data)[title]
        sheet.reset_dimensions()  # what it says of its own size is not always true
        for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
            cells = [_text_of(cell) for cell in row]
            if any(len(cell) > LONGEST_CELL for cell in cells):
                raise UnreadableFile(TOO_LONG.format(where=f"Line {number}"))
            if any(cell.strip() for cell in cells):
                yield number, cells
    except UnreadableFile:
        raise
    except Exception:
        raise UnreadableFile(BROKEN) from None


def _opened(data: bytes) -> Any:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what it cannot draw does not matter here
        return load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)


def _text_of(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int | float):
        if "%" in (cell.number_format or ""):
            return f"{round(value * 100, 6):g}%"
        return str(int(value)) if isinstance(value, int) or value.is_integer() else repr(value)
    return str(value)
