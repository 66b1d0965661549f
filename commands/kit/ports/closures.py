"""Closures recorded in chat."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from commands.domain.days.closure import Closure


class Closures(Protocol):
    """What is asked about closures. Those of imported term dates are not among them."""

    async def one(self, reference: str) -> Closure | None:
        """Taken back or not."""
        ...

    async def standing(self) -> Sequence[Closure]:
        """Every one that was not taken back, the earliest first."""
        ...

    async def to_come(self, today: date, skip: int, most: int) -> tuple[Sequence[Closure], int]:
        """Those that stand and are not over, the earliest first: one page, and how many in all."""
        ...

    async def over(self, today: date, skip: int, most: int) -> tuple[Sequence[Closure], int]:
        """Those that stand and are over, the latest first: one page, and how many in all."""
        ...
