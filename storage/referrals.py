"""Referrals and their history, as a command asks for them."""

from collections.abc import Sequence

from commands.domain.referral import Referral, ReferralEvent, ReferralState
from storage.kept import Kept, Way
from storage.part import ByReference
from storage.tables import referral_events, referrals

REFERRAL = Kept(Referral, referrals, Way.VERSIONED, "R", order=("raised_on", "reference"))
EVENT = Kept(ReferralEvent, referral_events, Way.NUMBERED, of=REFERRAL)
OPEN = [state for state in ReferralState if state.is_open]


class SqlReferrals(ByReference[Referral]):
    """The part of the records about referrals."""

    keeps = (REFERRAL, EVENT)

    async def raised_by(self, person_id: str) -> Sequence[Referral]:
        return (await self.some_of(REFERRAL, raised_by=person_id))[::-1]

    async def open(self, skip: int, most: int) -> tuple[Sequence[Referral], int]:
        return await self.page_of(REFERRAL, skip, most, referrals.c.state.in_(OPEN))

    async def history(self, reference: str) -> Sequence[ReferralEvent]:
        return await self.some_of(EVENT, reference=reference)
