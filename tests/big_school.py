"""A big school with years of history, for whatever must answer as fast there as in a small one; and what is counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Table, event, insert

from commands.domain.adjustment import Adjustment, AdjustmentNote, Worked
from commands.domain.agency_referral import AgencyEvent, AgencyReferral, AgencyState, ConsentGiver
from commands.domain.appointment import Appointment
from commands.domain.appointment import AppointmentOutcome as CameTo
from commands.domain.contact import Contact, How
from commands.domain.cycle import Cycle, NextStep, Stage
from commands.domain.decision import ReferralOutcome as Decided
from commands.domain.needs import AreaOfNeed
from commands.domain.outcome import LineKind, Outcome, Progress, ProvisionLine
from commands.domain.person import Person, Role
from commands.domain.pupil import Provision, Pupil
from commands.domain.referral import (
    Duration,
    Effect,
    Happened,
    Referral,
    ReferralEvent,
    ReferralState,
    Urgency,
)
from commands.domain.register import RegisterChange, RegisterEntry
from commands.domain.review import Review, ReviewEvent, ReviewHappened, ReviewKind, ReviewState
from commands.domain.school import School
from commands.domain.words.family import Relation
from storage.database import Database
from storage.lists.imports import Imports
from storage.subjects.adjustments import adjustment_notes
from storage.subjects.agencies import agency_events, agency_referrals, appointments
from storage.subjects.contacts import contacts
from storage.subjects.cycles import cycles, outcomes, provision_lines
from storage.subjects.people import pupil_from
from storage.subjects.referrals import referral_events, referrals
from storage.subjects.register import register_entries
from storage.subjects.reviews import review_events, reviews
from storage.tables import pupils

NOW = datetime(2026, 9, 14, 8, tzinfo=UTC)
TODAY = date(2026, 9, 14)
FIELDS = ("provision", "primary_need", "secondary_need", "group")
YEARS = ("7", "8", "9", "10", "11")
TABLES: dict[type, Table] = {
    AdjustmentNote: adjustment_notes,
    AgencyEvent: agency_events,
    AgencyReferral: agency_referrals,
    Appointment: appointments,
    Contact: contacts,
    Cycle: cycles,
    ProvisionLine: provision_lines,
    Outcome: outcomes,
    Referral: referrals,
    ReferralEvent: referral_events,
    RegisterEntry: register_entries,
    Review: reviews,
    ReviewEvent: review_events,
}
Rows = dict[type, list[dict[str, Any]]]


def a_pupil(n: int, provision: Provision = Provision.NONE, need: str = "") -> Pupil:
    """The `n`-th pupil of the school, as its information system has them."""
    year = YEARS[n % 5]
    return Pupil("", "", f"A{n:012}", "Yusuf", f"Pupil{n:04}", "", None, year, f"{year}B", provision, need)


def a_senco(school: School) -> Person:
    return Person(school.id, "S", "sam@larkfield.example", "Sam", Role.SENCO)


async def filled(database: Database, school: School, *, size: int = 2000, on: int = 400, years: int = 5) -> list[Pupil]:
    """Enrols `size` pupils, of whom the first `on` are at SEN support with that many years of history; gives those on
    the register, by their numbers. A school with fewer can be filled up."""
    rows = [a_pupil(n, *((Provision.SUPPORT, "SLCN") if n < on else ())) for n in range(size)]
    await Imports(database, school).pupils(rows, fields=FIELDS, today=TODAY)
    async with database.writing() as connection:
        mine = pupils.select().where(pupils.c.school_id == school.id, pupils.c.provision == Provision.SUPPORT)
        known = [pupil_from(row) for row in (await connection.execute(mine.order_by(pupils.c.forename))).mappings()]
        past: Rows = {entity: [] for entity in TABLES}
        for n, one in enumerate(known):
            _History(past, one, n).lives(years)
        for entity, table in TABLES.items():
            if past[entity]:
                await connection.execute(insert(table), past[entity])
    return known


@dataclass
class _History:
    """What has been recorded of one pupil, added to the rows of everybody's."""

    past: Rows
    pupil: Pupil
    n: int

    def lives(self, years: int) -> None:
        """A referral at the beginning; each term a change of need, a cycle with its review, a meeting with the
        parents and notes from class; each year an agency. The last cycle is still open, and its review is to come."""
        first = TODAY - timedelta(days=365 * years)
        self._referred(first)
        for term in range(3 * years):
            begins = first + timedelta(days=120 * term)
            self._keeps(
                RegisterEntry(
                    self.pupil.school_id, self.pupil.id, term + 1, RegisterChange.NEED, begins, Provision.SUPPORT,
                    "SLCN", "", "Reviewed.", None, None, "S", _at(begins),
                )
            )  # fmt: skip
            self._cycle(term, begins, last=term == 3 * years - 1)
            contact = Contact(
                self.pupil.school_id, self.pupil.id, "S", begins, How.MEETING, Relation.MOTHER, "", "Reading at home.",
                "Cards home", TODAY + timedelta(days=term),
            )  # fmt: skip
            self._keeps(contact, n=term + 1)
            self._noted(term, begins)
        for year in range(years):
            self._agency(year, first + timedelta(days=365 * year))

    def _referred(self, on: date) -> None:
        referral = Referral(
            self.pupil.school_id, f"R-{self.n:05}", self.pupil.id, self.pupil.year, "S", on, on, (AreaOfNeed.SEMH,),
            Urgency.ROUTINE, "Noticed.", "Tried.", Duration.WEEKS, Effect.SOME, "Hoped.", True,
            state=ReferralState.DECIDED, outcome=Decided.SEN_SUPPORT, version=1,
        )  # fmt: skip
        self._keeps(referral)
        for n, what in enumerate((Happened.RAISED, Happened.ACCEPTED, Happened.DECIDED), 1):
            self._keeps(ReferralEvent(self.pupil.school_id, referral.reference, _at(on), "S", what), n=n)

    def _cycle(self, term: int, begins: date, *, last: bool) -> None:
        school, at = self.pupil.school_id, f"{self.n:03}{term:02}"
        ends = TODAY + timedelta(days=95) if last else begins + timedelta(days=100)
        self._keeps(
            Cycle(
                school, f"C-{at}", self.pupil.id, term + 1, Stage.DO if last else Stage.CLOSED, "S", "S", begins,
                "Talk.", review_on=ends, started_on=begins, closed_on=None if last else ends, impact="Some.",
                next_step=None if last else NextStep.CONTINUE, version=1,
            ),
            Review(
                school, f"V-{at}", self.pupil.id, ReviewKind.SUPPORT, ends, "S", begins, cycle=f"C-{at}",
                state=ReviewState.PLANNED if last else ReviewState.HELD, held_on=None if last else ends, version=1,
            ),
        )  # fmt: skip
        for n in (1, 2):
            self._keeps(
                Outcome(school, f"C-{at}", n, "Retell.", "Two.", "Five.", ends, Progress.PARTLY),
                ProvisionLine(school, f"C-{at}", n, n, LineKind.PROVISION, "Group", "Ms Reed", "Daily", begins),
            )
        for n, what in enumerate((ReviewHappened.BOOKED, ReviewHappened.HELD)[: 1 if last else 2], 1):
            self._keeps(ReviewEvent(school, f"V-{at}", _at(begins), "S", what), n=n)

    def _noted(self, term: int, begins: date) -> None:
        """A note of an adjustment every fortnight of a term."""
        for n in range(6):
            on = begins + timedelta(days=14 * n)
            self._keeps(
                AdjustmentNote(
                    self.pupil.school_id, self.pupil.id, 6 * term + n + 1, 1, f"N-{self.n:03}{term:02}{n}", "S",
                    _at(on), _at(on), on, tuple(Adjustment)[n % 3], "", Worked.HELPED,
                )
            )  # fmt: skip

    def _agency(self, year: int, on: date) -> None:
        school, reference = self.pupil.school_id, f"A-{self.n:03}{year:02}"
        passed = (AgencyState.READY, AgencyState.SENT, AgencyState.BOOKED, AgencyState.ATTENDED, AgencyState.CLOSED)
        self._keeps(
            AgencyReferral(
                school, reference, "salt", self.pupil.id, "Reason.", "S", on, AgencyState.CLOSED, ConsentGiver.MOTHER,
                on, "Reports", sent_on=on, version=1,
            ),
            Appointment(school, reference, 1, on, outcome=CameTo.ATTENDED),
        )  # fmt: skip
        for n, state in enumerate(passed, 1):
            self._keeps(AgencyEvent(school, reference, _at(on), "S", state), n=n)

    def _keeps(self, *things: Any, **beside: int) -> None:
        for thing in things:
            self.past[type(thing)].append({**vars(thing), **beside})


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements sent to the database meanwhile."""
    sent: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        sent.append(statement)

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(database.engine.sync_engine, "before_cursor_execute", note)
