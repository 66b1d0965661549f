"""When a school's digests are sent, what is put off in them, and those that a newer one stands for."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from commands.domain.digest import DigestKind, Schedule
from commands.domain.due import DueKind
from commands.domain.person import Person


class Digests(Protocol):
    """What is asked about digests."""

    async def schedule(self, kind: DigestKind) -> Schedule:
        """Every school has one of each kind."""
        ...

    async def readers(self) -> Sequence[Person]:
        """Those who want the personal digest and are still on the staff list in a role that teaches, by id."""
        ...

    async def snoozed(self, today: date) -> Mapping[tuple[DueKind, str, date], date]:
        """Until when each line is put off that was put off in the last weeks, by the latest word on it."""
        ...

    async def overtake(self, kind: DigestKind, now: datetime) -> Sequence[date]:
        """Takes back digests that still wait to be posted, since a newer one is about to be made; gives the days of
        those that nobody was sent at all. One that is being posted at `now` (aware) is left alone."""
        ...
