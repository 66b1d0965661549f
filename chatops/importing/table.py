"""A school's file as a table: its headings matched loosely, its lines with their numbers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Generic, TypeVar

from chatops.formulas import unmarked
from chatops.importing.headings import NOTHING_TOLD, Column, Told, headed
from chatops.importing.text import MOST_LINES, TOO_MANY, UnreadableFile, as_bytes, ends_within_a_line
from chatops.importing.workbook import is_workbook
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
    `understood` says of each heading what it was taken for. `unknown` counts lines of which it cannot be read who is
    meant. `of_some`: the file is of some people alone, and says of each, by the identity, only `own_fields`.
    """

    rows: tuple[T, ...]
    problems: tuple[LineFinding, ...] = ()
    remarks: tuple[LineFinding, ...] = ()
    known: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    lines: Mapping[str, int] = field(default_factory=dict)
    former: Mapping[str, str] = field(default_factory=dict)
    understood: Sequence["Understood"] = ()
    unknown: int = 0
    of_some: bool = False
    own_fields: Mapping[str, frozenset[str]] = field(default_factory=dict)


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
class Understood(Discreet):
    """One heading of a file: the column it is taken for, "" for none, and up to three different cells below it."""

    heading: str
    column: str
    examples: list[str]


@dataclass(frozen=True, repr=False)
class Table(Discreet):
    """A file read as far as its cells: which columns it has, and its lines, to be gone through once. `understood` fills
    as they are. `of_some`: it is of some people alone, and a line says only what it has a cell for."""

    columns: frozenset[str]
    lines: Iterator[Line]
    understood: Sequence[Understood]
    of_some: bool = False


SHORT = "there are fewer cells than headings, so the line may have been cut off; export the file again"
LONG = "there are more cells than headings; a comma inside a cell needs quotation marks around it"
BROKEN_OFF = (
    "The file breaks off in line {number}, which has fewer cells than there are headings. Nothing was taken from it. "
    "Export it again."
)
CUT = (
    "the file ends within this line, after an empty cell, so it may have been cut off; export it again, or end the line"
)
DEAR = ("provision",)
"""Columns in which nothing, where something was cut off, would take a pupil off the register: such a line is not used.
Elsewhere many files simply end so, and it is only remarked on."""
EXAMPLES = 3


def read_table(
    data: bytes | str, columns: Sequence[Column], told: Told = NOTHING_TOLD, most: int = MOST_LINES
) -> Table:
    """The lines of a CSV file or a workbook as `columns` call its cells; `told` says what its headings mean.

    Blank lines are passed over, and so is what stands above the headings. Raises `UnreadableFile` when the file
    is neither,
    is bigger than a list of one school, breaks off, or lacks a required column; of what stands further down in it,
    while its lines are read.
    """
    found = headed(data, columns, told)
    labels = {column.name: column.label for column in columns}
    means = {place: name for name, places in found.places.items() for place in places}
    top = [" ".join(heading.split()) for heading in found.headings]
    width = max((n for n, heading in enumerate(top, start=1) if heading), default=0)
    headings = {name: ", ".join(dict.fromkeys(top[place] for place in at)) for name, at in found.places.items()}
    understood = [Understood(heading, labels.get(means.get(n, ""), ""), []) for n, heading in enumerate(top)]
    is_text = not is_workbook(as_bytes(data))
    cut = is_text and ends_within_a_line(data)

    def lines() -> Iterator[Line]:
        pending = None
        for count, (number, row) in enumerate(chain(found.rows, ((0, None),)), start=1):
            if pending:
                yield line_of(*pending, is_last=row is None)
            if row is not None and count > most:
                raise UnreadableFile(TOO_MANY.format(most=most))
            pending = (number, row) if row is not None else None

    def line_of(number: int, row: list[str], *, is_last: bool) -> Line:
        cells = {
            name: "; ".join(filter(None, (_cell(row, place) for place in places)))
            for name, places in found.places.items()
        }
        line = Line(number, cells, headings)
        if any(cell.strip() for cell in row[len(top) :]):
            line.wrong("", LONG)
        elif is_text and len(row) < width:
            if is_last and cut:
                raise UnreadableFile(BROKEN_OFF.format(number=number))
            line.wrong("", SHORT)
        elif is_last and cut and len(row) == len(top) and not row[-1] and means.get(len(top) - 1):
            last = means[len(top) - 1]
            (line.wrong if last in DEAR else line.remark)(last, CUT)
        for place, one in enumerate(understood):
            if len(one.examples) < EXAMPLES and (cell := _cell(row, place)) and cell not in one.examples:
                one.examples.append(cell)
        return line

    return Table(frozenset(found.places), lines(), understood)


def _cell(row: Sequence[str], place: int) -> str:
    """A cell without spaces around it, without the marks of a formula that only says it is text (="0042")."""
    cell = unmarked(" ".join(row[place].split())) if place < len(row) else ""
    return cell[2:-1] if len(cell) > 2 and cell.startswith('="') and cell.endswith('"') else cell


def must_not_be_too_many(problems: Sequence[LineFinding]) -> None:
    """Raises `UnreadableFile` when so much is wrong with a file that it is another one than was meant."""
    if len(problems) > MOST_PROBLEMS:
        raise UnreadableFile(
            f"More than {MOST_PROBLEMS:,} things in the file cannot be used, first of all {problems[0]}. "
            "Is it the right file? Put the export right and import it again."
        )
