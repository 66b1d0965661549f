"""A school whose bot is a process of its own, started with `chatops serve`, that can be killed like one."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import psutil

from chatops.app import Service
from chatops.settings import Settings
from storage.database import Database
from storage.trials import make_trial
from tests.school import SchoolStory
from tests.worlds import World

READY_WITHIN = 90.0


class ServedStory(SchoolStory):
    """As `SchoolStory`, with the service in another process; `self.service` here only reads and writes its database."""

    def __init__(self, world: World, folder: Path, *, files: int = 0) -> None:
        super().__init__(world, folder)
        self.folder, self.files = folder, files
        self.log = folder / "serve.log"
        self.process: asyncio.subprocess.Process | None = None
        self.address = ""

    async def starts(self) -> None:
        self.service = Service(Settings.load({"DATABASE_URL": self.url}), clock=self.clock)
        settings = {**self._settings, "CLOCK": "2026-09-14 09:00:00"}
        self.process, self.address = await serving(settings, self.folder, self.log, files=self.files)
        await self.world.connect(self.address)

    def allows(self, bytes_of_a_file: int) -> int:
        """From now on no file of the process grows beyond that; gives what it was before. A write that would fails as
        on a full disk."""
        assert self.process
        limits = psutil.Process(self.process.pid)
        before, most = limits.rlimit(psutil.RLIMIT_FSIZE)
        limits.rlimit(psutil.RLIMIT_FSIZE, (bytes_of_a_file, most))
        return int(before)

    def may_open(self, more: int) -> None:
        """From now on the process may open that many files besides those it has open; fewer than those, below 0."""
        assert self.process
        limits = psutil.Process(self.process.pid)
        _, most = limits.rlimit(psutil.RLIMIT_NOFILE)
        limits.rlimit(psutil.RLIMIT_NOFILE, (limits.num_fds() + more, most))

    async def is_told_to_stop(self) -> int:
        """SIGTERM; gives how it ended, which must be within ten seconds."""
        assert self.process
        self.process.terminate()
        code = await asyncio.wait_for(self.process.wait(), 10)
        self.process = None
        return code

    async def is_killed(self) -> None:
        """kill -9."""
        assert self.process
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()
        self.process = None

    async def stops(self) -> None:
        if self.process and self.process.returncode is None:
            self.process.terminate()
            await asyncio.wait_for(self.process.wait(), 15)
        self.process = None
        await self.service.stop()

    async def settles(self) -> None:
        """The other process has nothing left to deliver."""
        async with asyncio.timeout(READY_WITHIN):
            while True:
                if not (await self.service.outbox.backlog()).waiting:
                    return
                await asyncio.sleep(0.02)

    @property
    def memory(self) -> float:
        """What the process holds, in MiB."""
        assert self.process
        return float(psutil.Process(self.process.pid).memory_info().rss) / 2**20


async def serving(
    settings: Mapping[str, str], folder: Path, log: Path, until: str = "/readyz", files: int = 0
) -> tuple[asyncio.subprocess.Process, str]:
    """Starts `chatops serve` in a process of its own and waits until `until` says yes; the process, its address. With
    CLOCK among the settings its database becomes one for trying things out. With `files` it may open that many and no
    more."""
    if "CLOCK" in settings:
        database = Database(settings["DATABASE_URL"])
        await make_trial(database, datetime.now(UTC))
        await database.close()
    port = _free_port()
    command: tuple[str, ...] = (sys.executable, "-m", "chatops", "serve")
    if files:
        command = ("sh", "-c", f'ulimit -n {files}; exec "$@"', "sh", *command)
    with log.open("ab") as file:
        process = await asyncio.create_subprocess_exec(
            *command, env=_environment({**settings, "PORT": str(port)}), cwd=folder, stdout=file, stderr=file
        )
    address = f"http://127.0.0.1:{port}"
    try:
        async with aiohttp.ClientSession() as session, asyncio.timeout(READY_WITHIN):
            while True:
                assert process.returncode is None, _said(log)
                try:
                    async with session.get(address + until) as answer:
                        if answer.status == 200:
                            return process, address
                except aiohttp.ClientError:
                    pass
                await asyncio.sleep(0.05)
    except BaseException:
        if process.returncode is None:
            process.kill()
            await process.wait()
        raise


def _said(log: Path) -> str:
    return log.read_text()


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    here = str(Path(__file__).parents[2])
    return {"PATH": os.environ["PATH"], "PYTHONPATH": here, **settings}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
