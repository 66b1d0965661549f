"""How a subject says what it can save, and how a row is added that somebody else may just have added."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from sqlalchemy import Table
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
