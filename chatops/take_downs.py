"""Taking down what the bot posted about a pupil who was erased: tried again while that is any use, and then said."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from chatops.clockwork.looker import Looker
from chatops.faces import Face, Undeliverable
from chatops.waits import backoff, rest_after
from storage.rights.holds import TakeDown, TakeDowns

log = logging.getLogger("chatops.take_downs")

AT_ONCE = 20
"""Posts taken down in one look: Slack lets some fifty a minute be deleted."""
OFF = "The platform it stands on is not switched on."


class TakingDown(Looker):
    """Takes down the posts on the list. One runs in each process; two may try the same post, which does no harm."""

    what = "posts to take down"

    def __init__(self, listed: TakeDowns, faces: Mapping[str, Face], *, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.listed, self.faces, self._now = listed, faces, now

    async def look(self) -> int:
        """Tries those that are due."""
        due = await self.listed.due(self._now(), AT_ONCE)
        for one in due:
            if self.ending:
                break
            await self._take_down(one)
            self.moves()
        return len(due)

    async def _take_down(self, one: TakeDown) -> None:
        face = self.faces.get(one.face)
        try:
            if face is None:
                raise Undeliverable(OFF, permanent=True, of_bot=True)
            await face.take_down(one.address, one.post)
        except Undeliverable as failure:
            left = failure.permanent and failure.of_place
            wait = timedelta(seconds=failure.wait) if failure.wait else backoff(one.tries + 1)
            rest = rest_after(one.tries + 1) if failure.permanent else wait
            log.warning("not taken down id=%s tries=%d left=%s", one.id, one.tries + 1, left)
            await self.listed.tried(one, "left" if left else "waiting", self._now() + rest, str(failure))
        else:
            log.info("taken down id=%s face=%s", one.id, one.face)
            await self.listed.tried(one, "gone", self._now())
