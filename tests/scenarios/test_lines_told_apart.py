"""Lines of a digest that are alike but for whom they are of: each has a reference, by which the SENCO opens it."""

import re

from commands.domain.pupil import Provision
from tests.digests import begins, sets_clock
from tests.school import SchoolStory

REFERENCE = re.compile(r"D-[2-9B-Z]{5}")


async def test_three_alike_lines_each_have_a_reference_that_opens_its_own(school: SchoolStory) -> None:
    await begins(school)
    names = ("Ada Holt", "Ben Oak", "Cy Elm")
    for name in names:
        await school.enrols(name, year=6, group="6B", provision=Provision.PLAN)
    sets_clock(school, 2026, 11, 24, 7, 45)
    card = str((await school.channel())[-1])

    lines = sorted(set(re.findall(r"(D-\w{5}): Phase transfer: review meeting to hold, Year 6", card)))
    assert len(lines) == len(names)
    assert all(REFERENCE.fullmatch(reference) for reference in lines)
    assert not any(name in card for name in names)
    opened = []
    for reference in lines:
        await school.senco.asks(reference)
        opened += [name for name in names if name in school.senco.said]
    assert sorted(opened) == sorted(names)

    await school.teacher.asks(lines[0])
    assert not any(name in school.teacher.said for name in names)
