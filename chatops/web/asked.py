"""What was asked on the page, by the address its answer has: kept in memory alone, for the browser that asked."""

import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass

from chatops.faces import Heard
from commands.domain.privacy.discreet import Discreet
from commands.kit import Answers, Reply, Show

MOST = 2_000
"""Addresses kept; beyond them the oldest is gone, as all are when the service stops."""
FRESH = 10.0
"""Seconds for which an answer that has just been given may be drawn at its address without being asked for again: the
browser is on its way there. From then on whoever opens it is asked about anew."""


@dataclass(frozen=True, repr=False)
class PageAsk(Discreet):
    """One ask: which browser, as whom, what, and in which place of the page. `answers`: a look's form, filled in."""

    session: str
    me: str
    place: str
    heard: Heard
    answers: Answers | None = None


class Addresses:
    """Each ask under a name nobody can guess, which says nothing of it."""

    def __init__(self) -> None:
        self._asked: OrderedDict[str, PageAsk] = OrderedDict()
        self._fresh: dict[str, tuple[float, Reply | Show]] = {}

    def keep(self, asked: PageAsk, outcome: Reply | Show | None = None) -> str:
        """The name of an ask, with what it has just been answered, if it was."""
        name = secrets.token_urlsafe(16)
        self._asked[name] = asked
        if outcome is not None:
            self._fresh = {n: kept for n, kept in self._fresh.items() if time.monotonic() - kept[0] < FRESH}
            self._fresh[name] = time.monotonic(), outcome
        while len(self._asked) > MOST:
            self._asked.popitem(last=False)
        return name

    def find(self, name: str, session: str, me: str) -> PageAsk | None:
        """What was asked under that name, by this browser and as this person; None for everybody else."""
        asked = self._asked.get(name)
        return asked if asked and (asked.session, asked.me) == (session, me) else None

    def fresh(self, name: str) -> Reply | Show | None:
        """What it has just been answered: given once, and only at once."""
        at, outcome = self._fresh.pop(name, (0.0, None))
        return outcome if outcome and time.monotonic() - at < FRESH else None
