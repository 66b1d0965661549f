"""A table declared by the dataclass it keeps: words lie sealed unless it was said that they need not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import pytest
from sqlalchemy import Table

from commands.domain.needs import AreaOfNeed
from storage.declared import declared
from storage.tables import metadata


@dataclass(frozen=True)
class Kite:
    """Something of everything that is kept."""

    school_id: str
    reference: str
    pupil_id: str
    advised_by: str
    colour: str
    said: str
    lines: tuple[str, ...]
    areas: tuple[AreaOfNeed, ...]
    area: AreaOfNeed | None
    on: date
    at: datetime | None
    counts: Mapping[str, int]


@pytest.fixture
def kites() -> Iterator[Table]:
    table = declared("kites", Kite, "reference", "n", readable={"colour": 10}, indexes=(("on",),))
    yield table
    metadata.remove(table)


def test_what_a_field_is_says_how_it_lies_in_the_database(kites: Table) -> None:
    lie = {c.name: f"{c.type!r}{'?' if c.nullable else ''}" for c in kites.columns}
    assert lie == {
        "school_id": "String(length=40)",
        "reference": "String(length=12)",
        "n": "Integer()",
        "pupil_id": "String(length=40)",
        "advised_by": "Sealed()",
        "colour": "String(length=10)",
        "said": "Sealed()",
        "lines": "SealedStrings()",
        "areas": "SomeOf(length=200)",
        "area": "OneOf(length=40)?",
        "on": "Date()",
        "at": "UtcTime(timezone=True)?",
        "counts": "Mapped()",
    }


def test_its_key_and_its_indexes_begin_with_the_school(kites: Table) -> None:
    assert [c.name for c in kites.primary_key] == ["school_id", "reference", "n"]
    assert [[c.name for c in index.columns] for index in kites.indexes] == [["school_id", "on"]]


def test_a_field_that_lies_in_no_column_is_refused_at_start() -> None:
    @dataclass(frozen=True)
    class Odd:
        school_id: str
        reference: str
        what: complex

    with pytest.raises(TypeError, match="how a <class 'complex'> lies in a column"):
        declared("odd", Odd, "reference")
