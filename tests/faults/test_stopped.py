"""SIGTERM in the midst of work: what was accepted is finished in time, and the next process tells what is to tell."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from tests.conftest import world_called
from tests.faults.counting import kept
from tests.faults.served import ServedStory
from tests.school import REFERRAL, reference_in

pytestmark = pytest.mark.any_face


@pytest.fixture(params=["slack", "teams"])
async def served(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[ServedStory]:
    story = ServedStory(world_called(request.param), tmp_path)
    await story.opens()
    await story.enrols("Amina Yusuf", year=4, group="4B")
    await story.has_a_senco_channel()
    yield story
    await story.closes()


async def test_what_is_being_handled_is_finished_and_what_comes_after_is_refused(served: ServedStory) -> None:
    await served.teacher.asks("refer")
    await served.other_teacher.asks("refer")  # a form that is open when the bot stops
    with sqlite3.connect(served.file, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")  # so that it is being handled for long enough
        sending = asyncio.create_task(served.teacher.fills_in(**REFERRAL))
        await asyncio.sleep(0.6)  # long enough to be waiting for the lock
        stopping = asyncio.create_task(served.is_told_to_stop())
        await refused(served)
        other.execute("ROLLBACK")
    await sending
    reference = reference_in(served.teacher.said)
    assert await stopping == 0
    assert await kept(served.service.database) == [reference]

    await served.starts()
    [card] = await served.channel()
    assert reference in str(card)
    await served.other_teacher.fills_in(**REFERRAL)  # the form is still open, and still good
    assert await kept(served.service.database) == sorted([reference, reference_in(served.other_teacher.said)])
    assert "Traceback" not in served.log.read_text()


async def refused(served: ServedStory) -> None:
    """Waits until nobody new gets in."""
    async with aiohttp.ClientSession() as session, asyncio.timeout(5):
        while True:
            try:
                async with session.get(f"{served.address}/healthz"):
                    await asyncio.sleep(0.02)
            except aiohttp.ClientError:
                return
