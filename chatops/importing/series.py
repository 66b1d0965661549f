"""Reading what a system knows of pupils over time: attendance, behaviour, attainment and suspensions, each a file."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from chatops.importing import cells, days
from chatops.importing.headings import NOTHING_TOLD, Column, Told, plain
from chatops.importing.table import Bad, Line, LineFinding, Reading, must_not_be_too_many, read_table
from commands.domain.privacy.discreet import Discreet
from commands.domain.series import Entry, SeriesKind

T = TypeVar("T")
MOST_BYTES = 40_000_000
MOST_LINES = 500_000
"""Ten thousand pupils with three years of months are some 330,000."""
WHO = (
    Column("upn", ("UPN", "Unique Pupil Number", "UPN Number"), instead="admission"),
    Column("admission", ("Admission No", "Admission Number", "Adno", "Adm No"), instead="upn"),
)
ON = ("Date", "Event date", "Incident date", "Date of incident", "When", "Day")
COLUMNS: dict[SeriesKind, tuple[Column, ...]] = {
    SeriesKind.ATTENDANCE: (
        *WHO,
        Column("on", ("Week beginning", "Week commencing", "Week", "Month", "From", "Start date", "Period start",
                      "Date", "W/C", "Period"), required=False),
        Column("until", ("To", "End date", "Week ending", "Until", "Period end"), required=False),
        Column("possible", ("Possible Sessions", "Sessions possible", "Possible", "Possible marks"), required=False),
        Column("present", ("Present Sessions", "Sessions present", "Present", "Attended", "Sessions attended",
                           "Present marks", "Attendances"), required=False),
        Column("share", ("Attendance %", "% Attendance", "Attendance", "Attendance percentage", "Percentage attendance",
                         "Att %", "Present %", "% Present"), instead="present"),
        Column("late", ("Late Marks", "Lates", "Late", "Sessions late", "Times late"), required=False),
    ),
    SeriesKind.BEHAVIOUR: (
        *WHO,
        Column("on", ON),
        Column("type", ("Type", "Event type", "Polarity", "Behaviour type"), required=False),
        Column("words", ("Reason", "Incident", "Behaviour", "Category", "Description", "Event", "Activity")),
        Column("points", ("Points", "Behaviour points", "Points awarded", "Conduct points"), required=False),
    ),
    SeriesKind.ATTAINMENT: (
        *WHO,
        Column("on", (*ON, "Assessment date", "Result date", "Date of assessment")),
        Column("what", ("Assessment", "Assessment name", "Test", "Aspect", "Resultset", "Result set", "Name")),
        Column("about", ("Subject", "Course", "Area"), required=False),
        Column("words", ("Result", "Grade", "Score", "Level", "Mark", "Outcome", "Value")),
        Column("scale", ("Scale", "Grade set", "Gradeset", "Out of", "Result type"), required=False),
        Column("expected", ("Age related", "Age-related", "At expected standard", "ARE", "Expected", "On track",
                            "Age related expectations", "Met expected standard"), required=False),
    ),
    SeriesKind.SUSPENSIONS: (
        *WHO,
        Column("on", ("Start date", "From", "Date", "First day", "Suspension date", "Exclusion date", "Date from")),
        Column("until", ("End date", "To", "Last day", "Date to", "Until"), required=False),
        Column("sessions", ("Sessions", "Sessions missed", "Number of sessions"), required=False),
        Column("days", ("Days", "Number of days", "School days", "Length", "Days missed"), instead="sessions"),
        Column("words", ("Reason", "Reasons", "Primary reason", "Reason code", "Description"), required=False),
    ),
}  # fmt: skip
NEGATIVE, POSITIVE = ("negative", "behaviour", "sanction", "demerit"), ("positive", "achievement", "reward", "merit")
AT_AGE = ("expected", "at expected", "at", "above", "greater depth", "gds", "exs", "on track", "met", "age related",
          "working at", "exceeding", "expected standard")  # fmt: skip
BELOW_AGE = (
    "below",
    "working towards",
    "wts",
    "not met",
    "emerging",
    "not on track",
    "working below",
    "below expected",
)
MONTH = re.compile(r"(?:([a-z]{3,9})[ -]*(\d{4}|\d{2})|(\d{1,2})/(\d{4})|(\d{4})-(\d{1,2}))", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, repr=False)
class Said(Discreet):
    """An entry, the line it stands on, and by which numbers it says whose it is."""

    line: int
    upn: str
    admission: str
    entry: Entry


def read_series(kind: SeriesKind, data: bytes | str, today: date, told: Told = NOTHING_TOLD) -> Reading[Said]:
    """The entries of a file, each of a pupil by UPN or admission number. Attendance without a day is that of the school
    year up to `today`. Raises `UnreadableFile`."""
    table = read_table(data, COLUMNS[kind], told, MOST_LINES)
    reads = {SeriesKind.ATTENDANCE: _attended, SeriesKind.BEHAVIOUR: _behaved, SeriesKind.ATTAINMENT: _assessed,
             SeriesKind.SUSPENSIONS: _suspended}[kind]  # fmt: skip
    rows: list[Said] = []
    problems: list[LineFinding] = []
    for line in table.lines:
        upn = line.read("upn", _number, "")
        admission = line.read("admission", lambda cell: cells.words(cell, 40), "")
        if not upn and not admission and not line.problems:
            line.wrong("upn", "this is empty, so nobody knows whose line it is")
        entry = reads(line, today)
        if line.problems:
            problems.extend(line.problems)
            must_not_be_too_many(problems)
        else:
            rows.append(Said(line.number, upn, admission, entry))
    return Reading(tuple(rows), tuple(problems), understood=table.understood)


def nobody(line: int) -> LineFinding:
    """What is said of a line whose pupil is not on the list."""
    return LineFinding(line, "", "no pupil on the list has this number; import the pupils first")


def _number(cell: str) -> str:
    return "" if cell.casefold() in cells.NOTHING else cells.upn(cell)


def _past(today: date) -> Callable[[str], date]:
    def read(cell: str) -> date:
        found = _month(cell) or days.day(cell)
        if found > today:
            raise Bad("this is in the future")
        if today.year - found.year > 20:
            raise Bad("this is too long ago for a pupil of this school")
        return found

    return read


def _month(cell: str) -> date | None:
    """The first day of “Sep 2026”, “09/2026” or “2026-09”."""
    found = MONTH.fullmatch(cell.strip())
    if not found:
        return None
    word, year, number, of_year, iso_year, iso = found.groups()
    if word:
        return days.day(f"1 {word} {year}")
    month = int(number or iso)
    return date(int(of_year or iso_year), month, 1) if 1 <= month <= 12 and int(of_year or iso_year) > 1900 else None


def _figure(cell: str) -> float | None:
    text = cell.replace("−", "-").replace("+", "").strip()
    if cell.casefold() in cells.NOTHING:
        return None
    if not re.fullmatch(r"-?\d{1,5}(\.\d{1,4})?", text, re.ASCII):
        raise Bad("this is not a number")
    return float(text)


def _maybe(meaning: Callable[[str], T]) -> Callable[[str], T | None]:
    return lambda cell: None if cell.casefold() in cells.NOTHING else meaning(cell)


def _attended(line: Line, today: date) -> Entry:
    on = line.read("on", _maybe(_past(today)), None) if line.cells.get("on") else None
    until = line.read("until", _maybe(days.day), None)
    possible, present = (line.read(name, _figure, None) for name in ("possible", "present"))
    late = line.read("late", _figure, None)
    share: float | None
    if possible and present is not None:
        if not 0 <= present <= possible:
            line.wrong("present", "there are more sessions present than possible")
        share = round(100 * present / possible, 2)
    else:
        share = line.read("share", _share, None)
        if share is None and not line.problems:
            line.wrong("share", "there is neither a percentage here nor sessions possible and present")
    return Entry(on or today, until, share, late)


def _share(cell: str) -> float | None:
    if cells.may_be_a_share(cell):
        raise Bad("this may be a part of one or a percentage; write it with a % sign")
    return cells.percentage(cell)


def _behaved(line: Line, today: date) -> Entry:
    points = line.read("points", _figure, None)
    kind = plain(line.cells.get("type", ""))
    if points is not None and points > 0 and any(plain(word) in kind for word in NEGATIVE) and kind:
        points = -points
    what = "Negative" if any(word in kind for word in NEGATIVE) or (points or 0) < 0 else ""
    what = "Positive" if any(word in kind for word in POSITIVE) or (not what and (points or 0) > 0) else what
    words = line.read("words", lambda cell: cells.words(cells.needed(cell), 100), "")
    return Entry(line.read("on", _past(today), today), count=points, about=what, words=words)


def _assessed(line: Line, today: date) -> Entry:
    return Entry(
        line.read("on", _past(today), today),
        what=line.read("what", cells.needed, ""),
        about=line.read("about", cells.words, ""),
        words=line.read("words", lambda cell: cells.words(cells.needed(cell), 40), ""),
        scale=line.read("scale", lambda cell: cells.words(cell, 60), ""),
        expected=line.read("expected", _maybe(cells.yes_in_words(AT_AGE, BELOW_AGE)), None),
    )


def _suspended(line: Line, today: date) -> Entry:
    length, sessions = (line.read(name, _figure, None) for name in ("days", "sessions"))
    length = length if length is not None or sessions is None else sessions / 2  # two sessions are a day
    if length is None or not 0 < length <= 100:
        line.wrong("days" if "days" in line.headings else "sessions", "this is not a number of days; write 0.5 to 100")
    words = line.read("words", lambda cell: cells.words(cell, 100), "")
    until = line.read("until", _maybe(days.day), None)
    return Entry(line.read("on", _past(today), today), until, count=length, words=words)
