"""`/healthz` and `/readyz`: whether the process lives, and whether it can work; figures and reasons, no names."""

from collections.abc import Iterator, Sequence
from typing import Any

from aiohttp import web

from chatops.clockwork.looker import Looker
from chatops.watching.figures import Asking, Figures
from chatops.watching.insiders import Insiders
from chatops.watching.watch import Watch
from storage.sealed.key_files import KeyTrouble

STILL_AFTER = 60.0
"""Seconds after which a worker that has not moved stands still; each is woken every five."""
READY, UNREADY = "ready", "unready"
NO_ANSWER = "The database does not answer."
NO_KEY = "The key that seals what staff write cannot be used: run `chatops doctor`."
NOT_MIGRATED = "The database is not up to date: run `chatops migrate`."


class Health:
    """Answers the two addresses a supervisor asks. `work` are the workers the clock wakes, `watch` the one of them
    that asks the platforms, `insiders` who is told more than a word."""

    def __init__(
        self,
        asking: Asking,
        work: Sequence[Looker],
        watch: Watch,
        insiders: Insiders,
        *,
        still_after: float = STILL_AFTER,
        notes: Sequence[str] = (),
    ) -> None:
        """`notes` are sentences said among the troubles, whatever is in them by then."""
        self._notes = notes
        self._asking, self._work, self._watch, self._still_after = asking, work, watch, still_after
        self._insiders = insiders

    async def alive(self, request: web.Request) -> web.Response:
        """200 while the process answers at all."""
        return web.json_response({"alive": True})

    async def ready(self, request: web.Request) -> web.Response:
        """200 when the database answers and is up to date, every face that is switched on works and every worker
        moves; else 503 and why. With the notices that wait, where the database can say. A stranger is told the one
        word: what waits and what fails tells of the school and of where the bot is weak."""
        status, said = await self.standing()
        if not self._insiders.admits(request):
            return web.Response(status=status, text=READY if status == 200 else UNREADY)
        return web.json_response(said, status=status)

    async def standing(self) -> tuple[int, dict[str, Any]]:
        """The status and what is said with it."""
        figures = await self._asking.figures()
        why = " ".join(self._wrong(figures))
        said: dict[str, Any] = {"ready": False, "why": why} if why else {"ready": True}
        if figures and figures.migrated:
            oldest = figures.backlog.oldest
            said |= {
                "notices_waiting": figures.backlog.waiting,
                "oldest_waiting_since": oldest.isoformat() if oldest else None,
                "digests_due": sum(figures.digests_due.values()),
                "troubles": [*figures.backlog.troubles, *figures.not_made, *self._notes, *self._watch.lacks],
            }
            if figures.trial:
                said["trial"] = True
        return 503 if why else 200, said

    def _wrong(self, figures: Figures | None) -> Iterator[str]:
        if figures is None:
            yield NO_ANSWER
        elif not figures.migrated:
            yield NOT_MIGRATED
        try:
            self._asking.database.keyring.present()
        except KeyTrouble:  # whose words say where the key lies; this address answers anybody
            yield NO_KEY
        for name, words in self._watch.wrong.items():
            if words:
                yield f"{name.capitalize()} cannot be used: {words}"
        for worker in self._work:
            yield from worker.troubles(self._still_after)
