"""Digests and platforms that fail: told once, mended by themselves, sent again after a crash, slowed down."""

from datetime import timedelta
from typing import Any

import pytest

from chatops.clockwork.rounds import Clockwork
from commands.digests.by_the_clock import DIGESTS
from storage.database import Database
from storage.delivery.outbox import Outbox
from tests.digests import begins, booked, ordered, sets_clock
from tests.school import SchoolStory
from tests.worlds.slack import SlackWorld

on_platforms = pytest.mark.parametrize("school", ["slack", "teams"], indirect=True)
"""Between the bot and its own page there is nothing that could fail."""


@pytest.fixture
async def school(school: SchoolStory) -> SchoolStory:
    await begins(school)
    await booked(school)
    return school


async def of_the_channel(school: SchoolStory) -> list[Any]:
    """What a SENCO has been told privately about the channel."""
    return [m for m in await school.private(school.second_senco) if "SENCO channel" in str(m)]


@on_platforms
async def test_a_channel_that_is_gone_is_told_of_once_and_mends_by_itself(school: SchoolStory) -> None:
    school.world.admits("senco", False)
    for day in (15, 16):
        sets_clock(school, 2026, 9, day, 7, 45)
        assert await school.channel() == []
        [told] = await of_the_channel(school)
        assert "Nothing can be posted there" in str(told)
        assert len([m for m in await school.private(school.second_senco) if "The day" in str(m)]) == day - 14
    assert (await school.readiness())["troubles"]

    school.world.admits("senco", True)
    sets_clock(school, 2026, 9, 17, 7, 45)
    assert len(await school.channel()) == 1
    [told] = await of_the_channel(school)
    assert "works again" in str(told)
    assert not (await school.readiness())["troubles"]

    school.world.admits("senco", False)
    sets_clock(school, 2026, 9, 18, 7, 45)
    [before, told] = await of_the_channel(school)  # a post of its own, which is noticed
    assert "works again" in str(before)
    assert "Nothing can be posted there" in str(told)


@on_platforms
async def test_a_digest_whose_sending_was_cut_off_is_sent_again_once_and_says_so(school: SchoolStory) -> None:
    sets_clock(school, 2026, 9, 15, 7, 45)
    await school.stops()
    other = Database(school.url)  # a process that makes the digest, takes it in hand to post it, and ends
    dispatcher = school.service.dispatcher
    await Clockwork(DIGESTS, other, dispatcher, now=school.clock.now, told=lambda: None).look()
    [_] = await Outbox(other).claim(school.clock.now(), 10)
    await other.close()

    await school.starts()
    [card] = await school.channel()
    assert ordered(card, "The day: Tuesday 15 September 2026", "Sent again: it may stand above already.")
    sets_clock(school, 2026, 9, 16, 7, 45)
    assert "Sent again" not in str((await school.channel())[-1])


@on_platforms
async def test_asked_to_slow_down_it_waits_and_comes_once(school: SchoolStory) -> None:
    school.world.breaks("429", 2)
    sets_clock(school, 2026, 9, 15, 7, 45)
    assert await school.channel() == []
    for _ in range(2):
        school.passes(seconds=2)
        await school.settles()
    [card] = await school.channel()
    assert "Sent again" not in str(card)


@on_platforms
async def test_a_digest_that_meets_errors_is_tried_again_with_growing_waits(school: SchoolStory) -> None:
    school.world.breaks("500", 3)
    sets_clock(school, 2026, 9, 15, 7, 45)
    waited = timedelta()
    while not await school.channel():
        school.passes(seconds=1)
        waited += timedelta(seconds=1)
        assert waited < timedelta(minutes=1)
    assert waited >= timedelta(seconds=2 + 4 + 8)
    assert len(await school.channel()) == 1


@pytest.mark.parametrize("school", ["slack"], indirect=True)
async def test_a_token_that_was_revoked_is_the_channels_trouble_and_mends_by_itself(school: SchoolStory) -> None:
    """Nobody can be told in Slack while it lasts; `/readyz` and `doctor` say it."""
    assert isinstance(school.world, SlackWorld)
    school.world.api.refusing["chat.postMessage"] = "token_revoked"
    sets_clock(school, 2026, 9, 15, 7, 45)
    assert await school.channel() == []
    assert "token was revoked" in str((await school.readiness())["troubles"])
    before = len(school.world.api.calls)
    for _ in range(60):
        school.passes(seconds=5)
        await school.settles()
    assert len(school.world.api.calls) == before  # no storm: five minutes, and nothing was tried

    del school.world.api.refusing["chat.postMessage"]
    school.passes(hours=1)
    assert len(await school.channel()) == 1
    await school.private(school.second_senco)
    school.passes(hours=1)
    [told] = await of_the_channel(school)
    assert "works again" in str(told)
    assert not (await school.readiness())["troubles"]


@on_platforms
async def test_the_leaders_summary_waits_for_their_channel_and_is_shown_to_nobody_else(school: SchoolStory) -> None:
    await school.sends_digests(False)
    await school.world.makes_channel("leadership", [school.leader])
    await school.leader.asks("leadership setup", channel="leadership")
    school.world.admits("leadership", False)
    sets_clock(school, 2026, 9, 21, 8, 0)
    assert await school.channel("leadership") == []
    [told] = [m for m in await school.private(school.second_senco) if "leadership channel" in str(m)]
    assert "Its summary waits" in str(told)
    assert "senco setup" not in str(told)

    school.world.admits("leadership", True)
    school.passes(minutes=11)
    assert len(await school.channel("leadership")) == 1
