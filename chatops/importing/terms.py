"""Reading a school's term dates, as a list or a calendar: terms, breaks, INSET days and closures."""

import re
from collections.abc import Iterator
from datetime import date

from chatops.importing import cells, days
from chatops.importing.headings import NOTHING_TOLD, Column, Told
from chatops.importing.ical import Event, events_of, is_calendar
from chatops.importing.table import Bad, Line, LineFinding, Reading, must_not_be_too_many, read_table
from commands.domain.days.calendar import Span, TermDate
from commands.domain.words.names import searchable

COLUMNS = (
    Column("kind", ("Kind", "Type"), instead="name"),
    Column("name", ("Name", "Description", "Term", "Title", "Event", "Term name", "Summary"), required=False),
    Column(
        "first", ("First day", "Start", "Start date", "From", "Date", "Begins", "Starts", "Term start", "Date from")
    ),
    Column("last", ("Last day", "End", "End date", "To", "Until", "Ends", "Term end", "Date to"), required=False),
)
KINDS = {
    "term": Span.TERM,
    "break": Span.BREAK,
    "half-term": Span.BREAK,
    "half term": Span.BREAK,
    "holiday": Span.BREAK,
    "inset": Span.INSET,
    "inset day": Span.INSET,
    "training day": Span.INSET,
    "closure": Span.CLOSURE,
    "closed": Span.CLOSURE,
}
IN_WORDS: tuple[tuple[re.Pattern[str], Span], ...] = (
    (re.compile(r"\b(inset|training day|teacher training|staff training|pd day|non pupil day|staff day|baker day)"),
     Span.INSET),
    (re.compile(r"\b(closed|closure|polling)\b"), Span.CLOSURE),
    (re.compile(r"\bhalf ?term\b"), Span.BREAK),
    (re.compile(r"\b(holidays?|break|vacation|christmas|easter|bank holiday)\b"), Span.BREAK),
    (re.compile(r"\b(term|autumn|spring|summer|michaelmas|lent|trinity)\b"), Span.TERM),
)  # fmt: skip
"""What a name says of its kind, the surest first."""
LONGEST_HALF_TERM = 21
"""Days. What is called a half-term and is longer is one that is taught in: “Autumn Half Term 1”."""
BEGINS = re.compile(r"\b(starts?|begins?|first day|opens?|start of|beginning of)\b")
ENDS = re.compile(r"\b(ends?|finish(es)?|last day|closes|breaks? up|end of)\b")
PASSED_OVER = "says nothing of term dates; passed over"


def read_terms(data: bytes | str, today: date, told: Told = NOTHING_TOLD) -> Reading[TermDate]:
    """The term dates of a file; the school is left empty. A row without a last day is one day. Without a column for the
    kind of a row, its name says it. Of a calendar, what says nothing of term dates is passed over. Raises
    `UnreadableFile`.
    """
    calendar = is_calendar(data)
    table = None if calendar else read_table(data, COLUMNS, told)
    lines = _of_calendar(data) if table is None else table.lines
    rows: list[TermDate] = []
    problems: list[LineFinding] = []
    remarks: list[LineFinding] = []
    first: dict[tuple[Span, date], int] = {}
    for line in lines:
        if calendar and line.remarks:
            remarks.extend(line.remarks[: max(0, 20 - len(remarks))])
            continue
        row = _row(line, today)
        if not line.problems and (row.kind, row.first) in first:
            line.wrong("first", f"line {first[row.kind, row.first]} is of the same kind and begins on the same day")
        problems.extend(line.problems)
        must_not_be_too_many(problems)
        if not line.problems:
            first[row.kind, row.first] = line.number
            rows.append(row)
    fields = frozenset(column.name for column in COLUMNS) if table is None else table.columns
    return Reading(
        tuple(rows), tuple(problems), tuple(remarks), fields=fields, understood=table.understood if table else ()
    )


def _of_calendar(data: bytes | str) -> Iterator[Line]:
    """A line for each event. Where a term's first and last day are two events, they are one line."""
    opened: Event | None = None
    headings = {"name": "SUMMARY", "first": "DTSTART", "last": "DTEND"}
    for event in sorted(events_of(data), key=lambda event: (event.first or date.max, event.line)):
        words = searchable(event.words)
        line = Line(event.line, {"name": event.words[:100]}, headings)
        kind = _in_words(words, 1)
        if kind is None or (event.again and kind is not None):
            line.remark("name", PASSED_OVER if kind is None else "comes again and again; passed over")
        elif event.first is None or event.last is None:
            line.wrong("first", "this is not a day of a calendar")
        elif kind is Span.TERM and event.first == event.last and BEGINS.search(words):
            opened = event
            continue
        elif kind is Span.TERM and event.first == event.last and ENDS.search(words):
            if opened is None or opened.first is None:
                line.wrong("first", "a term ends here of which nothing says when it begins")
            else:
                name = re.sub(r"\s*\b(starts?|begins?|first day of|start of|beginning of)\b\s*", " ", opened.words,
                              flags=re.IGNORECASE).strip(" :-")  # fmt: skip
                yield _spans(line, name[:100], opened.first, event.first)
                opened = None
                continue
        else:
            line = _spans(line, event.words[:100], event.first, event.last)
        yield line
    if opened:
        line = Line(opened.line, {"name": opened.words[:100]}, headings)
        line.wrong("last", "a term begins here of which nothing says when it ends")
        yield line


def _spans(line: Line, name: str, first: date, last: date) -> Line:
    cells = {"name": name, "first": first.isoformat(), "last": last.isoformat()}
    return Line(line.number, cells, line.headings)


def _row(line: Line, today: date) -> TermDate:
    if line.problems:
        return TermDate("", Span.TERM, "", today, today)

    def day(cell: str) -> date:
        found = days.day(cell)
        if abs(found.year - today.year) > 5:
            raise Bad("this is more than five years away; check the year")
        return found

    first = line.read("first", day, today)
    last = line.read("last", lambda cell: day(cell) if cell else first, first)
    if last < first and not line.problems:
        line.wrong("last", "this is before the first day")
    kind = line.read("kind", _kind, Span.TERM) if "kind" in line.headings else _kind_by_name(line, first, last)
    return TermDate("", kind, line.read("name", cells.words, "") or kind.label, first, last)


def _kind(cell: str) -> Span:
    kind = KINDS.get(cell.casefold()) or _in_words(searchable(cell), 1)
    if kind is None:
        raise Bad(f"this is not a kind of row; write one of {', '.join(span.value for span in Span)}")
    return kind


def _kind_by_name(line: Line, first: date, last: date) -> Span:
    def read(cell: str) -> Span:
        kind = _in_words(searchable(cell), (last - first).days + 1)
        if kind is None:
            raise Bad("this does not say whether it is a term, a break, an INSET day or a closure; add a column “Kind”")
        return kind

    return line.read("name", read, Span.TERM)


def _in_words(words: str, length: int) -> Span | None:
    for pattern, kind in IN_WORDS:
        if pattern.search(words):
            return Span.TERM if "half" in words and kind is Span.BREAK and length > LONGEST_HALF_TERM else kind
    return None
