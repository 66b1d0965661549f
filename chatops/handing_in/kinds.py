"""The kinds of list that can be handed in: how each is read, tried, written, and which of its values may be shown."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from chatops.importing import pupil_words, pupils, staff, terms
from chatops.importing.headings import Column, Told
from chatops.importing.table import Reading
from storage.lists.imports import Imports
from storage.lists.list_plans import Counts

LEFT, PART = "left", "part"
"""What is answered when many would leave: that they have left; that the file is of some pupils alone."""
Read = Callable[[bytes, date, Told], Reading[Any]]
Write = Callable[[Imports, Reading[Any], date, str], Awaitable[Counts]]


@dataclass(frozen=True)
class Kind:
    """One kind. `shown` are the columns whose values tell of nobody, as read: codes of ours. `in_part`: a file may be
    of some alone. `gone` is what is said of those that the file no longer has."""

    name: str
    title: str
    columns: Sequence[Column]
    read: Read
    write: Write
    shown: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)
    in_part: bool = False
    gone: str = "left"


def _pupils(imports: Imports, reading: Reading[Any], today: date, leavers: str) -> Awaitable[Counts]:
    return imports.pupils(
        reading.rows,
        fields=reading.fields,
        today=today,
        known=reading.known,
        allow_leavers=leavers == LEFT,
        part=leavers == PART or reading.of_some or bool(reading.unknown),
        own_fields=reading.own_fields,
    )


def _staff(imports: Imports, reading: Reading[Any], today: date, leavers: str) -> Awaitable[Counts]:
    return imports.staff(
        reading.rows,
        fields=reading.fields,
        known=reading.known,
        allow_leavers=leavers == LEFT,
        former=reading.former,
    )


def _terms(imports: Imports, reading: Reading[Any], today: date, leavers: str) -> Awaitable[Counts]:
    return imports.terms(reading.rows)


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "pupils",
            "Pupils",
            pupil_words.COLUMNS,
            pupils.read_pupils,
            _pupils,
            {
                "year": lambda pupil: str(pupil.year),
                "provision": lambda pupil: str(pupil.provision.label),
                "primary_need": lambda pupil: str(pupil.primary_need),
                "secondary_need": lambda pupil: str(pupil.secondary_need),
            },
            in_part=True,
        ),
        Kind(
            "staff",
            "Staff",
            staff.COLUMNS,
            lambda data, today, told: staff.read_staff(data, told),
            _staff,
            {"role": lambda person: str(person.role.label)},
        ),
        Kind("terms", "Term dates", terms.COLUMNS, terms.read_terms, _terms, gone="taken away"),
    )
}
