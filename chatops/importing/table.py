"""A school's file as a table: its encoding, its headings matched loosely, its lines with their numbers."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from chatops.formulas import unmarked
from commands.domain.discreet import Discreet

T = TypeVar("T")


class Unreadable(Exception):
    """The file cannot be used at all. The message is one sentence that says why and what to do."""


class Bad(Exception):
    """A cell that cannot be used. The message says why without repeating the cell, which may hold a name."""


@dataclass(frozen=True)
class Finding:
    """Something to tell about one line of the file. `column` is the heading as the file has it, "" for the line."""

    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}{', ' + self.column if self.column else ''}: {self.reason}"


@dataclass(frozen=True, repr=False)
class Reading(Discreet, Generic[T]):
    """What a file says. `rows` can go in; `problems` are why other lines cannot; `remarks` are about rows that can.

    `known` are the identities (UPNs, e-mails) of the lines that cannot go in but whose identity can be read: the
    people are in the file, so they have not left. `fields` are the attributes the file had a column for. `lines` are
    the lines the identities stand on. `former` are the addresses staff had before, by those on their lines.
    """

    rows: tuple[T, ...]
    problems: tuple[Finding, ...] = ()
    remarks: tuple[Finding, ...] = ()
    known: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    lines: Mapping[str, int] = field(default_factory=dict)
    former: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Column:
    """A column looked for: the names it goes by, the best first. One that is not `required` may be missing."""

    name: str
    headings: tuple[str, ...]
    required: bool = True


@dataclass(frozen=True, repr=False)
class Line(Discreet):
    """One line: its number in the file, and its cells by column name. Findings about it are gathered as it is read."""

    number: int
    cells: Mapping[str, str]
    headings: Mapping[str, str]
    problems: list[Finding] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)

    def read(self, name: str, meaning: Callable[[str], T], otherwise: T) -> T:
        """The cell of column `name` as `meaning` reads it; `otherwise` when it cannot, with the problem noted."""
        try:
            return meaning(self.cells.get(name, ""))
        except Bad as bad:
            self.wrong(name, str(bad))
            return otherwise

    def wrong(self, name: str, reason: str) -> None:
        self.problems.append(Finding(self.number, self.headings.get(name, ""), reason))

    def remark(self, name: str, reason: str) -> None:
        self.remarks.append(Finding(self.number, self.headings.get(name, ""), reason))


@dataclass(frozen=True, repr=False)
class Table(Discreet):
    """A file read as far as its cells: which columns it has, and its lines."""

    columns: frozenset[str]
    lines: tuple[Line, ...]


def read_table(data: bytes | str, columns: Sequence[Column]) -> Table:
    """The lines of a CSV file as `columns` call its cells.

    The separator is the comma, semicolon or tab that the headings use. Blank lines are passed over. Raises
    `Unreadable` when the file is not a CSV file, or lacks a required column.
    """
    text = data.removeprefix("\ufeff") if isinstance(data, str) else decoded(data)
    rows = list(_rows(text))
    if not rows:
        raise Unreadable("The file is empty. Export it again from your information system.")
    places = _places(rows[0][1], columns)
    if len(rows) == 1:
        raise Unreadable("The file has headings and no lines under them. Export it again.")
    headings = {name: rows[0][1][place].strip() for name, place in places.items()}
    lines = []
    for number, row in rows[1:]:
        cells = {
            name: unmarked(" ".join(row[place].split())) if place < len(row) else "" for name, place in places.items()
        }
        line = Line(number, cells, headings)
        if any(cell.strip() for cell in row[len(rows[0][1]) :]):
            line.wrong("", "there are more cells than headings; a comma inside a cell needs quotation marks around it")
        lines.append(line)
    return Table(frozenset(places), tuple(lines))


def decoded(data: bytes) -> str:
    """A file's text: UTF-8 with or without its mark, UTF-16 with its mark, or else Windows' Western code page."""
    if data[:4] == b"PK\x03\x04" or data[:4] == b"\xd0\xcf\x11\xe0":
        raise Unreadable("This is a spreadsheet, not a CSV file. Open it and save it as “CSV UTF-8”.")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not blank, with the number of the line it begins on."""
    first = text.lstrip().partition("\n")[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    begins = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                if any("\n" in cell or "\r" in cell for cell in row):
                    raise Unreadable(
                        f"Line {begins}: a quotation mark is opened and not closed. Export the file again."
                    )
                yield begins, row
            begins = reader.line_num + 1
    except csv.Error:
        raise Unreadable(f"Line {begins} cannot be read as CSV. Export the file again.") from None


def _places(headings: Sequence[str], columns: Sequence[Column]) -> dict[str, int]:
    """Where each column stands. Case, spaces and punctuation of headings do not matter.

    What is no known heading is never repeated: in a file without headings it is somebody's name.
    """
    seen = [_plain(heading) for heading in headings]
    places: dict[str, int] = {}
    for column in columns:
        for heading in column.headings:
            if seen.count(_plain(heading)) > 1:
                raise Unreadable(f"The heading “{heading}” stands twice. Remove the column that is not meant.")
            if _plain(heading) in seen:
                places[column.name] = seen.index(_plain(heading))
                break
    missing = [column.headings[0] for column in columns if column.required and column.name not in places]
    if missing:
        known = {_plain(heading) for column in columns for heading in column.headings}
        there = ", ".join(heading.strip() for heading in headings if _plain(heading) in known)
        if not there:
            wanted = ", ".join(column.headings[0] for column in columns if column.required)
            raise Unreadable(f"The first line does not look like headings. Those that are needed are: {wanted}.")
        raise Unreadable(
            f"The file has no column for {' or for '.join(missing)}. The headings known in its first line are: {there}."
        )
    return places


def _plain(heading: str) -> str:
    return "".join(c for c in heading.casefold() if c.isalnum())
