"""Who looked at, changed or exported what about whom: written by the dispatcher, read by the SENCO."""

from collections.abc import Sequence
from typing import Protocol

from commands.domain.privacy.audit import AuditEntry


class Audit(Protocol):
    """What is asked about the audit."""

    async def of_pupil(self, pupil_id: str, skip: int, most: int) -> tuple[Sequence[AuditEntry], int]:
        """A page of what was done to one pupil's record, the newest first, and how much there is in all. Lists in which
        the pupil stood beside others are left out."""
        ...
