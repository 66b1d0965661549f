"""EHC needs assessments: their tables, and how a command asks for them."""

from collections.abc import Sequence

from sqlalchemy import Column, ColumnElement, Date, Index, Integer, String, Table

from commands.domain.assessment import AskedBy, Assessment, AssessmentEnd, ExceptionClaim, ExceptionReason
from storage.kept import Kept, Way
from storage.part import ByReference, Part
from storage.question import Question, question
from storage.subjects.people import ON_ROLL
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

ASSESSMENT = Kept(Assessment, assessments, Way.VERSIONED, "E", order=("begun_on", "reference"))
CLAIM = Kept(ExceptionClaim, exception_claims, Way.NUMBERED, of=ASSESSMENT)


class SqlAssessments(ByReference[Assessment]):
    """The part of the records about EHC needs assessments."""

    keeps = (ASSESSMENT, CLAIM)

    async def of_pupil(self, pupil_id: str) -> Sequence[Assessment]:
        return (await self.some_of(ASSESSMENT, pupil_id=pupil_id))[::-1]

    @question
    def open(self) -> Question[Sequence[Assessment]]:
        return self.all_of(ASSESSMENT, *under_way(self))

    async def claims(self, reference: str) -> Sequence[ExceptionClaim]:
        return await self.some_of(CLAIM, reference=reference)


def under_way(part: Part) -> Sequence[ColumnElement[bool]]:
    """Assessments that have not ended, of pupils on roll."""
    there = assessments.c.pupil_id.in_(part.select(pupils, pupils.c.id).where(ON_ROLL))
    return (assessments.c.ended_as.is_(None), there)
