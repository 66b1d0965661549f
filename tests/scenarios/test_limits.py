"""One person's limits: who asks more than a person does waits and loses nothing; a walk through the school is told."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chatops.exporting.audit import audited
from tests.conftest import world_called
from tests.school import MONDAY, REFERRAL, SchoolStory
from tests.still import StillClock
from tests.worlds import Hands

USUAL = {"CHANGES_A_MINUTE": "", "LOOKS_A_MINUTE": "", "NAMES_AN_HOUR": ""}
"""The limits a school has that sets none."""
LETTERS = "bcdfghjklmnprstvw"
ENOUGH = "That is many names. Type the whole name, or ask your SENCO."


@pytest.fixture(params=["slack", "teams", "web"])
async def limited(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[SchoolStory]:
    """A school on each face with the usual limits, in which seconds pass when the story says so."""
    story = SchoolStory(world_called(request.param), tmp_path)
    story.clock = StillClock(MONDAY)
    await story.opens(**USUAL)
    await story.enrols("Amina Yusuf", year=4, group="4B")
    yield story
    await story.closes()


async def test_twenty_five_referrals_in_a_second_do_not_all_go_through(limited: SchoolStory) -> None:
    await limited.has_a_senco_channel()
    teacher, sent = limited.teacher, 0
    for _ in range(25):
        await teacher.asks("refer")
        if teacher.form:
            await teacher.fills_in(**REFERRAL)
            sent += "R-" in teacher.said

    assert len(await limited.channel()) == sent == 10  # twenty asks: a form opened and sent is two
    assert "Please wait 1 second and ask again." in teacher.said
    await limited.referred(by=limited.other_teacher)  # nobody else waits

    limited.passes(seconds=60)
    await limited.referred()


async def test_a_form_beyond_the_limit_stays_filled_and_is_stored_once_when_it_is_sent_again(
    limited: SchoolStory,
) -> None:
    await limited.has_a_senco_channel()
    teacher = limited.teacher
    await teacher.asks("refer")
    await teacher.fills_in(**{**REFERRAL, "since_when": "2027-01-01"})
    for _ in range(18):
        await teacher.fills_in()
        assert "in the future" in str(teacher.errors)

    await teacher.fills_in(since_when="2026-09-01")

    assert "Nothing of this is lost" in str(teacher.errors)
    assert "Wait 1 second and send it again." in str(teacher.errors)
    assert teacher.form == "Refer a pupil"
    assert await limited.channel() == []

    limited.passes(seconds=1)
    await teacher.fills_in()
    reference = re.search(r"R-\w{5}", teacher.said)
    assert reference
    await teacher.resubmits()  # the bucket is empty: what is stored answers all the same
    assert reference[0] in teacher.said
    [card] = await limited.channel()
    assert reference[0] in str(card)
    await limited.senco.asks(f"read referral {reference[0]}")
    assert "Cannot yet retell a story." in limited.senco.said


async def test_a_safeguarding_concern_is_answered_whatever_was_asked_before(limited: SchoolStory) -> None:
    await limited.teacher.asks("refer")
    await limited.teacher.fills_in(**{**REFERRAL, "since_when": "2027-01-01"})
    for _ in range(19):
        await limited.teacher.fills_in()
    assert "Nothing of this is lost" in str(limited.teacher.errors)

    await limited.teacher.fills_in(is_this_a_safeguarding_or_child_protection_concern="Yes")

    assert "Grace Lin, extension 112" in limited.teacher.said


async def test_pressing_through_a_list_and_noting_a_whole_class_is_never_stopped(limited: SchoolStory) -> None:
    for n in range(60):
        await limited.teacher.asks("adjust amina seating helped")
        assert "a lot within a minute" not in limited.teacher.said, n
        limited.passes(seconds=1)


async def test_looks_have_a_higher_limit_of_their_own(limited: SchoolStory) -> None:
    for _ in range(95):
        await limited.senco.asks("register")
        assert limited.senco.said.startswith("Nobody is on the register.")
    for _ in range(6):
        await limited.senco.asks("register")
    assert limited.senco.said == "You have opened a lot within a minute. Please wait 1 second and ask again."


async def a_big_school(story: SchoolStory) -> None:
    """340 pupils whom Tom Reed does not teach, twenty for each letter."""
    for letter in LETTERS:
        for n in range(20):
            await story.enrols(f"{letter.upper()}el{LETTERS[n % 17]}{LETTERS[n // 17]} Quist", year=6, group="6C")


async def walks(hands: Hands) -> set[str]:
    """Types every letter into an open form; gives the names that were offered."""
    offered: set[str] = set()
    for letter in LETTERS:
        offered |= set(await hands.finds("Pupil", letter))
    return offered - {ENOUGH}


async def audit_of(story: SchoolStory, person: str) -> list[str]:
    """The lines with a count, as `chatops audit` prints them."""
    found = await audited(story.service.database, story.school, pupil=None, person=person, since=None, until=None)
    return [line for line in found.lines() if "names within an hour" in line]


async def test_a_teacher_who_walks_through_the_school_is_stopped_told_of_and_counted(limited: SchoolStory) -> None:
    await limited.has_a_senco_channel()
    await a_big_school(limited)
    teacher = limited.teacher
    await teacher.asks("refer")

    assert len(await walks(teacher)) == 150
    assert await teacher.finds("Pupil", "w") == [ENOUGH]

    await teacher.fills_in(**{**REFERRAL, "pupil": "w"})
    assert "That line is no name." in teacher.errors["Pupil"]
    assert (await teacher.finds("Pupil", "amin"))[0].startswith("Amina Yusuf")  # who teaches a pupil finds them
    await teacher.fills_in(pupil="welbb quist")  # and so does who knows the name
    assert "R-" in teacher.said

    for senco in (limited.senco, limited.second_senco):
        [card] = [card for card in await limited.private(senco) if "Many names" in str(card)]
        assert "Tom Reed was offered the names of 150 pupils they do not teach within an hour" in str(card)
    assert "Many names" not in str(await limited.channel())
    [line] = await audit_of(limited, "tom.reed@oakfield.example")
    assert line.endswith("searched: refer  150 pupils' names within an hour")

    limited.passes(hours=1, seconds=1)
    await teacher.asks("refer")
    assert len(await teacher.finds("Pupil", "w")) == 15


async def test_a_name_typed_in_part_behind_a_command_is_counted_too(limited: SchoolStory) -> None:
    await a_big_school(limited)
    await limited.teacher.asks("refer")
    await walks(limited.teacher)

    await limited.teacher.asks("refer welbb")

    assert limited.teacher.form == "Refer a pupil"
    assert "Welbb" not in limited.teacher.everything_shown()
    limited.passes(seconds=5)
    await limited.teacher.asks("refer welbb quist")
    assert "Welbb" in limited.teacher.everything_shown()


async def test_a_senco_is_never_stopped_and_it_stands_in_the_audit(limited: SchoolStory) -> None:
    await a_big_school(limited)
    await limited.senco.asks("contact")

    assert len(await walks(limited.senco)) == 17 * 15

    assert not [card for card in await limited.private(limited.second_senco) if "Many names" in str(card)]
    [line] = await audit_of(limited, "sam.okoro@oakfield.example")
    assert line.endswith("150 pupils' names within an hour")
