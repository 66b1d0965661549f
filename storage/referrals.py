"""Referrals and their history, as a command asks for them."""

from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.referral import Referral, ReferralEvent, ReferralState
from commands.domain.school import School
from commands.kit import Overtaken
from storage.saving import Savers
from storage.tables import referral_events, referrals

OPEN = [state for state in ReferralState if state.is_open]


class SqlReferrals:
    """The part of the records about referrals."""

    def __init__(self, school: School, connection: AsyncConnection) -> None:
        self.school, self.connection = school, connection
        self.savers: Savers = {Referral: self._save_referral, ReferralEvent: self._save_event}

    async def one(self, reference: str) -> Referral | None:
        rows = await self._referrals(referrals.c.reference == reference)
        return rows[0] if rows else None

    async def raised_by(self, person_id: str) -> Sequence[Referral]:
        mine = await self._referrals(referrals.c.raised_by == person_id)
        return sorted(mine, key=lambda r: (r.raised_on, r.reference), reverse=True)

    async def open(self, skip: int, most: int) -> tuple[Sequence[Referral], int]:
        is_open = (referrals.c.school_id == self.school.id) & referrals.c.state.in_(OPEN)
        total = await self.connection.scalar(select(func.count()).select_from(referrals).where(is_open))
        page = await self.connection.execute(
            select(referrals)
            .where(is_open)
            .order_by(referrals.c.raised_on, referrals.c.reference)
            .offset(skip)
            .limit(most)
        )
        return [Referral(**row) for row in page.mappings()], total or 0

    async def history(self, reference: str) -> Sequence[ReferralEvent]:
        rows = await self.connection.execute(
            select(*(referral_events.c[field.name] for field in fields(ReferralEvent)))
            .where(referral_events.c.school_id == self.school.id, referral_events.c.reference == reference)
            .order_by(referral_events.c.n)
        )
        return [ReferralEvent(**row) for row in rows.mappings()]

    async def _referrals(self, where: Any) -> list[Referral]:
        rows = await self.connection.execute(select(referrals).where(referrals.c.school_id == self.school.id, where))
        return [Referral(**row) for row in rows.mappings()]

    async def _save_referral(self, referral: Referral) -> None:
        """Version 0 is new. Any other must still be the version that was read, or somebody else was first."""
        stored = asdict(replace(referral, version=referral.version + 1))
        if referral.version == 0:
            await self.connection.execute(insert(referrals).values(stored))
            return
        changed = await self.connection.execute(
            update(referrals)
            .where(
                referrals.c.school_id == self.school.id,
                referrals.c.reference == referral.reference,
                referrals.c.version == referral.version,
            )
            .values(stored)
        )
        if changed.rowcount == 0:
            raise Overtaken

    async def _save_event(self, happened: ReferralEvent) -> None:
        before = await self.connection.scalar(
            select(func.count())
            .select_from(referral_events)
            .where(referral_events.c.school_id == self.school.id, referral_events.c.reference == happened.reference)
        )
        await self.connection.execute(insert(referral_events).values(n=(before or 0) + 1, **asdict(happened)))
