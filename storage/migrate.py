"""Bringing a database up to date: Alembic, configured here rather than in a file."""

from importlib.resources import files
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url

from storage import (
    adjustments,
    agencies,
    assessments,
    clock_facts,
    closures,
    contacts,
    cycles,
    decisions,
    digests,
    due_clocks,
    lessons,
    measures,
    register,
    reviews,
    round_robins,
    senco_posts,
    trainings,
)
from storage.tables import metadata

SUBJECTS = (
    adjustments,
    agencies,
    assessments,
    clock_facts,
    closures,
    contacts,
    cycles,
    decisions,
    digests,
    due_clocks,
    lessons,
    measures,
    register,
    reviews,
    round_robins,
    senco_posts,
    trainings,
)
"""The modules that put tables of their own beside those of `storage.tables`; importing them is enough."""
DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}
MIGRATING = 7_236_2002  # the number of the PostgreSQL lock under which one migrates and the others wait
PATIENCE = 60
"""Seconds to wait on SQLite for another process that migrates."""


def migrate(url: str) -> None:
    """Brings the database at `url` (sqlite:///… or postgresql://…) to the newest shape. Safe to run again.

    All steps are one transaction, so that one cut off in the middle leaves the database as it was; of two at the same
    moment the second waits and finds nothing left to do.
    """
    engine = _engine(url)
    if engine.dialect.name == "sqlite":
        _in_one_piece(engine)
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": MIGRATING})
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()


def is_current(url: str) -> bool:
    """Whether the database at `url` has the newest shape. Raises what the driver raises when it does not answer."""
    address = make_url(url)
    file = Path(address.database or "")
    if address.get_backend_name() == "sqlite" and file.parent.exists() and not file.exists():
        return False  # looking would make an empty file
    engine = _engine(url)
    try:
        with engine.connect() as connection:
            heads = set(MigrationContext.configure(connection).get_current_heads())
        return heads == set(ScriptDirectory.from_config(_config()).get_heads())
    finally:
        engine.dispose()


def differences(url: str) -> list[object]:
    """How a migrated database differs from the tables in code; empty when they agree."""
    engine = _engine(url)
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": False})
            return list(compare_metadata(context, metadata))
    finally:
        engine.dispose()


def _engine(url: str) -> Engine:
    address = make_url(url)
    return create_engine(address.set(drivername=DRIVERS[address.get_backend_name()]))


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
