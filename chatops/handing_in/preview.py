"""What a list would do, as it is shown before it is written: of people the kinds of words, of codes examples."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from chatops.handing_in.kinds import Kind
from chatops.importing.headings import Column, Told, headed, plain
from chatops.importing.table import LineFinding, Reading
from chatops.importing.text import UnreadableFile
from chatops.importing.words import IGNORED
from commands.domain.privacy.discreet import Discreet
from storage.lists.list_plans import Counts

EXAMPLES = 3
FINDINGS = 50
"""Lines told of; an export with more is put right as a whole."""
KNOWN = 2
"""Headings that must be known before the others are shown: a file without headings begins with somebody's name."""


@dataclass(frozen=True, repr=False)
class Heading(Discreet):
    """A heading of the file: what it is taken for, in our name of the column ("-" for nothing), and what is below."""

    called: str
    column: str
    below: str


@dataclass(frozen=True, repr=False)
class Preview(Discreet):
    """A list as it would go in. Without `counts` it cannot yet: `trouble` says why. `asks` is the question when many
    would leave; `note` what has changed since it was last shown. `fixed`: its headings mean what they mean to all."""

    kind: Kind
    headings: Sequence[Heading] = ()
    counts: Counts | None = None
    trouble: str = ""
    asks: str = ""
    leavers: str = ""
    refused: Sequence[LineFinding] = ()
    remarks: Sequence[LineFinding] = ()
    stayed: int = 0
    note: str = ""
    fixed: bool = False

    @property
    def lines_refused(self) -> int:
        return len({finding.line for finding in self.refused})

    @property
    def counted(self) -> str:
        """The counts in a line."""
        counts = self.counts or Counts()
        words = [f"{counts.new} new", f"{counts.changed} changed", f"{counts.unchanged} unchanged"]
        words += [f"{counts.left} {self.kind.gone}", f"{counts.returned} back"][: 1 if self.kind.name == "terms" else 2]
        return ", ".join((*words, *([f"{counts.clashes} for the SENCO to decide"] if counts.clashes else [])))


def headings_of(kind: Kind, reading: Reading[Any]) -> list[Heading]:
    """Each heading with what it was taken for. What a cell says is shown as read, and only where that is a code."""
    names = {column.label: column.name for column in kind.columns}
    return [
        Heading(
            one.heading, names.get(one.column, IGNORED), _below(kind, names.get(one.column, ""), one.examples, reading)
        )
        for one in reading.understood
        if one.heading
        for column in (names.get(one.column, one.column.replace(" ", "_") or IGNORED),)
    ]


def headings_alone(kind: Kind, data: bytes, told: Told) -> list[Heading]:
    """The headings of a file that lacks a column we need, so that one of them can be said to be it. None where it is
    not certain that they are headings."""
    columns = [Column(one.name, one.headings, required=False, many=one.many) for one in kind.columns]
    try:
        found = headed(data, columns, told)
    except UnreadableFile:
        return []
    means = {place: name for name, places in found.places.items() for place in places}
    if len(means) < KNOWN:
        return []
    return [
        Heading(" ".join(heading.split()), means.get(n, IGNORED), "")
        for n, heading in enumerate(found.headings)
        if plain(heading)
    ]


def without_cells(findings: Sequence[LineFinding]) -> list[LineFinding]:
    """The findings by line, as many as are told of."""
    return sorted(findings, key=lambda finding: finding.line)[:FINDINGS]


def _below(kind: Kind, column: str, examples: Sequence[str], reading: Reading[Any]) -> str:
    if not examples:
        return "empty"
    if of := kind.shown.get(column):
        values: Mapping[str, None] = dict.fromkeys(filter(None, map(of, reading.rows)))
        return ", ".join(islice(values, EXAMPLES)) or "nothing that can be read"
    return _shape(examples)


def _shape(cells: Sequence[str]) -> str:
    """What kind of words stand there, and none of them."""
    text = "".join(cells)
    digits, letters = any(c.isdigit() for c in text), any(c.isalpha() for c in text)
    if "@" in text:
        return "e-mail addresses"
    if digits and not letters:
        return "dates" if any(c in "/-." for c in text) else "numbers"
    return "letters and digits" if digits else "words"
