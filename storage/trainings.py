"""Trainings of staff: their table, and how a command asks for them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Column, Date, Index, Integer, String, Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.adjustment import Adjustment
from commands.domain.school import School
from commands.domain.training import Trained, Training
from storage.saving import Savers, keep
from storage.tables import metadata, of_school
from storage.types import OneOf, Sealed

trainings = Table(
    "trainings",
    metadata,
    of_school(),
    Column("reference", String(12), primary_key=True),
    Column("on", Date, nullable=False),
    Column("topic", OneOf(Adjustment), nullable=False),
    Column("own", Sealed, nullable=False),
    Column("who", OneOf(Trained), nullable=False),
    Column("whom", Sealed, nullable=False),
    Column("logged_by", String(40), nullable=False),
    Column("logged_on", Date, nullable=False),
    Column("taken_back_by", String(40), nullable=False),
    Column("taken_back_on", Date),
    Column("version", Integer, nullable=False),
    Index(None, "school_id", "on"),
)


class SqlTrainings:
    """The part of the records about trainings."""

    def __init__(self, school: School, connection: AsyncConnection) -> None:
        self.school, self.connection = school, connection
        self.savers: Savers = {Training: self._save}

    async def one(self, reference: str) -> Training | None:
        rows = await self.connection.execute(
            select(trainings).where(trainings.c.school_id == self.school.id, trainings.c.reference == reference)
        )
        row = rows.mappings().first()
        return Training(**row) if row else None

    async def newest(self, skip: int, most: int) -> tuple[Sequence[Training], int]:
        total = await self.connection.scalar(select(func.count()).select_from(trainings).where(*self._standing))
        rows = await self.connection.execute(
            select(trainings)
            .where(*self._standing)
            .order_by(trainings.c.on.desc(), trainings.c.reference)
            .offset(skip)
            .limit(most)
        )
        return [Training(**row) for row in rows.mappings()], total or 0

    async def last_by_topic(self) -> Sequence[tuple[Adjustment, date]]:
        last = func.max(trainings.c.on).label("last")
        rows = await self.connection.execute(
            select(trainings.c.topic, last).where(*self._standing).group_by(trainings.c.topic)
        )
        return [(row.topic, row.last) for row in rows]

    @property
    def _standing(self) -> tuple[Any, ...]:
        return trainings.c.school_id == self.school.id, trainings.c.taken_back_on.is_(None)

    async def _save(self, training: Training) -> None:
        await keep(self.connection, trainings, training, "reference")
