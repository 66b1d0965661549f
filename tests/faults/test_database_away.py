"""The database goes away: before a form is sent, in the midst of a commit, and by a restart of the server itself."""

import asyncio

import pytest

from commands.domain.person import Role
from commands.kit.failed import KEPT, NOT_STORED, UNSURE
from tests.faults.conftest import Far
from tests.faults.counting import kept, untold
from tests.faults.insisting import refers
from tests.school import REFERRAL, reference_in
from tests.worlds import Hands


async def test_while_the_database_is_gone_nothing_is_stored_and_nothing_typed_is_lost(far: Far) -> None:
    school = far.school
    first = await school.referred()
    [card] = await school.channel()
    await all_but_one(school.teacher)
    far.line.cut()

    await school.teacher.fills_in(what_have_you_noticed="Cannot yet retell a story.")
    assert KEPT in school.teacher.errors.values() or "What you typed is kept on this page" in school.teacher.said
    if school.world.name != "web":  # whose page itself is made of what the database says
        assert school.teacher.form == "Refer a pupil"
        await school.senco.presses("Accept", card)
        assert school.senco.said.strip() == NOT_STORED

    far.line.heal()
    assert await kept(school.service.database) == [first]
    await school.teacher.resubmits()
    second = reference_in(school.teacher.said)
    assert await kept(school.service.database) == sorted([first, second])
    assert len(await school.channel()) == 2


@pytest.mark.parametrize("lost", ["answer", "commit"])
async def test_when_the_answer_to_a_commit_is_lost_what_is_said_is_true(far: Far, lost: str) -> None:
    """Whether the commit itself arrived ("answer") or broke off before ("commit"), nobody at this end can know."""
    school = far.school
    far.line.watched = b"INSERT INTO referrals"
    await school.teacher.asks("refer")
    far.line.loses = lost
    await school.teacher.fills_in(**REFERRAL)
    assert not far.line.loses
    first = reference_in(school.teacher.said)
    assert await kept(school.service.database) == [first]

    await school.teacher.asks("refer")
    far.line.loses, far.line.cuts_then = lost, True
    await school.teacher.fills_in(**REFERRAL)  # now the database stays away, too
    assert not far.line.loses
    assert UNSURE in school.teacher.errors.values() or "What you typed is kept on this page" in school.teacher.said
    far.line.heal()
    assert len(await kept(school.service.database)) == (2 if lost == "answer" else 1)
    await school.teacher.resubmits()
    second = reference_in(school.teacher.said)

    assert await kept(school.service.database) == sorted([first, second])
    assert len(await school.channel()) == 2


@pytest.mark.parametrize("far", ["slack", "teams"], indirect=True)
async def test_postgresql_is_restarted_under_load_and_everything_acknowledged_is_there_once(far: Far) -> None:
    """Eight teachers refer again and again, sending again what was not confirmed, while the server goes and returns."""
    school = far.school
    teachers = [await school.employs(f"Teacher {n}", Role.TEACHER, ("4B",)) for n in range(8)]
    acknowledged: list[str] = []
    stopping = asyncio.Event()

    async def refers_on(teacher: Hands) -> None:
        while not stopping.is_set():
            acknowledged.append(await refers(teacher))

    load = [asyncio.create_task(refers_on(teacher)) for teacher in teachers]
    await more(acknowledged, 10)
    await far.database_stops()
    await asyncio.sleep(0.3)
    await far.database_starts()
    await more(acknowledged, 10)
    stopping.set()
    await asyncio.gather(*load)

    assert sorted(acknowledged) == await kept(school.service.database)
    school.passes(minutes=2)  # what was in hand when the server went is free again
    assert len(await school.channel()) == len(acknowledged)
    assert await untold(school.service.database) == 0
    print(f"{school.world.name}: {len(acknowledged)} acknowledged, each stored once")


async def all_but_one(teacher: Hands) -> None:
    """The form, filled in but for one question, which it asks for again."""
    await teacher.asks("refer")
    await teacher.fills_in(**{name: answer for name, answer in REFERRAL.items() if name != "what_have_you_noticed"})
    assert "What have you noticed?" in teacher.errors


async def more(acknowledged: list[str], n: int) -> None:
    """Waits for that many more."""
    wanted = len(acknowledged) + n
    async with asyncio.timeout(20):
        while len(acknowledged) < wanted:  # noqa: ASYNC110 - several tell, in their own time
            await asyncio.sleep(0.02)
