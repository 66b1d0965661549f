"""kill -9 at the worst moments: what was acknowledged is announced; what was not is the teacher's one resubmission."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conftest import world_called
from tests.faults.served import ServedStory
from tests.school import REFERRAL

pytestmark = pytest.mark.any_face


@pytest.fixture(params=["slack", "teams"])
async def served(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[ServedStory]:
    story = ServedStory(world_called(request.param), tmp_path)
    await story.opens()
    await story.enrols("Amina Yusuf", year=4, group="4B")
    await story.has_a_senco_channel()
    yield story
    await story.closes()


async def test_killed_between_the_commit_and_the_post_the_post_goes_out_at_the_next_start(served: ServedStory) -> None:
    served.world.breaks("500", 1000)
    reference = await served.referred()
    await served.is_killed()
    assert served.world.channel("senco") == []
    served.world.breaks("500", 0)

    await served.starts()

    [card] = await served.channel()
    assert reference in str(card)


async def test_killed_before_the_commit_the_teachers_resubmission_is_the_one_referral(served: ServedStory) -> None:
    await served.teacher.asks("refer")
    with sqlite3.connect(served.url.removeprefix("sqlite:///"), isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")  # another process holds the lock: the bot cannot commit
        sending = asyncio.create_task(served.teacher.fills_in(**REFERRAL))
        await asyncio.sleep(0.5)  # long enough to be waiting for the lock; nothing can be stored meanwhile
        await served.is_killed()
        await asyncio.gather(sending, return_exceptions=True)
        other.execute("ROLLBACK")
    await served.starts()

    await served.teacher.resubmits()

    assert "is with the SENCO" in served.teacher.said
    assert len(await served.channel()) == 1
