"""Cycles of pupils' plans, with their outcomes and lines of provision."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from commands.domain.cycle import Cycle, Stage
from commands.domain.outcome import Outcome, ProvisionLine
from commands.domain.person import Person


class Cycles(Protocol):
    """What is asked about plans."""

    async def one(self, reference: str) -> Cycle | None: ...
    async def of_pupils(self, pupil_ids: Sequence[str]) -> Sequence[Cycle]:
        """All cycles of these pupils, newest first."""
        ...

    async def at(
        self, stages: Sequence[Stage], skip: int, most: int, *, by: Person | None = None
    ) -> tuple[Sequence[Cycle], int]:
        """One page of those at these stages, the earliest review date first, and how many there are in all.

        With `by`, only those they lead and those of pupils they teach.
        """
        ...

    async def outcomes(self, reference: str) -> Sequence[Outcome]: ...
    async def lines(self, reference: str) -> Sequence[ProvisionLine]: ...
    async def advised(self, agency_referral: str) -> Mapping[int, str]:
        """The plan each recommendation made to an agency referral is in, the newest of several, by its number."""
        ...

    async def lines_of(self, references: Sequence[str]) -> Mapping[str, Sequence[ProvisionLine]]:
        """The lines of several plans, by reference, each in order; plans without any are left out."""
        ...
