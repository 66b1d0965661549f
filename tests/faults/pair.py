"""A school whose bot is two processes of `chatops serve` on one PostgreSQL, behind what shares the requests out."""

import asyncio
import itertools
import time
from asyncio.subprocess import Process
from datetime import timedelta
from pathlib import Path

from chatops.app import Service
from chatops.settings import Settings
from commands.domain.days.calendar import LONDON
from tests.faults.proxy import Ends, Proxy
from tests.faults.served import serving
from tests.school import MONDAY, SchoolStory
from tests.worlds import World


class PairStory(SchoolStory):
    """As `SchoolStory`, with the service in two processes; `self.service` here only reads and writes their database."""

    def __init__(self, world: World, folder: Path, url: str) -> None:
        super().__init__(world, folder)
        self.url, self.folder = url, folder
        self.log = folder / "serve.log"
        self.processes: dict[int, Process] = {}
        """By the port each listens on."""
        self.balancer = Proxy(self._reach)
        self._turns = itertools.count()
        self._begun = time.monotonic()

    async def starts(self) -> None:
        self.service = Service(Settings.load({"DATABASE_URL": self.url}), clock=self.clock)
        await asyncio.gather(self.one_more(), self.one_more())
        await self.world.connect(f"http://127.0.0.1:{await self.balancer.start()}")

    async def one_more(self, ahead: timedelta = timedelta(), **settings: str) -> None:
        """Starts a process, whose clock is that much ahead of what it would be."""
        now = MONDAY + timedelta(seconds=time.monotonic() - self._begun) + ahead
        clock = f"{now.astimezone(LONDON):%Y-%m-%d %H:%M:%S}"
        process, address = await serving({**self._settings, "CLOCK": clock, **settings}, self.folder, self.log)
        self.processes[int(address.rsplit(":", 1)[1])] = process

    async def loses_one(self, port: int) -> None:
        """kill -9."""
        process = self.processes.pop(port)
        process.kill()
        await process.wait()

    async def stops_one(self, port: int) -> int:
        """SIGTERM; gives how it ended, which must be within ten seconds and a little."""
        process = self.processes.pop(port)
        process.terminate()
        return await asyncio.wait_for(process.wait(), 11)

    async def stops(self) -> None:
        for port in list(self.processes):
            await self.stops_one(port)
        await self.balancer.stop()
        await self.service.stop()

    async def _reach(self) -> Ends:
        """The next process that lets anybody in."""
        ports = list(self.processes)
        first = next(self._turns)
        for n in range(len(ports)):
            try:
                return await asyncio.open_connection("127.0.0.1", ports[(first + n) % len(ports)])
            except OSError:
                continue
        raise OSError("nobody listens")
