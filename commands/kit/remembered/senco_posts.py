"""SENCOs' own posts."""

from typing import Protocol

from commands.domain.senco_post import SencoPost


class SencoPosts(Protocol):
    """What is asked about SENCOs' own posts."""

    async def of(self, person_id: str) -> SencoPost | None:
        """What somebody last said of theirs."""
        ...
