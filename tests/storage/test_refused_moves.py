"""Every move a table refuses is refused where it is asked, in a sentence that says what to do instead."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from commands.catalogue import COMMANDS
from commands.domain.agency_referral import MOVES as AGENCY_MOVES
from commands.domain.agency_referral import AgencyEvent, AgencyState
from commands.domain.cycle import MOVES as PLAN_MOVES
from commands.domain.cycle import Stage
from commands.domain.person import Person, Role
from commands.domain.referral import MOVES as REFERRAL_MOVES
from commands.domain.referral import ReferralState
from commands.domain.review import MOVES as REVIEW_MOVES
from commands.domain.review import ReviewState
from commands.domain.school import School
from commands.kit import Ask, Place, Reply
from commands.kit.dispatcher import Dispatcher
from storage.database import Database
from storage.lists.schools import Schools
from storage.migrate import migrate
from storage.records import SqlOpenRecords
from tests.domain.test_agency_referral import an_agency_referral
from tests.domain.test_cycle import a_cycle, an_outcome
from tests.domain.test_referral import a_referral
from tests.domain.test_review import a_review
from tests.storage.test_records import NOW, enrol


class Asked:
    """One school on SQLite, and what its SENCO or a teacher is told."""

    def __init__(self, database: Database, school: School) -> None:
        self.database, self.school = database, school
        self.dispatcher = Dispatcher(COMMANDS, SqlOpenRecords(database), mint=lambda: "k", survey=_nowhere)

    async def stands(self, *things: Any) -> None:
        async with SqlOpenRecords(self.database)(self.school, writing=True) as records:
            await records.save(*things)

    async def is_refused(self, word: str, about: str, role: Role = Role.SENCO) -> str:
        """The sentence, which must say what was asked about, and quote what to press or to ask for instead."""
        person = Person(self.school.id, "T" if role is Role.TEACHER else "S", "s@oakfield.example", "Sam", role)
        reply = await self.dispatcher.ask(Ask(person, self.school, NOW, word, f"web/S/{word}{about}", "web", about))
        assert isinstance(reply, Reply), f"{word} {about} opened its form"
        assert about[:7] in reply.text, reply.text
        assert "“" in reply.text, reply.text
        return reply.text


async def _nowhere(ask: Ask, place: Place) -> Place:
    return place


@pytest.fixture
async def asked(tmp_path: Path) -> AsyncIterator[Asked]:
    url = f"sqlite:///{tmp_path / 'test.db'}"
    migrate(url)
    database = Database(url)
    school = await Schools(database).add("Oakfield")
    await enrol(database, school, "P", "Amina Yusuf")
    yield Asked(database, school)
    await database.close()


REFERRAL_WORDS = {
    ReferralState.ASSESSING: ("accept referral",),
    ReferralState.INFO_REQUESTED: ("ask about referral",),
    ReferralState.DECIDED: (
        "decide",
        "not send",
        "decide monitoring",
        "decide sen support",
        "decide agency",
        "decide ehc request",
        "decide safeguarding",
    ),
    ReferralState.CLOSED: ("close referral",),
}
"""What asks for each move; the referrer's answer asks for the remaining one."""


@pytest.mark.parametrize("state", ReferralState, ids=lambda state: state.value)
async def test_a_referral(asked: Asked, state: ReferralState) -> None:
    assert set(REFERRAL_WORDS) | {ReferralState.SUBMITTED} == set(REFERRAL_MOVES)
    referral = a_referral(school_id=asked.school.id, state=state)
    await asked.stands(referral)
    for to, words in REFERRAL_WORDS.items():
        for word in () if to in REFERRAL_MOVES[state] else words:
            assert "stands at" in await asked.is_refused(word, referral.reference)
    if state is not ReferralState.INFO_REQUESTED:
        assert "stands at" in await asked.is_refused("answer about referral", referral.reference, Role.TEACHER)


@pytest.mark.parametrize("state", AgencyState, ids=lambda state: state.value)
async def test_an_agency_referral(asked: Asked, state: AgencyState) -> None:
    referral = an_agency_referral(school_id=asked.school.id, state=state)
    happened = AgencyEvent(asked.school.id, referral.reference, NOW, "S", state)
    await asked.stands(referral, happened)
    for to in set(AgencyState) - AGENCY_MOVES[state]:
        said = await asked.is_refused("agency moved", f"{referral.reference} 1 {to.value}")
        assert f"stands at: {state.in_sentence}, by a colleague on " in said


PLAN_WORDS = {
    Stage.DO: ("start plan", "{}"),
    Stage.REVIEW: ("mark outcome", "{}.1=met"),
    Stage.CLOSED: ("end plan", "{}"),
}
"""What asks for each move; assessing begins a cycle, and planning is come to by looking at the needs."""


@pytest.mark.parametrize("stage", Stage, ids=lambda stage: stage.value)
async def test_a_plan(asked: Asked, stage: Stage) -> None:
    assert {*PLAN_WORDS, Stage.ASSESS, Stage.PLAN} == set(PLAN_MOVES)
    cycle = a_cycle(school_id=asked.school.id, stage=stage)
    await asked.stands(cycle, an_outcome(school_id=asked.school.id))
    for to, (word, about) in PLAN_WORDS.items():
        # A plan under review is marked again: the mark is another, the stage is not.
        if to not in PLAN_MOVES[stage] and (stage, to) != (Stage.REVIEW, Stage.REVIEW):
            await asked.is_refused(word, about.format(cycle.reference))
    if Stage.REVIEW not in (stage, *PLAN_MOVES[stage]):
        for word in ("review", "what worked", "close review"):
            await asked.is_refused(word, f"{cycle.reference}.1" if word == "what worked" else cycle.reference)


REVIEW_WORDS = {
    ReviewState.HELD: "review held",
    ReviewState.MOVED: "move review",
    ReviewState.CANCELLED: "cancel review",
}
"""What asks for each move; a review is planned when it is booked."""


@pytest.mark.parametrize("state", ReviewState, ids=lambda state: state.value)
async def test_a_review(asked: Asked, state: ReviewState) -> None:
    assert {*REVIEW_WORDS, ReviewState.PLANNED} == set(REVIEW_MOVES)
    review = a_review(school_id=asked.school.id, state=state)
    await asked.stands(review)
    for to, word in REVIEW_WORDS.items():
        if to not in REVIEW_MOVES[state]:
            assert f"stands at: {state.in_sentence}" in await asked.is_refused(word, review.reference)
