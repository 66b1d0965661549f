"""Trainings of staff."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from commands.domain.adjustment import Adjustment
from commands.domain.training import Training


class Trainings(Protocol):
    """What is asked about trainings. Those taken back are not among them, but by reference."""

    async def one(self, reference: str) -> Training | None: ...
    async def newest(self, skip: int, most: int) -> tuple[Sequence[Training], int]:
        """The newest first: one page, and how many in all."""
        ...

    async def last_by_topic(self) -> Sequence[tuple[Adjustment, date]]:
        """When staff were last trained in each topic they were trained in at all."""
        ...
