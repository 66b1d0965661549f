"""What one cell can mean: names, numbers, yes and no, shares. Each raises `Bad` with the reason, never the cell."""

import re
from collections.abc import Callable, Collection

from chatops.importing.headings import plain
from chatops.importing.table import Bad

UPN = re.compile(r"[A-Z]\d{11}[A-Z0-9]")
"""A unique pupil number: a check letter, eleven digits, and a digit (or a letter while it is temporary)."""
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
NAME = 100


def words(cell: str, most: int = NAME) -> str:
    """Text that may be empty."""
    if len(cell) > most:
        raise Bad(f"this is longer than {most} characters")
    if any(ord(c) < 32 or c == "\ufffd" or "\ud800" <= c <= "\udfff" for c in cell):
        raise Bad("this holds characters that cannot be read; export the file as UTF-8")
    return cell


def needed(cell: str) -> str:
    """Text that must be there."""
    if not cell:
        raise Bad("this is empty")
    return words(cell)


def upn(cell: str) -> str:
    """A unique pupil number in capitals. Only its shape is checked: schools do hold numbers whose letter is wrong."""
    number = needed(cell).upper().replace(" ", "")
    if not UPN.fullmatch(number):
        raise Bad("a UPN is a letter and twelve digits (the last may be a letter)")
    return number


def email(cell: str) -> str:
    """An e-mail address in lower case."""
    if not EMAIL.fullmatch(needed(cell)):
        raise Bad("this is not an e-mail address")
    return cell.lower()


NOTHING = ("", "-", "--", "–", "—", "none", "n/a", "na", "nil", "null", "not applicable", "not known")
"""How a cell says that there is nothing to say."""
YES = frozenset(("y", "yes", "t", "true", "1", "1.0", "✓", "x"))
NO = frozenset(("n", "no", "f", "false", "0", "0.0", *NOTHING))


def yes(cell: str) -> bool:
    """Yes or no; empty is no."""
    return yes_in_words()(cell)


def yes_in_words(true: Collection[str] = (), false: Collection[str] = ()) -> Callable[[str], bool]:
    """Yes or no, which a column of its kind may also say in words of its own."""
    say_yes, say_no = {plain(word) for word in true}, {plain(word) for word in false}

    def read(cell: str) -> bool:
        word = cell.casefold().strip()
        if word in YES or plain(cell) in say_yes:
            return True
        if word in NO or (plain(cell) and plain(cell) in say_no):
            return False
        raise Bad("write Y or N")

    return read


def percentage(cell: str) -> float | None:
    """A percentage, which may be empty."""
    if cell.casefold() in NOTHING:
        return None
    text = cell.removesuffix("%").strip().replace(",", ".")
    if not re.fullmatch(r"\d{1,3}(\.\d+)?", text, re.ASCII) or float(text) > 100:
        raise Bad("this is not a percentage from 0 to 100")
    return round(float(text), 2)


def may_be_a_share(cell: str) -> bool:
    """Whether a number may as well be a part of one as a percentage: 0.974, or 1."""
    return bool(re.fullmatch(r"(0?[.,]\d*[1-9]\d*|1([.,]0+)?)", cell.strip(), re.ASCII))
