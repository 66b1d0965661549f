"""What is due on days that stand in the records; and what somebody has said is done."""

from collections.abc import Sequence
from typing import Protocol

from commands.domain.due import Due, DueKind, LinesWanted
from commands.domain.tick import Tick


class DueLines(Protocol):
    """What is asked about what is due. Days that the law counts are not here: see `commands.kit.what_is_due`."""

    async def recorded(self, wanted: LinesWanted) -> Sequence[Due]:
        """The lines of every subject whose days it has kept. Pupils who have left are left out, and what has been
        ticked off."""
        ...

    async def ticks(self, kind: DueKind, keys: Sequence[str]) -> Sequence[Tick]:
        """Every tick of these lines, those taken back included, oldest first."""
        ...
