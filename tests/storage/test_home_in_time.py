"""Home at a big school: 2,000 pupils, 400 on the register, five years of history; on SQLite and PostgreSQL."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event, insert, text

from commands.catalogue import COMMANDS
from commands.domain.agency_referral import AgencyState
from commands.domain.appointment import Appointment, AppointmentOutcome
from commands.domain.contact import Contact, How
from commands.domain.cycle import Cycle, Stage
from commands.domain.due import DueKind, action_key
from commands.domain.person import Person, Role
from commands.domain.pupil import Provision, Pupil
from commands.domain.referral import ReferralState
from commands.domain.register import RegisterChange
from commands.domain.review import Review, ReviewKind, ReviewState
from commands.domain.school import School
from commands.domain.tick import Tick
from commands.domain.words.family import Relation
from commands.kit import Ask, Place, Reply
from commands.kit.dispatcher import Dispatcher
from storage.database import Database
from storage.lists.imports import Imports
from storage.records import SqlOpenRecords
from storage.subjects.agencies import agency_referrals, appointments
from storage.subjects.contacts import contacts
from storage.subjects.cycles import cycles
from storage.subjects.referrals import referrals
from storage.subjects.register import register_entries
from storage.subjects.reviews import reviews
from storage.subjects.ticks import ticks
from tests.big_school import FIELDS
from tests.big_school import a_pupil as pupil
from tests.domain.test_agency_referral import an_agency_referral
from tests.domain.test_referral import a_referral
from tests.storage.test_records import NOW
from tests.storage.test_register import everybody

TODAY = date(2026, 9, 14)
TERMS = 15
"""Of five years: in each a plan, its review, and a meeting with an action for every pupil on the register."""
GROUP = "7B"


def history_of(one: Pupil) -> list[dict[str, object]]:
    """Two changes of need a year for five years."""
    return [
        {
            "school_id": one.school_id,
            "pupil_id": one.id,
            "n": n,
            "what": RegisterChange.NEED,
            "from_on": TODAY - timedelta(days=180 * (11 - n)),
            "provision": Provision.SUPPORT,
            "primary_need": "SLCN",
            "secondary_need": "",
            "reason": "Reviewed.",
            "parents_informed_on": None,
            "monitor_until": None,
            "recorded_by": "S",
            "at": NOW,
            "referral": "",
        }
        for n in range(1, 11)
    ]


def years_of(school: School, id: str, number: int) -> Iterator[tuple[Any, Any]]:
    """Five years of one pupil on the register, and what is open now: each with its table."""
    for term in range(TERMS + 1):
        ref, on = f"{number:03}{term:02}", TODAY - timedelta(days=120 * (TERMS - term) + 10 - number % 30)
        now = term == TERMS
        stage, state = (Stage.DO, ReviewState.PLANNED) if now else (Stage.CLOSED, ReviewState.HELD)
        yield cycles, Cycle(school.id, f"C-{ref}", id, term + 1, stage, "T", "S", on, "Needs. " * 40, review_on=on)
        yield reviews, Review(school.id, f"V-{ref}", id, ReviewKind.SUPPORT, on, "S", on, cycle=f"C-{ref}", state=state)
        yield (
            contacts,
            Contact(
                school.id, id, "T", on, How.MEETING, Relation.MOTHER, "", "Agreed. " * 20, "Word list", on, n=term + 1
            ),
        )
        if not now:
            yield ticks, Tick(school.id, DueKind.ACTION, action_key(id, term + 1, 1), "T", NOW, 1)
        if term % 3 == 0 or now:
            outcome = None if now else AppointmentOutcome.ATTENDED
            yield (
                agency_referrals,
                an_agency_referral(
                    school_id=school.id,
                    pupil_id=id,
                    reference=f"A-{ref}",
                    state=AgencyState.BOOKED if now else AgencyState.CLOSED,
                ),
            )
            yield appointments, Appointment(school.id, f"A-{ref}", 1, on, outcome=outcome)
            ended = {} if now else {"state": ReferralState.DECIDED, "ended_on": on}
            yield (
                referrals,
                a_referral(
                    school_id=school.id, pupil_id=id, reference=f"R-{ref}", raised_by=f"T{number % 40}", **ended
                ),
            )


async def grows(database: Database, school: School, size: int, on: int) -> None:
    """The school has `size` pupils, `on` of them on the register with all their years."""
    rows = [pupil(n, *((Provision.SUPPORT, "SLCN") if n < on else ())) for n in range(size)]
    await Imports(database, school).pupils(rows, fields=FIELDS, today=TODAY)
    listed = sorted((one for one in await everybody(database, school) if one.provision is Provision.SUPPORT), key=_upn)
    of: dict[Any, list[dict[str, Any]]] = {}
    async with database.writing() as connection:
        for table in (cycles, reviews, contacts, ticks, agency_referrals, appointments, referrals, register_entries):
            await connection.execute(table.delete())
        for number, one in enumerate(listed):
            of.setdefault(register_entries, []).extend(history_of(one))
            for table, entity in years_of(school, one.id, number):
                of.setdefault(table, []).append(asdict(entity))
        for table, its in of.items():
            await connection.execute(insert(table), its)
        if connection.dialect.name == "postgresql":
            await connection.execute(text("ANALYZE"))  # as its autovacuum does by itself within a minute of such a load


def _upn(one: Any) -> str:
    return str(one.upn)


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    sent: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(database.engine.sync_engine, "before_cursor_execute", note)


async def no_place(ask: Ask, place: Place) -> Place:
    return place


WHO = {
    "senco": ("S", Role.SENCO, ()),
    "leads every plan": ("T", Role.TEACHER, (GROUP,)),
    "teaches": ("T1", Role.TEACHER, (GROUP,)),
}
ASKED: Sequence[tuple[str, str, str]] = [
    ("senco", "home", ""),
    ("senco", "home tab", ""),
    ("senco", "due", "overdue.15"),
    ("leads every plan", "home", ""),
    ("teaches", "home", ""),
]


@pytest.fixture
def dispatcher(database: Database) -> Dispatcher:
    return Dispatcher(COMMANDS, SqlOpenRecords(database), mint=lambda: "key", survey=no_place)


async def test_home_answers_with_as_many_queries_for_400_as_for_20_and_in_time(
    database: Database, oakfield: School, dispatcher: Dispatcher
) -> None:
    queries: dict[tuple[str, str, str], list[int]] = {one: [] for one in ASKED}
    took: dict[tuple[str, str, str], float] = {}
    for size, on in ((100, 20), (2000, 400)):
        await grows(database, oakfield, size, on)
        for who, word, about in ASKED:
            id, role, groups = WHO[who]
            person = Person(oakfield.id, id, f"{id}@oakfield.example", "Sam", role, groups)
            times = []
            for n in range(5):
                ask = Ask(person, oakfield, NOW, word, f"web/{id}/{size}{n}", "web", about)
                with counted(database) as sent:
                    began = time.process_time()
                    reply = await dispatcher.ask(ask)
                    times.append(time.process_time() - began)
                assert isinstance(reply, Reply)
                assert reply.card
                assert len(reply.card.plain().splitlines()) > 5, (who, word)
            queries[who, word, about].append(len(sent))
            took[who, word, about] = min(times)
    for asked, (few, many) in queries.items():
        assert few == many <= 35, asked
        print(f"{asked}: {many} queries, {took[asked] * 1000:.0f} ms")
        assert took[asked] < 0.2, asked
