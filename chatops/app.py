"""Where everything meets: the service is one object that a test can hold, with an aiohttp application to serve."""

import asyncio
import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from aiohttp import web

from chatops.clock import Clock
from chatops.deliver import Deliverer
from chatops.digests import Digests
from chatops.door import Door
from chatops.faces import Face, Heard, Inside, Undeliverable
from chatops.health import Health
from chatops.round_robins import RoundRobins
from chatops.schedule import waking
from chatops.settings import Settings
from commands.catalogue import COMMANDS
from commands.domain.person import Person
from commands.domain.school import School
from commands.kit import Answers, Ask, Command, Found, Place, Refusal, Reply, Show
from commands.kit.dispatcher import UNAVAILABLE, Dispatcher, failed
from storage.database import Database
from storage.outbox import Outbox
from storage.reach import Reach
from storage.records import OpenRecords
from storage.robin_looks import RobinLooks
from storage.schedules import Schedules
from storage.schools import Schools

log = logging.getLogger("chatops.service")

GRACE = 3.0
"""Seconds a stop waits for posts that are being made. What is not posted then, the next process posts."""


class Service:
    """The bot. `web` adds the page of the demo, which knows no passwords and so is for this machine alone.

    Use `application` with an aiohttp runner: the service starts and stops with it. Or call `start` and `stop`.
    """

    def __init__(self, settings: Settings, *, web: bool = False, clock: Clock | None = None) -> None:
        self.settings = settings
        self.clock = clock or Clock(settings.clock)
        self.database = Database(settings.database_url)
        self.schools = Schools(self.database)
        self.outbox = Outbox(self.database)
        self.faces: dict[str, Face] = {face.name: face for face in _faces(settings, self, with_page=web)}
        self.dispatcher = Dispatcher(
            COMMANDS, OpenRecords(self.database), mint=lambda: secrets.token_hex(12), survey=self._survey
        )
        self.door = Door(
            self.schools, self.outbox, self.faces, now=self.clock.now, understand=self.dispatcher.understand
        )
        self.deliverer = Deliverer(self.outbox, Reach(self.database), self.faces, now=self.clock.now)
        self.digests = Digests(
            Schedules(self.database),
            pressable=self.dispatcher.pressable,
            now=self.clock.now,
            made=self.deliverer.wake,
        )
        self.round_robins = RoundRobins(
            RobinLooks(self.database),
            pressable=self.dispatcher.pressable,
            now=self.clock.now,
            told=self.deliverer.wake,
        )
        self.health = Health(self.database, self.schools, self.outbox, self.digests.schedules, settings.database_url)
        self._work = (self.digests, self.round_robins, self.deliverer)
        self._schedule = waking(self._wake)
        self._running: list[asyncio.Task[None]] = []
        self.application = self._application()

    async def start(self) -> None:
        """Starts the faces, digests, delivery and the schedule. What an earlier process left unsent goes out now."""
        for face in self.faces.values():
            await face.start()
        self._running = [asyncio.create_task(work.run()) for work in self._work]
        self._schedule.start()
        self._wake()

    def _wake(self) -> None:
        for work in self._work:
            work.wake()

    async def stop(self) -> None:
        """Stops taking asks, finishes those accepted, closes everything. Safe to call again."""
        if self._schedule.running:
            self._schedule.shutdown(wait=False)
        for work in self._work:
            work.end()
        if self._running:  # first, since a post needs its face; meanwhile the faces go on with what they accepted
            _, late = await asyncio.wait(self._running, timeout=GRACE)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        self._running = []
        await asyncio.gather(*(face.stop() for face in self.faces.values()), return_exceptions=True)
        await self.database.close()

    async def hear(self, heard: Heard, answers: Answers | None = None) -> Reply | Show:
        """Answers what a face heard; see `Inside`."""
        try:
            ask = await self.door.admit(heard)
        except Exception as trouble:  # the database or the platform is away: say so, keep what was typed
            log.error("not admitted face=%s error=%s", heard.face, type(trouble).__name__)
            return self._not_now(heard, answers)
        if isinstance(ask, Reply):
            return ask
        outcome = await self.dispatcher.ask(ask, answers)
        self.deliverer.wake()
        return outcome

    async def search(self, heard: Heard, question: str, typed: str) -> Sequence[Found]:
        """Type-ahead; see `Inside`."""
        try:
            ask = await self.door.admit(heard)
            return () if isinstance(ask, Reply) else await self.dispatcher.search(ask, question, typed)
        except Exception as trouble:
            log.error("not searched face=%s error=%s", heard.face, type(trouble).__name__)
            return ()

    async def meet(self, heard: Heard) -> None:
        """Remembers how to reach somebody; see `Inside`."""
        try:
            await self.door.admit(heard)
        except Exception as trouble:
            log.error("not met face=%s error=%s", heard.face, type(trouble).__name__)
        self.deliverer.wake()

    def opens(self, heard: Heard) -> bool:
        """Whether what is asked opens over the page; see `Inside`."""
        command = self._meant(heard)
        return command is not None and command.opens

    def changes(self, heard: Heard) -> bool:
        """Whether what is asked may change something; see `Inside`."""
        command = self._meant(heard)
        return command is not None and not command.look

    def _meant(self, heard: Heard) -> Command | None:
        word = heard.word or self.dispatcher.understand(heard.typed, heard.prefix)[0]
        return self.dispatcher.commands.get(word)

    def _not_now(self, heard: Heard, answers: Answers | None) -> Reply | Show:
        command = self._meant(heard)
        if command is None:
            return Reply(UNAVAILABLE)
        return failed(command, heard.nonce, heard.about, answers, lost=False)

    async def _survey(self, ask: Ask, place: Place) -> Place:
        """Who can read the place, as the platform says and the school's staff list knows them."""
        try:
            readers = await self.faces[place.face].readers(place)
        except Undeliverable as failure:
            raise Refusal(f"I cannot tell who reads this channel, so nothing was changed. {failure}") from None
        staff: list[Person] = []
        for reader in readers.people:
            at = await self.schools.memberships(*reader.emails)
            staff += [person for school, person in at if school.id == ask.school.id]
        strangers = len(readers.people) - len(staff)
        return replace(place, name=readers.called, public=readers.public, readers=tuple(staff), strangers=strangers)

    def _application(self) -> web.Application:
        application = web.Application(client_max_size=1024 * 1024)
        application.add_routes([web.get("/healthz", self.health.alive), web.get("/readyz", self.health.ready)])
        for face in self.faces.values():
            application.add_routes(face.routes())
        application.on_startup.append(lambda _: self.start())
        application.on_cleanup.append(lambda _: self.stop())
        return application


def _faces(settings: Settings, service: "Service", *, with_page: bool) -> list[Face]:
    """The faces that are switched on. Imported here, since each platform's SDK is slow to load when it is not used."""
    inside: Inside = service
    faces: list[Face] = []
    if settings.slack_on:
        from chatops.slack.face import SlackFace

        faces.append(
            SlackFace(
                inside,
                bot_token=_secret(settings.slack_bot_token),
                signing_secret=_secret(settings.slack_signing_secret),
                app_token=_secret(settings.slack_app_token),
                api_url=settings.slack_api_url,
                renewed=lambda: _secret(settings.again().slack_bot_token),
            )
        )
    if settings.teams_on:
        from chatops.teams.face import TeamsFace

        faces.append(
            TeamsFace(
                inside,
                app_id=settings.teams_app_id or "",
                app_password=_secret(settings.teams_app_password),
                tenant_id=settings.teams_tenant_id or "",
                openid_url=settings.teams_openid_url,
                anonymous=settings.teams_anonymous,
                renewed=lambda: _secret(settings.again().teams_app_password),
            )
        )
    if with_page:
        from chatops.web.face import WebFace

        faces.append(WebFace(inside, posts=_Posts(service), people=_everybody(service)))
    return faces


def _secret(value: Any) -> str:
    return value.get_secret_value() if value else ""


class _Posts:
    """What the page shows: the posts standing at one of its addresses."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def standing(self, address: Mapping[str, Any]) -> Any:
        return await self._service.outbox.standing("web", address)


def _everybody(service: Service) -> Callable[[], Any]:
    """Everyone the page can be seen as: the staff of every school."""

    async def people() -> list[tuple[School, Person]]:
        schools = await service.schools.all()
        return [(school, person) for school in schools for person in await service.schools.people(school)]

    return people
