"""SQLite in the loop's own thread: nobody waits for another's lock, nothing stays open, what was read stays read."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select, text

from storage.database import Database
from storage.lists.schools import Schools
from storage.sqlite import SQLiteHere
from storage.tables import schools
from tests.databases import empty_sqlite


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(empty_sqlite(tmp_path / "school.db"))
    yield database
    await database.close()


async def called(database: Database) -> list[str]:
    return [school.name for school in await Schools(database).all()]


async def test_while_another_process_writes_everybody_else_is_answered(here: Database, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "school.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    adding = asyncio.create_task(Schools(here).add("Oakfield"))
    for _ in range(50):
        assert await called(here) == []
    assert not adding.done()
    other.execute("ROLLBACK")
    await adding
    assert await called(here) == ["Oakfield"]
    other.close()


async def test_whoever_waits_too_long_for_another_process_is_told_that_it_is_locked(
    here: Database, tmp_path: Path
) -> None:
    dialect = here.engine.dialect
    assert isinstance(dialect, SQLiteHere)
    dialect.lock_wait = 0.05
    other = sqlite3.connect(tmp_path / "school.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Exception, match="locked"):
        await Schools(here).add("Oakfield")
    other.execute("ROLLBACK")
    await Schools(here).add("Elmwood")
    assert await called(here) == ["Elmwood"]
    other.close()


async def test_cancelled_at_whatever_moment_nothing_stays_open_and_all_or_nothing_is_stored(here: Database) -> None:
    stored = cancelled = 0
    for moment in range(60):
        adding = asyncio.create_task(Schools(here).add(f"School {moment}"))
        for _ in range(moment):
            await asyncio.sleep(0)
        adding.cancel()
        [came] = await asyncio.gather(adding, return_exceptions=True)
        cancelled += isinstance(came, asyncio.CancelledError)
        there = f"School {moment}" in await called(here)
        assert there or isinstance(came, asyncio.CancelledError), "what was answered is stored"
        stored += there
        async with here.writing() as connection:  # nobody holds the lock any more
            schedules = await connection.scalar(text("SELECT count(DISTINCT school_id) FROM digest_schedules"))
        assert schedules == stored, "a school without its schedules"
    assert cancelled
    assert len(await called(here)) == stored


async def test_what_was_found_stays_as_it_was_while_it_is_changed(here: Database) -> None:
    for name in ("Ash", "Beech", "Cedar"):
        await Schools(here).add(name)
    async with here.writing() as connection:
        found = await connection.execute(select(schools.c.name).order_by(schools.c.name))
        seen = []
        for row in found:
            await connection.execute(text("UPDATE schools SET name = 'Zelkova ' || name"))
            seen.append(row.name)
    assert seen == ["Ash", "Beech", "Cedar"]


async def test_what_is_confirmed_survives_the_power_going(here: Database) -> None:
    async with here.writing() as connection:
        assert await connection.scalar(text("PRAGMA synchronous")) == 2, "FULL"
        assert await connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert await connection.scalar(text("PRAGMA secure_delete")) == 1
        assert await connection.scalar(text("PRAGMA foreign_keys")) == 1
