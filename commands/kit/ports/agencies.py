"""Agencies, the referrals made to them, appointments, and what was recommended."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from commands.domain.agency import Agency
from commands.domain.agency_referral import AgencyEvent, AgencyReferral
from commands.domain.appointment import Appointment, Recommendation


class Agencies(Protocol):
    """What is asked about agencies."""

    async def known(self) -> Mapping[str, Agency]:
        """The standard agencies and the school's own, by key."""
        ...

    async def one(self, reference: str) -> AgencyReferral | None: ...
    async def open(self, skip: int, most: int) -> tuple[Sequence[AgencyReferral], int]:
        """Those not ended, the longest sent first, then those not sent yet: one page, and how many in all."""
        ...

    async def booked(self, references: Sequence[str]) -> Mapping[str, Appointment]:
        """The appointment that is to come of each referral that has one."""
        ...

    async def history(self, reference: str) -> Sequence[AgencyEvent]:
        """Oldest first."""
        ...

    async def appointments(self, reference: str) -> Sequence[Appointment]:
        """Oldest first."""
        ...

    async def recommendations(self, reference: str) -> Sequence[Recommendation]:
        """In the order they were recorded."""
        ...
