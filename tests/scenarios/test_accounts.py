"""Who asks is proved again: an account that is not what it was when it was met opens nothing any more."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from chatops.admitting.door import MUST_WAIT, NOT_ON_LIST
from storage.tables import staff
from tests.conftest import world_called
from tests.school import REFERRAL, SchoolStory
from tests.worlds import Hands

CHANGES = ("guest", "gone", "elsewhere", "address")
STRANGER = NOT_ON_LIST[:40]


@pytest.fixture(params=["slack", "teams"])
async def school(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[SchoolStory]:
    """A school on each platform that has accounts."""
    story = SchoolStory(world_called(request.param), tmp_path)
    await story.opens()
    await story.enrols("Amina Yusuf", year=4, group="4B")
    yield story
    await story.closes()


def platform(school: SchoolStory) -> Any:
    """The platform with what it can do to accounts."""
    return school.world


async def knows(school: SchoolStory, hands: Hands) -> bool:
    """Whether somebody is known when they next ask something, once what was asked about them is answered."""
    await school.has_asked_about_people()
    await hands.asks("school")
    return STRANGER not in hands.said


@pytest.mark.parametrize("what", CHANGES)
async def test_an_account_that_changed_is_let_in_for_some_minutes_at_most(school: SchoolStory, what: str) -> None:
    await school.senco.asks("register")
    assert "Amina" in school.senco.said or "register" in school.senco.said
    await platform(school).account_becomes(school.senco, what)

    school.passes(minutes=11)
    await school.senco.asks("register")  # the last answer stands while the platform is asked beside it
    await school.has_asked_about_people()
    await school.senco.asks("register")

    assert school.senco.said.startswith(STRANGER)
    assert not await knows(school, school.senco)


@pytest.mark.parametrize("what", CHANGES)
async def test_an_account_that_changed_long_ago_is_asked_about_before_anything_is_shown(
    school: SchoolStory, what: str
) -> None:
    await school.senco.asks("register")
    await platform(school).account_becomes(school.senco, what)

    school.passes(days=2)
    await school.senco.asks("register")

    assert school.senco.said.startswith(STRANGER)


@pytest.mark.parametrize("what", CHANGES)
async def test_what_the_platform_tells_of_at_once_is_asked_about_at_once(school: SchoolStory, what: str) -> None:
    await school.senco.asks("register")

    await platform(school).account_becomes(school.senco, what, told=True)
    await school.has_asked_about_people()
    await school.senco.asks("register")

    assert school.senco.said.startswith(STRANGER)


async def test_a_colleague_whose_account_is_as_it_was_notices_nothing(school: SchoolStory) -> None:
    await school.teacher.asks("my referrals")
    for minutes in (11, 60, 60 * 24 * 3):
        school.passes(minutes=minutes)
        assert await knows(school, school.teacher)
    await school.has_asked_about_people()


async def test_while_the_platform_is_silent_its_last_answer_stands_for_a_day_and_then_people_wait(
    school: SchoolStory,
) -> None:
    await school.teacher.asks("my referrals")
    platform(school).falls_silent()

    school.passes(hours=23)
    assert await knows(school, school.teacher)

    await school.has_asked_about_people()
    school.passes(hours=2)
    await school.teacher.asks("my referrals")
    assert school.teacher.said.strip() == MUST_WAIT

    platform(school).falls_silent(False)
    await school.teacher.asks("my referrals")
    assert "Nothing" not in school.teacher.said
    assert await knows(school, school.teacher)


async def test_what_is_typed_into_a_form_by_an_account_that_changed_goes_nowhere(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    await school.teacher.asks("refer")
    await school.teacher.fills_in(**{**REFERRAL, "when_did_you_speak_to_them": "2027-01-01"})
    assert school.teacher.errors
    await platform(school).account_becomes(school.teacher, "guest", told=True)
    await school.has_asked_about_people()

    assert await school.teacher.finds("Pupil", "amina") == []
    await school.teacher.fills_in(when_did_you_speak_to_them="2026-09-10")

    assert STRANGER in school.teacher.said
    assert await school.channel() == []


@pytest.mark.parametrize("what", CHANGES)
async def test_a_question_is_not_sent_to_an_account_that_changed(school: SchoolStory, what: str) -> None:
    await school.has_a_senco_channel()
    await school.referred()
    before = len(await school.private(school.teacher))
    await platform(school).account_becomes(school.teacher, what)
    school.passes(minutes=11)

    [card] = await school.channel()
    await school.senco.presses("Ask for more", card)
    await school.senco.fills_in(what_do_you_need_to_know="How long has this been so?")
    await school.settles()

    assert len(school.teacher.received()) == before
    waits = await school.service.outbox.backlog()
    assert waits.waiting == 1


async def test_an_account_follows_when_the_school_changes_an_address_before_the_platform_does(
    school: SchoolStory,
) -> None:
    """Tom's address changes on the staff list, and the accounts that stand for it with it, as `staff change` does."""
    await school.teacher.asks("my referrals")
    await changes_address(school, "tom.reed@oakfield.example", "tom.reed-hill@oakfield.example")

    school.passes(minutes=11)
    assert await knows(school, school.teacher)
    await school.has_asked_about_people()
    assert await knows(school, school.teacher)


async def test_an_account_does_not_follow_to_an_address_that_is_somebody_elses_now(school: SchoolStory) -> None:
    await school.teacher.asks("my referrals")
    await changes_address(school, "tom.reed@oakfield.example", "tom.reed-hill@oakfield.example")
    await changes_address(school, "ivy.stone@oakfield.example", "tom.reed@oakfield.example")

    school.passes(minutes=11)
    await school.teacher.asks("my referrals")

    assert not await knows(school, school.teacher)


async def changes_address(school: SchoolStory, old: str, new: str) -> None:
    from storage.tables import identities

    async with school.service.database.writing() as connection:
        await connection.execute(update(staff).where(staff.c.email == old).values(email=new))
        await connection.execute(update(identities).where(identities.c.email == old).values(email=new))
