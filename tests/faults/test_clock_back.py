"""The machine's clock is put back an hour: nothing is held up until it has caught up, and nothing comes twice."""

import pytest

from tests.digests import begins, booked, sets_clock
from tests.faults.counting import kept
from tests.school import SchoolStory, reference_in

pytestmark = pytest.mark.any_face

on_platforms = pytest.mark.parametrize("school", ["slack", "teams"], indirect=True)


@on_platforms
async def test_what_waits_to_be_posted_does_not_wait_an_hour_more(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    for how in ("429", "500"):
        school.world.breaks(how, 1)
        reference = await school.referred()  # its post is put off by a second or two
        await school.settles()
        school.passes(hours=-1)
        assert reference in str((await school.channel())[-1])
    await school.teacher.resubmits()
    assert reference_in(school.teacher.said) == reference  # the key is the same, whatever the time
    assert len(await kept(school.service.database)) == 2
    assert len(await school.channel()) == 2


@on_platforms
async def test_a_digest_that_was_sent_is_not_sent_again(school: SchoolStory) -> None:
    await begins(school)
    await booked(school)
    sets_clock(school, 2026, 9, 15, 7, 46)
    assert len(await school.channel()) == 1
    school.passes(hours=-1)
    assert len(await school.channel()) == 1
    sets_clock(school, 2026, 9, 15, 7, 47)
    assert len(await school.channel()) == 1
    sets_clock(school, 2026, 9, 16, 7, 46)
    assert len(await school.channel()) == 2
