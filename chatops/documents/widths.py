"""How wide a table's columns are: each by its words, none so narrow that a word is broken."""

import re

from commands.kit.documents import Rows

LINE = 72
"""Characters that fit across a page in the type of a table."""
MOST = 60
"""Characters beyond which a longer cell makes its column no wider: it is read on more lines instead."""
EMPTY = 14
"""Characters' room in a column that is filled in by hand."""


def shares(of: Rows) -> tuple[float, ...]:
    """Each column's share of the width; they add up to 1."""
    columns = [[of.columns[n], *(row[n] for row in of.rows)] for n in range(len(of.columns))]
    least = [max(len(word) for cell in column for word in re.split(r"[ \n]", cell)) + 2 for column in columns]
    wanted = [max(_wanted(column), low) for column, low in zip(columns, least, strict=True)]
    spare = max(LINE - sum(least), 0)
    beyond = [want - low for want, low in zip(wanted, least, strict=True)]
    widths = [low + spare * more / (sum(beyond) or 1) for low, more in zip(least, beyond, strict=True)]
    return tuple(width / sum(widths) for width in widths)


def _wanted(column: list[str]) -> int:
    if not any(column[1:]):
        return EMPTY + len(column[0])
    return min(max(len(line) for cell in column for line in cell.split("\n")), MOST)
