"""Conversations of Slack's: listing many readers within its limits, what must not be a channel, events that tell."""

import asyncio
import time
from typing import Any

import pytest

from chatops.faces import Undeliverable
from chatops.settings import Settings
from chatops.slack.face import SlackFace
from chatops.slack.places import OF_PLACES, kind_of
from chatops.watching.doctor import examine
from commands.domain.channel import Unfit
from commands.kit import Place
from tests.school import SchoolStory
from tests.worlds.slack import SlackWorld
from tests.worlds.slack_api import TEAM, Limit

A_MINUTE = 60


@pytest.fixture
async def face(school: SchoolStory) -> SlackFace:
    found = school.service.faces["slack"]
    assert isinstance(found, SlackFace)
    return found


async def crowd(school: SchoolStory, world: SlackWorld, number: int) -> Place:
    """A private channel with a SENCO and that many others."""
    members = [await world.joins(f"m{n}@oakfield.example", f"M{n}") for n in range(number)]
    await world.makes_channel("large", [school.senco, *members])
    return Place("slack", {"team": TEAM, "channel": world.channel_id("large")}, "channel")


def asked_about(world: SlackWorld) -> list[str]:
    return [sent["user"] for method, sent in world.api.calls if method == "users.info"]


async def test_a_large_channel_is_set_up_in_two_tries_the_second_goes_on_where_the_first_ended(
    school: SchoolStory, world: SlackWorld
) -> None:
    await school.senco.asks("help")
    await crowd(school, world, 60)
    world.api.calls.clear()
    limit = world.api.limits["users.info"] = Limit(40, 2)
    school.service.surveys.at_setup = 0.2

    await school.senco.asks("senco setup", channel="large")
    assert "I have looked at 40 of the 62 people in it" in school.senco.said  # the bot is a member as well
    assert "say it again in a minute" in school.senco.said
    assert "nothing was changed" in school.senco.said

    await asyncio.sleep(limit.until - time.monotonic() + 1)  # the pause is over
    await school.senco.asks("senco setup", channel="large")
    assert "60 people who are not on the staff list" in school.senco.said
    assert len(set(asked_about(world))) == 62
    assert len(asked_about(world)) <= 62 + limit.refused


async def test_asked_to_slow_down_every_worker_waits_and_none_begins_again(
    school: SchoolStory, world: SlackWorld, face: SlackFace
) -> None:
    place = await crowd(school, world, 100)
    world.api.calls.clear()
    limit = world.api.limits["users.info"] = Limit(40, 1)

    readers = await face.readers(place, 20)

    assert len(readers.people) == 101
    assert limit.refused <= 5 * 3  # each of five workers hears it at most once in each of three windows
    assert len(asked_about(world)) == 102 + limit.refused


async def test_one_who_is_asked_to_wait_longer_than_there_is_time_does_not_storm(
    school: SchoolStory, world: SlackWorld, face: SlackFace
) -> None:
    place = await crowd(school, world, 100)
    limit = world.api.limits["users.info"] = Limit(10, A_MINUTE)
    for _ in range(3):
        with pytest.raises(Undeliverable, match="I have looked at 10 of the 102"):
            await face.readers(place, 0.1)
    assert limit.refused <= 5


async def test_more_readers_than_there_may_be_are_not_asked_about(
    school: SchoolStory, world: SlackWorld, face: SlackFace
) -> None:
    place = await crowd(school, world, 501)
    world.api.calls.clear()

    assert (await face.readers(place, 1)).unfit is Unfit.TOO_MANY
    assert asked_about(world) == []


PRIVATE = {"is_private": True, "is_member": True}


@pytest.mark.parametrize(
    ("marks", "unfit"),
    [
        ({}, None),
        ({"is_ext_shared": True}, Unfit.SHARED),
        ({"is_pending_ext_shared": True}, Unfit.SHARED),
        ({"pending_shared": ["T2"]}, Unfit.SHARED),
        ({"pending_connected_team_ids": ["T2"]}, Unfit.SHARED),
        ({"is_org_shared": True}, Unfit.ORG_WIDE),
        ({"is_private": False, "is_archived": True}, Unfit.PUBLIC),
        ({"is_private": False, "is_ext_shared": True}, Unfit.SHARED),
        ({"is_mpim": True}, Unfit.GROUP_MESSAGE),
        ({"is_archived": True, "is_member": False}, Unfit.ARCHIVED),
        ({"is_member": False}, Unfit.NOT_IN),
    ],
    ids=str,
)
def test_what_slack_says_of_a_conversation_is_read_the_gravest_first(marks: dict[str, Any], unfit: Unfit) -> None:
    assert kind_of({**PRIVATE, **marks}) is unfit


async def test_a_group_message_the_bot_may_not_look_at_is_called_one(
    school: SchoolStory, world: SlackWorld, face: SlackFace
) -> None:
    for code in ("channel_not_found", "missing_scope"):
        world.api.refusing["conversations.info"] = code
        place = Place("slack", {"channel": "G1"}, "channel", unfit=Unfit.GROUP_MESSAGE)
        assert (await face.readers(place, 1)).unfit is Unfit.GROUP_MESSAGE


TOLD: dict[str, dict[str, Any]] = {
    "member_joined_channel": {"user": "U1", "channel_type": "G", "team": TEAM},
    "member_left_channel": {"user": "U1", "channel_type": "G", "team": TEAM},
    "channel_shared": {"connected_team_id": "T2"},
    "channel_unshared": {"previously_connected_team_id": "T2", "is_ext_shared": True},
    "group_archive": {},
    "channel_archive": {"user": "U1"},
    "group_left": {},
}


@pytest.mark.parametrize("kind", sorted(OF_PLACES))
async def test_each_event_of_a_channel_has_it_looked_at_before_the_next_post(
    school: SchoolStory, world: SlackWorld, kind: str
) -> None:
    await school.has_a_senco_channel()
    world.becomes("senco", is_ext_shared=True)
    id = world.channel_id("senco")
    channel: Any = {"id": id, "name": "senco"} if kind.endswith("rename") else id
    where = {"old_channel_id": id, "new_channel_id": "C9"} if kind == "channel_id_changed" else {"channel": channel}

    status, _ = await world.happens({"type": kind, **TOLD.get(kind, {}), **where})

    assert status == 200
    await school.referred()
    assert await school.channel() == []


async def test_an_event_of_no_known_shape_is_acknowledged(school: SchoolStory, world: SlackWorld) -> None:
    shapes: list[dict[str, Any]] = [{}, {"channel": {"id": []}}, {"channel": {}}, {"channel": "C404"}]
    for odd in shapes:
        assert (await world.happens({"type": "group_rename", **odd}))[0] == 200


async def test_doctor_looks_itself(school: SchoolStory, world: SlackWorld) -> None:
    await school.has_a_senco_channel()
    settings = Settings.load({**world.settings(), "DATABASE_URL": school.url})
    assert "posted to" not in str([finding.words for finding in await examine(settings)])

    world.becomes("senco", is_private=False)
    [found] = [f for f in await examine(settings) if "posted to" in f.words]
    assert (found.state, found.about) == ("wrong", "Oakfield School")
    assert "must not be posted to: It is public now" in found.words

    school.passes(minutes=11)
    await school.referred()
    await school.settles()
    [found] = [f for f in await examine(settings) if "posted to" in f.words]
    assert "cannot be posted to: It is public now" in found.words
