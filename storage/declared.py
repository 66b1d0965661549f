"""A table declared by the dataclass it keeps: what a field is says how it lies there, and words lie sealed unless said.

So a field is written once. Review has one thing to look at: which words may lie readable, and how long they may be.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime, time
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from sqlalchemy import Boolean, Column, Date, Float, Index, Integer, String, Table, Time
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeEngine

from storage.tables import metadata, of_school
from storage.types import Mapped, OneOf, Sealed, SealedStrings, SomeOf, UtcTime

REFERENCES = ("reference", "referral", "cycle", "about")
"""Fields that hold a reference."""
IDS = (
    *("pupil_id", "person_id", "id", "lead", "by", "begun_by", "booked_by", "changed_by", "closed_by", "decided_by"),
    *("done_by", "logged_by", "made_by", "raised_by", "recorded_by", "set_by", "settled_by", "started_by", "taken_by"),
    *("taken_back_by", "undone_by", "written_by"),
)
"""Fields that hold the identifier of a pupil or of a member of staff. Who `advised`, `answered` or `delivered`
something is written in words, and so not of these."""
KNOWN = {**dict.fromkeys(REFERENCES, 12), **dict.fromkeys(IDS, 40), "ruleset": 60}
PLAIN: Mapping[Any, type[TypeEngine[Any]]] = {
    bool: Boolean,
    date: Date,
    datetime: UtcTime,
    float: Float,
    int: Integer,
    time: Time,
}


def declared(
    name: str,
    kept: type[Any],
    *key: str,
    readable: Mapping[str, int] | None = None,
    indexes: Sequence[tuple[str, ...]] = (),
    beside: Sequence[SchemaItem] = (),
) -> Table:
    """The table in which dataclasses of the type `kept` lie, with `school_id` first in its key and in each index.

    `readable` are further words that lie open, with their longest length; all others are sealed. A column of the key
    that is no field is a number. `beside` is what is said in SQLAlchemy's own words. Raises `TypeError` for a field
    whose type lies in no column.
    """
    hints, lengths = get_type_hints(kept), {**KNOWN, **(readable or {})}
    names = [field.name for field in fields(kept) if field.name != "school_id"]
    columns: list[Column[Any]] = []
    for field in (*key, *(field for field in names if field not in key)):
        type_, optional = _without_none(hints.get(field, int))
        in_column = _in_column(type_, lengths.get(field))
        columns.append(Column(field, in_column, primary_key=field in key, nullable=optional))
    made = [Index(None, "school_id", *index) for index in indexes]
    return Table(name, metadata, of_school(), *columns, *made, *beside)


def _without_none(hint: Any) -> tuple[Any, bool]:
    """The type itself, and whether there may be none."""
    if get_origin(hint) in (Union, UnionType):
        [type_] = [arg for arg in get_args(hint) if arg is not NoneType]
        return type_, True
    return hint, False


def _in_column(type_: Any, length: int | None) -> TypeEngine[Any]:
    if type_ in PLAIN:
        return PLAIN[type_]()
    if type_ is str:
        return Sealed() if length is None else String(length)
    if isinstance(type_, type) and issubclass(type_, Enum):
        return OneOf(type_)  # type: ignore[arg-type]
    if get_origin(type_) is tuple:
        of = get_args(type_)[0]
        return SealedStrings() if of is str else SomeOf(of)
    if get_origin(type_) is Mapping:
        return Mapped()
    raise TypeError(f"nothing is said of how a {type_} lies in a column")
