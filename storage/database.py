"""The database: one engine, a door for reading and a door for writing, on SQLite or PostgreSQL."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.engine import ExceptionContext, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from commands.kit import Unconfirmed
from storage.delivery.presence import Presence
from storage.sealed.keys import Keyring, hold
from storage.sealed.private_files import keep_private

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}
OF_NO_ROW = ("08", "28", "3D", "53", "55", "57")
"""Classes of PostgreSQL's error codes that speak of connections, passwords, resources and locks, never of a row."""
LOCK_WAIT = 5.0
"""Seconds to wait for another process's lock: long enough for its commit, short enough for a platform's patience."""

SILENCE = 15
"""Seconds until a connection whose other end is silent counts as broken, and a process that died in the middle of a
transaction on another machine lets go of what it held (four times that)."""


class Database:
    """Opened with a plain address (`sqlite:///chatops.db`, `postgresql://…`); closed with `close`.

    `keyring` holds the keys of what lies sealed in it; when none is given, those of the key file beside it.
    """

    def __init__(self, url: str, keyring: Keyring | None = None) -> None:
        address = make_url(url)
        self.kind = address.get_backend_name()
        if self.kind not in DRIVERS:
            raise ValueError("DATABASE_URL must begin with sqlite:/// or postgresql://")
        address = address.set(drivername=DRIVERS[self.kind])
        options: dict[str, Any] = {"hide_parameters": True}  # parameters are pupils' words; they stay out of errors
        if self.kind == "sqlite":
            options["connect_args"] = {"timeout": LOCK_WAIT}
        else:
            options |= {"pool_pre_ping": True, "connect_args": _patience()}
        self.engine: AsyncEngine = create_async_engine(address, **options)
        self.keyring = keyring or Keyring.beside(url)
        self.presence = Presence(file_of(url))
        hold(self.engine.dialect, self.keyring)
        # SQLite has one writer; within this process they queue here in order rather than poll for the file's lock.
        self._writer = asyncio.Lock() if self.kind == "sqlite" else None
        if self.kind == "sqlite":
            teach_sqlite(self.engine.sync_engine)
        else:
            _teach_postgresql(self.engine.sync_engine)
        _hush(self.engine.sync_engine)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection whose transaction is rolled back at the end."""
        async with self.engine.connect() as connection:
            yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction: committed at the end, rolled back by any exception.

        Raises `Unconfirmed` when the connection broke off while the server was committing. Whatever else is raised,
        nothing was stored.
        """
        if self._writer is None:
            async with self.engine.connect() as connection:
                transaction = await connection.begin()
                yield connection
                try:
                    await transaction.commit()
                except DBAPIError as trouble:
                    if trouble.connection_invalidated:
                        raise Unconfirmed from trouble
                    raise
            return
        async with self._writer, self.engine.execution_options(writing=True).begin() as connection:
            yield connection

    async def answers(self) -> None:
        """Raises what the driver raises when the database does not answer."""
        async with self.engine.connect() as connection:
            await connection.execute(text("SELECT 1"))

    async def time(self) -> datetime | None:
        """What the server's clock says (aware, UTC); None where there is no server, and so no other clock than the
        machine's. Raises what the driver raises when the database does not answer."""
        if self.kind == "sqlite":
            return None
        async with self.engine.connect() as connection:
            said: datetime = (await connection.execute(text("SELECT clock_timestamp()"))).scalar_one()
            return said.astimezone(UTC)

    async def close(self) -> None:
        await self.engine.dispose()
        self.presence.leaves()


def file_of(url: str) -> Path | None:
    """The file of a SQLite database; None for one in memory, or of another kind."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite" or address.database in (None, "", ":memory:"):
        return None
    return Path(address.database or "")


def _patience() -> dict[str, int]:
    """What libpq is told, so that a network that swallows everything is noticed."""
    return {
        "connect_timeout": int(LOCK_WAIT),
        "keepalives_idle": SILENCE,
        "keepalives_interval": SILENCE // 3,
        "keepalives_count": 3,
        "tcp_user_timeout": SILENCE * 1000,
    }


def _teach_postgresql(engine: Engine) -> None:
    """A transaction whose process has gone without a word does not hold its locks for hours."""

    @event.listens_for(engine, "connect")
    def connect(connection: Any, _: Any) -> None:
        cursor = connection.cursor()
        cursor.execute(f"SET idle_in_transaction_session_timeout = '{4 * SILENCE}s'")
        cursor.close()
        connection.commit()


def teach_sqlite(engine: Engine) -> None:
    """Write-ahead log (readers never wait), foreign keys, nothing left of what is deleted or overwritten, and
    transactions that lock when they begin.

    The driver's own habit of beginning a transaction at the first write makes two writers that have both read fail
    against each other; BEGIN IMMEDIATE makes the second wait instead. `synchronous=FULL` is the default and is kept:
    an acknowledged ask survives the power going.
    """
    keep_private(engine)

    @event.listens_for(engine, "connect")
    def connect(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        _log_ahead(cursor)
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA trusted_schema=OFF")  # nothing in the file calls more than what computes
        cursor.execute("PRAGMA secure_delete=ON")  # or what an old key opens would outlive it in free pages
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _log_ahead(cursor: Any) -> None:
    """Turns the write-ahead log on. While another process writes to a file that has none yet, SQLite refuses at once
    instead of waiting; so it is asked for the lock to write, for which it waits, and then again."""
    until = time.monotonic() + LOCK_WAIT
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as refused:
            if refused.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        cursor.execute("BEGIN IMMEDIATE")
        cursor.execute("ROLLBACK")


def _hush(engine: Engine) -> None:
    """Takes the rows' values out of errors. PostgreSQL quotes them ("Key (upn)=(…) already exists", "invalid input
    syntax: …"), and so do conversions that fail. What stays says what it was about: the code, the table, the column,
    the constraint."""

    @event.listens_for(engine, "handle_error")
    def hush(context: ExceptionContext) -> None:
        raised, wrapped = context.original_exception, context.sqlalchemy_exception
        told = getattr(raised, "diag", None)
        words = type(raised).__name__
        if told is not None and told.sqlstate and not told.sqlstate.startswith(OF_NO_ROW):
            about = (told.sqlstate, told.table_name, told.column_name, told.constraint_name)
            words = " ".join((words, *filter(None, about)))
        elif not isinstance(raised, Exception) or wrapped is None or isinstance(wrapped, DBAPIError):
            return
        raised.args = (words,)
        if wrapped is not None:
            wrapped.args = (words,)
