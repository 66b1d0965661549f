"""Whether each face can work: its platform is asked now and then, so that nobody else has to wait for it."""

import asyncio
import logging
import time
from collections.abc import Mapping, Sequence

from chatops.clockwork.looker import Looker
from chatops.faces import Face

log = logging.getLogger("chatops.watch")

EVERY = 60.0
"""Seconds between two questions to a platform that works."""
WHEN_WRONG = 10.0
"""Seconds between two questions to one that does not, so that what was put right is soon known."""
PATIENCE = 15.0
"""Seconds a platform is given to answer."""
NOT_ASKED = "It has not been asked yet."
SILENT = "It does not answer."


class Watch(Looker):
    """Asks each face whether it can work. What a failed post has told counts until the next question."""

    what = "faces"

    def __init__(self, faces: Mapping[str, Face]) -> None:
        super().__init__()
        self._faces = faces
        self.wrong = dict.fromkeys(faces, NOT_ASKED)
        """What keeps each face from working, in words for the administrator; "" for one that works."""
        self._next = dict.fromkeys(faces, 0.0)

    @property
    def lacks(self) -> Sequence[str]:
        """What faces lack that work all the same, in words for the administrator."""
        return [words for face in self._faces.values() for words in face.lacks]

    async def look(self) -> int:
        """Asks whichever face it is time to ask; gives how many."""
        due = [name for name in self._faces if time.monotonic() >= self._next[name]]
        for name in due:
            self._note(name, await self._asked(self._faces[name]))
            self._next[name] = time.monotonic() + (WHEN_WRONG if self.wrong[name] else EVERY)
            self.moves()
        return len(due)

    def failed(self, name: str, words: str) -> None:
        """A post failed for what is the bot's own (its token, its permissions); `words` say what to do."""
        self._note(name, words)

    def _note(self, name: str, words: str) -> None:
        before, self.wrong[name] = self.wrong[name], words
        if words and before in ("", NOT_ASKED):
            log.error("face=%s fails", name)
        elif before not in ("", NOT_ASKED) and not words:
            log.info("face=%s works again", name)

    async def _asked(self, face: Face) -> str:
        try:
            async with asyncio.timeout(PATIENCE):
                return " ".join(await face.check())
        except TimeoutError:
            return SILENT
