"""A word of its own in every column of every table that can hold something about a pupil: for tests of their rights."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Boolean, Column, Date, Float, Integer, Table, Time, insert

from commands.kit import Card, Prose, Reply
from storage.database import Database
from storage.delivery.codec import card_text, reply_text
from storage.rights.about_pupil import REFERS, Belongs, belongs
from storage.tables import metadata, pupils
from storage.types import Mapped, OneOf, SealedStrings, SomeOf, Strings, UtcTime

NOW = datetime(2026, 9, 14, 7, tzinfo=UTC)
REFERENCE = "C-2ZQ2Z"
OF_KEYS = ("id", "school_id", "pupil_id", "sought", *REFERS)
"""Columns that say whose a row is."""


async def written_everywhere(database: Database, school_id: str, pupil_id: str) -> Mapping[str, str]:
    """A row of the pupil's in every such table; gives each planted word, by the column it stands in."""
    planted: dict[str, str] = {}
    async with database.writing() as connection:
        for table in metadata.sorted_tables:
            if belongs(table) is not Belongs.NOBODYS and table is not pupils:
                row = {c.name: _value(table, c, pupil_id, planted) for c in table.columns}
                await connection.execute(insert(table).values({**row, "school_id": school_id}))
    return planted


def _value(table: Table, column: Column[Any], pupil_id: str, planted: dict[str, str]) -> Any:
    kind, name = column.type, column.name
    if name in OF_KEYS:
        return {"pupil_id": pupil_id, "id": f"n-{pupil_id}"}.get(name, REFERENCE)
    if isinstance(kind, OneOf):
        return next(iter(kind.of))
    if isinstance(kind, SomeOf):
        return (next(iter(kind.of)),)
    for of, value in (
        (UtcTime, NOW), (Boolean, True), (Integer, 77), (Float, 1.5), (Date, date(2026, 9, 14)), (Time, time(8)),
        (Mapped, {"channel": "D1"}),
    ):  # fmt: skip
        if isinstance(kind, of):
            return value
    length = getattr(kind, "length", None) or 100
    word = f"zq{len(planted)}z" if length > 5 else "z~q"
    planted[str(column)] = word
    if name == "card":
        return card_text(Card(word, (Prose(f"About {REFERENCE}."),)))
    if name == "reply":
        return reply_text(Reply(f"{word} about {REFERENCE}."))
    if table.name in ("asks", "notices", "ticks", "snoozes") and name in ("about", "subject", "key"):
        return f"{REFERENCE} {word}"
    return (word,) if isinstance(kind, Strings | SealedStrings) else word
