"""The bot added to a team, a channel or a chat, and asked for where it has not been added."""

from typing import Any

import pytest

from chatops.teams import read
from tests.school import REFERRAL, SchoolStory
from tests.worlds import adaptive
from tests.worlds.teams import BOT, TeamsWorld
from tests.worlds.teams_connector import Account, Talk
from tests.worlds.teams_hands import TeamsHands

BY_MEMBERS = {"type": "conversationUpdate", "membersAdded": [{"id": BOT}]}
BY_INSTALLATION = {"type": "installationUpdate", "action": "add"}


@pytest.mark.parametrize("kind", ["channel", "groupChat"])
@pytest.mark.parametrize("told", [(BY_MEMBERS,), (BY_INSTALLATION,), (BY_INSTALLATION, BY_MEMBERS, BY_MEMBERS)])
async def test_where_several_talk_the_bot_greets_once_and_says_what_to_do_next(
    school: SchoolStory, world: TeamsWorld, senco: TeamsHands, kind: str, told: tuple[dict[str, Any], ...]
) -> None:
    await world.makes_channel("inclusion", [senco])
    talk = world.talk_called("inclusion")
    talk.kind, talk.team = kind, talk.team if kind == "channel" else ""

    for said in told:
        await world.sends(senco.account, talk, said)

    [greeting] = world.lines("inclusion")
    assert "senco setup" in greeting
    assert ("private channel" in greeting) is (kind == "channel")
    assert senco.account.name not in greeting
    await senco.asks("senco setup", channel="inclusion")
    assert "This is now the SENCO channel" in senco.said


@pytest.mark.parametrize("action", ["add-upgrade", "remove", "remove-upgrade"])
async def test_a_new_version_or_a_parting_is_no_reason_to_greet(
    school: SchoolStory, world: TeamsWorld, action: str
) -> None:
    talk = world.talk_called("senco")
    before = len(talk.posts)
    await world.sends(talk.members[0], talk, {"type": "installationUpdate", "action": action})
    await world.sends(talk.members[0], talk, {"type": "conversationUpdate", "membersAdded": [{"id": "29:somebody"}]})
    assert len(talk.posts) == before


async def test_a_chat_of_two_where_the_app_was_added_is_nobodys_own(world: TeamsWorld) -> None:
    account = Account("tom.reed@oakfield.example", "Tom Reed")
    await world.start()
    chat = Talk("19:one_two@unq.gbl.spaces", "personal", members=[account])
    told = [world.activity(account, chat, said) for said in (BY_INSTALLATION, {"type": "message", "text": "help"})]
    await world.stop()
    assert [read.own_chat(activity) for activity in told] == ["", ""]


@pytest.mark.parametrize("kind", ["groupChat", "personal"])
async def test_where_the_app_is_not_it_offers_to_be_added_and_then_opens_what_was_asked(
    school: SchoolStory, world: TeamsWorld, kind: str
) -> None:
    """Somebody who has not added the app for themselves uses it in a chat without it."""
    tom = Account("tom.reed@oakfield.example", "Tom Reed")
    await school.has_a_senco_channel()
    elsewhere = Talk("19:one_two@unq.gbl.spaces", kind, members=[tom], bot=False)
    world.connector.talks[elsewhere.id] = elsewhere
    world.private(tom).bot = False
    value: dict[str, Any] = {"commandId": "refer_message", "commandContext": "message"}
    value |= {"messagePayload": {"id": "1", "body": {"contentType": "html", "content": "<p>Lost in maths.</p>"}}}

    async def invokes(name: str, more: dict[str, Any]) -> adaptive.Drawn:
        invoke = {"type": "invoke", "name": name, "value": {**value, **more}}
        answer = await world.sends(tom, elsewhere, invoke)
        return adaptive.check(answer["task"]["value"]["card"]["content"])

    for _ in range(2):  # however often it is asked
        card = await invokes("composeExtension/fetchTask", {})
        [add] = adaptive.pressables(card)
        assert add.action["data"] == {"msteams": {"justInTimeInstall": True}}
        assert "everybody here sees that I was added" in adaptive.words(card)

    elsewhere.bot = True
    await world.sends(tom, elsewhere, BY_INSTALLATION)
    form = await invokes("composeExtension/submitAction", {"data": add.action["data"]})
    noticed = next(q.input for q in adaptive.questions(form) if q.label == "What have you noticed?")
    assert noticed["value"] == "Lost in maths."
    assert len(elsewhere.posts) == (1 if kind == "groupChat" else 0)  # the greeting, and nothing of what was asked


async def test_where_teams_only_stumbles_nobody_is_asked_to_add_the_app(school: SchoolStory, world: TeamsWorld) -> None:
    tom = Account("tom.reed@oakfield.example", "Tom Reed")
    elsewhere = Talk("19:one@thread.v2", "groupChat", members=[tom], bot=False)
    world.connector.talks[elsewhere.id] = elsewhere
    world.connector.says_who = False
    hands = TeamsHands(world, tom)

    await hands.uses("refer", talk=elsewhere)

    assert hands.form is None
    assert "added" not in hands.said


async def test_whoever_has_the_app_for_themselves_is_never_asked_to_add_it(
    school: SchoolStory, world: TeamsWorld, teacher: TeamsHands
) -> None:
    await school.has_a_senco_channel()
    elsewhere = Talk("19:one@thread.v2", "groupChat", members=[teacher.account], bot=False)
    world.connector.talks[elsewhere.id] = elsewhere

    await teacher.uses("refer", talk=elsewhere)
    await teacher.fills_in(**REFERRAL)

    assert "is with the SENCO" in teacher.said
