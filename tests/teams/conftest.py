"""A school on Teams alone, for what is Teams' own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.school import SchoolStory
from tests.worlds.teams import TeamsWorld
from tests.worlds.teams_hands import TeamsHands


@pytest.fixture
async def world() -> TeamsWorld:
    return TeamsWorld()


@pytest.fixture
async def school(world: TeamsWorld, tmp_path: Path) -> AsyncIterator[SchoolStory]:
    story = SchoolStory(world, tmp_path)
    await story.opens()
    await story.enrols("Amina Yusuf", year=4, group="4B")
    yield story
    await story.closes()


@pytest.fixture
async def teacher(school: SchoolStory) -> TeamsHands:
    assert isinstance(school.teacher, TeamsHands)
    return school.teacher


@pytest.fixture
async def senco(school: SchoolStory) -> TeamsHands:
    assert isinstance(school.senco, TeamsHands)
    return school.senco
