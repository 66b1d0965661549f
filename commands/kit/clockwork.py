"""What the clock does: what it looks at when its time has come, what it then asks, and how that stands afterwards."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, NamedTuple, Protocol, TypeVar

from commands.domain.days.timed import Timed
from commands.domain.person import Person, Role
from commands.domain.privacy.discreet import Discreet
from commands.domain.school import School
from commands.kit.ask import CLOCK, Ask, Reply
from commands.kit.records import Records

T = TypeVar("T", bound=Timed)


@dataclass(frozen=True, repr=False)
class ClockAsk(Discreet):
    """An ask of the clock, and the command that answers it: `(ask, records) -> Reply`, as any, but with no word that
    somebody could type. The ask's key is the whole of it: the same whoever's clock asks, and whenever.

    A reply that tells nobody, and is about nothing, is kept as empty: it was asked, and there was nothing to tell.
    """

    ask: Ask
    answer: Callable[[Ask, Records], Awaitable[Reply]]


@dataclass(frozen=True, repr=False)
class Turn(Discreet, Generic[T]):
    """What a look at one thing comes to: the thing as it is to be kept (None: as it was), and what is asked, in this
    order. All of it is stored together, or none."""

    after: T | None
    asks: Sequence[ClockAsk] = ()


@dataclass(frozen=True)
class Duty(Generic[T]):
    """One thing the clock does. `what` is its name in the log and the figures, `of` the type of what it looks at, and
    `look` what is to be done with one such thing at an aware time, with the records of its school."""

    what: str
    of: type[T]
    look: Callable[[T, datetime, Records], Awaitable[Turn[T]]]


class Answered(NamedTuple):
    """An ask of the clock, its reply, and what the record of asks says came of it."""

    ask: Ask
    reply: Reply
    outcome: str


class Books(Protocol):
    """What is kept of the asks of several schools, in one transaction."""

    async def begin(self, begun: Sequence[Ask]) -> Sequence[bool]:
        """Writes asks down first of all; gives of each whether it was not asked before."""
        ...

    async def finish(self, answered: Sequence[Answered]) -> None:
        """Keeps their outcomes, their replies and their notices, and puts them into the audit."""
        ...


def by_the_clock(school: School, now: datetime, word: str, key: str, about: str) -> Ask:
    """An ask that is nobody's: its time has come. `word` and `about` are what the record of asks will say of it."""
    clock = Person(school.id, CLOCK, "", "The clock", Role.SENCO)
    return Ask(person=clock, school=school, now=now, word=word, key=key, face=CLOCK, about=about)
