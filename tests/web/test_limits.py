"""What no hands are quick enough for: forms sent at once by a script; one person on three faces, or of two schools."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from chatops.faces import Heard
from chatops.web.places import FACE
from chatops.web.read import TEAM
from commands.domain.person import Role
from commands.kit import Answers, Ask, Reply, Show
from storage.records import SqlOpenRecords
from tests.kit.test_dispatcher import FILLED
from tests.scenarios.test_limits import USUAL
from tests.school import MONDAY, SchoolStory
from tests.still import StillClock
from tests.worlds.web import WebWorld


@pytest.fixture
async def limited(tmp_path: Path) -> AsyncIterator[SchoolStory]:
    story = SchoolStory(WebWorld(), tmp_path)
    story.clock = StillClock(MONDAY)
    await story.opens(**USUAL)
    await story.has_a_senco_channel()
    yield story
    await story.closes()


def sends(story: SchoolStory, n: int, answers: Answers) -> "asyncio.Task[Reply | Show]":
    heard = Heard(FACE, TEAM, "tom.reed@oakfield.example", f"{n:024x}", word="refer", address={"to": "tom"})
    return asyncio.create_task(story.service.hear(heard, answers))


async def test_of_twenty_five_forms_sent_at_once_the_last_five_wait_and_none_is_lost(limited: SchoolStory) -> None:
    answers = {**FILLED, "pupil": await limited.enrols("Amina Yusuf")}
    outcomes = await asyncio.gather(*(sends(limited, n, answers) for n in range(25)))
    assert len(await limited.channel()) == 20
    held = [one for one in outcomes if isinstance(one, Show)]
    assert len(held) == 5
    assert all(one.answers == answers and "Nothing of this is lost" in one.errors[""] for one in held)

    repeated = await asyncio.gather(*(sends(limited, n, answers) for n in range(20)))
    assert [one.about for one in repeated] == [
        one.about for one in outcomes[:20]
    ]  # what is stored is found, though the bucket is empty
    limited.passes(seconds=5)
    await asyncio.gather(*(sends(limited, int(one.key, 16), answers) for one in held))
    assert len(await limited.channel()) == 25


async def test_a_person_is_one_on_every_face_and_each_school_has_its_own_count(limited: SchoolStory) -> None:
    for n in range(160):
        await limited.enrols(f"Zo{n:03} Quist", year=6, group="6C")
    elmwood = await limited.service.schools.add("Elmwood School")
    await limited.employs("Tom Reed", Role.TEACHER, school=elmwood)
    for n in range(20):
        await limited.enrols(f"Zo{n:03} Marr", year=6, group="6C", school=elmwood)
    async with SqlOpenRecords(limited.service.database)(limited.school, writing=False) as records:
        tom = await records.person(f"{limited.school.id}-tom.reed")
    assert tom
    ask = Ask(tom, limited.school, limited.clock.now(), "refer", "slack/x/1", "slack")
    for face in ("slack", "teams", "web"):
        for tens in range(16):
            await limited.service.restraint.search(replace(ask, face=face), "pupil", f"zo{tens:02}")
    [last] = await limited.service.restraint.search(replace(ask, face="teams"), "pupil", "zo159")
    assert last.value == "~enough"

    there = replace(ask, school=elmwood, person=replace(tom, school_id=elmwood.id, id=f"{elmwood.id}-tom.reed"))
    assert len(await limited.service.restraint.search(there, "pupil", "zo")) == 15
