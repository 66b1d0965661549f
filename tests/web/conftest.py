"""A school whose people use the web page."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.school import SchoolStory
from tests.worlds.web import WebWorld


@pytest.fixture
async def school(tmp_path: Path) -> AsyncIterator[SchoolStory]:
    story = SchoolStory(WebWorld(), tmp_path)
    await story.opens()
    await story.enrols("Amina Yusuf", year=4, group="4B")
    yield story
    await story.closes()
