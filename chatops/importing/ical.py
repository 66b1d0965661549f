"""An iCalendar file (RFC 5545) as rows of term dates: each event's words, its first day and its last."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from chatops.importing.text import LONGEST_CELL, MOST_LINES, TOO_MANY, UnreadableFile, as_bytes
from commands.domain.days.calendar import LONDON

STAMP = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z?))?", re.ASCII)
ESCAPED = {"\\n": " ", "\\N": " ", "\\,": ",", "\\;": ";", "\\\\": "\\"}


@dataclass(frozen=True)
class Event:
    """One event: the line it begins on, its words, its first and last day (None where they cannot be read), whether it
    comes again."""

    line: int
    words: str
    first: date | None
    last: date | None
    again: bool


def is_calendar(data: bytes | str) -> bool:
    return as_bytes(data)[:200].lstrip(b"\xef\xbb\xbf \r\n").upper().startswith(b"BEGIN:VCALENDAR")


def events_of(data: bytes | str) -> Iterator[Event]:
    """Every event, in the order of the file. Raises `UnreadableFile` for a file that breaks off."""
    found: dict[str, tuple[str, str]] | None = None
    begins, ended = 0, False
    for number, line in _unfolded(as_bytes(data).decode("utf-8-sig", "replace")):
        name, _, value = line.partition(":")
        name, *parameters = name.split(";")
        name, value = name.upper().strip(), value.strip()
        if (name, value.upper()) == ("BEGIN", "VEVENT"):
            found, begins = {}, number
        elif (name, value.upper()) == ("END", "VEVENT") and found is not None:
            yield _event(begins, found)
            found = None
        elif (name, value.upper()) == ("END", "VCALENDAR"):
            ended = True
        elif found is not None:
            found.setdefault(name, (";".join(parameters).upper(), value))
    if not ended:
        raise UnreadableFile("The calendar breaks off before its end. Nothing was taken from it. Export it again.")


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """A line that begins with a space goes on with the one before."""
    begins, whole = 0, ""
    for number, line in enumerate(text.splitlines(), start=1):
        if number > 10 * MOST_LINES:
            raise UnreadableFile(TOO_MANY.format(most=10 * MOST_LINES))
        if line[:1] in (" ", "\t"):
            whole += line[1:] if len(whole) < LONGEST_CELL else ""
            continue
        if whole:
            yield begins, whole
        begins, whole = number, line
    if whole:
        yield begins, whole


def _event(line: int, found: dict[str, tuple[str, str]]) -> Event:
    words = re.sub(r"\\[nN,;\\]", lambda one: ESCAPED[one[0]], found.get("SUMMARY", ("", ""))[1])
    first, _ = _day(*found.get("DTSTART", ("", "")))
    until, at_midnight = _day(*found.get("DTEND", ("", "")))
    if until is None:
        until = first
    elif at_midnight and first and until > first:
        until -= timedelta(days=1)  # the end of a whole day is the day after
    return Event(line, " ".join(words.split()), first, until, "RRULE" in found)


def _day(parameters: str, value: str) -> tuple[date | None, bool]:
    """The day, in London, and whether it begins there and then."""
    stamp = STAMP.fullmatch(value)
    if not stamp:
        return None, False
    year, month, of_month, hour, minute, second, utc = stamp.groups()
    try:
        if hour is None:
            return date(int(year), int(month), int(of_month)), True
        at = datetime(int(year), int(month), int(of_month), int(hour), int(minute), int(second or 0), tzinfo=UTC)
    except ValueError:
        return None, False
    try:
        at = at.astimezone(LONDON) if utc else at
    except OverflowError:
        return None, False
    return at.date(), (at.hour, at.minute) == (0, 0)
