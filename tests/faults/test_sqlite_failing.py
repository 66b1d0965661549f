"""SQLite when the disk is full, and when another process holds its lock for too long."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from commands.kit.failed import KEPT, NOT_STORED, UNSURE
from storage.database import Database
from tests.conftest import world_called
from tests.faults.counting import kept
from tests.faults.served import ServedStory
from tests.school import REFERRAL, reference_in

HOLDS = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture(params=["slack", "teams"])
async def served(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[ServedStory]:
    story = ServedStory(world_called(request.param), tmp_path)
    await story.opens()
    await story.enrols("Amina Yusuf", year=4, group="4B")
    await story.has_a_senco_channel()
    yield story
    await story.closes()


@asynccontextmanager
async def locked(file: Path) -> AsyncIterator[None]:
    """Another process is in the midst of writing."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", HOLDS, str(file), stdin=pipe, stdout=pipe)
    assert process.stdout
    assert await process.stdout.readline() == b"held\n"
    try:
        yield
    finally:
        await process.communicate(b"")


async def test_with_the_disk_full_nothing_is_stored_and_once_there_is_room_it_is(served: ServedStory) -> None:
    first = await served.referred()
    [card] = await served.channel()
    await served.teacher.asks("refer")
    full = served.allows(0)  # no file of the process grows, its log included

    await served.teacher.fills_in(**REFERRAL)
    assert list(served.teacher.errors.values()) == [KEPT]
    await served.senco.presses("Accept", card)
    assert served.senco.said.strip() == NOT_STORED

    served.allows(full)
    assert await kept(served.service.database) == [first]
    await served.teacher.resubmits()
    assert await kept(served.service.database) == sorted([first, reference_in(served.teacher.said)])
    await served.senco.presses("Accept", card)
    assert served.senco.said.startswith("Accepted.")


@pytest.mark.parametrize("served", ["slack"], indirect=True)
async def test_while_another_process_holds_the_lock_what_is_said_is_true(served: ServedStory) -> None:
    """The form is answered within Slack's patience, the press when the lock has been waited for in vain."""
    first = await served.referred()
    [card] = await served.channel()
    await served.teacher.asks("refer")
    async with locked(served.file):
        pressing = asyncio.create_task(served.senco.presses("Accept", card))
        await served.teacher.fills_in(**REFERRAL)
        assert list(served.teacher.errors.values()) == [UNSURE]
        await pressing
        assert served.senco.said.strip() == NOT_STORED
    await served.teacher.resubmits()
    assert await kept(served.service.database) == sorted([first, reference_in(served.teacher.said)])
    assert len(await served.channel()) == 2


async def test_a_new_file_that_another_process_is_writing_to_is_waited_for(tmp_path: Path) -> None:
    """Two services set up at once: the write-ahead log cannot be turned on while the other one writes."""
    file = tmp_path / "new.db"
    database = Database(f"sqlite:///{file}")
    async with locked(file):
        answered = asyncio.create_task(database.answers())
        await asyncio.sleep(0.3)
        assert not answered.done()
    await answered
    async with database.reading() as connection:
        assert await connection.scalar(text("PRAGMA journal_mode")) == "wal"
    await database.close()
