"""Bringing a database up to date: Alembic, configured here rather than in a file."""

import asyncio
from collections.abc import Sequence
from enum import Enum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, select, text
from sqlalchemy.engine import make_url

from storage import records, trials
from storage.database import Database
from storage.rights import holds
from storage.sealed.keys import Keyring, hold
from storage.sealed.private_files import keep_private
from storage.sealed.sealing import DRIVERS, Told, check, engine_for, known_keys, note_key, seal_all, tidy
from storage.tables import metadata, schools, seal_keys

SUBJECTS = (records, holds, trials)
"""What brings every table in, beside those of `storage.tables`: the records have a part for each subject."""
MIGRATING = 7_236_2002  # the number of the PostgreSQL lock under which one migrates and the others wait
PATIENCE = 60
"""Seconds to wait on SQLite for another process that migrates."""


def migrate(url: str, keyring: Keyring | None = None, told: Told = lambda done, of: None) -> None:
    """Brings the database at `url` (sqlite:///… or postgresql://…) to the newest shape, and seals what lies open in it
    with the keyring's first key; without a keyring, with that of the key file beside it, which is made at the first
    time. Safe to run again. Raises `KeyTrouble` when the keys do not open what is there.

    All steps are one transaction, so that one cut off in the middle leaves the database as it was; of two at the same
    moment the second waits and finds nothing left to do.
    """
    keyring = keyring or Keyring.beside(url)
    engine = _engine(url, keyring)
    if engine.dialect.name == "sqlite":
        _in_one_piece(engine)
    try:
        if not known_keys(engine):  # or the key was lost, and a new one would hide that
            keyring.make_if_missing()
        check(engine, keyring)
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": MIGRATING})
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()
    _seal(url, keyring, told)


def _seal(url: str, keyring: Keyring, told: Told) -> None:
    """Seals what lies open. The first key is noted last: until then the database is not up to date."""
    engine = engine_for(url, keyring)
    try:
        if seal_all(engine, keyring, told) or (not known_keys(engine) and _is_in_use(engine)):
            tidy(engine, wholly=True)
        note_key(engine, keyring.present())
    finally:
        engine.dispose()


def _is_in_use(engine: Engine) -> bool:
    with engine.connect() as connection:
        return connection.scalar(select(schools.c.id).limit(1)) is not None


def open_with(url: str, keyring: Keyring) -> None:
    """Sees to it that the keys open everything in the database at `url`, which is up to date, and notes the first as
    one that is needed from now on. Raises `KeyTrouble` when they do not."""
    engine = engine_for(url, keyring)
    try:
        note_key(engine, check(engine, keyring))
    finally:
        engine.dispose()


def is_current(url: str) -> bool:
    """Whether the database at `url` has the newest shape, with nothing left to be sealed. Raises what the driver raises
    when it does not answer."""
    address = make_url(url)
    file = Path(address.database or "")
    if address.get_backend_name() == "sqlite" and file.parent.exists() and not file.exists():
        return False  # looking would make an empty file
    engine = _engine(url)
    try:
        with engine.connect() as connection:
            heads = set(MigrationContext.configure(connection).get_current_heads())
        return heads == _heads() and bool(known_keys(engine))
    finally:
        engine.dispose()


class Shape(Enum):
    """How the tables of a database stand to those of this version of the program."""

    CURRENT = "current"
    OLDER = "older"
    UNKNOWN = "unknown"


def shape_of(versions: Sequence[str]) -> Shape:
    """The shape of a database whose `alembic_version` holds these."""
    steps = ScriptDirectory.from_config(_config())
    if set(versions) == set(steps.get_heads()):
        return Shape.CURRENT
    known = {step.revision for step in steps.walk_revisions()}
    return Shape.OLDER if versions and known.issuperset(versions) else Shape.UNKNOWN


def make_empty(url: str, versions: Sequence[str]) -> None:
    """A new SQLite database with the tables of these versions and nothing in it, to compare others with."""
    engine = _engine(url)
    _in_one_piece(engine)
    try:
        with engine.begin() as connection:
            config = _config()
            config.attributes["connection"] = connection
            for version in versions:
                command.upgrade(config, version)
    finally:
        engine.dispose()


async def newest(database: Database) -> bool:
    """The same of a database that is open. Raises what the driver raises when it does not answer."""
    wanted = await asyncio.to_thread(_heads)
    async with database.reading() as connection:
        heads = await connection.run_sync(lambda c: set(MigrationContext.configure(c).get_current_heads()))
        return heads == wanted and await connection.scalar(select(seal_keys.c.fingerprint).limit(1)) is not None


def differences(url: str) -> list[object]:
    """How a migrated database differs from the tables in code; empty when they agree."""
    engine = _engine(url)
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": False})
            return list(compare_metadata(context, metadata))
    finally:
        engine.dispose()


def _engine(url: str, keyring: Keyring | None = None) -> Engine:
    address = make_url(url)
    engine = create_engine(address.set(drivername=DRIVERS[address.get_backend_name()]), hide_parameters=True)
    hold(engine.dialect, keyring or Keyring.beside(url))
    if engine.dialect.name == "sqlite":
        keep_private(engine)
    return engine


@cache
def _heads() -> frozenset[str]:
    """What the newest shape is called."""
    return frozenset(ScriptDirectory.from_config(_config()).get_heads())


def _in_one_piece(engine: Engine) -> None:
    """SQLite can undo a CREATE TABLE, but its driver begins no transaction for one unless told to."""

    @event.listens_for(engine, "connect")
    def connect(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("storage") / "migrations"))
    return config
