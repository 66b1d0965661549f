"""A school on Slack alone, for what is Slack's own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.school import SchoolStory
from tests.worlds.slack import SlackWorld


@pytest.fixture
async def world() -> SlackWorld:
    return SlackWorld()


@pytest.fixture
async def school(world: SlackWorld, tmp_path: Path) -> AsyncIterator[SchoolStory]:
    story = SchoolStory(world, tmp_path)
    await story.opens()
    await story.enrols("Amina Yusuf", year=4, group="4B")
    yield story
    await story.closes()
