"""`/readyz` and what really goes wrong: it says no, says why in plain words, and never keeps anybody waiting."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestServer
from sqlalchemy import text

from chatops.app import Service
from chatops.settings import Settings
from chatops.watching.figures import PATIENCE
from chatops.watching.health import NO_ANSWER, NOT_MIGRATED, Health
from chatops.watching.insiders import Insiders
from storage.database import Database
from tests.conftest import world_called
from tests.databases import empty_sqlite
from tests.school import REFERRAL, SchoolStory
from tests.worlds.cut import cuttable
from tests.worlds.slack import SlackWorld
from tests.worlds.slack_api import TOKEN
from tests.worlds.teams import TeamsWorld

WITHIN = PATIENCE + 2.0
"""Seconds an answer may take; what is more than the patience is for a machine that does other things too."""


async def readiness(server: TestServer) -> tuple[int, dict[str, Any]]:
    async with aiohttp.ClientSession() as session, session.get(server.make_url("/readyz")) as answer:
        return answer.status, dict(await answer.json())


async def becomes(server: TestServer, status: int) -> dict[str, Any]:
    """Asks until the status is that; gives what was said with it."""
    async with asyncio.timeout(15):
        while True:
            found, said = await readiness(server)
            if found == status:
                return said
            await asyncio.sleep(0.02)


@asynccontextmanager
async def serving(url: str) -> AsyncIterator[tuple[Service, TestServer]]:
    """The service on this database, with no platform switched on."""
    service = Service(Settings.load({"DATABASE_URL": url}))
    server = TestServer(service.application)
    await server.start_server()
    yield service, server
    await server.close()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_database_that_hangs_is_said_in_time_and_is_back_when_it_is(database_url: str) -> None:
    with TemporaryDirectory() as folder:  # a socket's path must be short
        async with cuttable(database_url, Path(folder)) as (url, wire), serving(url) as (_, server):
            await becomes(server, 200)
            wire.whole.clear()
            for _ in range(2):
                began = time.monotonic()
                status, said = await readiness(server)
                assert time.monotonic() - began < WITHIN
                assert (status, said["why"]) == (503, NO_ANSWER)
            async with aiohttp.ClientSession() as session, session.get(server.make_url("/metrics")) as answer:
                shown = await answer.text()
            assert "chatops_database_answers 0.0" in shown
            assert "chatops_notices_waiting" not in shown
            wire.whole.set()
            await becomes(server, 200)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_worker_that_waits_for_a_lock_stands_still_and_one_that_was_ended_has_died(database_url: str) -> None:
    elsewhere = Database(database_url)
    async with serving(database_url) as (service, server):
        await becomes(server, 200)
        strict = Health(service.asking, service.work, service.watch, Insiders(""), still_after=0.3)
        async with elsewhere.writing() as connection:
            await connection.execute(text("LOCK TABLE round_robins IN ACCESS EXCLUSIVE MODE"))
            service.clockwork["round robins"].wake()
            async with asyncio.timeout(5):
                while "looks after round robins stands still" not in str((await strict.standing())[1].get("why")):
                    for other in (service.clockwork["digests"], service.deliverer, service.watch):
                        other.wake()
                    await asyncio.sleep(0.05)
        service.clockwork["round robins"].wake()
        await becomes(server, 200)

        [worker] = [task for task in asyncio.all_tasks() if task.get_name() == "digests"]
        worker.cancel()
        said = await becomes(server, 503)
        assert said["why"] == "The worker that looks after digests has died: restart the bot."
        assert said["notices_waiting"] == 0  # what can be said is said all the same
    await elsewhere.close()


async def test_migrations_that_are_missing_are_said_whenever_that_happens(tmp_path: Path) -> None:
    url = empty_sqlite(tmp_path / "old.db")
    async with serving(url) as (_, server):
        await becomes(server, 200)
        with sqlite3.connect(tmp_path / "old.db") as other:  # an older copy is put back
            other.execute("UPDATE alembic_version SET version_num = '0001'")
        status, said = await readiness(server)
    assert (status, said) == (503, {"ready": False, "why": NOT_MIGRATED})


@pytest.mark.parametrize("name", ["slack", "teams"])
async def test_a_platform_that_refuses_the_bot_is_said_and_works_again_when_it_does(name: str, tmp_path: Path) -> None:
    school = SchoolStory(world_called(name), tmp_path)
    await school.opens()
    await school.has_a_senco_channel()
    assert (await school.readiness())["ready"]

    await school.stops()
    refuses(school.world, True)
    await school.starts()
    await asks_the_platform(school)
    said = await school.readiness()
    assert not said["ready"]
    assert said["why"].startswith(f"{name.capitalize()} cannot be used: ")
    assert ("does not accept the bot's token" if name == "slack" else "refuses the bot's id and secret") in said["why"]

    await school.stops()
    refuses(school.world, False)
    await school.starts()
    await asks_the_platform(school)
    assert (await school.readiness())["ready"]
    await school.closes()


async def test_a_token_revoked_while_it_runs_is_known_from_the_first_post_that_fails(tmp_path: Path) -> None:
    school = SchoolStory(SlackWorld(), tmp_path)
    await school.opens()
    await school.enrols("Amina Yusuf", year=4, group="4B")
    await school.has_a_senco_channel()
    await school.teacher.asks("refer")
    assert isinstance(school.world, SlackWorld)
    school.world.api.refusing["chat.postMessage"] = "token_revoked"
    await school.teacher.fills_in(**REFERRAL)
    await school.settles()

    said = await school.readiness()
    assert not said["ready"]
    assert said["notices_waiting"]
    assert "Slack token was revoked" in said["why"]
    del school.world.api.refusing["chat.postMessage"]
    await school.closes()


def refuses(world: object, refuses: bool) -> None:
    if isinstance(world, SlackWorld):
        world.api.token = "another" if refuses else TOKEN
    else:
        assert isinstance(world, TeamsWorld)
        world.signs_in = not refuses


async def asks_the_platform(school: SchoolStory) -> None:
    """The service has asked each platform once."""
    async with asyncio.timeout(10):
        while not school.service.watch.looked:  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0.01)
