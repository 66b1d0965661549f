"""How a subject says what it can save, and how a row is added that somebody else may just have added."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Table, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.kit import Overtaken

Savers = Mapping[type[Any], Callable[[Any], Awaitable[None]]]


async def add(connection: AsyncConnection, table: Table, values: Mapping[str, Any]) -> None:
    """Adds a row. Raises `Overtaken` when there is one with its key: of two asks at the same moment, the second."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    added = await connection.scalar(
        dialect.insert(table).values(dict(values)).on_conflict_do_nothing().returning(table.c.school_id)
    )
    if added is None:
        raise Overtaken


async def keep(connection: AsyncConnection, table: Table, thing: Any, *key: str) -> None:
    """Stores a dataclass that counts its changes in `version`; `key` are the columns that tell it from others of its
    school. Version 0 is new. Raises `Overtaken` when what is stored is not the version that was read."""
    stored = asdict(replace(thing, version=thing.version + 1))
    if thing.version == 0:
        await add(connection, table, stored)
        return
    this = [table.c[name] == getattr(thing, name) for name in ("school_id", *key, "version")]
    if (await connection.execute(update(table).where(*this).values(stored))).rowcount == 0:
        raise Overtaken
