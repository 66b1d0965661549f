"""A table as the bytes of a file: CSV, or a workbook. No cell is ever a formula."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date

from chatops.formulas import is_formula, marked
from chatops.writable import NOT_TEXT, NOT_XML

Cell = str | date | None
Row = Sequence[Cell]
DAY = "DD/MM/YYYY"


def as_csv(title: str, headings: Sequence[str], rows: Sequence[Row]) -> bytes:
    """The table as CSV in UTF-8 with its mark, without which spreadsheets misread names. Days: 14/09/2026.

    What a spreadsheet would work out is marked, see `chatops.formulas`; `chatops import` takes the marks off again.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows([_shown(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(title: str, headings: Sequence[str], rows: Sequence[Row]) -> bytes:
    """The table as the one sheet of a workbook: days are days, everything else is text, whatever it begins with."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has one
    sheet.title = title
    for column, heading in enumerate(headings, start=1):
        sheet.cell(1, column, heading).font = Font(bold=True)
    for n, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(n, column)
            if isinstance(value, date):
                cell.value = value
                cell.number_format = DAY
            elif value:
                cell.value = NOT_XML.sub("", value)
                cell.data_type = "s"  # openpyxl takes what begins with "=" for a formula
                cell.quotePrefix = is_formula(value)  # it stays text when somebody edits it
    sheet.freeze_panes = "A2"
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


WRITERS: dict[str, Callable[[str, Sequence[str], Sequence[Row]], bytes]] = {".csv": as_csv, ".xlsx": as_xlsx}
"""How a table is written, by the end of the file's name."""


def _shown(cell: Cell) -> str:
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return marked(NOT_TEXT.sub("", cell or ""))
