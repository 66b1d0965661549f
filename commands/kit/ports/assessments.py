"""EHC needs assessments, and which exceptions somebody claims in them."""

from collections.abc import Sequence
from typing import Protocol

from commands.domain.assessment import Assessment, ExceptionClaim


class Assessments(Protocol):
    """What is asked about EHC needs assessments."""

    async def one(self, reference: str) -> Assessment | None: ...
    async def of_pupil(self, pupil_id: str) -> Sequence[Assessment]:
        """A pupil's, the newest first."""
        ...

    async def open(self) -> Sequence[Assessment]:
        """Those that have not ended, of pupils on roll, by reference."""
        ...

    async def claims(self, reference: str) -> Sequence[ExceptionClaim]:
        """The exceptions claimed in one, in the order they were recorded."""
        ...
