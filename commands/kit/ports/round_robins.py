"""Round robins: the views a pupil's teachers were asked for."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from commands.domain.round_robin import RoundRobin, View


class RoundRobins(Protocol):
    """What is asked about round robins."""

    async def one(self, reference: str) -> RoundRobin | None: ...
    async def views(self, reference: str) -> Sequence[View]:
        """Every colleague's part of one, by the name they have on the staff list."""
        ...

    async def views_of(self, references: Sequence[str]) -> Mapping[str, Sequence[View]]:
        """The same of several, by reference."""
        ...

    async def of_pupil(self, pupil_id: str) -> Sequence[RoundRobin]:
        """A pupil's, the newest first, those taken back left out."""
        ...

    async def asked_for(self, about: str) -> Sequence[RoundRobin]:
        """Those asked for one referral, plan or review, the newest first, those taken back left out."""
        ...

    async def not_ended(self) -> Sequence[RoundRobin]:
        """Those open or not asked yet, of pupils on roll, the earliest to close first."""
        ...

    async def asked_of(self, person_id: str) -> Sequence[RoundRobin]:
        """The open ones, of pupils on roll, in which a colleague has not answered yet, the earliest to close first."""
        ...
