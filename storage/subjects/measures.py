"""What the leaders' week counts, asked in one query each; and the table of what was sent in earlier weeks."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Column, Date, Integer, Table, Text, case, func, or_
from sqlalchemy.dialects import postgresql, sqlite

from commands.domain.agency_referral import AgencyState
from commands.domain.pupil import Provision
from commands.domain.referral import ReferralState
from commands.domain.review import ReviewState
from commands.kit.ports.measures import Course, ReviewCounts, RollCount, WeekShown
from storage.delivery.codec import card_from, card_text
from storage.kept import Kept, Way
from storage.part import Part
from storage.question import Question, question
from storage.subjects.agencies import agency_referrals
from storage.subjects.contacts import IS_MEETING, contacts
from storage.subjects.people import ON_ROLL
from storage.subjects.referrals import referrals
from storage.subjects.register import ON_REGISTER
from storage.subjects.reviews import IS_TO_COME, reviews
from storage.tables import metadata, of_school, pupils
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

WEEK = Kept(WeekShown, weeks_shown, Way.OWN)
_S = AgencyState
WAITING = (
    *(_S.SENT, _S.ACKNOWLEDGED, _S.ACCEPTED, _S.WAITING, _S.BOOKED, _S.MORE_INFO_REQUESTED),
    *(_S.WAS_NOT_BROUGHT, _S.CANCELLED_FAMILY, _S.CANCELLED_SERVICE),
)
"""Sent, and nobody seen yet: a wait goes on until somebody has attended."""


class SqlMeasures(Part):
    """The part of the records about the leaders' week."""

    keeps = (WEEK,)

    @question
    def roll(self) -> Question[Sequence[RollCount]]:
        by = (pupils.c.provision, pupils.c.primary_need)
        counted = self.select(pupils, *by, func.count()).where(ON_ROLL).group_by(*by)
        return Question(counted, lambda rows: [RollCount(*row) for row in rows], counts=True)

    @question
    def courses(self, since: date) -> Question[Sequence[Course]]:
        of = referrals.c
        still_open = [state for state in ReferralState if state.is_open]
        meant = or_(of.state.in_(still_open), of.raised_on >= since, of.ended_on >= since)
        rows = self.select(referrals, of.raised_on, of.ended_on, of.state).where(meant)
        return Question(
            rows, lambda rows: [Course(raised, ended, state is ReferralState.DECIDED) for raised, ended, state in rows]
        )

    @question
    def reviews(self, first: date | None, today: date) -> Question[ReviewCounts]:
        of = reviews.c
        on_time = (of.state == ReviewState.HELD) & (of.held_on <= of.on) & (of.on >= (first or today))
        counts = (func.coalesce(func.sum(case((meant, 1), else_=0)), 0) for meant in (on_time, IS_TO_COME))
        counted = self.select(reviews, *counts).where(of.on < today)
        return Question(counted, lambda rows: ReviewCounts(*rows[0]) if rows else ReviewCounts(0, 0), counts=True)

    @question
    def unreviewed(self, first: date, before: date | None) -> Question[int]:
        of = reviews.c
        held = self.select(reviews, of.pupil_id).where(
            of.state == ReviewState.HELD, of.held_on >= first, of.held_on < (before or date.max)
        )
        return self.number_of(pupils, ON_ROLL, pupils.c.provision == Provision.SUPPORT, pupils.c.id.not_in(held))

    @question
    def met(self, first: date, last: date, at_least: int) -> Question[int]:
        of = contacts.c
        meetings = self.select(contacts, of.pupil_id).where(IS_MEETING, of.on.between(first, last))
        often = meetings.group_by(of.pupil_id).having(func.count() >= at_least)
        return self.number_of(pupils, ON_ROLL, pupils.c.provision.in_(ON_REGISTER), pupils.c.id.in_(often))

    @question
    def waiting(self) -> Question[Sequence[tuple[str, date]]]:
        of = agency_referrals.c
        waits = self.select(agency_referrals, of.agency, of.sent_on).where(
            of.state.in_(WAITING), of.sent_on.is_not(None)
        )
        return Question(waits, lambda rows: [(agency, sent_on) for agency, sent_on in rows])

    @question
    def last_shown(self, before: date) -> Question[WeekShown | None]:
        earlier = weeks_shown.alias("earlier")
        latest = self.select(earlier, func.max(earlier.c.week)).where(earlier.c.week < before)
        this = self.select(weeks_shown, *WEEK.columns).where(weeks_shown.c.week == latest.scalar_subquery())
        return Question(this, lambda rows: next(map(_week, rows), None))

    async def shown(self, weeks: Sequence[date]) -> Mapping[date, WeekShown]:
        return {shown.week: shown for shown in await self._shown(tuple(weeks))}

    @question
    def _shown(self, weeks: tuple[date, ...]) -> Question[Sequence[WeekShown]]:
        wanted = self.select(weeks_shown, *WEEK.columns).where(weeks_shown.c.week.in_(weeks))
        return Question(wanted, lambda rows: [_week(row) for row in rows])

    async def keep(self, kind: Kept[Any], thing: Any) -> None:
        """What was sent first in a week stays what is kept of it."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        stored = {**vars(thing), "figures": dict(thing.figures), "card": card_text(thing.card)}
        await self.connection.execute(dialect.insert(weeks_shown).values(stored).on_conflict_do_nothing())


def _week(row: Sequence[Any]) -> WeekShown:
    values = dict(zip(WEEK.names, row, strict=True))
    return WeekShown(**{**values, "card": card_from(values["card"])})
