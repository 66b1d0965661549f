"""Two processes of `chatops serve` on one SQLite file: they share what is to be posted, and each is posted once."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.databases import empty_sqlite
from tests.faults.counting import kept, untold
from tests.faults.insisting import refers
from tests.faults.pair import PairStory
from tests.school import reference_in
from tests.worlds import Hands
from tests.worlds.slack import SlackWorld

EACH = 4


@pytest.fixture
async def school(tmp_path: Path) -> AsyncIterator[PairStory]:
    story = PairStory(SlackWorld(), tmp_path, empty_sqlite(tmp_path / "school.db"))
    await story.opens()
    await story.enrols("Amina Yusuf", year=4, group="4B")
    await story.has_a_senco_channel()
    yield story
    await story.closes()


async def test_one_that_starts_leaves_the_other_what_it_is_posting(school: PairStory) -> None:
    assert isinstance(school.world, SlackWorld)
    school.world.api.answers.clear()
    reference = await school.referred()
    await stands(school, 1)  # Slack has it, and has not said so yet
    await school.one_more()
    await asyncio.sleep(1)  # long enough for a first look
    assert await untold(school.service.database) == 1
    school.world.api.answers.set()

    await all_told(school)
    assert [reference_in(str(card.blocks)) for card in school.world.channel("senco")] == [reference]


async def test_they_share_the_work_and_when_all_are_killed_the_next_takes_up_what_they_had_at_once(
    school: PairStory,
) -> None:
    acknowledged: list[str] = []

    async def refers_on(teacher: Hands) -> None:
        for _ in range(EACH):
            acknowledged.append(await refers(teacher))

    await asyncio.gather(refers_on(school.teacher), refers_on(school.other_teacher))
    await all_told(school)
    posts = Counter(reference_in(str(card.blocks)) for card in school.world.channel("senco"))
    assert posts == Counter(acknowledged)
    assert sorted(acknowledged) == await kept(school.service.database)

    assert isinstance(school.world, SlackWorld)
    school.world.api.answers.clear()
    late = await school.referred()
    await stands(school, len(acknowledged) + 1)
    for port in list(school.processes):
        await school.loses_one(port)
    school.world.api.answers.set()
    await school.one_more()
    await all_told(school)  # long before the claim runs out: nobody else lives
    again = [reference_in(str(card.blocks)) for card in school.world.channel("senco")][len(acknowledged) :]
    assert again == [late, late]  # nobody can know whether the first stands


async def stands(school: PairStory, cards: int) -> None:
    async with asyncio.timeout(20):
        while len(school.world.channel("senco")) < cards:  # noqa: ASYNC110 - another process posts
            await asyncio.sleep(0.05)


async def all_told(school: PairStory) -> None:
    async with asyncio.timeout(20):
        while await untold(school.service.database):  # noqa: ASYNC110 - other processes
            await asyncio.sleep(0.05)
