"""Two processes on one PostgreSQL, killed at random moments while they make and post digests to a slow platform.

`CHATOPS_KILLS=200` kills that often; by itself the test kills a few times. The tally is printed.
"""

import asyncio
import os
import random
import time
from asyncio.subprocess import Process
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select

from chatops.deliver import AT_ONCE
from commands.digests.marks import AGAIN
from commands.domain.days.calendar import LONDON
from storage.database import Database
from storage.migrate import migrate
from storage.tables import asks, channels, notices
from tests.faults.served import serving
from tests.many_schools import TUESDAY, furnish
from tests.worlds.slack import SlackWorld
from tests.worlds.slack_api import TEAM

KILLS = int(os.environ.get("CHATOPS_KILLS", "3"))
SCHOOLS = 40 + 30 * KILLS
"""So many that there is always something being made or posted when a process is killed."""
WITHIN = 60 + SCHOOLS / 10


@dataclass
class Pair:
    """Two processes and the moment their clocks began."""

    settings: dict[str, str]
    folder: Path
    begun: float = field(default_factory=time.monotonic)
    ahead: timedelta = timedelta()
    processes: list[Process] = field(default_factory=list)

    async def one_more(self) -> None:
        now = TUESDAY + timedelta(seconds=time.monotonic() - self.begun) + self.ahead
        clock = f"{now.astimezone(LONDON):%Y-%m-%d %H:%M:%S}"
        process, _ = await serving({**self.settings, "CLOCK": clock}, self.folder, self.folder / "serve.log")
        self.processes.append(process)

    async def loses_one(self, which: int) -> None:
        process = self.processes.pop(which)
        process.kill()
        await process.wait()

    async def end(self) -> None:
        for process in self.processes:
            process.terminate()
        await asyncio.gather(*(process.wait() for process in self.processes))
        self.processes.clear()


async def schools_with_channels(database: Database, world: SlackWorld) -> None:
    await furnish(database, SCHOOLS)
    rows = []
    for n in range(SCHOOLS):
        name = f"senco-{n:05}"
        await world.makes_channel(name, [])
        address = {"team": TEAM, "channel": world.channel_id(name)}
        rows.append({"school_id": f"S{n:05}", "name": "senco", "face": "slack", "address": address})
    async with database.writing() as connection:
        await connection.execute(insert(channels), rows)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_no_digest_is_lost_and_doubles_are_those_in_flight_at_a_kill(database_url: str, tmp_path: Path) -> None:
    migrate(database_url)
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    world, database = SlackWorld(), Database(database_url)
    settings = {**await world.start(), "DATABASE_URL": database_url}
    await schools_with_channels(database, world)
    world.api.takes = 0.05
    pair = Pair(settings, tmp_path)
    try:
        await pair.one_more()
        await pair.one_more()
        for _ in range(KILLS):
            world.api.failing[:] = chance.choices(["429", "500", ""], [1, 1, 8], k=20)
            await asyncio.sleep(chance.uniform(0, 0.6))
            await pair.loses_one(chance.randrange(2))
            await pair.one_more()
        world.api.failing.clear()
        await pair.end()
        pair.ahead = timedelta(minutes=15)  # what was in hand at a kill is free again, and every wait is over
        await pair.one_more()
        await pair.one_more()
        await all_sent(database)
        await pair.end()
        await all_told(database, world, seed)
    finally:
        for process in pair.processes:
            process.kill()
            await process.wait()
        await database.close()
        await world.stop()


async def all_sent(database: Database) -> None:
    """Every digest has been made, and none waits to be posted."""
    made = select(func.count()).select_from(asks).where(asks.c.key.like("digest:daily:%"))
    waiting = select(func.count()).select_from(notices).where(notices.c.state == "waiting")
    async with asyncio.timeout(WITHIN):
        while True:
            async with database.reading() as connection:
                if await connection.scalar(made) == SCHOOLS and await connection.scalar(waiting) == 0:
                    return
            await asyncio.sleep(0.2)


async def all_told(database: Database, world: SlackWorld, seed: int) -> None:
    """One post for each school; a second one only where it says that it may stand above already."""
    async with database.reading() as connection:
        states = Counter(await connection.scalars(select(notices.c.state).where(notices.c.to == "senco")))
    assert states == {"sent": SCHOOLS}
    posts = {id: world.api.posts.get(id, []) for id in world.api.channels}
    lost = [id for id, its in posts.items() if not its]
    assert not lost, f"seed {seed}"
    doubles = [its for its in posts.values() if len(its) > 1]
    assert len(doubles) <= KILLS * AT_ONCE
    for first, *others in doubles:
        assert "The day: Tuesday 15 September 2026" in str(first.blocks)
        assert all(AGAIN in str(again.blocks) for again in others), f"seed {seed}"
    print(f"{KILLS} kills, {SCHOOLS} digests, 0 lost, {len(doubles)} posted twice and marked as such (seed {seed})")
