"""Bringing a database up to date: Alembic, configured here rather than in a file."""

from collections.abc import Sequence
from enum import Enum
from importlib.resources import files
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, event, select, text

from storage import records, trials
from storage.lists import import_log
from storage.rights import holds
from storage.sealed.keys import Keyring
from storage.sealed.sealing import Told, check, engine_for, known_keys, note_key, seal_all, tidy
from storage.tables import metadata, schools
from storage.up_to_date import engine_at

SUBJECTS = (records, holds, trials, import_log)
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
    engine = engine_at(url, keyring)
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
    engine = engine_at(url)
    _in_one_piece(engine)
    try:
        with engine.begin() as connection:
            config = _config()
            config.attributes["connection"] = connection
            for version in versions:
                command.upgrade(config, version)
    finally:
        engine.dispose()


def differences(url: str) -> list[object]:
    """How a migrated database differs from the tables in code; empty when they agree."""
    engine = engine_at(url)
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": False})
            return list(compare_metadata(context, metadata))
    finally:
        engine.dispose()


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
