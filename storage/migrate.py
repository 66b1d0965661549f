"""Bringing a database up to date: Alembic, configured here rather than in a file."""

import asyncio
from collections.abc import Sequence
from enum import Enum
from functools import cache
from importlib.resources import files
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import make_url

from storage import (
    adjustments,
    agencies,
    assessments,
    audit,
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
    transfers,
)
from storage.database import Database
from storage.tables import metadata

SUBJECTS = (
    adjustments,
    agencies,
    assessments,
    audit,
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
    transfers,
)
"""The modules that put tables of their own beside those of `storage.tables`; importing them is enough."""
DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}


def migrate(url: str) -> None:
    """Brings the database at `url` (sqlite:///… or postgresql://…) to the newest shape. Safe to run again."""
    engine = _engine(url)
    try:
        with engine.begin() as connection:
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
        return heads == _heads()
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


async def newest(database: Database) -> bool:
    """The same of a database that is open. Raises what the driver raises when it does not answer."""
    wanted = await asyncio.to_thread(_heads)
    async with database.reading() as connection:
        return wanted == await connection.run_sync(lambda c: set(MigrationContext.configure(c).get_current_heads()))


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
    return create_engine(address.set(drivername=DRIVERS[address.get_backend_name()]), hide_parameters=True)


@cache
def _heads() -> frozenset[str]:
    """What the newest shape is called."""
    return frozenset(ScriptDirectory.from_config(_config()).get_heads())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("storage") / "migrations"))
    return config
