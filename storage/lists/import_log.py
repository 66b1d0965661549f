"""What each import changed, row by row and sealed, so that it can be taken back for a day; and a school's words."""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Column, Index, Integer, String, Table, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.privacy.discreet import Discreet
from storage.one_school import reading, removing
from storage.tables import metadata, of_school
from storage.types import OneOf, Sealed, SealedStrings, SomeOf, Strings, UtcTime

A_DAY = timedelta(days=1)
"""How long an import can be taken back; what it changed is forgotten after that, at the next one."""
BATCH = 500

imports_done = Table(
    "imports_done",
    metadata,
    of_school(),
    Column("id", String(40), primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("taken_back_at", UtcTime),
    Index(None, "school_id", "at"),
)

import_rows = Table(
    "import_rows",
    metadata,
    of_school(),
    Column("import_id", String(40), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("pupil_id", String(40), nullable=False),  # "" for what is about no pupil
    Column("of", String(40), nullable=False),  # the name of the table
    Column("held", Sealed, nullable=False),  # the row before and after, as JSON; null where there was none
    Index(None, "school_id", "pupil_id"),
)

import_words = Table(
    "import_words",
    metadata,
    of_school(),
    Column("kind", String(40), primary_key=True),
    Column("theirs", String(120), primary_key=True),
    Column("ours", String(60), nullable=False),
)

Row = Mapping[str, Any]


@dataclass(frozen=True, repr=False)
class Change(Discreet):
    """A row of a table before an import and after it; None where there was none."""

    of: Table
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def pupil_id(self) -> str:
        row = self.after or self.before or {}
        return str(row.get("id" if self.of.name == "pupils" else "pupil_id", "") or "")


@dataclass(repr=False)
class Changes(Discreet):
    """What one import changes, gathered as it writes."""

    made: list[Change] = field(default_factory=list)

    def add(self, table: Table, before: Row | None, after: Row | None) -> None:
        self.made.append(Change(table, dict(before) if before else None, dict(after) if after else None))

    async def write(self, connection: AsyncConnection, school_id: str, kind: str, at: datetime) -> str:
        """Keeps them under a new id, and forgets those of imports that cannot be taken back any more. Gives the id, or
        "" when nothing changed."""
        old = reading(imports_done, school_id, imports_done.c.id).where(imports_done.c.at < at - A_DAY)
        await connection.execute(removing(import_rows, school_id).where(import_rows.c.import_id.in_(old)))
        if not self.made:
            return ""
        count = await connection.scalar(reading(imports_done, school_id, func.count())) or 0
        id = f"I{count:08}-{secrets.token_hex(4)}"  # they sort in the order they were made, also within one moment
        await connection.execute(
            insert(imports_done).values(school_id=school_id, id=id, kind=kind, at=at, taken_back_at=None)
        )
        for first in range(0, len(self.made), BATCH):
            some = enumerate(self.made[first : first + BATCH], start=first)
            rows = [
                {
                    "school_id": school_id,
                    "import_id": id,
                    "n": n,
                    "pupil_id": change.pupil_id,
                    "of": change.of.name,
                    "held": json.dumps([_written(change.before), _written(change.after)], ensure_ascii=False),
                }
                for n, change in some
            ]
            await connection.execute(insert(import_rows), rows)
        return id


async def changes_of(connection: AsyncConnection, school_id: str, import_id: str) -> list[Change]:
    """What an import changed, the last first."""
    wanted = reading(import_rows, school_id).where(import_rows.c.import_id == import_id)
    rows = await connection.execute(wanted.order_by(import_rows.c.n.desc()))
    found = []
    for row in rows.mappings():
        table = metadata.tables[row["of"]]
        before, after = json.loads(row["held"])
        found.append(Change(table, _read(table, before), _read(table, after)))
    return found


async def words_of(connection: AsyncConnection, school_id: str, kind: str) -> dict[str, str]:
    """What a school has said its words mean in lists of a kind."""
    t = import_words.c
    rows = await connection.execute(reading(import_words, school_id, t.theirs, t.ours).where(t.kind == kind))
    return {row.theirs: row.ours for row in rows}


async def keep_words(connection: AsyncConnection, school_id: str, kind: str, words: Mapping[str, str]) -> None:
    """Keeps what it says now; what it said of the same words before is replaced."""
    t = import_words.c
    for theirs, ours in words.items():
        await connection.execute(removing(import_words, school_id).where(t.kind == kind, t.theirs == theirs))
        await connection.execute(insert(import_words).values(school_id=school_id, kind=kind, theirs=theirs, ours=ours))


def same(table: Table, one: Row, other: Row) -> bool:
    """Whether two rows say the same."""
    return all(one[column.name] == other[column.name] for column in table.columns)


def key_of(table: Table, row: Row) -> list[Any]:
    """What finds a row."""
    return [column == row[column.name] for column in table.primary_key.columns]


async def now_in(connection: AsyncConnection, change: Change) -> Row | None:
    """The row as it is now."""
    row = change.after or change.before
    assert row is not None  # noqa: S101 - a change is of a row
    found = await connection.execute(select(change.of).where(*key_of(change.of, row)))
    row_now = found.mappings().first()
    return dict(row_now) if row_now else None


def _written(row: Row | None) -> dict[str, Any] | None:
    return {name: _plain(value) for name, value in row.items()} if row else None


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return getattr(value, "value", value)


def _read(table: Table, row: Iterable[Any] | None) -> dict[str, Any] | None:
    return row and {name: _typed(table.c[name].type, value) for name, value in dict(row).items()}  # type: ignore[return-value]


def _typed(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, OneOf):
        return next(member for member in kind.of if member.value == value)
    if isinstance(kind, SomeOf):
        return tuple(member for member in kind.of if member.value in value)
    if isinstance(kind, Strings | SealedStrings):
        return tuple(value)
    if isinstance(kind, UtcTime):
        return datetime.fromisoformat(value)
    python = getattr(kind, "python_type", str)
    return date.fromisoformat(value) if python is date else value
