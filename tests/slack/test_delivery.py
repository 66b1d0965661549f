"""Posting to Slack: what went wrong, in words, and whether trying again is any use; who Slack vouches for."""

import asyncio
from typing import Any

import pytest

from chatops.faces import Heard, Undeliverable
from chatops.slack.api import Api
from chatops.slack.face import SlackFace
from chatops.slack.people import vouched
from commands.domain.channel import Unfit
from commands.kit import Button, Card, Place
from tests.school import SchoolStory
from tests.worlds.slack import SlackWorld
from tests.worlds.slack_api import BOT, TEAM, TOKEN
from tests.worlds.slack_eyes import words

CARD = Card("Referral R-7K2PM", (), (Button("Read it", "read referral", "R-7K2PM"),))


@pytest.fixture
async def face(school: SchoolStory) -> SlackFace:
    """The service's own face."""
    found = school.service.faces["slack"]
    assert isinstance(found, SlackFace)
    return found


@pytest.fixture
def senco_channel(school: SchoolStory, world: SlackWorld) -> dict[str, str]:
    return {"team": TEAM, "channel": world.channel_id("senco")}


async def test_a_post_is_redrawn_in_its_place_in_a_channel_and_with_a_person(
    school: SchoolStory, world: SlackWorld, face: SlackFace, senco_channel: dict[str, str]
) -> None:
    to_a_person = await face.find("tom.reed@oakfield.example")
    assert to_a_person
    for address in (senco_channel, to_a_person):
        post = await face.post(address, CARD)
        await face.redraw(address, post, Card("Referral taken"))

    for [post_] in (world.channel("senco"), school.teacher.received()):
        assert words(post_.blocks) == "Referral taken"
        assert post_.text == "Referral taken"


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("429", {"permanent": False, "wait": 1.0, "uncertain": False}),
        ("500", {"permanent": False, "wait": None, "uncertain": False}),
        ("gone", {"permanent": True, "wait": None, "uncertain": False}),
        ("dropped", {"permanent": False, "wait": None, "uncertain": True}),
    ],
)
async def test_what_went_wrong_says_whether_to_try_again(
    world: SlackWorld, face: SlackFace, senco_channel: dict[str, str], how: str, expected: dict[str, Any]
) -> None:
    world.breaks(how, 1)
    before = len(world.api.calls)

    with pytest.raises(Undeliverable) as raised:
        await face.post(senco_channel, CARD)

    trouble = raised.value
    assert {"permanent": trouble.permanent, "wait": trouble.wait, "uncertain": trouble.uncertain} == expected
    assert len(world.api.calls) == before + 1, "a post that may have arrived is not sent again"
    await face.post(senco_channel, CARD)
    assert len(world.channel("senco")) == 1


async def test_slack_out_of_reach_is_tried_again_and_is_not_uncertain(
    world: SlackWorld, face: SlackFace, senco_channel: dict[str, str], school: SchoolStory
) -> None:
    nowhere = SlackFace(school.service, bot_token="xoxb-1", signing_secret="s", api_url="http://127.0.0.1:9/api/")
    await nowhere.start()
    with pytest.raises(Undeliverable) as raised:
        await nowhere.post(senco_channel, CARD)
    said = await nowhere.check()
    await nowhere.stop()

    assert not raised.value.permanent
    assert not raised.value.uncertain
    assert said == ["Slack does not answer. Check the network and SLACK_API_URL."]


async def test_a_card_waits_out_a_refused_minute_and_is_posted_once(school: SchoolStory, world: SlackWorld) -> None:
    await school.has_a_senco_channel()
    world.breaks("429", 2)
    await school.referred()
    assert await school.channel() == []
    for _ in range(2):
        school.passes(seconds=2)
        await school.settles()
    assert len(await school.channel()) == 1


async def test_a_token_replaced_while_calls_are_under_way_serves_every_one_of_them(
    school: SchoolStory, world: SlackWorld
) -> None:
    """The card for the channel and the answer to a teacher, refused the old token together."""
    api = Api(TOKEN, f"{world.api.url}/api/", renewed=lambda: "xoxb-the-new-one")
    world.api.token = "xoxb-the-new-one"
    await api.open()
    answers = await asyncio.gather(*(api.call("auth.test") for _ in range(3)))
    await api.close()
    assert [answer["team_id"] for answer in answers] == [TEAM] * 3


async def test_check_is_silent_when_all_is_well_and_says_what_is_not(
    school: SchoolStory, world: SlackWorld, face: SlackFace
) -> None:
    assert await face.check() == []
    beside = SlackFace(school.service, bot_token=TOKEN, signing_secret="s", api_url=f"{world.api.url}/api/")
    assert await beside.check() == []  # not started: nobody listens twice
    await beside.stop()
    world.api.token = "xoxb-another"
    [said] = await face.check()
    assert "does not accept the bot's token" in said


@pytest.mark.parametrize(
    "stranger",
    [
        {"is_restricted": True},
        {"is_ultra_restricted": True},
        {"is_stranger": True, "team_id": "T0ELSEWHERE"},
        {"team_id": "T0ELSEWHERE"},
        {"is_bot": True},
        {"deleted": True},
        {"is_email_confirmed": False},
        {"profile": {}},
    ],
    ids=str,
)
async def test_slack_vouches_for_our_own_members_only(
    school: SchoolStory, world: SlackWorld, face: SlackFace, stranger: dict[str, Any]
) -> None:
    hands = await world.joins("tom.reed@oakfield.example", "Somebody else")
    heard = Heard("slack", TEAM, hands.id, "n")
    assert (await face.identify(heard)).emails == ("tom.reed@oakfield.example",)

    world.api.users[hands.id] |= stranger

    assert (await face.identify(heard)).emails == ()
    await hands.asks("refer")
    assert "not on a school's staff list" in hands.said


def test_a_colleague_in_another_workspace_of_the_same_organisation_is_vouched_for() -> None:
    info = {"team_id": "T2", "profile": {"email": "a@b.example"}, "enterprise_user": {"enterprise_id": "E1"}}
    assert vouched(info, {"team_id": "T1", "enterprise_id": "E1"}) == ("a@b.example",)
    assert vouched(info, {"team_id": "T1", "enterprise_id": "E2"}) == ()
    assert vouched(info, {"team_id": "T1"}) == ()


async def test_slack_vouches_for_nobody_it_does_not_know(world: SlackWorld, face: SlackFace) -> None:
    assert (await face.identify(Heard("slack", TEAM, "U0NOBODY", "n"))).emails == ()
    assert await face.find("nobody@oakfield.example") is None


async def test_readers_are_all_the_people_of_a_channel_and_no_bots(
    school: SchoolStory, world: SlackWorld, face: SlackFace
) -> None:
    members = [await world.joins(f"m{n}@oakfield.example", f"M{n}") for n in range(205)]  # more than a page
    await world.makes_channel("large", members)
    place = Place("slack", {"team": TEAM, "channel": world.channel_id("large")}, "channel")

    readers = await face.readers(place, 1.0)

    assert readers.called == "large"
    assert readers.public is False
    assert len(readers.people) == 205
    assert all(person.emails for person in readers.people)


async def test_where_the_bot_is_not_it_asks_to_be_invited(
    school: SchoolStory, world: SlackWorld, face: SlackFace
) -> None:
    await world.makes_channel("elsewhere", [school.senco])
    id = world.channel_id("elsewhere")
    world.api.members[id].remove(BOT)
    world.api.refusing["conversations.info"] = "channel_not_found"

    await school.senco.asks("senco setup", channel="elsewhere")
    assert "I am not in this channel. Add me first (in Slack: type /invite and my name)" in school.senco.said
    assert (await face.readers(Place("slack", {"channel": id}, "channel"), 1.0)).unfit is Unfit.NOT_IN


async def test_a_public_channel_is_refused(school: SchoolStory, world: SlackWorld) -> None:
    await world.makes_channel("everyone", [school.senco], public=True)
    await school.senco.asks("senco setup", channel="everyone")
    assert "This channel is public" in school.senco.said
