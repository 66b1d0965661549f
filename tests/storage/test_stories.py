"""A pupil's story on each database: all that was saved of them and in order, nothing of another pupil or school."""

from dataclasses import fields
from datetime import timedelta
from typing import Any

from sqlalchemy import update

from commands.domain.agency_referral import AgencyEvent, AgencyState
from commands.domain.appointment import Adoption, Appointment, Recommendation
from commands.domain.assessment import SENT, AskedBy, Assessment
from commands.domain.contact import Contact
from commands.domain.cycle import Stage
from commands.domain.law.clock_facts import FactWord
from commands.domain.referral import Happened, ReferralEvent
from commands.domain.review import ReviewEvent, ReviewHappened
from commands.domain.round_robin import RoundRobin, View
from commands.domain.school import School
from commands.domain.story import Story
from commands.domain.transfer import HandOver, PassedOn, Transfer
from storage.database import Database
from storage.records import SqlOpenRecords
from storage.tables import pupils
from tests.domain.test_agency_referral import an_agency_referral
from tests.domain.test_contact import MONDAY, a_contact, a_request
from tests.domain.test_cycle import a_cycle, an_outcome
from tests.domain.test_referral import a_referral
from tests.domain.test_review import a_review
from tests.storage.test_records import NOW, an_ask, enrol
from tests.storage.test_register import put_on


async def saved(database: Database, school: School, pupil_id: str, letter: str) -> None:
    """One of everything of one pupil, saved in the wrong order; references end in `letter`."""
    of: dict[str, Any] = {"school_id": school.id, "pupil_id": pupil_id}
    r, c, v, a = (f"{kind}-2222{letter}" for kind in "RCVA")
    async with SqlOpenRecords(database)(school, writing=True) as records:
        pupil = await records.pupil(pupil_id)
        assert pupil
        await records.save(
            a_referral(**of, reference=r),
            ReferralEvent(school.id, r, NOW + timedelta(hours=1), "T", Happened.RAISED),
            ReferralEvent(school.id, r, NOW, "S", Happened.ACCEPTED),
            a_cycle(**of, reference=c, cycle_no=2),
            a_cycle(**of, reference=f"C-3333{letter}", stage=Stage.CLOSED),
            an_outcome(2, school_id=school.id, cycle=c),
            an_outcome(1, school_id=school.id, cycle=c),
            a_review(**of, reference=v, cycle=c),
            ReviewEvent(school.id, v, NOW, "S", ReviewHappened.BOOKED),
            an_agency_referral(**of, reference=a),
            AgencyEvent(school.id, a, NOW, "S", AgencyState.SENT),
            Appointment(school.id, a, 1, MONDAY),
            a_contact(**of),
            a_contact(**of, on=MONDAY - timedelta(days=1)),
            a_request(**of, reference=f"Q-2222{letter}"),
            Recommendation(school.id, a, 1, "Word list", Adoption.ACCEPTED, "", "S", MONDAY),
            RoundRobin(school.id, f"W-2222{letter}", pupil_id, c, "S", MONDAY),
            View(school.id, f"W-2222{letter}", "T"),
            View(school.id, f"W-2222{letter}", "U"),
            Assessment(school.id, f"E-2222{letter}", pupil_id, AskedBy.SCHOOL, "england-2014", "S", MONDAY),
            FactWord(school.id, f"E-2222{letter}", SENT, MONDAY, "S", NOW),
            Transfer(school.id, f"P-2222{letter}", pupil_id, 2027, "Meadow High", "england-2014", "S", MONDAY),
            HandOver(school.id, f"P-2222{letter}", PassedOn.VISIT, MONDAY, "T", "S", NOW),
            *put_on().entries(pupil, (), by="S", at=NOW),
        )


async def story(database: Database, school: School, pupil_id: str) -> Story:
    async with SqlOpenRecords(database)(school, writing=False) as records:
        return await records.stories.of(pupil_id)


async def test_a_story_holds_all_of_one_pupil_and_nothing_of_another(
    database: Database, oakfield: School, elmwood: School
) -> None:
    for school, id, letter in ((oakfield, "P1", "2"), (oakfield, "P2", "3"), (elmwood, "P1", "2")):
        await enrol(database, school, id, "Amina Yusuf")
        await saved(database, school, id, letter)

    ours = await story(database, oakfield, "P1")

    assert all(one.school_id == oakfield.id for part in fields(Story) for one in getattr(ours, part.name))
    counts = {part.name: len(getattr(ours, part.name)) for part in fields(Story)}
    assert counts == {
        "referrals": 1, "referral_events": 2, "register": 1, "cycles": 2, "outcomes": 2, "reviews": 1,
        "review_events": 1, "agency_referrals": 1, "agency_events": 1, "appointments": 1, "contacts": 2, "requests": 1,
        "recommendations": 1, "round_robins": 1, "views": 2, "assessments": 1, "assessment_facts": 1,
        "transfers": 1, "handovers": 1,
    }  # fmt: skip
    for owned in (ours.referrals, ours.cycles, ours.contacts, ours.register, ours.reviews, ours.agency_referrals):
        assert {one.pupil_id for one in owned} == {"P1"}
    assert {event.reference for event in ours.referral_events} == {"R-22222"}
    assert {event.reference for event in ours.review_events} == {"V-22222"}
    assert {event.reference for event in ours.agency_events} == {"A-22222"}
    assert [event.what for event in ours.referral_events] == [Happened.RAISED, Happened.ACCEPTED]  # as written
    assert [cycle.cycle_no for cycle in ours.cycles] == [1, 2]
    assert [outcome.n for outcome in ours.outcomes] == [1, 2]
    assert [contact.on.day for contact in ours.contacts if isinstance(contact, Contact)] == [13, 14]
    assert ours.open_cycle
    assert ours.open_cycle.reference == "C-22222"


async def test_of_nobody_there_is_an_empty_story(database: Database, oakfield: School, elmwood: School) -> None:
    await enrol(database, oakfield, "P1", "Amina Yusuf")
    await saved(database, oakfield, "P1", "2")
    for school, id in ((elmwood, "P1"), (oakfield, "P9")):
        nothing = await story(database, school, id)
        assert not any(getattr(nothing, part.name) for part in fields(Story))
        assert nothing.open_cycle is None


async def test_those_who_have_left_are_a_list_of_their_own(
    database: Database, oakfield: School, elmwood: School
) -> None:
    for school, id, name in (
        (oakfield, "P1", "Amina Yusuf"),
        (oakfield, "P2", "Amina Zafar"),
        (elmwood, "P3", "Amina X"),
    ):
        await enrol(database, school, id, name)
    async with database.writing() as connection:
        await connection.execute(update(pupils).where(pupils.c.id != "P1").values(left_on=MONDAY))
    who = an_ask(oakfield).person
    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        assert [found.value for found in await records.find("pupils", "amina", who, 15)] == ["P1"]
        assert [found.value for found in await records.find("leavers", "ami", who, 15)] == ["P2"]
        assert await records.find("leavers", "yusuf", who, 15) == []
