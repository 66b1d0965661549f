"""Days and National Curriculum years as systems and people write them. Each raises `Bad` with the reason."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from chatops.importing.cells import NOTHING, needed
from chatops.importing.table import Bad
from commands.domain.pupil import YEARS

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FULL = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_AT = r"(?:[ T,]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?: ?[ap]m)?(?:z|[+-]\d{2}:?\d{2})?)?"
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?,? +)?"
DAY_FIRST = re.compile(rf"{_WEEKDAY}(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}}|\d{{2}}){_AT}", re.ASCII | re.IGNORECASE)
YEAR_FIRST = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_AT}", re.ASCII | re.IGNORECASE)
IN_WORDS = re.compile(
    rf"{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th)?[ ./-]*(?:of )?([a-z]{{3,9}})\.?[ ,./-]*(\d{{4}}|\d{{2}}){_AT}",
    re.ASCII | re.IGNORECASE,
)
BARE = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})", re.ASCII)
SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
EPOCH = date(1899, 12, 30)
"""The day from which spreadsheets count."""
SERIALS = range(29_000, 62_000)
"""From 1979 to 2069: a number of five digits that is no such day is a slip."""


def day(cell: str) -> date:
    """A date: 14/09/2016, 14/09/16, 14-Sep-2016, 14 September 2016, 2016-09-14, 20160914, a spreadsheet's number. The
    day stands before the month. A time after it is passed over; a year of two digits is one of this century."""
    text = needed(cell).strip()
    if found := DAY_FIRST.fullmatch(text):
        parts = (found[3], found[2], found[1])
    elif (found := YEAR_FIRST.fullmatch(text)) or (found := BARE.fullmatch(text)):
        parts = (found[1], found[2], found[3])
    elif (found := IN_WORDS.fullmatch(text)) and (month := _month(found[2])):
        parts = (found[3], str(month), found[1])
    elif (found := SERIAL.fullmatch(text)) and int(found[1]) in SERIALS:
        return EPOCH + timedelta(days=int(found[1]))
    else:
        raise Bad("this is not a date; write it as 14/09/2016 or 2016-09-14")
    year, month, of_month = map(int, parts)
    try:
        return date(year + 2000 if len(parts[0]) == 2 else year, month, of_month)
    except ValueError:
        raise Bad("there is no such day in the calendar") from None


def _month(word: str) -> int:
    word = word.casefold()
    if word in FULL:
        return FULL.index(word) + 1
    return MONTHS.index(word[:3]) + 1 if word[:3] in MONTHS and word in (*MONTHS, "sept") else 0


def born(today: date) -> Callable[[str], date | None]:
    """A date of birth, which may be empty. Schools teach from nursery to 25 (Children and Families Act 2014, s. 83)."""

    def read(cell: str) -> date | None:
        if cell.casefold() in NOTHING:
            return None
        born = day(cell)
        if born > today:
            raise Bad("this date of birth is in the future")
        if today.year - born.year > 26:
            raise Bad("this date of birth is too long ago for a pupil")
        return born

    return read


NAMED_YEARS = {
    **dict.fromkeys(("r", "rec", "reception", "receptionyear", "yr", "f2", "fs2", "foundation2", "0"), "R"),
    **dict.fromkeys(("n", "nur", "nurs", "nursery", "n1", "n2", "nursery1", "nursery2", "e1", "e2"), "N"),
    **dict.fromkeys(("f1", "fs1", "foundation1", "preschool", "prenursery", "playgroup", "nurseryyear"), "N"),
    **dict.fromkeys(("x", "notapplicable", "ungraded", "mixed"), "X"),
}
"""Years that are no number. E1, E2, N1 and N2 are the census's codes for the years before Reception."""
_BEFORE = re.compile(r"^(national ?curriculum ?year ?group|national ?curriculum ?year|nc ?year|ncy|nc|year ?group|year"
                     r"|yeargroup|yrs?|y|grade)[ .:-]*")  # fmt: skip


def year(cell: str) -> str:
    """A National Curriculum year, however it is written: 7, 07, 7.0, Year 7, Yr7, Y7, R, Reception, N1, E2."""
    text = " ".join(needed(cell).casefold().split())
    joined = re.sub(r"[^a-z0-9]", "", text)
    if joined in NAMED_YEARS:
        return NAMED_YEARS[joined]
    rest = _BEFORE.sub("", text).strip(" .")
    bare = re.sub(r"\.0+$", "", rest).lstrip("0") or rest
    named = NAMED_YEARS.get(re.sub(r"[^a-z0-9]", "", rest), bare.upper())
    if named not in YEARS:
        raise Bad("this is not a year group; write N, R, 1 to 14 or X")
    return named
