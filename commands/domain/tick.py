"""A tick: somebody says that a line of what is due has been done; taken back, it stands in the history as that."""

from dataclasses import dataclass, replace
from datetime import datetime

from commands.domain.due import DueKind
from commands.domain.privacy.discreet import Discreet


@dataclass(frozen=True, repr=False)
class Tick(Discreet):
    """That a line was done: the `n`-th time this was said of it (0 until it is stored), when and by whom.

    `key` is the line's among those of its kind. At most one tick of a line stands; one taken back has `undone_at`.
    """

    school_id: str
    kind: DueKind
    key: str
    by: str
    at: datetime
    n: int = 0
    undone_by: str = ""
    undone_at: datetime | None = None

    @property
    def stands(self) -> bool:
        return self.undone_at is None

    def undone(self, by: str, at: datetime) -> "Tick":
        """Taken back. Raises ValueError when it has been already."""
        if not self.stands:
            raise ValueError(f"the tick of {self.kind.value} has been taken back")
        return replace(self, undone_by=by, undone_at=at)
