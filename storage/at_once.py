"""SQLite asked in the thread that asks: for filling a database that nobody else uses yet, where hopping to a thread and
back for each statement takes longer than the statements do."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import asynccontextmanager
from typing import Any

import aiosqlite
from sqlalchemy import event

from storage.database import Database


@asynccontextmanager
async def at_once(database: Database) -> AsyncIterator[None]:
    """Within the block every statement blocks the whole process until it is done. Only for SQLite.

    The connections made in it are closed at its end, and those made afterwards are as ever.
    """
    engine = database.engine

    def connects(dialect: Any, record: Any, args: Any, options: dict[str, Any]) -> None:
        options["async_creator_fn"] = _connection

    await engine.dispose()
    event.listen(engine.sync_engine, "do_connect", connects)
    try:
        yield
    finally:
        event.remove(engine.sync_engine, "do_connect", connects)
        await engine.dispose()


class _Here(aiosqlite.Connection):
    """A connection without a thread of its own: what would be handed to that is done at once."""

    def __init__(self, file: str, options: dict[str, Any]) -> None:
        super().__init__(lambda: _connected(file, options), iter_chunk_size=64)
        self._tx = _AtOnce()  # type: ignore[assignment]

    def __await__(self) -> Generator[Any, None, aiosqlite.Connection]:
        return self._connect().__await__()


class _AtOnce:
    """In place of the queue between the two threads."""

    def put_nowait(self, asked: tuple[asyncio.Future[Any] | None, Callable[[], Any]]) -> None:
        future, function = asked
        try:
            done = function()
        except Exception as trouble:
            if future:
                future.set_exception(trouble)
            return
        if future:
            future.set_result(done)


def _connected(file: str, options: dict[str, Any]) -> sqlite3.Connection:
    """Nothing is waited for until it is on the disk: what is cut off here is begun again from nothing."""
    connection: sqlite3.Connection = sqlite3.connect(file, **options)
    connection.execute("PRAGMA synchronous=OFF")
    return connection


def _connection(file: str, **options: Any) -> _Here:
    return _Here(file, options)
