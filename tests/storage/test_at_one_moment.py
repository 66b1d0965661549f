"""Two who save the same thing at the same moment, on SQLite and on PostgreSQL: it is stored, or the second is told."""

import asyncio
from typing import Any

import pytest

from commands.domain.agency_referral import AgencyEvent, AgencyState
from commands.domain.appointment import Adoption, Appointment, Recommendation
from commands.domain.referral import Happened, ReferralEvent
from commands.domain.review import ReviewEvent, ReviewHappened
from commands.domain.school import School
from commands.kit import Overtaken
from storage.database import Database
from storage.records import SqlOpenRecords
from tests.domain.test_agency_referral import an_agency_referral
from tests.domain.test_contact import MONDAY, a_contact, a_request
from tests.domain.test_cycle import a_cycle, an_outcome
from tests.domain.test_referral import a_referral
from tests.domain.test_review import a_review
from tests.storage.test_records import NOW

ID = "S"
THINGS: list[Any] = [
    a_referral(reference="R-22222"),
    ReferralEvent(ID, "R-22222", NOW, "T", Happened.RAISED),
    a_review(reference="V-22222"),
    ReviewEvent(ID, "V-22222", NOW, "S", ReviewHappened.BOOKED),
    an_agency_referral(reference="A-22222"),
    AgencyEvent(ID, "A-22222", NOW, "S", AgencyState.SENT),
    Appointment(ID, "A-22222", 1, MONDAY),
    Recommendation(ID, "A-22222", 1, "Word list", Adoption.ACCEPTED, "", "S", MONDAY),
    a_contact(),
    a_request(reference="Q-22222"),
    a_cycle(reference="C-22222"),
    an_outcome(1, cycle="C-22222"),
]


@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: type(thing).__name__)
async def test_the_second_of_two_is_told_and_not_met_with_an_error(
    database: Database, oakfield: School, thing: Any
) -> None:
    own = type(thing)(**{**vars(thing), "school_id": oakfield.id})

    async def saves() -> None:
        async with SqlOpenRecords(database)(oakfield, writing=True) as records:
            await records.save(own)
            await asyncio.sleep(0.2)  # so that on PostgreSQL the other has begun

    came_of_it = await asyncio.gather(saves(), saves(), return_exceptions=True)
    assert None in came_of_it
    assert [type(one) for one in came_of_it if one] in ([], [Overtaken])
