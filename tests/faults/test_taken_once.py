"""What a process has in hand it takes no second time, whatever the clock says meanwhile."""

import asyncio

import pytest

from tests.school import SchoolStory, reference_in

on_platforms = pytest.mark.parametrize("school", ["slack", "teams"], indirect=True)


@on_platforms
async def test_two_takes_at_once_with_the_clock_gone_on_between_them_post_it_once(school: SchoolStory) -> None:
    """Woken by its schedule, the process takes a notice in hand; before it has, it is told to deliver all there is, and
    by then the clock says that the first one's claim has run out."""
    await school.has_a_senco_channel()
    await school.settles()
    deliverer = school.service.deliverer
    school.world.breaks("slow", 2)
    await a_referral_that_waits(school)

    first = asyncio.create_task(deliverer.look())
    await asyncio.sleep(0)
    school.passes(minutes=2)
    await asyncio.gather(first, deliverer.deliver_due())
    while deliverer.in_hand:  # noqa: ASYNC110 - the platform is slow
        await asyncio.sleep(0.05)

    assert len(await school.channel()) == 1


@on_platforms
async def test_what_is_being_posted_is_not_taken_again_when_its_claim_has_run_out(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    await school.settles()
    deliverer = school.service.deliverer
    school.world.breaks("slow", 2)
    await a_referral_that_waits(school)
    assert await deliverer.look() == 1

    school.passes(minutes=2)
    assert await deliverer.look() == 0
    school.passes(minutes=2)
    assert await deliverer.deliver_due() == 0

    [card] = await school.channel()
    assert reference_in(str(card))


async def a_referral_that_waits(school: SchoolStory) -> None:
    """One that is stored, while nobody has looked yet whether there is something to post."""
    school.service.deliverer.end()
    await asyncio.sleep(0)
    await school.referred()
