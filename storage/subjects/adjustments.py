"""Notes of adjustments in class: their table, to which rows are only added, and how a command asks for them."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import func, or_

from commands.domain.adjustment import Adjustment, AdjustmentNote, Worked, as_they_stand
from commands.domain.pupil import Pupil
from storage.declared import declared
from storage.kept import Kept, Way
from storage.part import ByReference
from storage.subjects.people import BY_NAME, ON_ROLL, PUPIL
from storage.tables import pupils

adjustment_notes = declared(
    "adjustment_notes",
    AdjustmentNote,
    "pupil_id",
    "n",
    "version",
    indexes=(
        ("by", "on"),
        ("how", "on"),
        ("reference",),
    ),
)

NOTE = Kept(AdjustmentNote, adjustment_notes, Way.ONCE, "N")
"""A note's number or version that is taken already is somebody else's, who was first."""


class SqlAdjustments(ByReference[AdjustmentNote]):
    """The part of the records about adjustments."""

    keeps = (NOTE,)

    async def one(self, reference: str) -> AdjustmentNote | None:
        return await self.one_of(NOTE, reference=reference, order=(adjustment_notes.c.version.desc(),))

    async def of_pupil(self, pupil_id: str) -> Sequence[AdjustmentNote]:
        return as_they_stand(await self.versions(pupil_id))

    async def versions(self, pupil_id: str) -> Sequence[AdjustmentNote]:
        return await self.some_of(NOTE, pupil_id=pupil_id)

    async def noted_by(self, person_id: str, first: date) -> frozenset[str]:
        t = adjustment_notes.c
        theirs = self.select(adjustment_notes, t.pupil_id).where(t.by == person_id, t.on >= first).distinct()
        return frozenset(await self.connection.scalars(theirs))

    async def advice_wanted(self, first: date) -> Mapping[Adjustment, int]:
        """Of each note its newest version counts."""
        t, corrected = adjustment_notes.c, adjustment_notes.alias("corrected")
        later = corrected.c
        is_corrected = (
            self.select(corrected, later.n)
            .where(later.pupil_id == t.pupil_id, later.n == t.n, later.version > t.version)
            .exists()
        )
        wanted = (t.how == Worked.ADVICE, t.on >= first, t.taken_back.is_(False), ~is_corrected)
        counted = self.select(adjustment_notes, t.what, func.count().label("times")).where(*wanted).group_by(t.what)
        return {row.what: row.times for row in await self.connection.execute(counted)}

    async def pupils_named(self, words: Sequence[str]) -> Sequence[Pupil]:
        if not words:
            return []
        begins = or_(*(pupils.c.sought.contains(f" {word}", autoescape=True) for word in words))
        return await self.some_of(PUPIL, ON_ROLL, begins, order=BY_NAME)
