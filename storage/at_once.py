"""SQLite without waiting for the disk: for filling a database that nobody else uses yet, and that is begun again from
nothing when it is cut off."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import event

from storage.database import Database


@asynccontextmanager
async def at_once(database: Database) -> AsyncIterator[None]:
    """Within the block nothing that is stored is sure to be on the disk. Only for SQLite.

    The connections made in it are closed at its end, and those made afterwards are as ever.
    """

    def unsure(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA synchronous=OFF")

    engine = database.engine
    await engine.dispose()
    event.listen(engine.sync_engine, "connect", unsure)
    try:
        yield
    finally:
        event.remove(engine.sync_engine, "connect", unsure)
        await engine.dispose()
