"""Whether a database has the newest shape. Asked by every process, at its start and for as long as it runs, so without
Alembic: loaded, that and the steps would be a tenth of what an idle process holds."""

import ast
import asyncio
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from sqlalchemy import Connection, Engine, column, create_engine, inspect, select, table
from sqlalchemy.engine import make_url

from storage.database import Database
from storage.sealed.keys import Keyring, hold
from storage.sealed.private_files import keep_private
from storage.sealed.sealing import DRIVERS, check, engine_for, known_keys, note_key
from storage.tables import seal_keys

VERSIONS = table("alembic_version", column("version_num"))
"""Where Alembic notes the last step done."""


def is_current(url: str) -> bool:
    """Whether the database at `url` has the newest shape, with nothing left to be sealed. Raises what the driver raises
    when it does not answer."""
    address = make_url(url)
    file = Path(address.database or "")
    if address.get_backend_name() == "sqlite" and file.parent.exists() and not file.exists():
        return False  # looking would make an empty file
    engine = engine_at(url)
    try:
        with engine.connect() as connection:
            reached = _reached(connection)
        return reached == newest_steps() and bool(known_keys(engine))
    finally:
        engine.dispose()


async def newest(database: Database) -> bool:
    """The same of a database that is open. Raises what the driver raises when it does not answer."""
    wanted = await asyncio.to_thread(newest_steps)
    async with database.reading() as connection:
        reached = await connection.run_sync(_reached)
        return reached == wanted and await connection.scalar(select(seal_keys.c.fingerprint).limit(1)) is not None


def open_with(url: str, keyring: Keyring) -> None:
    """Sees to it that the keys open everything in the database at `url`, which is up to date, and notes the first as
    one that is needed from now on. Raises `KeyTrouble` when they do not."""
    engine = engine_for(url, keyring)
    try:
        note_key(engine, check(engine, keyring))
    finally:
        engine.dispose()


def engine_at(url: str, keyring: Keyring | None = None) -> Engine:
    """An engine for a database of whatever shape."""
    address = make_url(url)
    engine = create_engine(address.set(drivername=DRIVERS[address.get_backend_name()]), hide_parameters=True)
    hold(engine.dialect, keyring or Keyring.beside(url))
    if engine.dialect.name == "sqlite":
        keep_private(engine)
    return engine


@cache
def newest_steps() -> frozenset[str]:
    """What the newest shape is called: the steps that none comes after."""
    steps: set[str] = set()
    before: set[str] = set()
    for file in (files("storage") / "migrations" / "versions").iterdir():
        if file.name.endswith(".py"):
            said = dict(_said(file.read_text(encoding="utf-8")))
            steps.update(said.get("revision", ()))
            before.update(said.get("down_revision", ()))
    return frozenset(steps - before)


def _said(step: str) -> Iterator[tuple[str, Sequence[str]]]:
    """The names that a step gives itself and those it follows, read without running it."""
    for line in ast.parse(step).body:
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
            name = line.targets[0].id
            if name in ("revision", "down_revision"):
                value = ast.literal_eval(line.value)
                yield name, (value,) if isinstance(value, str) else tuple(value or ())


def _reached(connection: Connection) -> frozenset[str]:
    """The last steps done, none in a database that was never migrated."""
    if not inspect(connection).has_table(VERSIONS.name):
        return frozenset()
    return frozenset(connection.scalars(select(VERSIONS.c.version_num)))
