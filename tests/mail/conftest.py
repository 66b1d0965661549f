"""A mail server, and a school whose bot may send by it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conftest import world_called
from tests.school import SchoolStory
from tests.worlds.mail import MailServer


@pytest.fixture
async def post() -> AsyncIterator[MailServer]:
    """The school's mail server."""
    server = MailServer()
    await server.start()
    yield server
    await server.stop()


@pytest.fixture(params=["slack", "teams"])
async def school(request: pytest.FixtureRequest, tmp_path: Path, post: MailServer) -> AsyncIterator[SchoolStory]:
    """A school on one platform, with e-mail for those whom that does not reach."""
    story = SchoolStory(world_called(request.param), tmp_path)
    await story.opens(**post.settings)
    await story.enrols("Zqamina Zqyusuf", year=4, group="4B")
    yield story
    await story.closes()
