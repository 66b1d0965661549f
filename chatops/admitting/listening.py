"""Letting connections in: how many, how long each may keep the bot waiting, and who gives way when there are too many.

aiohttp's own listener has no such bounds: whoever opens connections and never finishes a request uses up the files a
process may open, and each connection that cannot be let in then is a line in the log, thousands a second.
"""

import asyncio
import logging
import socket
from collections.abc import Sequence
from typing import Any

from aiohttp import StreamReader, web

from chatops.admitting.loopback import is_loopback
from chatops.watching.logs import AccessLog
from chatops.watching.seldom import Seldom

try:
    import resource
except ImportError:  # Windows, which has no such limit
    resource = None  # type: ignore[assignment]

log = logging.getLogger("chatops.listening")

MOST = 500
"""Connections at a time. Each may hold a request of 1 MiB, and no school's staff ask that much at once."""
SHARE = 2
"""Of the files the process may open, one in so many may be a connection; the others are for the database, for calls to
the platforms and for files."""
ROOM = 8
"""Connections from this machine that are let in above that: health checks, while all the others are being answered."""
HEADERS = 10.0
"""Seconds until a request's first line and headers must be there. Proxies and platforms send them in one go."""
IDLE = 130.0
"""Seconds a connection may lie open between two requests: longer than proxies keep one (nginx 60, Caddy 120), since
whoever closes second may lose a request that is on its way."""
STUCK = 30.0
"""Seconds after which somebody who does not read their answer gives way like one who does not finish asking. Answers
take three at most."""
LINGERING = 1.0
"""Seconds for which the rest of a request is awaited that has been answered already."""
BACKLOG = 512
"""Connections the system holds until they are let in, one after another."""
RETRY = 0.2
"""Seconds until it is tried again when nobody could be let in."""


class Listener:
    """Lets in connections to an application. `open` and `close` within the running loop."""

    def __init__(
        self,
        application: web.Application,
        *,
        most: int = 0,
        headers: float = HEADERS,
        idle: float = IDLE,
        stuck: float = STUCK,
        drain: float = 2.0,
    ) -> None:
        """`most` connections at a time, by default as many as the process may open files for; `drain` seconds for
        what is being answered when it closes."""
        self._runner = web.AppRunner(application, access_log_class=AccessLog, shutdown_timeout=drain)
        self._options: dict[str, Any] = {
            "access_log_class": AccessLog,
            "keepalive_timeout": idle,
            "lingering_time": LINGERING,
        }
        self._most = most or allowed()
        self.headers, self.stuck = headers, stuck
        self._connections: set[Connection] = set()
        self._sockets: list[socket.socket] = []
        self._accepting: list[asyncio.Task[None]] = []
        self._not_let_in = Seldom(log, "connections not let in")
        self._gave_way = Seldom(log, "connections closed to make room")

    async def open(self, host: str, port: int) -> None:
        """Starts the application, and listens. Raises OSError when it cannot listen there."""
        await self._runner.setup()
        assert self._runner.server  # noqa: S101 - `setup` has made it
        server, loop = self._runner.server, asyncio.get_running_loop()
        begins = server.request_factory

        def begun(message: Any, payload: StreamReader, protocol: Any, *others: Any) -> web.BaseRequest:
            protocol.heard(payload)
            return begins(message, payload, protocol, *others)

        server.request_factory = begun
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        for family, address in dict.fromkeys((family, address) for family, _, _, _, address in found):
            listening = socket.create_server(address, family=family, backlog=BACKLOG)
            listening.setblocking(False)
            self._sockets.append(listening)
        self._accepting = [asyncio.create_task(self._accept(each, server)) for each in self._sockets]

    async def close(self) -> None:
        """Lets nobody in any more, ends what is being answered, and stops the application."""
        for task in self._accepting:
            task.cancel()
        await asyncio.gather(*self._accepting, return_exceptions=True)
        for each in self._sockets:
            each.close()
        self._accepting, self._sockets = [], []
        await self._runner.cleanup()

    @property
    def ports(self) -> Sequence[int]:
        """The ports it listens on."""
        return [int(each.getsockname()[1]) for each in self._sockets]

    async def _accept(self, listening: socket.socket, server: web.Server) -> None:
        """One after another, so that no more are ever open than may be."""
        loop = asyncio.get_running_loop()
        while True:
            try:
                peer, address = await loop.sock_accept(listening)
            except OSError as trouble:  # no file is left to open, as a rule, and then somebody must give way
                self._not_let_in.say(type(trouble).__name__)
                self._makes_room()
                await asyncio.sleep(RETRY)
                continue
            if not self._has_room(str(address[0])):
                self._not_let_in.say("all are being answered")
                peer.close()
                await asyncio.sleep(0)  # a crowd at the door would keep everything else from being done
                continue
            connection = Connection(self, server, loop=loop, **self._options)
            try:
                await loop.connect_accepted_socket(lambda new=connection: new, peer)  # type: ignore[misc]
            except OSError:  # gone again already
                peer.close()

    def _has_room(self, peer: str) -> bool:
        """Whether somebody may come in, for whom another may have given way."""
        if len(self._connections) < self._most or self._makes_room():
            return True
        return is_loopback(peer) and len(self._connections) < self._most + ROOM

    def _makes_room(self) -> bool:
        """Closes the connection that has kept the bot waiting longest; none when all are being answered.

        Either of those whose request is unfinished, or of those that lie open between two requests: whichever are more.
        So neither a crowd of the first kind costs a proxy its connections, on which a request may be on its way, nor
        one of the second kind a request that is just arriving.
        """
        waiting = [each for each in self._connections if each.keeps_waiting]
        if not waiting:
            return False
        idle = [each for each in waiting if each.idle]
        unfinished = [each for each in waiting if not each.idle]
        crowd = unfinished if len(unfinished) >= len(idle) else idle
        min(crowd, key=lambda each: each.since).gives_way()
        self._gave_way.say("too many")
        return True

    # What its connections tell it.

    def joined(self, connection: "Connection") -> None:
        """One is open."""
        self._connections.add(connection)

    def left(self, connection: "Connection") -> None:
        """One is closed, or as good as closed."""
        self._connections.discard(connection)


class Connection(web.RequestHandler):
    """aiohttp's own connection, which also knows since when it keeps the bot waiting: between two requests when it is
    `idle`, otherwise for the rest of one."""

    def __init__(self, listener: Listener, server: web.Server, **options: Any) -> None:
        super().__init__(server, **options)
        self._listener = listener
        self._until: asyncio.TimerHandle | None = None
        self._body: StreamReader | None = None
        self.idle = False
        self.since = self._loop.time()

    @property
    def keeps_waiting(self) -> bool:
        """Whether it is the peer whom everything waits for."""
        return not self._arrived or self._loop.time() - self.since > self._listener.stuck

    @property
    def _arrived(self) -> bool:
        """Whether all of a request is there, and is being answered."""
        return self._body is not None and self._body.is_eof()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._listener.joined(self)
        self._expects()

    def data_received(self, data: bytes) -> None:
        if self.idle:  # these are the first bytes of another request
            self._expects()
        super().data_received(data)

    def heard(self, body: StreamReader) -> None:
        """The headers of a request are there; its body may be still to come."""
        self._body, self.idle = body, False
        if self._until:
            self._until.cancel()

    async def finish_response(self, *answered: Any) -> Any:
        try:
            return await super().finish_response(*answered)
        finally:
            self._body, self.idle, self.since = None, True, self._loop.time()

    def connection_lost(self, exc: BaseException | None) -> None:
        if self._until:
            self._until.cancel()
        self._listener.left(self)
        super().connection_lost(exc)

    def log_access(self, *answered: Any) -> None:
        """Nothing of what never arrived: whoever sends nothing more and goes, or gives way, was not asking."""
        if self.transport is not None or self._arrived:
            super().log_access(*answered)

    def gives_way(self) -> None:
        """Closes it at once, without waiting until the peer has read what is on its way to them."""
        self._listener.left(self)
        transport = self.transport
        self.force_close()
        if transport is not None:
            transport.abort()

    def _expects(self) -> None:
        """From now on the headers of a request are awaited, for so long and no longer."""
        self.idle, self.since = False, self._loop.time()
        if self._until:
            self._until.cancel()
        self._until = self._loop.call_later(self._listener.headers, self.gives_way)


def allowed() -> int:
    """How many connections may be open at a time. First asks for as many files as the system lets the process open:
    the limit it starts with, 1,024 as a rule, is not the one it may have."""
    if resource is None:
        return MOST
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        soft = hard
    except (OSError, ValueError):  # some systems say "unlimited" and mean less
        pass
    return MOST if soft == resource.RLIM_INFINITY else max(1, min(MOST, soft // SHARE))
