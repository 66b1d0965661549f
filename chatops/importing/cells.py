"""What one cell can mean: dates, yes and no, years, codes, names. Each raises `Bad` with the reason, never the cell."""

import re
from collections.abc import Callable
from datetime import date

from chatops.importing.table import Bad
from commands.domain.pupil import YEARS

UPN = re.compile(r"[A-Z]\d{11}[A-Z0-9]")
"""A unique pupil number: a check letter, eleven digits, and a digit (or a letter while it is temporary)."""
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
NAME = 100


def words(cell: str, most: int = NAME) -> str:
    """Text that may be empty."""
    if len(cell) > most:
        raise Bad(f"this is longer than {most} characters")
    if any(ord(c) < 32 or c == "\ufffd" for c in cell):
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


def day(cell: str) -> date:
    """A date, day first (14/09/2016) or year first (2016-09-14); a time after it is passed over."""
    text = needed(cell).replace("T", " ").split()[0]
    if found := DAY_FIRST.fullmatch(text):
        parts = (found[3], found[2], found[1])
    elif found := YEAR_FIRST.fullmatch(text):
        parts = (found[1], found[2], found[3])
    else:
        raise Bad("this is not a date; write it as 14/09/2016 or 2016-09-14")
    try:
        return date(*map(int, parts))
    except ValueError:
        raise Bad("there is no such day in the calendar") from None


def born(today: date) -> Callable[[str], date | None]:
    """A date of birth, which may be empty. Schools teach from nursery to 25 (Children and Families Act 2014, s. 83)."""

    def read(cell: str) -> date | None:
        if not cell:
            return None
        born = day(cell)
        if born > today:
            raise Bad("this date of birth is in the future")
        if today.year - born.year > 26:
            raise Bad("this date of birth is too long ago for a pupil")
        return born

    return read


def year(cell: str) -> str:
    """A National Curriculum year, however it is written: 7, 07, Year 7, Yr7, R, Reception, N1."""
    text = needed(cell).casefold().removeprefix("year").removeprefix("yr").removeprefix("y").strip(" .")
    text = {"reception": "r", "nursery": "n", "n1": "n", "n2": "n"}.get(text, text.lstrip("0"))
    if text.upper() not in YEARS:
        raise Bad("this is not a year group; write N, R, 1 to 14 or X")
    return text.upper()


def yes(cell: str) -> bool:
    """Yes or no; empty is no."""
    if cell.casefold() in ("y", "yes", "t", "true", "1"):
        return True
    if cell.casefold() in ("n", "no", "f", "false", "0", ""):
        return False
    raise Bad("write Y or N")


def percentage(cell: str) -> float | None:
    """A percentage, which may be empty."""
    text = cell.removesuffix("%").strip()
    if not text:
        return None
    if not re.fullmatch(r"\d{1,3}(\.\d+)?", text) or float(text) > 100:
        raise Bad("this is not a percentage from 0 to 100")
    return round(float(text), 2)
