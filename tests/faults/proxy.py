"""What stands between two ends of real connections, and can be cut, healed, or lose just one answer."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(eq=False)
class Line:
    """One connection through: `marked` since the client wrote what is watched for, `deaf` once the answer is lost."""

    client: asyncio.StreamWriter
    server: asyncio.StreamWriter
    marked: bool = False
    deaf: bool = False

    def breaks(self) -> None:
        for end in (self.client, self.server):
            end.transport.abort()


class Proxy:
    """Listens on a port of this machine and passes everything on to what `reach` connects to."""

    def __init__(self, reach: Callable[[], Awaitable[Ends]]) -> None:
        self._reach = reach
        self.lines: set[Line] = set()
        self.is_cut = False
        self.watched = b""
        """After a client wrote this, its next COMMIT is lost as `loses` says: "answer" or "commit"."""
        self.loses = ""
        self.cuts_then = False
        self._server: asyncio.Server
        self._passing: set[asyncio.Task[None]] = set()

    async def start(self) -> int:
        """Gives the port."""
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        return int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        self._server.close()
        self.cut()
        await asyncio.gather(*self._passing, return_exceptions=True)

    def cut(self) -> None:
        """Every connection breaks, and nobody gets through until it is healed."""
        self.is_cut = True
        for line in list(self.lines):
            line.breaks()

    def heal(self) -> None:
        self.is_cut = False

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._passing.add(task)
        try:
            if self.is_cut:
                return writer.transport.abort()
            there, back = await self._reach()
            line = Line(writer, back)
            self.lines.add(line)
            try:
                await asyncio.gather(self._out(reader, line), self._home(there, line))
            finally:
                self.lines.discard(line)
                line.breaks()
        except (OSError, asyncio.CancelledError):
            writer.transport.abort()
        finally:
            self._passing.discard(task)
        return None

    async def _out(self, reader: asyncio.StreamReader, line: Line) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(65536):
                line.marked |= bool(self.watched) and self.watched in data
                if self.loses and line.marked and b"COMMIT" in data:
                    how, self.loses, line.deaf = self.loses, "", True
                    if how == "commit":
                        break
                if b"COMMIT" in data:
                    line.marked = False
                line.server.write(data)
                await line.server.drain()
        self._ended(line)

    async def _home(self, reader: asyncio.StreamReader, line: Line) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(65536):
                if line.deaf:
                    break  # it is done there, and nobody hears of it
                line.client.write(data)
                await line.client.drain()
        self._ended(line)

    def _ended(self, line: Line) -> None:
        line.breaks()
        if line.deaf and self.cuts_then:
            self.cuts_then = False
            self.cut()
