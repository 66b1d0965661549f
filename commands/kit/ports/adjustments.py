"""Notes of adjustments in class."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from commands.domain.adjustment import Adjustment, AdjustmentNote
from commands.domain.pupil import Pupil


class Adjustments(Protocol):
    """What is asked about adjustments."""

    async def one(self, reference: str) -> AdjustmentNote | None:
        """A note as it stands."""
        ...

    async def of_pupil(self, pupil_id: str) -> Sequence[AdjustmentNote]:
        """A pupil's notes as they stand, the newest lesson first."""
        ...

    async def versions(self, pupil_id: str) -> Sequence[AdjustmentNote]:
        """Every version of every note of a pupil, those corrected since included, in the order they were written."""
        ...

    async def noted_by(self, person_id: str, first: date) -> frozenset[str]:
        """The ids of the pupils for whom somebody noted anything in lessons since a day, taken back or not."""
        ...

    async def advice_wanted(self, first: date) -> Mapping[Adjustment, int]:
        """How often advice was asked for since a day, by what it was about."""
        ...

    async def pupils_named(self, words: Sequence[str]) -> Sequence[Pupil]:
        """The pupils on roll with a name that begins with one of these words (as names are compared)."""
        ...
