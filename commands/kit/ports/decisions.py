"""What leads from a referral to its decision: the checklist's ticks, and the decision itself."""

from collections.abc import Sequence
from typing import Protocol

from commands.domain.decision import Checked, Decision


class Decisions(Protocol):
    """What is asked about decisions, by the referral's reference."""

    async def ticks(self, reference: str) -> Sequence[Checked]:
        """Every tick of the checklist, oldest first."""
        ...

    async def one(self, reference: str) -> Decision | None: ...
