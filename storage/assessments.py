"""EHC needs assessments: their tables, and how a command asks for them."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Column, Date, Index, Integer, String, Table, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.assessment import AskedBy, Assessment, AssessmentEnd, ExceptionClaim, ExceptionReason
from commands.domain.school import School
from storage.saving import Savers, add, keep
from storage.tables import metadata, of_school, pupils
from storage.types import OneOf, Sealed, UtcTime

assessments = Table(
    "assessments",
    metadata,
    of_school(),
    Column("reference", String(12), primary_key=True),
    Column("pupil_id", String(40), nullable=False),
    Column("asked_by", OneOf(AskedBy), nullable=False),
    Column("ruleset", String(60), nullable=False),
    Column("begun_by", String(40), nullable=False),
    Column("begun_on", Date, nullable=False),
    Column("ended_as", OneOf(AssessmentEnd)),
    Column("ended_on", Date),
    Column("version", Integer, nullable=False),
    Index(None, "school_id", "pupil_id"),
    Index(None, "school_id", "ended_as"),
)

exception_claims = Table(
    "exception_claims",
    metadata,
    of_school(),
    Column("reference", String(12), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("reason", OneOf(ExceptionReason), nullable=False),
    Column("told_on", Date, nullable=False),
    Column("letter", Sealed, nullable=False),
    Column("expected_on", Date),
    Column("by", String(40), nullable=False),
    Column("at", UtcTime, nullable=False),
)


class SqlAssessments:
    """The part of the records about EHC needs assessments."""

    def __init__(self, school: School, connection: AsyncConnection) -> None:
        self.school, self.connection = school, connection
        self.savers: Savers = {
            Assessment: self._save,
            ExceptionClaim: self._save_claim,
        }

    async def one(self, reference: str) -> Assessment | None:
        return next(iter(await self._read(assessments.c.reference == reference)), None)

    async def of_pupil(self, pupil_id: str) -> Sequence[Assessment]:
        return (await self._read(assessments.c.pupil_id == pupil_id))[::-1]

    async def open(self) -> Sequence[Assessment]:
        there = select(pupils.c.id).where(pupils.c.school_id == self.school.id, pupils.c.left_on.is_(None))
        return await self._read(assessments.c.ended_as.is_(None), assessments.c.pupil_id.in_(there))

    async def claims(self, reference: str) -> Sequence[ExceptionClaim]:
        t = exception_claims.c
        rows = await self.connection.execute(
            select(exception_claims).where(t.school_id == self.school.id, t.reference == reference).order_by(t.n)
        )
        return [ExceptionClaim(**row) for row in rows.mappings()]

    async def _read(self, *where: Any) -> list[Assessment]:
        rows = await self.connection.execute(
            select(assessments)
            .where(assessments.c.school_id == self.school.id, *where)
            .order_by(assessments.c.begun_on, assessments.c.reference)
        )
        return [Assessment(**row) for row in rows.mappings()]

    async def _save(self, one: Assessment) -> None:
        await keep(self.connection, assessments, one, "reference")

    async def _save_claim(self, claim: ExceptionClaim) -> None:
        t = exception_claims.c
        this = and_(t.school_id == self.school.id, t.reference == claim.reference)
        before = await self.connection.scalar(select(func.max(t.n)).where(this))
        await add(self.connection, exception_claims, {**asdict(claim), "n": (before or 0) + 1})
