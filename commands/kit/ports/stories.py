"""Everything remembered of one pupil at once."""

from typing import Protocol

from commands.domain.story import Story


class Stories(Protocol):
    """What is asked about a pupil as a whole."""

    async def of(self, pupil_id: str) -> Story:
        """All that is recorded of one pupil, by as many queries however much it is; an empty one of nobody's id."""
        ...
