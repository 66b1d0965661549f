"""A school's file as a table: its headings matched loosely, its lines with their numbers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Generic, TypeVar

from chatops.formulas import unmarked
from chatops.importing.text import UnreadableFile, rows_of
from commands.domain.privacy.discreet import Discreet

T = TypeVar("T")
MOST_PROBLEMS = 2_000
"""Findings kept of one file: a terminal full of them helps nobody."""


class Bad(Exception):
    """A cell that cannot be used. The message says why without repeating the cell, which may hold a name."""


@dataclass(frozen=True, slots=True)
class LineFinding:
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
    problems: tuple[LineFinding, ...] = ()
    remarks: tuple[LineFinding, ...] = ()
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
    problems: list[LineFinding] = field(default_factory=list)
    remarks: list[LineFinding] = field(default_factory=list)

    def read(self, name: str, meaning: Callable[[str], T], otherwise: T) -> T:
        """The cell of column `name` as `meaning` reads it; `otherwise` when it cannot, with the problem noted."""
        try:
            return meaning(self.cells.get(name, ""))
        except Bad as bad:
            self.wrong(name, str(bad))
            return otherwise

    def wrong(self, name: str, reason: str) -> None:
        self.problems.append(LineFinding(self.number, self.headings.get(name, ""), reason))

    def remark(self, name: str, reason: str) -> None:
        self.remarks.append(LineFinding(self.number, self.headings.get(name, ""), reason))


@dataclass(frozen=True, repr=False)
class Table(Discreet):
    """A file read as far as its cells: which columns it has, and its lines, to be gone through once."""

    columns: frozenset[str]
    lines: Iterator[Line]


def read_table(data: bytes | str, columns: Sequence[Column]) -> Table:
    """The lines of a CSV file as `columns` call its cells.

    The separator is the comma, semicolon or tab that the headings use. Blank lines are passed over. Raises
    `Unreadable` when the file is not a CSV file, is bigger than a list of one school, or lacks a required column; of
    what stands further down in it, while its lines are read.
    """
    rows = rows_of(data)
    _, top = next(rows, (0, []))
    if not top:
        raise UnreadableFile("The file is empty. Export it again from your information system.")
    places = _places(top, columns)
    second = next(rows, None)
    if second is None:
        raise UnreadableFile("The file has headings and no lines under them. Export it again.")
    headings = {name: top[place].strip() for name, place in places.items()}

    def lines() -> Iterator[Line]:
        for number, row in chain((second,), rows):
            cells = {
                name: unmarked(" ".join(row[place].split())) if place < len(row) else ""
                for name, place in places.items()
            }
            line = Line(number, cells, headings)
            if any(cell.strip() for cell in row[len(top) :]):
                line.wrong(
                    "", "there are more cells than headings; a comma inside a cell needs quotation marks around it"
                )
            yield line

    return Table(frozenset(places), lines())


def must_not_be_too_many(problems: Sequence[LineFinding]) -> None:
    """Raises `Unreadable` when so much is wrong with a file that it is another one than was meant."""
    if len(problems) > MOST_PROBLEMS:
        raise UnreadableFile(
            f"More than {MOST_PROBLEMS:,} things in the file cannot be used, first of all {problems[0]}. "
            "Is it the right file? Put the export right and import it again."
        )


def _places(headings: Sequence[str], columns: Sequence[Column]) -> dict[str, int]:
    """Where each column stands. Case, spaces and punctuation of headings do not matter.

    What is no known heading is never repeated: in a file without headings it is somebody's name.
    """
    seen = [_plain(heading) for heading in headings]
    places: dict[str, int] = {}
    for column in columns:
        for heading in column.headings:
            if seen.count(_plain(heading)) > 1:
                raise UnreadableFile(f"The heading “{heading}” stands twice. Remove the column that is not meant.")
            if _plain(heading) in seen:
                places[column.name] = seen.index(_plain(heading))
                break
    missing = [column.headings[0] for column in columns if column.required and column.name not in places]
    if missing:
        known = {_plain(heading) for column in columns for heading in column.headings}
        there = ", ".join(heading.strip() for heading in headings if _plain(heading) in known)
        if not there:
            wanted = ", ".join(column.headings[0] for column in columns if column.required)
            raise UnreadableFile(f"The first line does not look like headings. Those that are needed are: {wanted}.")
        raise UnreadableFile(
            f"The file has no column for {' or for '.join(missing)}. The headings known in its first line are: {there}."
        )
    return places


def _plain(heading: str) -> str:
    return "".join(c for c in heading.casefold() if c.isalnum())
