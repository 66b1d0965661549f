"""A copy of a SQLite database while it is in use, and a copy put in its place: whole or not at all."""

import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from storage.migrate import Shape, shape_of
from storage.schema import distrust, strange_in
from storage.sealed.private_files import made, own_as

Told = Callable[[int, int], None]
"""Is told how much is done, and of how much."""
MOST_SAID = 5
"""Things named that do not belong in a file."""
PAGES = 64
"""Pages of 4 KiB copied between two words on how far it is."""


class NotDone(Exception):
    """Why nothing was written or replaced, and what to do, for whoever runs the bot."""


@dataclass(frozen=True)
class Copied:
    """A copy that was checked: its size, and how the shape of its tables stands to this version of the program."""

    size: int
    shape: Shape


def back_up(database: Path, file: Path, *, over: bool = False, told: Told | None = None) -> Copied:
    """Copies the database as it is at this moment to `file`, which only its owner can read. Raises `NotDone`.

    Readers and writers go on meanwhile: the copy is read in one transaction, and what is written after it began is not
    in it. The file appears when it is whole and has been checked; with `over` it takes the place of one that is there.
    """
    if not database.is_file():
        raise NotDone(f"There is no database at {database}. Check DATABASE_URL.")
    if file.is_symlink():
        raise NotDone(f"{file} is a link to another place, so nothing is written there. Name that place itself.")
    if file.exists() and file.samefile(database):
        raise NotDone(f"{file} is the database itself. Name another file.")
    if file.exists() and not file.is_file():
        raise NotDone(f"{file} is no ordinary file, so nothing is written to it. Name a file.")
    if file.exists() and not over:
        raise NotDone(f"{file} is there already. Name another file, or say --force to replace it.")
    with _beside(file) as fresh:
        with closing(_opened(database)) as source:
            _copy(source, fresh, told)
        shape = _checked(fresh)
        size = fresh.stat().st_size
        _settle(fresh, file)
    return Copied(size, shape)


def restore(file: Path, database: Path, *, over: bool = False, told: Told | None = None) -> Copied:
    """Puts a backup in the place of the database. Raises `NotDone`, and then nothing has changed.

    The backup is checked first: that it is whole, of a version this program knows, and holds no trigger, view, index or
    table but what this program makes. A database that holds a school,
    or that cannot be read, is replaced only with `over`; one that a process has open never is. What the backup has yet
    to post is marked as perhaps posted already, since it may have been after the backup was made.
    """
    if not file.is_file():
        raise NotDone(f"There is no file {file}.")
    if database.exists() and file.samefile(database):
        raise NotDone(f"{file} is the database itself.")
    database = database.resolve()  # the place itself, where DATABASE_URL names a link to it
    shape = _checked(file)
    if shape is Shape.UNKNOWN:
        raise NotDone(f"{file} was made by a newer version of this program, or is no backup of it. Update it first.")
    _must_be_ours(file)
    _make_way(database, over)
    with _beside(database) as fresh:
        with closing(_opened(file)) as source:
            _copy(source, fresh, told)
        _checked(fresh)
        _must_be_ours(fresh)  # the file may have been changed meanwhile, this one not
        _mark_uncertain(fresh)
        own_as(database, fresh)
        _make_way(database, over)  # somebody may have started the bot meanwhile
        size = fresh.stat().st_size
        _settle(fresh, database)
    return Copied(size, shape)


def _opened(file: Path) -> sqlite3.Connection:
    """For reading what is there; it makes no file."""
    connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None)
    distrust(connection)
    return connection


def _copy(source: sqlite3.Connection, fresh: Path, told: Told | None) -> None:
    """Copies what stands at this moment. Held in one transaction, the copying need not begin anew whenever somebody
    writes; in the write-ahead log a reader keeps no writer waiting."""
    with closing(sqlite3.connect(fresh, isolation_level=None)) as target:
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(target, pages=PAGES, progress=lambda _, left, of: told(of - left, of) if told else None)
        source.execute("COMMIT")
        target.execute("PRAGMA journal_mode=DELETE")  # all in one file, whoever opens it next


def _checked(file: Path) -> Shape:
    """Raises `NotDone` when a file is damaged or no database of this program."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            distrust(connection)
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()
            if found != ("ok",) or connection.execute("PRAGMA foreign_key_check").fetchone():
                raise NotDone(f"{file} is damaged: its contents do not fit together. Nothing was changed.")
            versions = _versions(connection)
    except sqlite3.DatabaseError:
        raise NotDone(f"{file} is no database of this program, or it is damaged. Nothing was changed.") from None
    return shape_of(versions)


def _versions(connection: sqlite3.Connection) -> tuple[str, ...]:
    return tuple(row[0] for row in connection.execute("SELECT version_num FROM alembic_version ORDER BY 1"))


def _must_be_ours(file: Path) -> None:
    """Raises `NotDone` when a file holds anything this program did not make (a trigger that copies what is written,
    say), or lacks what it made, such as the triggers that protect the audit."""
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        versions = _versions(connection)
    if strange := strange_in(file, versions):
        raise NotDone(
            f"{file} is not as `chatops backup` wrote it: {', '.join(strange[:MOST_SAID])} was added, changed or taken "
            "away. Nothing was changed. Restore a backup nobody has changed, and find out who changed this one."
        )


def _make_way(database: Path, over: bool) -> None:
    """Sees that a database may be replaced: that nobody has it open, and that it holds nothing or may go.

    Leaving the write-ahead log is possible for the only one who has a database open: it proves that nobody else has,
    and leaves no log behind that would be taken for the new one's.
    """
    logs = [database.with_name(database.name + ending) for ending in ("-wal", "-shm", "-journal")]
    if database.exists() and database.stat().st_size:
        try:
            with closing(_opened(database)) as connection:
                connection.execute("PRAGMA busy_timeout=0")
                connection.execute("PRAGMA journal_mode=DELETE")
                tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
                holds = "schools" in tables and connection.execute("SELECT 1 FROM schools LIMIT 1").fetchone()
                strange = tables and "alembic_version" not in tables
        except sqlite3.OperationalError as trouble:
            if "locked" in str(trouble) or "busy" in str(trouble):
                raise NotDone(
                    f"{database} is in use. Stop the bot (`chatops serve`) first, restore, then start it again."
                ) from None
            raise NotDone(f"{database} cannot be opened ({trouble}).") from None
        except sqlite3.DatabaseError:
            if not over:
                raise NotDone(
                    f"{database} cannot be read. Stop the bot, then say --force to put the backup in its place."
                ) from None
            holds = strange = None
        if (holds or strange) and not over:
            raise NotDone(
                f"{database} holds data already. Back it up first if you may need it, then say --force to replace it."
            )
    for log in logs:
        log.unlink(missing_ok=True)


def _mark_uncertain(fresh: Path) -> None:
    """What waits in a backup may have been posted since: a digest then says that it may stand above already."""
    with closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
        columns = {row[1] for row in connection.execute("PRAGMA table_info(notices)")}
        if "uncertain" in columns:  # older versions did not have it
            connection.execute("UPDATE notices SET uncertain = 1 WHERE state = 'waiting'")


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A new file beside another, for its owner alone, which is gone at the end unless it was settled."""
    fresh = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        made(fresh)
        yield fresh
    except OSError as trouble:
        raise NotDone(f"{file} cannot be written: {trouble.strerror}.") from None
    except sqlite3.DatabaseError as trouble:
        raise NotDone(f"It could not be copied ({trouble}). Nothing was changed.") from None
    finally:
        for ending in ("", "-journal", "-wal", "-shm"):
            fresh.with_name(fresh.name + ending).unlink(missing_ok=True)


def _settle(fresh: Path, file: Path) -> None:
    """The new file takes the other's name, and the disk has both before anything is said."""
    for path in (fresh, file.parent):
        opened = os.open(path, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
        if path == fresh:
            os.replace(fresh, file)
