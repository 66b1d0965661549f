"""Where everything meets: the service is one object that a test can hold, with an aiohttp application to serve."""

import asyncio
import logging
import secrets
from datetime import timedelta

from aiohttp import web

from chatops.about import Within
from chatops.admitting.door import Door
from chatops.admitting.restraint import Restraint
from chatops.admitting.vouching import Vouching
from chatops.channels import ChannelChecks
from chatops.clockwork.clock import Clock
from chatops.clockwork.rounds import Clockwork
from chatops.clockwork.schedule import waking
from chatops.clockwork.timekeeper import Timekeeper
from chatops.deliver import Deliverer
from chatops.face_settings import secret
from chatops.faces import Face, Undeliverable
from chatops.handing_in.lists import HandedIn
from chatops.hearing import Hearing
from chatops.keyring import keyring_of
from chatops.settings import Settings
from chatops.surveys import Surveys
from chatops.switched_on import switched_on
from chatops.take_downs import TakingDown
from chatops.watching import logs
from chatops.watching.figures import Asking
from chatops.watching.health import Health
from chatops.watching.insiders import Insiders
from chatops.watching.metrics import Metrics, MetricsPage, counting
from chatops.watching.watch import Watch
from commands.catalogue import COMMANDS, DUTIES
from commands.kit import Ask, Place, Refusal
from commands.kit.dispatcher import Dispatcher
from storage.database import Database
from storage.delivery.channel_looks import ChannelLooks
from storage.delivery.outbox import Outbox
from storage.delivery.reach import Reachable
from storage.lists.accounts import Accounts
from storage.lists.schools import Schools
from storage.records import SqlOpenRecords
from storage.rights.holds import TakeDowns

log = logging.getLogger("chatops.service")

ANSWERED_WITH = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
GRACE = 3.0
"""Seconds a stop waits for posts that are being made. What is not posted then, the next process posts."""


class Service(Hearing):
    """The bot. `web` adds the page of the demo, which knows no passwords and so is for this machine alone.

    Use `application` with an aiohttp runner: the service starts and stops with it. Or call `start` and `stop`.
    """

    def __init__(self, settings: Settings, *, web: bool = False, clock: Clock | None = None) -> None:
        self.settings = settings
        self.clock = clock or Clock(settings.clock)
        self.database = Database(settings.database_url, keyring_of(settings))
        self.schools = Schools(self.database)
        self.outbox = Outbox(self.database)
        within = Within(self, self.outbox, self.schools, lists=HandedIn(self.database, self.clock.now))
        self.faces: dict[str, Face] = {face.name: face for face in switched_on(settings, within, with_page=web)}
        self.metrics = Metrics()
        self.dispatcher = Dispatcher(
            COMMANDS,
            SqlOpenRecords(self.database),
            mint=lambda: secrets.token_hex(12),
            survey=self._survey,
            noted=lambda word, ending: self.metrics.asks.labels(word, ending.value).inc(),
        )
        self.accounts = Accounts(self.database)
        self.vouching = Vouching(
            self.accounts,
            self.schools,
            self.faces,
            now=self.clock.now,
            again=timedelta(minutes=settings.recheck_minutes),
        )
        self.door = Door(
            self.accounts,
            self.schools,
            self.vouching,
            self.outbox,
            now=self.clock.now,
            understand=self.dispatcher.understand,
        )
        self.watch = Watch(self.faces)
        self.timekeeper = Timekeeper(self.database, self.clock, self.dispatcher, made=self._wake)
        reach = Reachable(self.database)
        self.restraint = Restraint(
            settings, self.dispatcher, SqlOpenRecords(self.database), reach, self.metrics, self.clock
        )
        self.surveys = Surveys(self.schools, self.faces, self.metrics)
        self.channels = ChannelChecks(
            ChannelLooks(self.database),
            reach,
            self.outbox,
            self.surveys,
            self.faces,
            now=self.clock.now,
            told=lambda: self.deliverer.wake(),
        )
        self.deliverer = Deliverer(
            self.outbox,
            reach,
            self.vouching,
            self.faces,
            self.metrics,
            self.watch,
            self.channels,
            now=self.timekeeper.now,
            agreed=self.timekeeper.compare,
            drawn=self.dispatcher.drawn,
        )
        self.clockwork = {
            duty.what: Clockwork(
                duty,
                self.database,
                self.dispatcher,
                now=self.clock.now,
                told=self.deliverer.wake,
                is_right=self.timekeeper.is_right,
            )
            for duty in DUTIES
        }
        self.taking_down = TakingDown(TakeDowns(self.database), self.faces, now=self.clock.now)
        self.work = (
            self.timekeeper,
            *self.clockwork.values(),
            self.deliverer,
            self.taking_down,
            self.channels,
            self.watch,
        )
        self.asking = Asking(self.database, now=self.clock.now)
        insiders = Insiders(secret(settings.metrics_token))
        self.health = Health(self.asking, self.work, self.watch, insiders, notes=self.timekeeper.notes)
        self.page = MetricsPage(self.metrics, self.asking, self.work, self.watch, insiders)
        self._schedule = waking(self._wake)
        self._running: list[asyncio.Task[None]] = []
        self.application = self._application()

    async def start(self) -> None:
        """Starts the faces, digests, delivery and the schedule. What an earlier process left unsent goes out now."""
        for face in self.faces.values():
            await face.start()
        self._running = [asyncio.create_task(work.run(), name=work.what) for work in self.work]
        self._schedule.start()
        self._wake()

    def _wake(self) -> None:
        for work in self.work:
            work.wake()

    async def stop(self) -> None:
        """Stops taking asks, finishes those accepted, closes everything. Safe to call again."""
        if self._schedule.running:
            self._schedule.shutdown(wait=False)
        for work in self.work:
            work.end()
        if self._running:  # first, since a post needs its face; meanwhile the faces go on with what they accepted
            _, late = await asyncio.wait(self._running, timeout=GRACE)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        self._running = []
        await self.vouching.finish()
        self.asking.end()
        await asyncio.gather(*(face.stop() for face in self.faces.values()), return_exceptions=True)
        await self.database.close()

    async def _survey(self, ask: Ask, place: Place) -> Place:
        """Who can read the place; see `Surveys`."""
        try:
            return await self.surveys.survey(ask.school.id, place, self.surveys.at_setup)
        except Undeliverable as failure:
            raise Refusal(f"I cannot tell who reads this channel, so nothing was changed. {failure}") from None

    def _application(self) -> web.Application:
        application = web.Application(
            client_max_size=1024 * 1024, middlewares=[logs.afresh, counting(self.metrics, self.faces.values())]
        )
        application.add_routes(
            [
                web.get("/healthz", self.health.alive),
                web.get("/readyz", self.health.ready),
                web.get("/metrics", self.page.show),
            ]
        )
        for face in self.faces.values():
            application.add_routes(face.routes())
        application.on_response_prepare.append(_plainly)
        application.on_startup.append(lambda _: self.start())
        application.on_cleanup.append(lambda _: self.stop())
        return application


async def _plainly(_: web.Request, response: web.StreamResponse) -> None:
    """Whatever is answered, at addresses that are nobody's too, is what it says it is, opens in no frame and runs
    nothing; and it does not say which server of which version to look up the faults of."""
    for name, value in ANSWERED_WITH.items():
        response.headers.setdefault(name, value)
    response.headers.popall("Server", None)
