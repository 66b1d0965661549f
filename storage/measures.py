"""What the leaders' week counts, asked in one query each; and the table of what was sent in earlier weeks."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Column, Date, Integer, Table, Text, case, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.agency_referral import AgencyState
from commands.domain.contact import How
from commands.domain.referral import ReferralState
from commands.domain.review import ReviewState
from commands.domain.school import School
from commands.kit.remembered.measures import Course, ReviewCounts, RollCount, WeekShown
from storage.agencies import agency_referrals
from storage.codec import card_from, card_text
from storage.contacts import contacts
from storage.register import ON_REGISTER
from storage.reviews import TO_COME, reviews
from storage.saving import Savers
from storage.tables import metadata, of_school, pupils, referrals
from storage.types import Mapped

weeks_shown = Table(
    "weeks_shown",
    metadata,
    of_school(),
    Column("week", Date, primary_key=True),
    Column("step", Integer, nullable=False),
    Column("figures", Mapped, nullable=False),
    Column("card", Text, nullable=False),
)

_S = AgencyState
WAITING = (
    *(_S.SENT, _S.ACKNOWLEDGED, _S.ACCEPTED, _S.WAITING, _S.BOOKED, _S.MORE_INFO_REQUESTED),
    *(_S.WAS_NOT_BROUGHT, _S.CANCELLED_FAMILY, _S.CANCELLED_SERVICE),
)
"""Sent, and nobody seen yet: a wait goes on until somebody has attended."""


class SqlMeasures:
    """The part of the records about the leaders' week."""

    def __init__(self, school: School, connection: AsyncConnection) -> None:
        self.school, self.connection = school, connection
        self.savers: Savers = {WeekShown: self._save_week}

    async def roll(self) -> Sequence[RollCount]:
        by = (pupils.c.provision, pupils.c.primary_need)
        rows = await self.connection.execute(
            select(*by, func.count())
            .where(pupils.c.school_id == self.school.id, pupils.c.left_on.is_(None))
            .group_by(*by)
        )
        return [RollCount(*row) for row in rows]

    async def courses(self, since: date) -> Sequence[Course]:
        of = referrals.c
        still_open = [state for state in ReferralState if state.is_open]
        rows = await self.connection.execute(
            select(of.raised_on, of.ended_on, of.state).where(
                of.school_id == self.school.id,
                or_(of.state.in_(still_open), of.raised_on >= since, of.ended_on >= since),
            )
        )
        return [Course(row.raised_on, row.ended_on, row.state is ReferralState.DECIDED) for row in rows]

    async def reviews(self, first: date | None, today: date) -> ReviewCounts:
        of = reviews.c
        on_time = (of.state == ReviewState.HELD) & (of.held_on <= of.on) & (of.on >= (first or today))
        row = (
            await self.connection.execute(
                select(
                    *(
                        func.coalesce(func.sum(case((meant, 1), else_=0)), 0)
                        for meant in (on_time, of.state.in_(TO_COME))
                    )
                ).where(of.school_id == self.school.id, of.on < today)
            )
        ).one()
        return ReviewCounts(*row)

    async def met(self, first: date, last: date, at_least: int) -> int:
        meetings = (
            select(contacts.c.pupil_id)
            .where(
                contacts.c.school_id == self.school.id,
                contacts.c.how == How.MEETING,
                contacts.c.on.between(first, last),
            )
            .group_by(contacts.c.pupil_id)
            .having(func.count() >= at_least)
        )
        found = await self.connection.scalar(
            select(func.count())
            .select_from(pupils)
            .where(
                pupils.c.school_id == self.school.id,
                pupils.c.left_on.is_(None),
                pupils.c.provision.in_(ON_REGISTER),
                pupils.c.id.in_(meetings),
            )
        )
        return found or 0

    async def waiting(self) -> Sequence[tuple[str, date]]:
        of = agency_referrals.c
        rows = await self.connection.execute(
            select(of.agency, of.sent_on).where(
                of.school_id == self.school.id, of.state.in_(WAITING), of.sent_on.is_not(None)
            )
        )
        return [(row.agency, row.sent_on) for row in rows]

    async def last_shown(self, before: date) -> WeekShown | None:
        earlier = (weeks_shown.c.school_id == self.school.id) & (weeks_shown.c.week < before)
        rows = await self.connection.execute(
            select(weeks_shown).where(earlier).order_by(weeks_shown.c.week.desc()).limit(1)
        )
        found = rows.mappings().first()
        return _week(found) if found else None

    async def shown(self, weeks: Sequence[date]) -> Mapping[date, WeekShown]:
        rows = await self.connection.execute(
            select(weeks_shown).where(weeks_shown.c.school_id == self.school.id, weeks_shown.c.week.in_(set(weeks)))
        )
        return {row["week"]: _week(row) for row in rows.mappings()}

    async def _save_week(self, shown: WeekShown) -> None:
        """What was sent first in a week stays what is kept of it."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        figures = dict(shown.figures)
        await self.connection.execute(
            dialect.insert(weeks_shown)
            .values(
                school_id=shown.school_id,
                week=shown.week,
                step=shown.step,
                figures=figures,
                card=card_text(shown.card),
            )
            .on_conflict_do_nothing()
        )


def _week(row: Mapping[Any, Any]) -> WeekShown:
    return WeekShown(**{**row, "card": card_from(row["card"])})
