"""Agencies, referrals to them, appointments and recommendations: their tables, and how a command asks for them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from typing import Any

from sqlalchemy import (
    Column,
    Date,
    Index,
    Integer,
    String,
    Table,
    Time,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.agency import Agency, ConsentRule, known_agencies
from commands.domain.agency_referral import AgencyEvent, AgencyReferral, AgencyState, ConsentGiver
from commands.domain.appointment import Adoption, Appointment, Outcome, Recommendation
from commands.domain.school import School
from commands.kit import Overtaken
from storage.saving import Savers
from storage.tables import metadata, of_school
from storage.types import OneOf, Sealed, UtcTime

agencies = Table(
    "agencies",
    metadata,
    of_school(),
    Column("key", String(80), primary_key=True),
    Column("name", String(80), nullable=False),
    Column("wait_weeks", Integer, nullable=False),
    Column("consent", OneOf(ConsentRule), nullable=False),
)

agency_referrals = Table(
    "agency_referrals",
    metadata,
    of_school(),
    Column("reference", String(12), primary_key=True),
    Column("agency", String(80), nullable=False),
    Column("pupil_id", String(40), nullable=False),
    Column("reason", Sealed, nullable=False),
    Column("started_by", String(40), nullable=False),
    Column("started_on", Date, nullable=False),
    Column("state", OneOf(AgencyState), nullable=False),
    Column("consent_by", OneOf(ConsentGiver)),
    Column("consent_on", Date),
    Column("consent_scope", Sealed, nullable=False),
    Column("consent_until", Date),
    Column("sent_on", Date),
    Column("accepted_on", Date),
    Column("chase_on", Date),
    Column("re_refer_by", Date),
    Column("ended_on", Date),
    Column("version", Integer, nullable=False),
    Index(None, "school_id", "state", "sent_on"),
    Index(None, "school_id", "pupil_id"),
)

agency_events = Table(
    "agency_events",
    metadata,
    of_school(),
    Column("reference", String(12), primary_key=True),
    Column("n", Integer, primary_key=True),  # the order within one referral
    Column("at", UtcTime, nullable=False),
    Column("by", String(40), nullable=False),
    Column("state", OneOf(AgencyState), nullable=False),
    Column("words", Sealed, nullable=False),
    Column("on", Date),
)

appointments = Table(
    "appointments",
    metadata,
    of_school(),
    Column("reference", String(12), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("on", Date, nullable=False),
    Column("at", Time),
    Column("place", Sealed, nullable=False),
    Column("attends", Sealed, nullable=False),
    Column("outcome", OneOf(Outcome)),
    Column("report_due", Date),
    Column("report_title", Sealed, nullable=False),
    Column("report_on", Date),
    Column("report_link", Sealed, nullable=False),
    Index(None, "school_id", "on"),
)

recommendations = Table(
    "recommendations",
    metadata,
    of_school(),
    Column("reference", String(12), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("words", Sealed, nullable=False),
    Column("adoption", OneOf(Adoption), nullable=False),
    Column("why", Sealed, nullable=False),
    Column("by", String(40), nullable=False),
    Column("on", Date, nullable=False),
)

OPEN = [state for state in AgencyState if state.is_open]


class SqlAgencies:
    """The part of the records about agencies."""

    def __init__(self, school: School, connection: AsyncConnection) -> None:
        self.school, self.connection = school, connection
        self.savers: Savers = {
            Agency: self._save_agency,
            AgencyReferral: self._save_referral,
            AgencyEvent: self._save_event,
            Appointment: self._save_appointment,
            Recommendation: self._save_recommendation,
        }

    async def known(self) -> Mapping[str, Agency]:
        rows = await self.connection.execute(select(agencies).where(agencies.c.school_id == self.school.id))
        return known_agencies(Agency(**row) for row in rows.mappings())

    async def one(self, reference: str) -> AgencyReferral | None:
        row = (
            await self.connection.execute(
                select(agency_referrals).where(
                    agency_referrals.c.school_id == self.school.id, agency_referrals.c.reference == reference
                )
            )
        ).mappings()
        found = row.first()
        return AgencyReferral(**found) if found else None

    async def open(self, skip: int, most: int) -> tuple[Sequence[AgencyReferral], int]:
        t = agency_referrals
        is_open = (t.c.school_id == self.school.id) & t.c.state.in_(OPEN)
        total = await self.connection.scalar(select(func.count()).select_from(t).where(is_open))
        page = await self.connection.execute(
            select(t)
            .where(is_open)
            .order_by(t.c.sent_on.is_(None), t.c.sent_on, t.c.started_on, t.c.reference)
            .offset(skip)
            .limit(most)
        )
        return [AgencyReferral(**row) for row in page.mappings()], total or 0

    async def booked(self, references: Sequence[str]) -> Mapping[str, Appointment]:
        rows = await self.connection.execute(
            select(appointments)
            .where(
                appointments.c.school_id == self.school.id,
                appointments.c.reference.in_(set(references)),
                appointments.c.outcome.is_(None),
            )
            .order_by(appointments.c.n)
        )
        return {row["reference"]: Appointment(**row) for row in rows.mappings()}

    async def history(self, reference: str) -> Sequence[AgencyEvent]:
        return [AgencyEvent(**row) for row in await self._of(reference, agency_events, AgencyEvent)]

    async def appointments(self, reference: str) -> Sequence[Appointment]:
        return [Appointment(**row) for row in await self._of(reference, appointments, Appointment)]

    async def recommendations(self, reference: str) -> Sequence[Recommendation]:
        return [Recommendation(**row) for row in await self._of(reference, recommendations, Recommendation)]

    async def _of(self, reference: str, table: Table, entity: Any) -> Sequence[Any]:
        rows = await self.connection.execute(
            select(*(table.c[field.name] for field in fields(entity)))
            .where(table.c.school_id == self.school.id, table.c.reference == reference)
            .order_by(table.c.n)
        )
        return rows.mappings().all()

    async def _save_agency(self, agency: Agency) -> None:
        mine = (agencies.c.school_id == self.school.id) & (agencies.c.key == agency.key)
        await self.connection.execute(delete(agencies).where(mine))
        await self.connection.execute(insert(agencies).values(asdict(agency)))

    async def _save_referral(self, referral: AgencyReferral) -> None:
        """Version 0 is new. Any other must still be the version that was read, or somebody else was first."""
        stored = asdict(replace(referral, version=referral.version + 1))
        if referral.version == 0:
            await self.connection.execute(insert(agency_referrals).values(stored))
            return
        changed = await self.connection.execute(
            update(agency_referrals)
            .where(
                agency_referrals.c.school_id == self.school.id,
                agency_referrals.c.reference == referral.reference,
                agency_referrals.c.version == referral.version,
            )
            .values(stored)
        )
        if changed.rowcount == 0:
            raise Overtaken

    async def _save_event(self, happened: AgencyEvent) -> None:
        before = await self.connection.scalar(
            select(func.count())
            .select_from(agency_events)
            .where(agency_events.c.school_id == self.school.id, agency_events.c.reference == happened.reference)
        )
        await self.connection.execute(insert(agency_events).values(n=(before or 0) + 1, **asdict(happened)))

    async def _save_appointment(self, appointment: Appointment) -> None:
        """New, or as it is from now on: its referral, saved with it, carries the version that guards both."""
        mine = (
            (appointments.c.school_id == self.school.id)
            & (appointments.c.reference == appointment.reference)
            & (appointments.c.n == appointment.n)
        )
        await self.connection.execute(delete(appointments).where(mine))
        await self.connection.execute(insert(appointments).values(asdict(appointment)))

    async def _save_recommendation(self, recommendation: Recommendation) -> None:
        await self.connection.execute(insert(recommendations).values(asdict(recommendation)))
