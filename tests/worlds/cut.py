"""The wire between the bot and PostgreSQL, which can be cut: bytes stop, and neither side is told."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit, urlunsplit

SOCKET = ".s.PGSQL.5432"


class Wire:
    """Passes on what comes while it is whole."""

    def __init__(self, there: Path) -> None:
        self.there = there
        self.whole = asyncio.Event()
        self.whole.set()
        self._ends: set[asyncio.StreamWriter] = set()
        self._joined: set[asyncio.Task[None]] = set()

    async def join(self, here: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        """One connection: both directions, until either side goes."""
        task = asyncio.current_task()
        assert task
        self._joined.add(task)
        far, away = await asyncio.open_unix_connection(str(self.there))
        self._ends |= {back, away}
        await asyncio.gather(self._carry(here, away), self._carry(far, back))

    async def _carry(self, source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await source.read(65536):
                await self.whole.wait()
                to.write(data)
                await to.drain()
        to.close()

    async def hang_up(self) -> None:
        """Closes both ends of every connection and waits until they are."""
        self.whole.set()
        for end in self._ends:
            end.close()
        await asyncio.gather(*self._joined, return_exceptions=True)


@contextlib.asynccontextmanager
async def cuttable(url: str, folder: Path) -> AsyncIterator[tuple[str, Wire]]:
    """An address that leads to the same PostgreSQL by a wire of its own, and the wire."""
    parts = urlsplit(url)
    wire = Wire(Path(parse_qs(parts.query)["host"][0]) / SOCKET)
    server = await asyncio.start_unix_server(wire.join, str(folder / SOCKET))
    try:
        yield urlunsplit(parts._replace(query=f"host={quote(str(folder), safe='/')}")), wire
    finally:
        await wire.hang_up()
        server.close()
        await server.wait_closed()
