"""Mornings on both databases: many schools' digests in one pass say what each would alone, at the same few costs."""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event, select, text, update

from chatops.clockwork.rounds import AT_ONCE
from commands.digests.by_the_clock import OF_CHANNELS
from commands.domain.agency import Agency, ConsentRule
from commands.domain.agency_referral import AgencyState
from commands.domain.appointment import Appointment
from commands.domain.assessment import AskedBy, Assessment
from commands.domain.clash import RegisterClash
from commands.domain.contact import AskedOf, Contact, How, ParentRequest
from commands.domain.days.closure import Closure
from commands.domain.decision import Decision
from commands.domain.decision import ReferralOutcome as Decided
from commands.domain.digest import DigestKind
from commands.domain.due import DueKind
from commands.domain.law.clock_facts import FactWord
from commands.domain.pupil import Provision
from commands.domain.referral import ReferralState
from commands.domain.register import RegisterChange, RegisterEntry
from commands.domain.review import Review, ReviewKind
from commands.domain.round_robin import RobinState, RoundRobin
from commands.domain.school import School
from commands.domain.senco_post import Qualification, SencoPost, Served
from commands.domain.snooze import Snooze
from commands.domain.tick import Tick
from commands.domain.transfer import HandOver, PassedOn, Transfer
from commands.domain.words.family import Relation
from commands.kit import Card
from commands.kit.ports.measures import WeekShown
from storage.database import Database
from storage.delivery.codec import card_from
from storage.lists.schools import Schools
from storage.records import SqlOpenRecords, SqlRecords
from storage.tables import asks, notices, pupils
from tests.domain.test_agency_referral import an_agency_referral
from tests.domain.test_referral import a_referral
from tests.many_schools import MONDAY, TUESDAY, furnish
from tests.storage.test_schedules import Clock, a_process, count

ON, SOON, PAST = date(2026, 9, 15), date(2026, 9, 22), date(2026, 9, 8)


def things(id: str) -> Sequence[Any]:
    """One of everything that makes a digest say something else; the same keys in every school that has it."""
    of: dict[str, Any] = {"school_id": id, "pupil_id": "P"}
    watched = {"state": ReferralState.DECIDED, "outcome": Decided.MONITORING, "ended_on": PAST}
    return (
        a_referral(**of, reference="R-11111", raised_on=PAST, reply_by=SOON, state=ReferralState.SUBMITTED),
        a_referral(**of, reference="R-22222", raised_on=PAST, **watched),
        Decision(id, "R-22222", Decided.MONITORING, "S", PAST, rationale="zq", monitor_until=SOON),
        Tick(id, DueKind.MONITOR, "R-22222", "S", MONDAY),
        Tick(id, DueKind.PAPERS, "V-99999", "S", MONDAY),
        Review(id, "V-99999", "P", ReviewKind.ANNUAL, SOON, "S", PAST),
        FactWord(id, "V-99999", "views_asked_on", PAST, "S", MONDAY),
        an_agency_referral(**of, reference="A-11111", state=AgencyState.BOOKED, chase_on=PAST),
        Appointment(id, "A-11111", 1, PAST, place="zq"),
        Appointment(id, "A-11111", 2, SOON, place="zq", report_due=SOON),
        Contact(id, "P", "S", PAST, How.CALL, Relation.MOTHER, "Mrs Y", "zq", "zq", SOON, "zq", PAST),
        Tick(id, DueKind.ACTION, "P.1.2", "S", MONDAY),
        ParentRequest(id, "Q-11111", "P", "S", date(2026, 8, 3), Relation.FATHER, AskedOf.LOCAL_AUTHORITY, wish="zq"),
        RoundRobin(id, "W-11111", "P", "", "S", PAST, RobinState.OPEN, asked_on=PAST, closes_on=SOON),
        Assessment(id, "E-11111", "P", AskedBy.SCHOOL, "england-2014", "S", PAST),
        FactWord(id, "E-11111", "ehc_requested_on", PAST, "S", MONDAY),
        Transfer(id, "P-11111", "P", 2027, "zq", "england-2014", "S", PAST),
        HandOver(id, "P-11111", PassedOn.VISIT, PAST, "S", "S", MONDAY, "zq"),
        SencoPost(id, "S", date(2025, 9, 1), Served.FIRST, Qualification.NONE, PAST),
        RegisterEntry(
            id, "P", 1, RegisterChange.TAKEN_OFF, PAST, Provision.NONE, "", "", "zq", None, SOON, "S", MONDAY
        ),
        RegisterClash(id, "P", Provision.PLAN, "", "", PAST),
        Snooze(id, DueKind.INTERIM, "V-00003", date(2026, 9, 19), date(2026, 9, 23), "S", MONDAY),
        Closure(id, "K-11111", date(2026, 9, 17), date(2026, 9, 18), "Snow", "S", ON),
        Agency(id, "own", "zq", 6, ConsentRule.SIGNED),
    )  # fmt: skip


async def varied(database: Database, number: int) -> Sequence[School]:
    """Schools that have the same ids and references, and of everything else each another half."""
    await furnish(database, number)
    schools = sorted(await Schools(database).all(), key=lambda school: school.id)
    async with database.writing() as connection:
        for n, school in enumerate(schools):
            left = update(pupils).where(pupils.c.school_id == school.id)
            grown = {"year": "6", "provision": Provision.PLAN, "born": date(2010, 10, 1)} if n % 3 == 1 else {}
            off = {"provision": Provision.NONE} if n % 3 == 2 else {}
            await connection.execute(left.values(upn="U", **grown, **off))
    for n, school in enumerate(schools):
        async with SqlOpenRecords(database)(school, writing=True) as records:
            provision = (await records.pupils(["P"]))["P"].provision
            chance = random.Random(n)
            some = [thing for thing in things(school.id) if chance.random() < 0.7]
            await records.save(*some)
        async with database.writing() as connection:  # what a register entry made of it is put back
            theirs = update(pupils).where(pupils.c.school_id == school.id)
            await connection.execute(theirs.values(provision=provision))
    return schools


async def alone(database: Database, school: School, kind: DigestKind) -> str:
    """What a digest says that is drawn for one school by itself."""
    async with SqlOpenRecords(database)(school, writing=False) as records:
        card = await OF_CHANNELS[kind][1](school, ON, records)
    return card.plain() if card else ""


async def told(database: Database) -> dict[str, str]:
    """What the digests in the outbox say, by school."""
    async with database.reading() as connection:
        rows = await connection.execute(select(notices.c.school_id, notices.c.card))
        return {row.school_id: card_from(row.card).plain() for row in rows}


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    sent: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        sent.append(statement)

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    yield sent
    event.remove(database.engine.sync_engine, "before_cursor_execute", note)


async def test_each_schools_digest_made_in_one_pass_is_the_one_it_would_have_alone(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    schools = await varied(database, 8)
    each = {school.id: await alone(database, school, DigestKind.DAILY) for school in schools}
    assert len(set(each.values())) > len(schools) / 2
    assert await a_process(database, Clock(TUESDAY - timedelta(hours=1))).look() == len(schools)
    assert await told(database) == each
    assert "apart" not in caplog.text


async def counted(records: SqlRecords) -> Sequence[object]:
    """What a leaders' week is made of, before small numbers are hidden in it."""
    of = records.measures
    rows = [sorted(map(str, await each)) for each in (of.roll(), of.courses(PAST), of.waiting())]
    reviews, met = await of.reviews(PAST, SOON + timedelta(days=9)), await of.met(PAST - timedelta(days=9), SOON, 1)
    return [rows, reviews, met, await records.agencies.known(), await of.last_shown(ON)]


async def test_so_is_what_each_weekly_summary_counts(database: Database) -> None:
    schools = await varied(database, 8)
    week = date(2026, 9, 7)
    for n, school in enumerate(schools[:4]):
        async with SqlOpenRecords(database)(school, writing=True) as records:
            earlier = [WeekShown(school.id, week - timedelta(weeks=n), 5, {"register": n}, Card("A week"))]
            await records.save(WeekShown(school.id, date(2026, 7, 6), 5, {}, Card("Summer")), *earlier)
    each = {}
    for school in schools:
        async with SqlOpenRecords(database)(school, writing=False) as records:
            each[school.id] = await counted(records)
    assert len({str(of) for of in each.values()}) > len(schools) / 2
    process = a_process(database, Clock(TUESDAY))
    async with process._timetable.due_together(TUESDAY, AT_ONCE) as batch:
        assert {claim.records.school.id: await counted(claim.records) for claim in batch.claims} == each


async def test_a_hundred_schools_take_as_many_statements_as_three(database: Database) -> None:
    counts: list[int] = []
    for day, more in ((TUESDAY, 3), (TUESDAY + timedelta(days=1), 97)):
        await furnish(database, more, first=3 if counts else 0)
        with statements(database) as sent:
            made = await a_process(database, Clock(day)).look()
        assert made == (3 if more == 3 else 100)
        counts.append(len(sent))
        async with database.writing() as connection:
            await connection.execute(text("UPDATE notices SET state = 'sent'"))
    assert abs(counts[1] - counts[0]) <= 3  # more rows than fit into one INSERT, and an empty look at the end
    assert counts[1] < 50


async def test_one_school_that_cannot_be_made_is_put_back_alone_and_the_others_are_made_by_the_dozen(
    database: Database,
) -> None:
    await furnish(database, 40)
    async with database.writing() as connection:  # a row no code would write
        await connection.execute(text("UPDATE reviews SET kind = 'zq' WHERE school_id = 'S00017'"))
    process = a_process(database, Clock(TUESDAY))
    with statements(database) as sent:
        assert await process.look() == 39
    assert process.failures == 1
    assert len(sent) < 40 * 12
    assert await count(database) == 39
    async with database.reading() as connection:
        failed = await connection.execute(text("SELECT school_id, failures FROM digest_schedules WHERE failures > 0"))
        assert failed.all() == [("S00017", 1)]


async def test_a_digest_made_already_is_not_made_again_among_many(database: Database) -> None:
    """Somebody has made one by hand, and the schedule does not know it."""
    await furnish(database, 5)
    process = a_process(database, Clock(TUESDAY))
    assert await process.look() == 5
    async with database.writing() as connection:
        monday = text("UPDATE digest_schedules SET next_at = since, last_on = '2026-09-14' WHERE school_id < 'S00003'")
        await connection.execute(monday)
    assert await process.look() == 0
    assert await count(database) == 5
    async with database.reading() as connection:
        keys = list(await connection.scalars(select(asks.c.key)))
    assert sorted(keys) == [f"digest:daily:S{n:05}:2026-09-15" for n in range(5)]


async def test_what_one_school_saves_in_a_morning_it_reads_and_no_other(database: Database) -> None:
    await furnish(database, 2)
    process = a_process(database, Clock(TUESDAY))
    async with process._timetable.due_together(TUESDAY, AT_ONCE) as batch:
        first, second = (claim.records for claim in batch.claims)
        assert await first.closures.standing() == await second.closures.standing() == []
        await first.save(Closure(first.school.id, "K-11111", ON, ON, "Snow", "S", ON))
        assert [closure.why for closure in await first.closures.standing()] == ["Snow"]
        assert await second.closures.standing() == []
        assert not (await first.calendar()).is_school_day(ON)
        assert (await second.calendar()).is_school_day(ON)
