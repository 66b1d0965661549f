"""Closures recorded in chat: their table, apart from the term dates that an import replaces, and how it is asked."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from commands.domain.days.closure import Closure
from storage.declared import declared
from storage.kept import Kept, Way
from storage.part import ByReference
from storage.question import Question, question
from storage.subjects.digests import look_again

closures = declared("closures", Closure, "reference", indexes=(("last",),))

CLOSURE = Kept(Closure, closures, Way.VERSIONED, "K", order=("first", "reference"))
STANDING = closures.c.taken_back_on.is_(None)


class SqlClosures(ByReference[Closure]):
    """The part of the records about closures."""

    keeps = (CLOSURE,)

    @question
    def standing(self) -> Question[Sequence[Closure]]:
        return self.all_of(CLOSURE, STANDING)

    async def to_come(self, today: date, skip: int, most: int) -> tuple[Sequence[Closure], int]:
        return await self.page_of(CLOSURE, skip, most, STANDING, closures.c.last >= today)

    async def over(self, today: date, skip: int, most: int) -> tuple[Sequence[Closure], int]:
        newest = (closures.c.first.desc(), closures.c.reference)
        return await self.page_of(CLOSURE, skip, most, STANDING, closures.c.last < today, order=newest)

    async def keep(self, kind: Kept[Any], thing: Any) -> None:
        await look_again(self.connection, self.school.id)
        await super().keep(kind, thing)
