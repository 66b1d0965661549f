"""Closures recorded in chat: their table, apart from the term dates that an import replaces, and how it is asked."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import Column, Date, Index, Integer, String, Table, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.closure import Closure
from commands.domain.school import School
from commands.kit import Overtaken
from storage.digests import look_again
from storage.saving import Savers
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


class SqlClosures:
    """The part of the records about closures."""

    def __init__(self, school: School, connection: AsyncConnection) -> None:
        self.school, self.connection = school, connection
        self.savers: Savers = {Closure: self._save}

    async def one(self, reference: str) -> Closure | None:
        rows = await self.connection.execute(
            select(closures).where(closures.c.school_id == self.school.id, closures.c.reference == reference)
        )
        row = rows.mappings().first()
        return Closure(**row) if row else None

    async def standing(self) -> Sequence[Closure]:
        rows = await self.connection.execute(
            select(closures).where(*self._standing).order_by(closures.c.first, closures.c.reference)
        )
        return [Closure(**row) for row in rows.mappings()]

    async def to_come(self, today: date, skip: int, most: int) -> tuple[Sequence[Closure], int]:
        return await self._page(closures.c.last >= today, (closures.c.first, closures.c.reference), skip, most)

    async def over(self, today: date, skip: int, most: int) -> tuple[Sequence[Closure], int]:
        return await self._page(closures.c.last < today, (closures.c.first.desc(), closures.c.reference), skip, most)

    @property
    def _standing(self) -> tuple[Any, ...]:
        return closures.c.school_id == self.school.id, closures.c.taken_back_on.is_(None)

    async def _page(self, when: Any, order: Sequence[Any], skip: int, most: int) -> tuple[Sequence[Closure], int]:
        total = await self.connection.scalar(select(func.count()).select_from(closures).where(*self._standing, when))
        rows = await self.connection.execute(
            select(closures).where(*self._standing, when).order_by(*order).offset(skip).limit(most)
        )
        return [Closure(**row) for row in rows.mappings()], total or 0

    async def _save(self, closure: Closure) -> None:
        """Version 0 is new. Any other must still be the version that was read, or somebody else was first."""
        await look_again(self.connection, self.school.id)
        stored = asdict(replace(closure, version=closure.version + 1))
        if closure.version == 0:
            await self.connection.execute(insert(closures).values(stored))
            return
        changed = await self.connection.execute(
            update(closures)
            .where(
                closures.c.school_id == self.school.id,
                closures.c.reference == closure.reference,
                closures.c.version == closure.version,
            )
            .values(stored)
        )
        if changed.rowcount == 0:
            raise Overtaken
