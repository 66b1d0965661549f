"""What is known of pupils over time from the school's information system."""

from collections.abc import Sequence
from typing import Protocol

from commands.domain.series import PupilSeries, SeriesKind


class SeriesOf(Protocol):
    """What is asked of series."""

    async def of_pupil(self, pupil_id: str) -> Sequence[PupilSeries]:
        """All of one pupil, by kind, the first year first."""
        ...

    async def of_year(self, kind: SeriesKind, year: int) -> Sequence[PupilSeries]:
        """Of everybody, of one school year."""
        ...
