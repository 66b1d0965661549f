"""Who is measured: a process that serves, of this build, of an older one or of a peer, and what it has used so far."""

import asyncio
import os
import socket
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import psutil

READY_WITHIN = 60.0


@dataclass(frozen=True)
class Build:
    """A checkout of this project, run with the packages of this one."""

    label: str
    tree: Path

    def environment(self, settings: Mapping[str, str]) -> dict[str, str]:
        return {"PATH": os.environ["PATH"], "PYTHONPATH": str(self.tree), **settings}

    async def does(self, folder: Path, settings: Mapping[str, str], *words: str) -> None:
        """Runs a command of `chatops` to its end. Raises `RuntimeError` with what it said when it fails."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "chatops", *words),
            env=self.environment(settings),
            cwd=folder,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        said, _ = await process.communicate()
        if process.returncode:
            raise RuntimeError(f"{self.label}: {' '.join(words)}: {said.decode()[-2000:]}")

    async def serves(self, folder: Path, settings: Mapping[str, str]) -> "Contender":
        """`chatops serve`, ready."""
        port = free_port()
        environment = self.environment({"LOG_LEVEL": "INFO", **settings, "PORT": str(port)})
        return await started(self.label, ("-m", "chatops", "serve"), folder, environment, port, "/readyz")


@dataclass(frozen=True)
class Contender:
    """A process that serves at an address."""

    label: str
    process: asyncio.subprocess.Process
    address: str

    @property
    def cpu(self) -> float:
        """Seconds of CPU it has used, its own and the system's for it."""
        used = psutil.Process(self.process.pid).cpu_times()
        return float(used.user + used.system)

    @property
    def memory(self) -> float:
        """What it holds, in MB."""
        return float(psutil.Process(self.process.pid).memory_info().rss) / 1e6

    async def stops(self) -> None:
        if self.process.returncode is None:
            self.process.terminate()
            try:
                await asyncio.wait_for(self.process.wait(), 15)
            finally:
                if self.process.returncode is None:
                    self.process.kill()


async def peer(script: Path, folder: Path, settings: Mapping[str, str]) -> Contender:
    """A peer's server, run by this Python; it takes its port from PORT."""
    port = free_port()
    environment = {"PATH": os.environ["PATH"], **settings, "PORT": str(port)}
    return await started("peer", (str(script),), folder, environment, port, "/healthz")


async def started(
    label: str, words: Sequence[str], folder: Path, environment: Mapping[str, str], port: int, ready: str
) -> Contender:
    with (folder / f"{label}.log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, *words, env=environment, cwd=folder, stdout=log, stderr=log
        )
    contender = Contender(label, process, f"http://127.0.0.1:{port}")
    try:
        async with aiohttp.ClientSession() as session, asyncio.timeout(READY_WITHIN):
            while not await _is_there(session, contender.address + ready):
                if process.returncode is not None:
                    raise RuntimeError(f"{label} ended: {(folder / f'{label}.log').read_text()[-2000:]}")
                await asyncio.sleep(0.05)
    except BaseException:
        await contender.stops()
        raise
    return contender


async def _is_there(session: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with session.get(url) as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
