"""One kind of thing that is kept: its type, its table, and how a thing is read from its row and written to it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from enum import Enum
from functools import cached_property
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Table, bindparam, func
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.kit import Overtaken
from storage.one_school import changing, reading, removing

T = TypeVar("T")


class Way(Enum):
    """How a thing is saved."""

    VERSIONED = "It counts its changes in `version`, and 0 is new; whoever has read an older one is overtaken."
    NUMBERED = "It is added as the next, by `n`, of those with its key; of two at one moment the second is overtaken."
    ONCE = "It is added and stays as it is; whoever would add another with its key is overtaken."
    LATEST = "It takes the place of the one with its key: the latest word stands."
    OWN = "Its part, or an import, writes it in a way of its own."


async def add(connection: AsyncConnection, table: Table, values: Mapping[str, Any]) -> None:
    """Adds a row. Raises `Overtaken` when there is one with its key: of two asks at the same moment, the second."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    added = await connection.scalar(
        dialect.insert(table).values(dict(values)).on_conflict_do_nothing().returning(table.c.school_id)
    )
    if added is None:
        raise Overtaken


@dataclass(frozen=True, eq=False)
class Kept(Generic[T]):
    """A kind of thing: dataclasses of a type, whose fields are columns of the table.

    `letter` begins the references of its things. `of` is the kind on whose reference its things hang, where they name
    no pupil themselves. `order` are the columns by which they are read; without it, those of the table's key.
    """

    type: type[T]
    table: Table
    way: Way
    letter: str = ""
    of: "Kept[Any] | None" = None
    order: tuple[str, ...] = ()

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The columns that tell a thing from others of its school; of a numbered one, those of its like."""
        numbered = {"n"} if self.way is Way.NUMBERED else set()
        return tuple(c.name for c in self.table.primary_key if c.name not in {"school_id", *numbered})

    @property
    def hangs_on(self) -> ColumnElement[str]:
        """Where the reference stands on which its things hang: what its key begins with."""
        return self.table.c[self.key[0]]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What the fields of its type are called."""
        return tuple(field.name for field in fields(self.type))  # type: ignore[arg-type]

    @cached_property
    def columns(self) -> Sequence[ColumnElement[Any]]:
        """Those of the table that are fields of the type: one that serves the database alone is left out."""
        return [self.table.c[name] for name in self.names]

    @cached_property
    def in_order(self) -> Sequence[ColumnElement[Any]]:
        return [self.table.c[name] for name in self.order or (c.name for c in self.table.primary_key)]

    def read(self, row: Mapping[Any, Any]) -> T:
        """A row as the inside knows it. There may be more in the row."""
        return self.type(**{name: row[name] for name in self.names})

    def equal(self, values: Mapping[str, object]) -> Sequence[ColumnElement[bool]]:
        return [self.table.c[name] == value for name, value in values.items()]

    def like(self, thing: T) -> Sequence[ColumnElement[bool]]:
        """What tells the row of a thing, or those it is numbered among, from others of its school."""
        return self.equal({name: getattr(thing, name) for name in self.key})

    async def save(self, connection: AsyncConnection, thing: T) -> None:
        """Writes a thing in its kind's way. Raises `Overtaken`, and `TypeError` for one that is written elsewhere."""
        if self.way is Way.OWN:
            raise TypeError(f"a {self.type.__name__} is not saved here")
        stored: dict[str, Any] = asdict(thing)  # type: ignore[call-overload]
        if self.way is Way.VERSIONED and stored["version"]:
            await self.change(connection, thing)
            return
        if self.way is Way.VERSIONED:
            stored["version"] = 1
        elif self.way is Way.NUMBERED:
            highest = reading(self.table, stored["school_id"], func.max(self.table.c.n)).where(*self.like(thing))
            stored["n"] = (await connection.scalar(highest) or 0) + 1
        elif self.way is Way.LATEST:
            await connection.execute(removing(self.table, stored["school_id"]).where(*self.like(thing)))
        await add(connection, self.table, stored)

    async def change(self, connection: AsyncConnection, thing: T) -> None:
        """Writes a thing that is there. Raises `Overtaken` when it is not the version that was read any more."""
        read: Any = thing
        stored = asdict(replace(read, version=read.version + 1))
        this = changing(self.table, read.school_id).where(*self.like(thing), self.table.c.version == read.version)
        if (await connection.execute(this.values(stored))).rowcount == 0:
            raise Overtaken

    async def change_all(self, connection: AsyncConnection, things: Sequence[T]) -> None:
        """Writes several things that are there, of whichever schools. Raises `Overtaken` when one is not the version
        that was read."""
        keys = ("school_id", *self.key, "version")
        read = {name: bindparam(f"read_{name}", type_=self.table.c[name].type) for name in keys}
        this = changing(self.table, read["school_id"]).where(*self.equal({name: read[name] for name in keys[1:]}))
        rows = []
        for thing in things:
            one: Any = thing
            was = {f"read_{name}": getattr(one, name) for name in keys}
            rows.append({**was, **asdict(replace(one, version=one.version + 1))})
        if rows and (await connection.execute(this, rows)).rowcount < len(rows):
            raise Overtaken
