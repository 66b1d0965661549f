"""What is due: gathered from the subjects that keep days, in a constant number of queries; and its ticks."""

from collections.abc import Sequence
from typing import Any

from commands.domain.due import Due, DueKind, LinesWanted
from commands.domain.tick import Tick
from commands.kit import Overtaken
from storage.kept import Kept
from storage.one_school import changing
from storage.part import Part
from storage.question import Question, question
from storage.subjects.ticks import TICK, ticks


class SqlDue(Part):
    """The part of the records about what is due."""

    keeps = (TICK,)

    async def recorded(self, wanted: LinesWanted) -> Sequence[Due]:
        asked = [part for part in self.records.parts if part.due_kinds and wanted.may_be(part.due_kinds)]
        return [line for part in asked for line in await part.due_lines(wanted)]

    async def ticks(self, kind: DueKind, keys: Sequence[str] | None = None) -> Sequence[Tick]:
        return await self._ticks(kind, None if keys is None else frozenset(keys))

    @question
    def _ticks(self, kind: DueKind, keys: frozenset[str] | None) -> Question[Sequence[Tick]]:
        these = () if keys is None else (ticks.c.key.in_(keys),)
        return self.all_of(TICK, *these, kind=kind)

    async def keep(self, kind: Kept[Any], thing: Any) -> None:
        """A new one is added, and one taken back is marked as that. Of two at the same moment the second is
        overtaken."""
        if thing.n == 0:
            await super().keep(kind, thing)
            return
        this = changing(ticks, self.school.id).where(*TICK.like(thing), ticks.c.n == thing.n)
        undone = this.where(ticks.c.undone_at.is_(None)).values(undone_by=thing.undone_by, undone_at=thing.undone_at)
        if (await self.connection.execute(undone)).rowcount == 0:
            raise Overtaken
