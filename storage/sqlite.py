"""SQLite in the caller's own thread: what need not wait changes no thread, what must wait keeps nobody else waiting.

A statement takes some microseconds; a driver that hands each to a thread of its own (cursor, statement, rows, close)
spends many times that on the way there and back. So statements run where they are asked. Three things are not done so:
a file is opened, and on a slow disk a transaction committed, in another thread, because both wait for the disk; and
where another process holds the lock, it is tried again after a moment in which everybody else goes on.
"""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Self, TypeVar

from sqlalchemy import URL, Connection, Engine, StaticPool, event, pool
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import await_

from storage.sealed.private_files import keep_private

T = TypeVar("T")

LOCK_WAIT = 5.0
"""Seconds to wait for another process's lock: long enough for its commit, short enough for a platform's patience."""
PAUSES = (0.001, 0.002, 0.005, 0.01, 0.015, 0.02, 0.025)
"""Seconds between two tries to get a lock; from then on always the last."""
TURN = 0.004
"""Seconds of statements after which others have their turn: a digest asks hundreds."""
QUICK = 0.01
"""Seconds a commit may take for the next to be made in the loop's own thread."""
DRIVER = "here"
COMMITS = ThreadPoolExecutor(4, "sqlite-commit")
"""Of its own, so that no commit waits for what else is done in threads; a database has one writer at a time."""


class Rows(sqlite3.Cursor):
    """A cursor that has all of its rows as soon as it has executed, whatever is written while they are looked at."""

    _rows: Sequence[Any] = ()
    _next = 0

    def execute(self, statement: str, parameters: Any = (), /) -> Self:
        super().execute(statement, parameters)
        self._rows, self._next = super().fetchall() if self.description else (), 0
        return self

    def fetchone(self) -> Any:
        found = self.fetchmany(1)
        return found[0] if found else None

    def fetchmany(self, size: int | None = 1) -> list[Any]:
        begins, self._next = self._next, self._next + (size or 1)
        return list(self._rows[begins : self._next])

    def fetchall(self) -> list[Any]:
        begins, self._next = self._next, len(self._rows)
        return list(self._rows[begins:])

    async def _async_soft_close(self) -> None:
        """SQLAlchemy's name for: the rows are all there."""


class Here(sqlite3.Connection):
    """A connection whose cursors have their rows at once."""

    def cursor(self, factory: Any = Rows) -> Any:
        return super().cursor(factory)


class SQLiteHere(SQLiteDialect_pysqlite):
    """The standard library's driver, for an asynchronous engine. Its connections are of one event loop."""

    driver = DRIVER
    is_async = True
    supports_statement_cache = True

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._turn = self._commit_took = 0.0
        self.lock_wait = LOCK_WAIT
        """Seconds to wait for another process's lock."""

    @classmethod
    def get_pool_class(cls, url: URL) -> type[pool.Pool]:
        return pool.AsyncAdaptedQueuePool if cls._is_url_file_db(url) else StaticPool

    def create_connect_args(self, url: URL) -> Any:
        arguments, options = super().create_connect_args(url)
        return arguments, {**options, "timeout": LOCK_WAIT, "check_same_thread": False}

    def connect(self, *arguments: Any, **options: Any) -> Any:
        """A connection that waits for nobody by itself."""

        def opened() -> sqlite3.Connection:
            connection = sqlite3.connect(*arguments, **options, factory=Here)
            try:
                set_up(connection)
                connection.execute("PRAGMA busy_timeout=0")
            except BaseException:
                connection.close()
                raise
            return connection

        return await_(_whole(asyncio.get_running_loop().run_in_executor(None, opened)))

    def do_execute(self, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:
        await_(self._turns())
        self._unlocked(lambda: cursor.execute(statement, parameters))

    def do_executemany(self, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:
        await_(self._turns())
        self._unlocked(lambda: cursor.executemany(statement, parameters))

    def do_commit(self, dbapi_connection: Any) -> None:
        """Written to the disk for good (`synchronous=FULL`): here, while the disk takes no longer than a statement may,
        since going to another thread and back takes longer; there, from the first time that it was slow until it is
        quick again. Cancelled meanwhile, it is waited for: a connection is of one thread at a time."""
        if not dbapi_connection.in_transaction:
            return

        def commit() -> None:
            began = time.monotonic()
            try:
                dbapi_connection.commit()
            finally:
                self._commit_took = time.monotonic() - began

        if self._commit_took <= QUICK:
            self._unlocked(commit)
        else:
            loop = asyncio.get_running_loop()
            self._unlocked(lambda: await_(_whole(loop.run_in_executor(COMMITS, commit))))

    async def _turns(self) -> None:
        """Before each statement, which for SQLAlchemy must have awaited something: lets others have their turn."""
        now = time.monotonic()
        if now - self._turn > TURN:
            self._turn = now
            await asyncio.sleep(0)

    def _unlocked(self, work: Callable[[], object]) -> None:
        """Does what fails at once while another process holds the lock, as soon as it lets go."""
        until, tries = 0.0, 0
        while True:
            try:
                work()
                return
            except sqlite3.OperationalError as refused:
                if not is_locked(refused):
                    raise
                until = until or time.monotonic() + self.lock_wait
                if time.monotonic() > until:
                    raise
            await_(asyncio.sleep(PAUSES[min(tries, len(PAUSES) - 1)]))
            tries += 1


registry.register(f"sqlite.{DRIVER}", __name__, SQLiteHere.__name__)


async def _whole(work: "asyncio.Future[T]") -> T:
    """What another thread does, to its end; only then is whoever waits for it cancelled."""
    cancelled: asyncio.CancelledError | None = None
    while not work.done():
        try:
            await asyncio.wait({work})
        except asyncio.CancelledError as told:
            cancelled = told
    if cancelled:
        work.exception()  # it is known of, whatever became of it
        raise cancelled
    return work.result()


def is_locked(refused: sqlite3.OperationalError) -> bool:
    """Whether another connection holds the lock, so that the same can be tried again. One that has read before somebody
    else wrote would be refused for ever."""
    code = getattr(refused, "sqlite_errorcode", 0)
    return code & 0xFF == sqlite3.SQLITE_BUSY and code != sqlite3.SQLITE_BUSY_SNAPSHOT


def set_up(connection: Any) -> None:
    """Write-ahead log (readers never wait), foreign keys, nothing left of what is deleted or overwritten.

    `synchronous=FULL` is the default and is kept: an acknowledged ask survives the power going.
    """
    connection.isolation_level = None
    cursor = connection.cursor()
    _log_ahead(cursor)
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA trusted_schema=OFF")  # nothing in the file calls more than what computes
    cursor.execute("PRAGMA secure_delete=ON")  # or what an old key opens would outlive it in free pages
    cursor.close()


def teach_sqlite(engine: Engine) -> None:
    """Files for their owner alone, and transactions that lock when they begin; an engine that waits in its own thread
    is set up here as well.

    The driver's own habit of beginning a transaction at the first write makes two writers that have both read fail
    against each other; BEGIN IMMEDIATE makes the second wait instead.
    """
    keep_private(engine)
    if not engine.dialect.is_async:
        event.listen(engine, "connect", lambda connection, _: set_up(connection))

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
