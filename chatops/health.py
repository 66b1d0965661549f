"""`/healthz` and `/readyz`: whether the process lives, and whether it can work; figures and reasons, no names."""

import asyncio
import logging

from aiohttp import web

from storage.database import Database
from storage.key_files import KeyTrouble
from storage.migrate import is_current
from storage.outbox import Outbox
from storage.schedules import Schedules
from storage.schools import Schools

log = logging.getLogger("chatops.health")


class Health:
    """Answers the two addresses a supervisor asks."""

    def __init__(self, database: Database, schools: Schools, outbox: Outbox, schedules: Schedules, url: str) -> None:
        self.database, self.schools, self.outbox, self.schedules, self._url = database, schools, outbox, schedules, url
        self._migrated = False

    async def alive(self, request: web.Request) -> web.Response:
        """200 while the process answers at all."""
        return web.json_response({"alive": True})

    async def ready(self, request: web.Request) -> web.Response:
        """200 when the database answers and is up to date, else 503; with the notices that wait and why."""
        try:
            await self.database.answers()
            if not self._migrated:
                self._migrated = await asyncio.to_thread(is_current, self._url)
            backlog = await self.outbox.backlog()
            not_made = await self.schedules.troubles()
        except Exception as trouble:
            log.error("not ready error=%s", type(trouble).__name__)
            return web.json_response({"ready": False, "why": "The database does not answer."}, status=503)
        if not self._migrated:
            why = "The database is not up to date: run `chatops migrate`."
            return web.json_response({"ready": False, "why": why}, status=503)
        try:
            self.database.keyring.present()
        except KeyTrouble:  # whose words say where the key lies; this address answers anybody
            why = "The key that seals what staff write cannot be used: run `chatops doctor`."
            return web.json_response({"ready": False, "why": why}, status=503)
        return web.json_response(
            {
                "ready": True,
                "notices_waiting": backlog.waiting,
                "oldest_waiting_since": backlog.oldest.isoformat() if backlog.oldest else None,
                "troubles": [*backlog.troubles, *not_made],
            }
        )
