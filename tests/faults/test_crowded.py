"""Three hundred connections that never finish what they send, and a process that may open 256 files: staff are answered
all the same, health checks get in, and the log stays small."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from tests.conftest import world_called
from tests.faults.counting import kept
from tests.faults.served import ServedStory

pytestmark = pytest.mark.any_face

FILES = 256
ALIVE = b"GET /healthz HTTP/1.0\r\n\r\n"
CROWD = 300
SEND = {
    "nothing": b"",
    "half a header": b"POST {path} HTTP/1.1\r\nHost: x\r\nContent-",
    "half a body": b"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{",
}
PATHS = {"slack": b"/slack/events", "teams": b"/api/messages"}


@pytest.fixture(params=PATHS)
async def served(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[ServedStory]:
    story = ServedStory(world_called(request.param), tmp_path, files=FILES)
    await story.opens()
    await story.enrols("Amina Yusuf", year=4, group="4B")
    await story.has_a_senco_channel()
    yield story
    await story.closes()


async def test_a_crowd_that_never_finishes_what_it_sends_keeps_nobody_out(served: ServedStory) -> None:
    port = int(served.address.rsplit(":", 1)[1])
    log, references = served.log.stat().st_size, []
    for first in SEND.values():
        crowd = Crowd(port, first.replace(b"{path}", PATHS[served.world.name]))
        await crowd.gathers()
        began = time.monotonic()
        async with asyncio.timeout(20):
            for _ in range(3):
                async with (
                    aiohttp.ClientSession() as session,
                    session.get(f"{served.address}/healthz") as alive,
                    session.get(f"{served.address}/readyz") as ready,
                    session.get(f"{served.address}/metrics") as figures,
                ):
                    assert (alive.status, ready.status, figures.status) == (200, 200, 200)
            references.append(await served.referred())
        print(f"{served.world.name}: answered in {time.monotonic() - began:.1f} s, {crowd.opened} were opened")
        await crowd.leaves()

    assert await kept(served.service.database) == sorted(references)
    assert len(await served.channel()) == len(SEND)
    said = served.log.read_text()[log:]
    assert "connections closed to make room" in said
    assert "Traceback" not in said
    assert len(said) < 20_000, said[:2000]


async def test_when_no_file_is_left_to_open_it_is_said_once_and_tried_again(served: ServedStory) -> None:
    served.may_open(-10)  # so that nobody's giving way is enough
    log = served.log.stat().st_size
    port = int(served.address.rsplit(":", 1)[1])
    waiting = [await asyncio.open_connection("127.0.0.1", port) for _ in range(20)]
    await asyncio.sleep(2)
    said = served.log.read_text()[log:]
    assert said.count("connections not let in") == 1
    assert len(said) < 3_000, said

    served.may_open(100)
    for _, writer in waiting:
        writer.write(ALIVE)
    answers = []
    for reader, writer in waiting:
        with contextlib.suppress(ConnectionError):
            answers.append(await asyncio.wait_for(reader.read(), 5))
        writer.close()
    # The service closes files of its own meanwhile: who was let in by that may have given way before there was room.
    let_in = sum(b'{"alive": true}' in answer for answer in answers)
    assert let_in >= 10
    for _ in range(20 - let_in):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(ALIVE)
        assert b'{"alive": true}' in await asyncio.wait_for(reader.read(), 5)
        writer.close()
    assert await served.referred()


class Crowd:
    """Connections that send the beginning of something; whoever is shut out comes again."""

    def __init__(self, port: int, first: bytes) -> None:
        self._port, self._first = port, first
        self._tasks: list[asyncio.Task[None]] = []
        self.opened = 0

    async def gathers(self) -> None:
        self._tasks = [asyncio.create_task(self._insists()) for _ in range(CROWD)]
        async with asyncio.timeout(10):
            while self.opened < CROWD:  # noqa: ASYNC110 - each tells in its own time
                await asyncio.sleep(0.05)

    async def leaves(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _insists(self) -> None:
        while True:
            with contextlib.suppress(OSError):
                reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
                self.opened += 1
                try:
                    writer.write(self._first)
                    await reader.read()
                finally:
                    writer.close()
            await asyncio.sleep(0.5)
