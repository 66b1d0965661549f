"""Conversations of Teams': which roster is asked, what is known of their kind, and activities that tell of changes."""

from typing import Any

import pytest

from chatops.faces import Undeliverable
from chatops.teams.face import TeamsFace
from commands.domain.channel import Unfit
from commands.kit import Place
from tests.school import SchoolStory
from tests.worlds.teams import BOT, TeamsWorld
from tests.worlds.teams_connector import TENANT, Account


@pytest.fixture
def face(school: SchoolStory) -> TeamsFace:
    found = school.service.faces["teams"]
    assert isinstance(found, TeamsFace)
    return found


def at(world: TeamsWorld, name: str = "senco", **more: Any) -> Place:
    talk = world.talk_called(name)
    where = {"serviceUrl": world.url("/"), "tenant": TENANT, "conversation": talk.id, "team": talk.team}
    return Place("teams", where, "channel", name, **more)


async def test_of_a_private_channel_its_own_roster_is_asked_and_of_its_kind_no_more_said_than_is_known(
    school: SchoolStory, world: TeamsWorld, face: TeamsFace
) -> None:
    world.becomes("senco", "private")
    world.talk_called("senco").team_members = [Account("a@oakfield.example", "A")]

    readers = await face.readers(at(world), 1)
    assert (len(readers.people), readers.public, readers.called) == (2, None, "senco")
    assert (await face.readers(at(world, public=False), 1)).public is False


async def test_a_shared_channel_is_known_by_the_teams_list_and_by_what_it_says_itself(
    school: SchoolStory, world: TeamsWorld, face: TeamsFace
) -> None:
    assert (await face.readers(at(world, unfit=Unfit.INDIRECT), 1)).unfit is Unfit.INDIRECT
    world.becomes("senco", "shared")
    assert (await face.readers(at(world), 1)).unfit is Unfit.INDIRECT


async def test_a_roster_that_holds_nobody_or_does_not_come_is_no_answer(
    school: SchoolStory, world: TeamsWorld, face: TeamsFace
) -> None:
    world.keeps_silent()
    with pytest.raises(Undeliverable):
        await face.readers(at(world), 1)
    world.keeps_silent(False)
    world.talk_called("senco").members.clear()
    with pytest.raises(Undeliverable):
        await face.readers(at(world), 1)


async def test_where_the_bot_is_not_it_says_so(school: SchoolStory, world: TeamsWorld, face: TeamsFace) -> None:
    world.admits("senco", False)
    assert (await face.readers(at(world), 1)).unfit is Unfit.NOT_IN
    await school.senco.asks("senco setup", channel="senco")
    assert "Add me first" in school.senco.said


async def test_in_the_team_and_not_in_the_channel_itself_it_says_where_to_be_added(
    school: SchoolStory, world: TeamsWorld, face: TeamsFace
) -> None:
    await world.makes_channel("general", [school.senco])
    world.talk_called("general").team = world.talk_called("senco").team
    world.becomes("senco", "private")
    world.admits("senco", False)
    assert (await face.readers(at(world), 1)).unfit is Unfit.NOT_IN_ITSELF
    await school.senco.asks("senco setup", channel="senco")
    assert "Add me to the channel itself" in school.senco.said
    world.admits("senco", True)
    assert (await face.readers(at(world), 1)).unfit is None


async def test_a_group_chat_may_be_the_channel(school: SchoolStory, world: TeamsWorld) -> None:
    await world.makes_channel("sencos together", [school.senco, school.second_senco])
    talk = world.talk_called("sencos together")
    talk.kind, talk.team = "groupChat", ""

    await school.senco.asks("senco setup", channel="sencos together")

    assert "This is now the SENCO channel" in school.senco.said
    assert "does not tell a bot whether a team is public" not in school.senco.said


TOLD: dict[str, dict[str, Any]] = {
    "somebody joins the team": {"membersAdded": [{"id": "29:new"}], "eventType": "teamMemberAdded"},
    "somebody leaves": {"membersRemoved": [{"id": "29:old"}], "eventType": "teamMemberRemoved"},
    "the channel is shared": {"eventType": "channelShared"},
    "the team is archived": {"eventType": "teamArchived"},
    "the bot is taken out": {"membersRemoved": [{"id": BOT}]},
}


@pytest.mark.parametrize("told", TOLD.values(), ids=TOLD.keys())
@pytest.mark.parametrize("of", ["team", "channel"])
async def test_each_activity_that_tells_has_it_looked_at_before_the_next_post(
    school: SchoolStory, world: TeamsWorld, told: dict[str, Any], of: str
) -> None:
    await school.has_a_senco_channel()
    world.becomes("senco", "shared")
    talk = world.talk_called("senco")
    members = {key: value for key, value in told.items() if key != "eventType"}
    activity = world.activity(talk.members[0], talk, {"type": "conversationUpdate", **members})
    activity["channelData"] = {"tenant": {"id": TENANT}, "eventType": told.get("eventType", "")}
    if of == "team":  # an activity of the team stands in its General channel, whose id is the team's
        activity["conversation"]["id"] = talk.team
        activity["channelData"]["team"] = {"id": talk.team, "name": "Staff"}
    else:
        activity["channelData"]["channel"] = {"id": talk.id, "name": "senco"}
    assert (await world.delivers(activity))[0] == 200

    await school.referred()

    assert await school.channel() == []
