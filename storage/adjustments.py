"""Notes of adjustments in class: their table, to which rows are only added, and how a command asks for them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date

from sqlalchemy import Boolean, Column, Date, Index, Integer, String, Table, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.adjustment import Adjustment, AdjustmentNote, Worked, as_they_stand
from commands.domain.pupil import Pupil
from commands.domain.school import School
from storage.people import pupil_from
from storage.saving import Savers, add
from storage.tables import metadata, of_school, pupils
from storage.types import OneOf, Sealed, UtcTime

adjustment_notes = Table(
    "adjustment_notes",
    metadata,
    of_school(),
    Column("pupil_id", String(40), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("reference", String(12), nullable=False),
    Column("by", String(40), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("written_at", UtcTime, nullable=False),
    Column("on", Date, nullable=False),
    Column("what", OneOf(Adjustment), nullable=False),
    Column("own", Sealed, nullable=False),
    Column("how", OneOf(Worked), nullable=False),
    Column("lesson", Sealed, nullable=False),
    Column("note", Sealed, nullable=False),
    Column("taken_back", Boolean, nullable=False),
    Index(None, "school_id", "how", "on"),
    Index(None, "school_id", "reference"),
    Index(None, "school_id", "by", "on"),
)


class SqlAdjustments:
    """The part of the records about adjustments."""

    def __init__(self, school: School, connection: AsyncConnection) -> None:
        self.school, self.connection = school, connection
        self.savers: Savers = {AdjustmentNote: self._save_note}

    async def one(self, reference: str) -> AdjustmentNote | None:
        table = adjustment_notes
        rows = await self.connection.execute(
            select(table)
            .where(table.c.school_id == self.school.id, table.c.reference == reference)
            .order_by(table.c.version.desc())
            .limit(1)
        )
        found = rows.mappings().first()
        return AdjustmentNote(**found) if found else None

    async def of_pupil(self, pupil_id: str) -> Sequence[AdjustmentNote]:
        return as_they_stand(await self.versions(pupil_id))

    async def versions(self, pupil_id: str) -> Sequence[AdjustmentNote]:
        table = adjustment_notes
        rows = await self.connection.execute(
            select(table)
            .where(table.c.school_id == self.school.id, table.c.pupil_id == pupil_id)
            .order_by(table.c.n, table.c.version)
        )
        return [AdjustmentNote(**row) for row in rows.mappings()]

    async def noted_by(self, person_id: str, first: date) -> frozenset[str]:
        table = adjustment_notes
        theirs = (table.c.school_id == self.school.id) & (table.c.by == person_id) & (table.c.on >= first)
        return frozenset(await self.connection.scalars(select(table.c.pupil_id).where(theirs).distinct()))

    async def advice_wanted(self, first: date) -> Mapping[Adjustment, int]:
        """Of each note its newest version counts."""
        table, later = adjustment_notes, adjustment_notes.alias("later")
        corrected = (
            select(later.c.n)
            .where(
                later.c.school_id == table.c.school_id,
                later.c.pupil_id == table.c.pupil_id,
                later.c.n == table.c.n,
                later.c.version > table.c.version,
            )
            .exists()
        )
        wanted = and_(
            table.c.school_id == self.school.id,
            table.c.how == Worked.ADVICE,
            table.c.on >= first,
            table.c.taken_back.is_(False),
            ~corrected,
        )
        rows = await self.connection.execute(
            select(table.c.what, func.count().label("times")).where(wanted).group_by(table.c.what)
        )
        return {row.what: row.times for row in rows}

    async def pupils_named(self, words: Sequence[str]) -> Sequence[Pupil]:
        if not words:
            return []
        begins = or_(*(pupils.c.sought.contains(f" {word}", autoescape=True) for word in words))
        rows = await self.connection.execute(
            select(pupils)
            .where(pupils.c.school_id == self.school.id, pupils.c.left_on.is_(None), begins)
            .order_by(pupils.c.surname, pupils.c.forename, pupils.c.id)
        )
        return [pupil_from(row) for row in rows.mappings()]

    async def _save_note(self, note: AdjustmentNote) -> None:
        """Added, never changed: a number or a version that is taken already is somebody else's, who was first."""
        await add(self.connection, adjustment_notes, asdict(note))
