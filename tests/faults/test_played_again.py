"""A signed request played again, at another process or after a restart: answered as the first time, done once."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conftest import world_called
from tests.faults.counting import kept
from tests.faults.pair import PairStory
from tests.school import REFERRAL, reference_in
from tests.worlds.slack import SlackWorld
from tests.worlds.slack_hands import SlackHands
from tests.worlds.teams import TeamsWorld


@pytest.fixture(params=["slack", "teams"])
async def school(request: pytest.FixtureRequest, fresh_postgresql: str, tmp_path: Path) -> AsyncIterator[PairStory]:
    story = PairStory(world_called(request.param), tmp_path, fresh_postgresql)
    await story.opens()
    await story.enrols("Amina Yusuf", year=4, group="4B")
    await story.has_a_senco_channel()
    yield story
    await story.closes()


async def everywhere(school: PairStory) -> list[tuple[int, str]]:
    """What each process answers to the last request, played again to the byte."""
    assert isinstance(school.world, SlackWorld | TeamsWorld)
    return [await school.world.plays_again(f"http://127.0.0.1:{port}") for port in school.processes]


async def test_a_request_played_again_anywhere_is_answered_as_the_first_and_stored_and_posted_once(
    school: PairStory,
) -> None:
    assert isinstance(school.world, SlackWorld | TeamsWorld)
    await school.teacher.asks("refer")
    assert await school.teacher.finds("pupil", "amina")
    assert await everywhere(school) == [(200, school.world.answered)] * 2  # names and all: to the same people's eyes

    await school.teacher.fills_in(**REFERRAL)
    reference, first = reference_in(school.teacher.said), (200, school.world.answered)
    assert reference in first[1]
    assert await everywhere(school) == [first, first]

    for port in list(school.processes):
        assert await school.stops_one(port) == 0
    await asyncio.gather(school.one_more(), school.one_more())
    assert await everywhere(school) == [first, first]  # nobody remembers it, and its key knows

    assert await kept(school.service.database) == [reference]
    [card] = await school.channel()
    assert reference in str(card)

    await school.senco.presses("Accept", card)
    assert school.senco.said.startswith("Accepted.")
    assert await everywhere(school) == [(200, school.world.answered)] * 2
    [card] = await school.channel()
    assert "Sam Okoro" in str(card)


@pytest.mark.parametrize("school", ["slack"], indirect=True)  # Teams draws what is answered, and has no triggers
async def test_what_opened_for_somebody_is_not_apologised_for_by_another_process(school: PairStory) -> None:
    assert isinstance(school.world, SlackWorld)
    assert isinstance(school.teacher, SlackHands)
    await school.teacher.asks("refer")
    seen = list(school.world.api.shown[school.teacher.id])

    assert await everywhere(school) == [(200, "")] * 2
    await asyncio.sleep(1)  # long enough to apologise, and for nobody to see that nothing was said

    assert school.teacher.form == "Refer a pupil"
    assert school.world.api.shown[school.teacher.id] == seen
    assert not school.teacher.received()
