"""What the database says of how the service stands, asked with patience: nobody who asks waits longer than that."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from commands.domain.digest import DigestKind
from storage.database import Database
from storage.delivery.outbox import Backlog, Outbox
from storage.delivery.schedules import Schedules
from storage.trials import is_trial
from storage.up_to_date import newest

log = logging.getLogger("chatops.health")

PATIENCE = 2.0
"""Seconds the database is given: less than the five a supervisor or Prometheus usually waits."""


@dataclass(frozen=True)
class Figures:
    """What the database holds now, of all schools together. Without the newest tables nothing is counted."""

    migrated: bool
    backlog: Backlog = field(default_factory=lambda: Backlog(0, None, ()))
    not_made: Sequence[str] = ()
    digests_due: Mapping[DigestKind, int] = field(default_factory=dict)
    at: datetime | None = None
    trial: bool = False

    @property
    def oldest(self) -> timedelta:
        """How long the oldest notice has waited."""
        since = self.backlog.oldest
        return max(self.at - since, timedelta()) if since and self.at else timedelta()


class Asking:
    """Asks the database, one question at a time however many ask: a database that hangs gathers no crowd."""

    def __init__(self, database: Database, *, now: Callable[[], datetime], patience: float = PATIENCE) -> None:
        self.database, self._now, self._patience = database, now, patience
        self._outbox, self._schedules = Outbox(database), Schedules(database)
        self._under_way: asyncio.Task[Figures] | None = None
        self._since = 0.0

    async def figures(self) -> Figures | None:
        """What there is, or None when the database does not answer in time, or with an error.

        A question that hangs is left to itself and asked again when it has ended: taking it back would wait for the
        same database.
        """
        if self._under_way is None:
            self._under_way, self._since = asyncio.create_task(self._ask()), time.monotonic()
        asked = self._under_way
        await asyncio.wait({asked}, timeout=max(0.0, self._since + self._patience - time.monotonic()))
        if not asked.done():
            log.error("not ready error=the database does not answer in time")
            return None
        if self._under_way is asked:
            self._under_way = None
        if asked.cancelled():
            return None
        if trouble := asked.exception():
            log.error("not ready error=%s", type(trouble).__name__)
            return None
        return asked.result()

    def end(self) -> None:
        """Takes back what is under way, without waiting for it."""
        if self._under_way:
            self._under_way.cancel()

    async def _ask(self) -> Figures:
        await self.database.answers()
        if not await newest(self.database):
            return Figures(migrated=False)
        now = self._now()
        return Figures(
            True,
            await self._outbox.backlog(),
            await self._schedules.troubles(),
            await self._schedules.due(now),
            now,
            await is_trial(self.database),
        )
