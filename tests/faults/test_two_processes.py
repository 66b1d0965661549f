"""Two processes on one PostgreSQL, one killed with SIGKILL in the midst of work: nothing lost, nothing twice."""

import asyncio
from collections import Counter
from datetime import timedelta
from pathlib import Path

from commands.domain.person import Role
from tests.conftest import world_called
from tests.faults.counting import kept, untold
from tests.faults.insisting import refers
from tests.faults.pair import PairStory
from tests.school import reference_in
from tests.worlds import Hands

EACH = 4


async def test_one_is_killed_and_the_other_goes_on(fresh_postgresql: str, tmp_path: Path) -> None:
    school = PairStory(world_called("slack"), tmp_path, fresh_postgresql)
    try:
        await tells(school)
    finally:
        await school.closes()


async def tells(school: PairStory) -> None:
    await school.opens()
    await school.enrols("Amina Yusuf", year=4, group="4B")
    await school.has_a_senco_channel()
    teachers = [await school.employs(f"Teacher {n}", Role.TEACHER, ("4B",)) for n in range(6)]
    acknowledged: list[str] = []

    load = [asyncio.create_task(refers_again_and_again(teacher, acknowledged)) for teacher in teachers]
    while len(acknowledged) < 6:  # noqa: ASYNC110 - several tell, in their own time
        await asyncio.sleep(0.01)
    await school.loses_one(next(iter(school.processes)))
    await asyncio.gather(*load)
    await school.one_more(ahead=timedelta(minutes=15))  # for which what was in hand at the kill is free again

    assert sorted(acknowledged) == await kept(school.service.database)
    assert len(acknowledged) == len(teachers) * EACH
    async with asyncio.timeout(20):
        while await untold(school.service.database):  # noqa: ASYNC110 - other processes
            await asyncio.sleep(0.1)
    posts = Counter(reference_in(str(card.blocks)) for card in school.world.channel("senco"))
    assert posts.keys() == set(acknowledged)


async def refers_again_and_again(teacher: Hands, acknowledged: list[str]) -> None:
    for _ in range(EACH):
        acknowledged.append(await refers(teacher))
