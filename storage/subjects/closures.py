"""Closures recorded in chat: their table, apart from the term dates that an import replaces, and how it is asked."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Column, Date, Index, Integer, String, Table

from commands.domain.days.closure import Closure
from storage.kept import Kept, Way
from storage.part import ByReference
from storage.question import Question, question
from storage.subjects.digests import look_again
from storage.tables import metadata, of_school
from storage.types import Sealed

closures = Table(
    "closures",
    metadata,
    of_school(),
    Column("reference", String(12), primary_key=True),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("why", Sealed, nullable=False),
    Column("recorded_by", String(40), nullable=False),
    Column("recorded_on", Date, nullable=False),
    Column("taken_back_by", String(40), nullable=False),
    Column("taken_back_on", Date),
    Column("version", Integer, nullable=False),
    Index(None, "school_id", "last"),
)

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
