"""What could not be told colleagues, as the SENCO's home asks for it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from commands.domain.undelivered import Undelivered


class NotDelivered(Protocol):
    """What is asked about notices to colleagues."""

    async def of_school(self, now: datetime) -> Sequence[Undelivered]:
        """Those that wait for long, that a platform refuses, or that were given up lately, the oldest first; of one
        colleague and about one thing once."""
        ...
