"""Reviews and their history."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from commands.domain.review import Review, ReviewEvent


class Reviews(Protocol):
    """What is asked about reviews."""

    async def one(self, reference: str) -> Review | None: ...
    async def to_come(self, skip: int, most: int) -> tuple[Sequence[Review], int]:
        """One page of those neither held nor cancelled, the earliest first, and how many there are in all."""
        ...

    async def to_come_for(self, pupil_ids: Sequence[str]) -> Sequence[Review]:
        """Those still to come of these pupils, the earliest first."""
        ...

    async def annual_of(self, pupil_id: str) -> Sequence[Review]:
        """A pupil's annual reviews, the newest first, cancelled ones left out."""
        ...

    async def annual_since(self, first: date) -> Sequence[Review]:
        """Annual reviews of pupils on roll, held or to come, whose day is `first` or later."""
        ...

    async def no_annual_known(self, since: date) -> Sequence[str]:
        """The pupils on roll with an EHC plan of whom no annual review is to come and none was held on or after
        `since`, by name."""
        ...

    async def of_cycle(self, cycle: str) -> Review | None:
        """The review of a plan that is still to come."""
        ...

    async def booked_for(self, first: date, last: date) -> int:
        """How many still to come are booked for a day from `first` to `last`, both included."""
        ...

    async def held(self, first: date, before: date | None) -> Sequence[tuple[str, date]]:
        """The pupil and the day of each review held from `first` until the day before `before`."""
        ...

    async def history(self, reference: str) -> Sequence[ReviewEvent]:
        """Oldest first."""
        ...
