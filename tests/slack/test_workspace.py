"""An ask counts within the workspace it names: an id of a person means nothing in another one."""

import pytest

from chatops.admitting.door import NOT_ON_LIST
from chatops.faces import Heard
from chatops.slack.people import is_ours
from tests.school import SchoolStory
from tests.worlds.slack import SlackWorld
from tests.worlds.slack_api import TEAM
from tests.worlds.slack_hands import SlackHands

STRANGER = NOT_ON_LIST[:40]


@pytest.fixture
def senco(school: SchoolStory) -> SlackHands:
    assert isinstance(school.senco, SlackHands)
    return school.senco


@pytest.mark.parametrize("met", [True, False], ids=["known here", "never heard"])
async def test_a_command_signed_for_another_workspace_is_a_strangers(
    school: SchoolStory, senco: SlackHands, met: bool
) -> None:
    if met:
        await senco.asks("register")
    senco.team = "T0ELSEWHERE"

    for typed in ("register", "referrals"):
        await senco.asks(typed)
        assert senco.said.startswith(STRANGER)

    senco.team = TEAM
    await senco.asks("register")
    assert not senco.said.startswith(STRANGER)


async def test_a_form_and_a_press_from_another_workspace_are_a_strangers(
    school: SchoolStory, senco: SlackHands, world: SlackWorld
) -> None:
    await school.has_a_senco_channel()
    reference = await school.referred()
    [card] = await school.channel()
    senco.team = "T0ELSEWHERE"

    await senco.presses("Accept", card)

    assert STRANGER in senco.said
    senco.team = TEAM
    await senco.asks("referrals")
    assert reference in senco.said


async def test_an_account_that_changed_to_the_sencos_address_in_another_workspace_is_not_her(
    school: SchoolStory, world: SlackWorld
) -> None:
    stranger = await world.joins("sam.okoro@oakfield.example", "Somebody else")
    world.api.users[stranger.id]["team_id"] = stranger.team = "T0ELSEWHERE"

    await stranger.asks("register")

    assert stranger.said.startswith(STRANGER)


@pytest.mark.parametrize(
    ("team", "org", "us", "ours"),
    [
        ("T1", "", {"team_id": "T1"}, True),
        ("T2", "", {"team_id": "T1"}, False),
        ("T2", "E1", {"team_id": "T1"}, False),
        ("T2", "", {"team_id": "T1", "enterprise_id": "E1"}, False),
        ("T2", "E2", {"team_id": "T1", "enterprise_id": "E1"}, False),
        ("T2", "E1", {"team_id": "T1", "enterprise_id": "E1"}, True),
        ("", "", {}, False),
        ("T1", "E1", {"enterprise_id": None}, False),
    ],
)
def test_whose_workspace_it_is(team: str, org: str, us: dict[str, str], ours: bool) -> None:
    assert is_ours(Heard("slack", team, "U1", "n", org=org), us) is ours
