"""What has happened on statutory clocks, whatever they run for."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from commands.domain.law.clock_facts import FactWord


class ClockFacts(Protocol):
    """What is asked about facts."""

    async def words_on(self, references: Sequence[str]) -> Mapping[str, Sequence[FactWord]]:
        """Every word on every fact of these, by reference, in the order they were said."""
        ...

    async def words_on_followed(self, since: date) -> Mapping[str, Sequence[FactWord]]:
        """What was said of each assessment that is open, or ended on that day or after it, of pupils on roll."""
        ...

    async def words_on_annual(self, first: date) -> Mapping[str, Sequence[FactWord]]:
        """The same of every annual review since a day, of pupils on roll."""
        ...
