"""Referrals and their history."""

from collections.abc import Sequence
from typing import Protocol

from commands.domain.referral import Referral, ReferralEvent


class Referrals(Protocol):
    """What is asked about referrals."""

    async def one(self, reference: str) -> Referral | None: ...
    async def raised_by(self, person_id: str) -> Sequence[Referral]:
        """Those a person raised, newest first."""
        ...

    async def open(self, skip: int, most: int) -> tuple[Sequence[Referral], int]:
        """The queue, oldest first: one page, and how many there are in all."""
        ...

    async def history(self, reference: str) -> Sequence[ReferralEvent]:
        """Oldest first."""
        ...
