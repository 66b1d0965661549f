"""Reading a school's term dates: terms, breaks, INSET days and closures."""

from datetime import date

from chatops.importing import cells
from chatops.importing.table import Bad, Column, Line, LineFinding, Reading, must_not_be_too_many, read_table
from commands.domain.days.calendar import Span, TermDate

COLUMNS = (
    Column("kind", ("Kind", "Type")),
    Column("name", ("Name", "Description", "Term"), required=False),
    Column("first", ("First day", "Start", "Start date", "From", "Date")),
    Column("last", ("Last day", "End", "End date", "To", "Until"), required=False),
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


def read_terms(data: bytes | str, today: date) -> Reading[TermDate]:
    """The term dates of a file; the school is left empty. A row without a last day is one day. Raises `Unreadable`."""
    table = read_table(data, COLUMNS)
    rows: list[TermDate] = []
    problems: list[LineFinding] = []
    first: dict[tuple[Span, date], int] = {}
    for line in table.lines:
        row = _row(line, today)
        if not line.problems and (row.kind, row.first) in first:
            line.wrong("first", f"line {first[row.kind, row.first]} is of the same kind and begins on the same day")
        problems.extend(line.problems)
        must_not_be_too_many(problems)
        if not line.problems:
            first[row.kind, row.first] = line.number
            rows.append(row)
    return Reading(tuple(rows), tuple(problems), fields=table.columns)


def _row(line: Line, today: date) -> TermDate:
    def day(cell: str) -> date:
        found = cells.day(cell)
        if abs(found.year - today.year) > 5:
            raise Bad("this is more than five years away; check the year")
        return found

    first = line.read("first", day, today)
    last = line.read("last", lambda cell: day(cell) if cell else first, first)
    if last < first and not line.problems:
        line.wrong("last", "this is before the first day")
    kind = line.read("kind", _kind, Span.TERM)
    return TermDate("", kind, line.read("name", cells.words, "") or kind.label, first, last)


def _kind(cell: str) -> Span:
    if cell.casefold() not in KINDS:
        raise Bad(f"this is not a kind of row; write one of {', '.join(span.value for span in Span)}")
    return KINDS[cell.casefold()]
