"""A pupil's story: all of one pupil's rows, one query a table."""

from dataclasses import fields
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.agency_referral import AgencyEvent, AgencyReferral
from commands.domain.appointment import Appointment, Recommendation
from commands.domain.assessment import Assessment
from commands.domain.clock_facts import FactWord
from commands.domain.contact import Contact, ParentRequest
from commands.domain.cycle import Cycle
from commands.domain.outcome import Outcome
from commands.domain.referral import Referral, ReferralEvent
from commands.domain.register import RegisterEntry
from commands.domain.review import Review, ReviewEvent
from commands.domain.round_robin import RoundRobin, View
from commands.domain.school import School
from commands.domain.story import Story
from commands.domain.transfer import HandOver, Transfer
from storage.agencies import agency_events, agency_referrals, appointments, recommendations
from storage.assessments import assessments
from storage.clock_facts import clock_facts
from storage.contacts import contacts, parent_requests
from storage.cycles import cycles, outcomes
from storage.register import register_entries
from storage.reviews import review_events, reviews
from storage.round_robins import round_robins, views
from storage.tables import referral_events, referrals
from storage.transfers import handovers, transfers


class SqlStories:
    """The part of the records about a pupil as a whole."""

    def __init__(self, school: School, connection: AsyncConnection) -> None:
        self.school, self.connection = school, connection

    async def of(self, pupil_id: str) -> Story:
        return Story(
            referrals=await self._own(Referral, referrals, pupil_id, "raised_on", "reference"),
            referral_events=await self._of_own(ReferralEvent, referral_events, referrals, pupil_id),
            register=await self._own(RegisterEntry, register_entries, pupil_id, "n"),
            cycles=await self._own(Cycle, cycles, pupil_id, "cycle_no"),
            outcomes=await self._of_own(Outcome, outcomes, cycles, pupil_id, "cycle"),
            reviews=await self._own(Review, reviews, pupil_id, "on", "reference"),
            review_events=await self._of_own(ReviewEvent, review_events, reviews, pupil_id),
            agency_referrals=await self._own(AgencyReferral, agency_referrals, pupil_id, "started_on", "reference"),
            agency_events=await self._of_own(AgencyEvent, agency_events, agency_referrals, pupil_id),
            appointments=await self._of_own(Appointment, appointments, agency_referrals, pupil_id),
            contacts=await self._own(Contact, contacts, pupil_id, "on", "n"),
            requests=await self._own(ParentRequest, parent_requests, pupil_id, "on", "reference"),
            recommendations=await self._of_own(Recommendation, recommendations, agency_referrals, pupil_id),
            round_robins=await self._own(RoundRobin, round_robins, pupil_id, "made_on", "reference"),
            views=await self._of_own(View, views, round_robins, pupil_id, order="person_id"),
            assessments=await self._own(Assessment, assessments, pupil_id, "begun_on", "reference"),
            assessment_facts=await self._of_own(FactWord, clock_facts, assessments, pupil_id),
            transfers=await self._own(Transfer, transfers, pupil_id, "year"),
            handovers=await self._of_own(HandOver, handovers, transfers, pupil_id, order="n"),
        )

    async def _own(self, entity: Any, table: Table, pupil_id: str, *order: str) -> list[Any]:
        """The rows of a table that names its pupil."""
        return await self._read(entity, table, table.c.pupil_id == pupil_id, *order)

    async def _of_own(
        self, entity: Any, table: Table, parents: Table, pupil_id: str, reference: str = "reference", order: str = "n"
    ) -> list[Any]:
        """The rows of a table that belong to rows of another, which names their pupil."""
        theirs = select(parents.c.reference).where(
            parents.c.school_id == self.school.id, parents.c.pupil_id == pupil_id
        )
        return await self._read(entity, table, table.c[reference].in_(theirs), reference, order)

    async def _read(self, entity: Any, table: Table, which: Any, *order: str) -> list[Any]:
        rows = await self.connection.execute(
            select(*(table.c[field.name] for field in fields(entity)))
            .where(table.c.school_id == self.school.id, which)
            .order_by(*(table.c[name] for name in order))
        )
        return [entity(**row) for row in rows.mappings()]
