"""SENCOs' own posts."""

from collections.abc import Sequence
from typing import Protocol

from commands.domain.senco_post import SencoPost


class SencoPosts(Protocol):
    """What is asked about SENCOs' own posts."""

    async def held(self) -> Sequence[SencoPost]:
        """Those of everybody who is SENCO now."""
        ...

    async def of(self, person_id: str) -> SencoPost | None:
        """What somebody last said of theirs."""
        ...
