"""Migrating: a process killed in the middle leaves the database as it was; two at once do the work of one."""

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import pytest

from storage.migrate import differences
from storage.up_to_date import is_current
from tests.databases import database_at, does

MIGRATES = """
import os, signal, sys
from sqlalchemy import Engine, event
from storage.migrate import migrate
left = int(sys.argv[2])

@event.listens_for(Engine, "before_cursor_execute")
def dies(*_):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)

migrate(sys.argv[1])
"""
NEVER = 0


async def migrates(url: str, dies_at: int = NEVER) -> int:
    """A process that migrates, and is killed before its so manieth statement; gives how it ended."""
    here = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", MIGRATES, url, str(dies_at), env=here)
    return await process.wait()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with nothing in it; PostgreSQL's key is made in the working directory."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'new.db'}"
        return
    url: str = request.getfixturevalue("postgresql")
    name = f"empty_{tmp_path.name}".replace("-", "_").lower()[:60]
    does(url, f'CREATE DATABASE "{name}"')
    with chdir(tmp_path):
        yield database_at(url, name)


async def test_killed_in_the_middle_and_run_again_by_two_at_once_it_is_whole(empty: str) -> None:
    assert await migrates(empty, dies_at=60) == -signal.SIGKILL
    assert not await asyncio.to_thread(is_current, empty)

    assert set(await asyncio.gather(migrates(empty), migrates(empty))) == {0}

    assert await asyncio.to_thread(is_current, empty)
    assert differences(empty) == []
