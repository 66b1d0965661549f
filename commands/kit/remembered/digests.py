"""When a school's digests are sent, and what is put off in them."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from commands.domain.digest import DigestKind, Schedule
from commands.domain.due import DueKind


class Digests(Protocol):
    """What is asked about digests."""

    async def schedule(self, kind: DigestKind) -> Schedule:
        """Every school has one of each kind."""
        ...

    async def snoozed(self, today: date) -> Mapping[tuple[DueKind, str, date], date]:
        """Until when each line is put off that was put off in the last weeks, by the latest word on it."""
        ...
