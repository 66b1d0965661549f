"""Agencies, referrals to them, appointments and recommendations: their tables, how they are asked for and typed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, or_

from commands.domain import due
from commands.domain.agency import Agency, known_agencies
from commands.domain.agency_referral import AgencyEvent, AgencyReferral, AgencyState
from commands.domain.appointment import Appointment, Recommendation
from commands.domain.due import Due, DueKind, LinesWanted
from commands.domain.person import Person
from commands.domain.words.names import searchable
from commands.kit import Found
from storage.declared import declared
from storage.kept import Kept, Way
from storage.one_school import of, reading
from storage.part import ByReference, List
from storage.question import Question, question
from storage.subjects.people import PUPIL
from storage.subjects.ticks import on_roll
from storage.tables import pupils

agencies = declared("agencies", Agency, "key", readable={"key": 80, "name": 80})

agency_referrals = declared(
    "agency_referrals",
    AgencyReferral,
    "reference",
    readable={"agency": 80},
    indexes=(
        ("pupil_id",),
        ("state", "sent_on"),
    ),
)

agency_events = declared("agency_events", AgencyEvent, "reference", "n")

appointments = declared("appointments", Appointment, "reference", "n", indexes=(("on",),))

recommendations = declared("recommendations", Recommendation, "reference", "n")

_K = DueKind
OPEN = [state for state in AgencyState if state.is_open]
IS_OPEN = agency_referrals.c.state.in_(OPEN)

REFERRAL = Kept(AgencyReferral, agency_referrals, Way.VERSIONED, "A", order=("started_on", "reference"))
AGENCY = Kept(Agency, agencies, Way.LATEST)
EVENT = Kept(AgencyEvent, agency_events, Way.NUMBERED, of=REFERRAL)
APPOINTMENT = Kept(Appointment, appointments, Way.LATEST, of=REFERRAL)
"""Its referral, saved with it, carries the version that guards both."""
RECOMMENDATION = Kept(Recommendation, recommendations, Way.ONCE, of=REFERRAL)


class SqlAgencies(ByReference[AgencyReferral]):
    """The part of the records about agencies."""

    keeps = (REFERRAL, AGENCY, EVENT, APPOINTMENT, RECOMMENDATION)
    due_kinds = frozenset({_K.APPOINTMENT, _K.OUTCOME, _K.REPORT, _K.CHASE, _K.REFER_AGAIN})

    @property
    def lists(self) -> Mapping[str, List]:
        return {"agencies": AgencyList(self), "agency referrals": AgencyReferralList(self)}

    async def known(self) -> Mapping[str, Agency]:
        return known_agencies(await self._own())

    @question
    def _own(self) -> Question[list[Agency]]:
        return self.all_of(AGENCY)

    async def open(self, skip: int, most: int) -> tuple[Sequence[AgencyReferral], int]:
        t = agency_referrals.c
        longest = (t.sent_on.is_(None), t.sent_on, t.started_on, t.reference)
        return await self.page_of(REFERRAL, skip, most, IS_OPEN, order=longest)

    async def booked(self, references: Sequence[str]) -> Mapping[str, Appointment]:
        t = appointments.c
        found = await self.some_of(APPOINTMENT, t.reference.in_(set(references)), outcome=None)
        return {appointment.reference: appointment for appointment in found}

    async def history(self, reference: str) -> Sequence[AgencyEvent]:
        return await self.some_of(EVENT, reference=reference)

    async def appointments(self, reference: str) -> Sequence[Appointment]:
        return await self.some_of(APPOINTMENT, reference=reference)

    async def recommendations(self, reference: str) -> Sequence[Recommendation]:
        return await self.some_of(RECOMMENDATION, reference=reference)

    async def due_lines(self, wanted: LinesWanted) -> Sequence[Due]:
        return [*await self._appointments_due(wanted), *await self._agencies_due(wanted.last)]

    @question
    def _appointments_due(self, wanted: LinesWanted) -> Question[Sequence[Due]]:
        """Those of which it is not recorded what came of them."""
        t, a = agency_referrals.c, appointments.c
        is_open = of(appointments, t.school_id) & (a.reference == t.reference) & a.outcome.is_(None)
        booked = agency_referrals.join(appointments, is_open)
        rows = on_roll(self, agency_referrals, t.reference, t.agency, a.n, a.on, a.at, beside=booked)
        booked_by_then = rows.where(IS_OPEN, a.on <= wanted.last)
        return Question(booked_by_then, lambda rows: [due.appointment(*row, today=wanted.today) for row in rows])

    @question
    def _agencies_due(self, last: date) -> Question[Sequence[Due]]:
        """The report an agency has promised; the day to ask how it stands, which a promised report has not beside
        its own; the day by which to refer again."""
        t, a, newer = agency_referrals.c, appointments.c, appointments.alias("newer")
        is_old = (
            reading(newer, a.school_id, newer.c.n).where(newer.c.reference == a.reference, newer.c.n > a.n).exists()
        )
        last_one = of(appointments, t.school_id) & (a.reference == t.reference) & ~is_old
        promised = agency_referrals.outerjoin(appointments, last_one)
        columns = (t.reference, t.agency, t.state, t.chase_on, t.re_refer_by, a.report_due)
        days = or_(t.chase_on <= last, t.re_refer_by <= last, a.report_due <= last)
        return Question(on_roll(self, agency_referrals, *columns, beside=promised).where(IS_OPEN, days), _lines)


def _lines(rows: Iterable[Any]) -> Sequence[Due]:
    lines: list[Due] = []
    for pupil_id, reference, agency, state, chase_on, re_refer_by, report_due in rows:
        kind, on = DueKind.CHASE, chase_on
        if state is AgencyState.REPORT_AWAITED and report_due:
            kind, on = DueKind.REPORT, report_due
        for what, when in ((kind, on), (DueKind.REFER_AGAIN, re_refer_by)):
            lines += [due.with_agency(what, pupil_id, reference, agency, when)] if when else []
    return lines


class AgencyList:
    """The list "agencies": the standard ones and the school's own, by any part of their names."""

    def __init__(self, of: SqlAgencies) -> None:
        self._of = of

    async def find(self, typed: str, by: Person, most: int, about: str) -> Sequence[Found]:
        words = searchable(typed).split()
        matching = [
            Found(agency.key, agency.name)
            for agency in (await self._of.known()).values()
            if all(f" {word}" in f" {searchable(agency.name)}" for word in words)
        ]
        return matching[:most]

    async def label(self, id: str, about: str) -> str | None:
        agency = (await self._of.known()).get(id)
        return agency.name if agency else None


class AgencyReferralList:
    """The list "agency referrals": those not ended, by reference or by any part of the pupil's name."""

    def __init__(self, of: SqlAgencies) -> None:
        self._of = of

    async def find(self, typed: str, by: Person, most: int, about: str) -> Sequence[Found]:
        words = searchable(typed).split()[:6]
        if typed.strip() and not words:
            return ()
        named = [pupils.c.sought.contains(f" {word}", autoescape=True) for word in words]
        code = agency_referrals.c.reference.startswith(typed.strip().upper(), autoescape=True)
        where = [or_(code, and_(*named))] if words else []
        return await self._found(IS_OPEN, *where, most=most)

    async def label(self, id: str, about: str) -> str | None:
        found = await self._found(agency_referrals.c.reference == id, most=1)
        return found[0].label if found else None

    async def _found(self, *where: Any, most: int) -> list[Found]:
        """One query for the referrals and their pupils, one for the agencies' names."""
        t = agency_referrals.c
        rows = await self._of.rows(
            self._of.select(agency_referrals, t.reference, t.agency, *PUPIL.columns)
            .join(pupils, of(pupils, t.school_id) & (pupils.c.id == t.pupil_id))
            .where(*where)
            .order_by(t.started_on.desc(), t.reference)
            .limit(most)
        )
        names = {key: agency.name for key, agency in (await self._of.known()).items()}
        return [
            Found(
                row["reference"],
                f"{row['reference']}: {PUPIL.read(row).name}, {names.get(row['agency'], row['agency'])}",
                row["id"],
            )
            for row in rows
        ]
