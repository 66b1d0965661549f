"""One kind of thing that is kept: its type, its table, and how a thing is read from its row and written to it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from enum import Enum
from functools import cached_property
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, Table, bindparam
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.kit import Overtaken
from storage.one_school import changing
from storage.prepared import SCHOOL, added, changed, filled, highest, removed, sought

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
    adding = added(table, connection.dialect.name, gives="school_id")
    if await connection.scalar(adding, dict(values)) is None:
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

    def sought(self, equal: tuple[str, ...], most: int | None) -> Select[Any]:
        """What finds its things by these columns, or `most` of them, to be filled with what they equal."""
        in_order = self.order or tuple(c.name for c in self.table.primary_key)
        return sought(self.table, self.names, equal, in_order, most)

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
            last = await connection.scalar(highest(self.table, self.key), self._blanks(thing))
            stored["n"] = (last or 0) + 1
        elif self.way is Way.LATEST:
            await connection.execute(removed(self.table, self.key), self._blanks(thing))
        await add(connection, self.table, stored)

    async def change(self, connection: AsyncConnection, thing: T) -> None:
        """Writes a thing that is there. Raises `Overtaken` when it is not the version that was read any more."""
        read: Any = thing
        stored = asdict(replace(read, version=read.version + 1))
        this = changed(self.table, (*self.key, "version"))
        blanks = {**self._blanks(thing), **filled(version=read.version)}
        if (await connection.execute(this, {**stored, **blanks})).rowcount == 0:
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

    def _blanks(self, thing: Any) -> dict[str, object]:
        """What tells the row of a thing, or those it is numbered among, from all others."""
        return {SCHOOL: thing.school_id, **filled(**{name: getattr(thing, name) for name in self.key})}
