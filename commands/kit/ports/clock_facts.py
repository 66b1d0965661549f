"""What has happened on statutory clocks, whatever they run for."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from commands.domain.law.clock_facts import FactWord


class ClockFacts(Protocol):
    """What is asked about facts."""

    async def words_on(self, references: Sequence[str]) -> Mapping[str, Sequence[FactWord]]:
        """Every word on every fact of these, by reference, in the order they were said."""
        ...
