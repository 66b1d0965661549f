"""Agencies and contacts in the records, on SQLite and PostgreSQL: what is saved comes back; lists cost the same."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, time

import pytest
from sqlalchemy import event, update

from commands.agencies.waiting import agencies
from commands.contacts.looking import contacts, parents_due
from commands.domain.agency import Agency, ConsentRule
from commands.domain.agency_referral import AgencyEvent, AgencyReferral, AgencyState
from commands.domain.appointment import Adoption, Appointment, AppointmentOutcome, Recommendation
from commands.domain.contact import AskedOf, Contact, How, ParentRequest
from commands.domain.person import Person, Role
from commands.domain.pupil import Provision
from commands.domain.school import School
from commands.domain.words.family import Relation
from commands.kit import Command, Overtaken, Records
from storage.database import Database
from storage.lists.schools import Schools
from storage.records import SqlOpenRecords
from storage.tables import pupils
from tests.domain.test_agency_referral import an_agency_referral
from tests.storage.test_records import NOW, an_ask, enrol

MONDAY = date(2026, 9, 14)
YEAR = (date(2026, 9, 1), date(2027, 8, 31))


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    await database.close()


@pytest.fixture
async def oakfield(database: Database) -> School:
    return await Schools(database).add("Oakfield")


@pytest.fixture
async def elmwood(database: Database) -> School:
    return await Schools(database).add("Elmwood")


def a_contact(school: School, **changes: object) -> Contact:
    contact = Contact(school.id, "P1", "T", MONDAY, How.MEETING, Relation.MOTHER, "", "“Zoë’s” 🙂 \n نور")
    return replace(contact, **changes)  # type: ignore[arg-type]


def a_request(school: School) -> ParentRequest:
    return ParentRequest(school.id, "Q-7K2PM", "P1", "S", MONDAY, Relation.CARER, AskedOf.LOCAL_AUTHORITY)


async def test_all_of_an_agency_referral_comes_back_as_it_was_saved(database: Database, oakfield: School) -> None:
    referral = an_agency_referral(school_id=oakfield.id, state=AgencyState.BOOKED, pupil_id="P1")
    ref = referral.reference
    happened = AgencyEvent(oakfield.id, ref, NOW, "S", AgencyState.BOOKED, "words", date(2026, 9, 11))
    missed = Appointment(oakfield.id, ref, 1, MONDAY, None, outcome=AppointmentOutcome.WAS_NOT_BROUGHT)
    to_come = Appointment(oakfield.id, ref, 2, date(2026, 9, 21), time(9, 30), "Clinic", "Mother")
    advice = Recommendation(oakfield.id, ref, 1, "Visual timetable", Adoption.ADAPTED, "why", "S", MONDAY)
    own = Agency(oakfield.id, "own-play", "Play", 8, ConsentRule.PARENT)
    await enrol(database, oakfield, "P1", "Amina Yusuf")
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save(referral, happened, missed, to_come, advice, own)
    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        assert await records.agencies.one(ref) == replace(referral, version=1)
        assert await records.agencies.open(0, 10) == ([replace(referral, version=1)], 1)
        assert await records.agencies.history(ref) == [happened]
        assert await records.agencies.appointments(ref) == [missed, to_come]
        assert await records.agencies.booked([ref, "A-OTHER"]) == {ref: to_come}
        assert await records.agencies.recommendations(ref) == [advice]
        assert (await records.agencies.known())["own-play"] == own
        assert await records.label("agencies", "own-play") == "Play"
        words = f"{ref}: Amina Yusuf, Speech and language therapy"
        assert await records.label("agency referrals", ref) == words
        for typed in ("amina", "yus am", ref.lower(), "A-7", ""):
            found = await records.find("agency referrals", typed, an_ask(oakfield).person, 15)
            assert [one.label for one in found] == [words], typed
        assert await records.find("agency referrals", "%", an_ask(oakfield).person, 15) == ()


async def test_contacts_and_requests_come_back_newest_first_and_are_counted(
    database: Database, oakfield: School
) -> None:
    await enrol(database, oakfield, "P1", "Amina Yusuf")
    meeting, call = a_contact(oakfield), a_contact(oakfield, on=date(2026, 9, 16), how=How.CALL, logged_by="S")
    last_year = a_contact(oakfield, on=date(2026, 8, 31))
    request = a_request(oakfield)
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save(meeting, call, last_year, request)
    meeting, call, last_year = (replace(one, n=n) for n, one in enumerate((meeting, call, last_year), 1))
    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        stored = replace(request, version=1)
        assert await records.contacts.newest(0, 10) == ([call, meeting, stored, last_year], 4)
        assert await records.contacts.newest(1, 2, pupil_id="P1") == ([meeting, stored], 4)
        assert await records.contacts.newest(0, 10, logged_by="T") == ([meeting, last_year], 2)
        assert await records.contacts.newest(0, 10, pupil_id="P2") == ([], 0)
        assert await records.contacts.meetings("P1", *YEAR) == 1
        assert await records.contacts.request("Q-7K2PM") == stored


async def test_parents_met_too_seldom_are_those_on_the_register_and_on_roll(
    database: Database, oakfield: School
) -> None:
    for id, name, provision, left in (
        ("P1", "Amina Yusuf", Provision.SUPPORT, None),
        ("P2", "Ben Plan", Provision.PLAN, None),
        ("P3", "Cara None", Provision.NONE, None),
        ("P4", "Dan Gone", Provision.SUPPORT, MONDAY),
    ):
        await enrol(database, oakfield, id, name)
        async with database.writing() as connection:
            await connection.execute(update(pupils).where(pupils.c.id == id).values(provision=provision, left_on=left))
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save(a_contact(oakfield), a_contact(oakfield, on=date(2026, 8, 31), pupil_id="P2"))
        await records.save(a_contact(oakfield, how=How.CALL, pupil_id="P2"))
    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        page, total = await records.contacts.met_too_seldom(*YEAR, 2, 0, 15)
        assert [(met.pupil.id, met.meetings, met.last_on) for met in page] == [("P2", 0, None), ("P1", 1, MONDAY)]
        assert total == 2
        page, total = await records.contacts.met_too_seldom(*YEAR, 1, 0, 15)
        assert [met.pupil.id for met in page] == ["P2"]


async def test_no_question_returns_another_schools_rows(database: Database, oakfield: School, elmwood: School) -> None:
    await enrol(database, oakfield, "P1", "Amina Yusuf")
    ref = "A-7K2PM"
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save(
            an_agency_referral(school_id=oakfield.id, pupil_id="P1"),
            AgencyEvent(oakfield.id, ref, NOW, "S", AgencyState.DRAFT),
            Appointment(oakfield.id, ref, 1, MONDAY),
            Recommendation(oakfield.id, ref, 1, "words", Adoption.ACCEPTED, "", "S", MONDAY),
            Agency(oakfield.id, "own-play", "Play", 8, ConsentRule.PARENT),
            a_contact(oakfield),
            a_request(oakfield),
        )
    async with SqlOpenRecords(database)(elmwood, writing=False) as records:
        assert await records.agencies.one(ref) is None
        assert await records.agencies.open(0, 10) == ([], 0)
        assert await records.agencies.booked([ref]) == {}
        assert await records.agencies.history(ref) == []
        assert await records.agencies.appointments(ref) == []
        assert await records.agencies.recommendations(ref) == []
        assert "own-play" not in await records.agencies.known()
        assert await records.label("agency referrals", ref) is None
        assert await records.find("agency referrals", "amina", an_ask(elmwood).person, 15) == []
        assert await records.contacts.newest(0, 10) == ([], 0)
        assert await records.contacts.request("Q-7K2PM") is None
        assert await records.contacts.meetings("P1", *YEAR) == 0
        assert await records.contacts.met_too_seldom(*YEAR, 3, 0, 10) == ([], 0)


async def test_whoever_changes_second_is_told_to_look_again(database: Database, oakfield: School) -> None:
    referral, request = an_agency_referral(school_id=oakfield.id), a_request(oakfield)
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save(referral, request)
    for first, second in (
        (replace(referral, version=1), replace(referral, version=1, reason="other")),
        (replace(request, version=1), replace(request, version=1, wish="other")),
    ):
        async with SqlOpenRecords(database)(oakfield, writing=True) as records:
            await records.save(first)
        with pytest.raises(Overtaken):
            async with SqlOpenRecords(database)(oakfield, writing=True) as records:
                await records.save(second)


async def test_contacts_logged_at_the_same_moment_are_all_kept(database: Database, oakfield: School) -> None:
    async def logs(n: int) -> None:
        for _ in range(20):  # as the dispatcher would, asking again
            try:
                async with SqlOpenRecords(database)(oakfield, writing=True) as records:
                    await records.save(a_contact(oakfield, agreed=f"no. {n}"))
                return
            except Overtaken:
                continue

    await asyncio.gather(*(logs(n) for n in range(6)))

    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        page, total = await records.contacts.newest(0, 15, pupil_id="P1")
    assert total == 6
    assert {one.agreed for one in page if isinstance(one, Contact)} == {f"no. {n}" for n in range(6)}


@pytest.mark.parametrize("listed", [agencies, contacts, parents_due], ids=lambda command: command.word)
async def test_a_list_costs_the_same_few_queries_however_long_it_is(
    database: Database, oakfield: School, listed: Command
) -> None:
    asked = replace(an_ask(oakfield), person=Person(oakfield.id, "S", "s@oakfield.example", "Sam", Role.SENCO))

    async def cost() -> int:
        queries: list[str] = []

        def counted(_c: object, _cursor: object, statement: str, *_: object) -> None:
            queries.append(statement)

        event.listen(database.engine.sync_engine, "before_cursor_execute", counted)
        async with SqlOpenRecords(database)(oakfield, writing=False) as records:
            port: Records = records
            reply = await listed.handler(asked, port)
        event.remove(database.engine.sync_engine, "before_cursor_execute", counted)
        assert reply.card
        return sum(query.startswith("SELECT") for query in queries)

    async def grows(first: int, last: int) -> None:
        for n in range(first, last):
            await enrol(database, oakfield, f"P{n}", f"Amina{n} Yusuf")
            referral: AgencyReferral = an_agency_referral(
                school_id=oakfield.id, reference=f"A-{n:05}", pupil_id=f"P{n}", state=AgencyState.BOOKED
            )
            async with SqlOpenRecords(database)(oakfield, writing=True) as records:
                await records.save(referral, Appointment(oakfield.id, referral.reference, 1, MONDAY))
                await records.save(a_contact(oakfield, pupil_id=f"P{n}", how=How.CALL))
        async with database.writing() as connection:
            await connection.execute(update(pupils).values(provision=Provision.SUPPORT))

    await grows(0, 1)
    with_one = await cost()
    await grows(1, 40)
    assert await cost() == with_one <= 7
