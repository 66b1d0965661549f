"""EHC needs assessments: their tables, and how a command asks for them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, or_

from commands.domain.assessment import Assessment, ExceptionClaim
from storage.declared import declared
from storage.kept import Kept, Way
from storage.part import ByReference
from storage.question import Question, question
from storage.subjects.people import ON_ROLL
from storage.tables import pupils

assessments = declared(
    "assessments",
    Assessment,
    "reference",
    indexes=(
        ("ended_as",),
        ("pupil_id",),
    ),
)

exception_claims = declared("exception_claims", ExceptionClaim, "reference", "n")

ASSESSMENT = Kept(Assessment, assessments, Way.VERSIONED, "E", order=("begun_on", "reference"))
CLAIM = Kept(ExceptionClaim, exception_claims, Way.NUMBERED, of=ASSESSMENT)


def still_followed(since: date) -> ColumnElement[bool]:
    """Those that are open, or ended on that day or after it."""
    return or_(assessments.c.ended_as.is_(None), assessments.c.ended_on >= since)


class SqlAssessments(ByReference[Assessment]):
    """The part of the records about EHC needs assessments."""

    keeps = (ASSESSMENT, CLAIM)

    async def of_pupil(self, pupil_id: str) -> Sequence[Assessment]:
        return (await self.some_of(ASSESSMENT, pupil_id=pupil_id))[::-1]

    @question
    def open(self) -> Question[Sequence[Assessment]]:
        there = assessments.c.pupil_id.in_(self.select(pupils, pupils.c.id).where(ON_ROLL))
        return self.all_of(ASSESSMENT, there, assessments.c.ended_as.is_(None))

    @question
    def followed(self, since: date) -> Question[Sequence[Assessment]]:
        there = assessments.c.pupil_id.in_(self.select(pupils, pupils.c.id).where(ON_ROLL))
        return self.all_of(ASSESSMENT, there, still_followed(since))

    async def claims(self, reference: str) -> Sequence[ExceptionClaim]:
        return await self.some_of(CLAIM, reference=reference)
