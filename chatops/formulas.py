"""Cells that a spreadsheet would work out rather than show: marked on the way out, and as they were on the way in.

A file of names can carry a formula that somebody was registered with, and a spreadsheet that opens it obeys. In CSV the
mark is an apostrophe, as OWASP's “CSV Injection” advises; a workbook needs none, for its cells say they are text.
A negative number is no formula and is left as it is, so that what adds up in an information system goes on adding up.
What was marked comes back unmarked, also where the apostrophe was part of it, so that no export changes a name.
"""

import re

BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How such a cell begins. The last four are the wide forms of the first four, which some spreadsheets take for them."""
NUMBER = re.compile(r"-\d+(?:[.,]\d+)*%?", re.ASCII)
MARK = "'"


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet may take the cell for something to work out."""
    return cell.startswith(BEGINS) and not NUMBER.fullmatch(cell)


def marked(cell: str) -> str:
    """The cell as it may stand in a CSV file. `unmarked` gives it back."""
    return MARK + cell if is_formula(cell.lstrip(MARK)) else cell


def unmarked(cell: str) -> str:
    """The cell that `marked` made this of; any other as it is."""
    return cell[1:] if cell.startswith(MARK) and is_formula(cell.lstrip(MARK)) else cell
