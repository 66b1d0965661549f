"""What is due, of every kind, as one question; and what somebody has said is done."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from commands.domain.due import Due, DueKind
from commands.domain.tick import Tick


class DueLines(Protocol):
    """What is asked about what is due. Pupils who have left are left out, and what has been ticked off."""

    async def until(self, last: date, *, today: date) -> Sequence[Due]:
        """Everything of the school still open whose day is `last` or before, oldest first.

        `today` tells an appointment to come from one of which nobody has recorded what came of it.
        """
        ...

    async def ticks(self, kind: DueKind, keys: Sequence[str]) -> Sequence[Tick]:
        """Every tick of these lines, those taken back included, oldest first."""
        ...
