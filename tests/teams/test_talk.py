"""What is Teams' own: mentions, private answers to public questions, actions, dialogs, deliveries that come twice."""

import asyncio
from typing import Any

import pytest

from chatops.faces import Heard, Identity
from chatops.teams import read
from chatops.teams.places import identity
from commands.domain.person import Role
from tests.school import REFERRAL, SchoolStory, reference_in
from tests.worlds import adaptive
from tests.worlds.teams import BOT, TeamsWorld
from tests.worlds.teams_connector import TENANT, Account, Talk
from tests.worlds.teams_hands import TeamsHands


async def test_whoever_adds_the_app_is_greeted_once_and_told_what_to_say(
    school: SchoolStory, world: TeamsWorld
) -> None:
    newcomer = await school.employs("Nia Newly", Role.TEACHER)
    assert isinstance(newcomer, TeamsHands)
    await world.tells_of_it_again(newcomer.account)

    [greeting] = world.seen(world.private(newcomer.account))
    assert "help" in greeting.activity["text"]


async def test_the_action_of_the_compose_box_opens_the_form_and_gives_the_receipt(
    school: SchoolStory, teacher: TeamsHands
) -> None:
    await school.has_a_senco_channel()
    await teacher.uses("refer")
    assert teacher.form == "Refer a pupil"

    await teacher.fills_in(**REFERRAL)

    assert "is with the SENCO" in teacher.said
    assert len(await school.channel()) == 1
    await teacher.presses("My referrals")
    assert reference_in(teacher.said)


async def test_the_action_on_a_message_fills_in_what_was_written(school: SchoolStory, teacher: TeamsHands) -> None:
    await teacher.uses("refer_message", on="<p>Lost in&nbsp;maths &amp; reading.</p><p>Again.</p>" + "x" * 4000)

    noticed = field(teacher, "What have you noticed?")["value"]
    assert noticed.startswith("Lost in maths & reading.\nAgain.\nxxx")
    assert len(noticed) == 3000


def between_two_people(world: TeamsWorld, account: Account, *, bot: bool = False) -> Talk:
    """A chat of somebody with another person, which Teams calls personal as well."""
    chat = Talk("19:two_people@unq.gbl.spaces", "personal", members=[account], bot=bot)
    world.connector.talks[chat.id] = chat
    return chat


@pytest.mark.parametrize("bot", [False, True], ids=["closed to the bot", "open to the bot"])
async def test_an_action_used_in_a_chat_between_two_people_is_answered_there_to_nobody_but_the_asker(
    school: SchoolStory, world: TeamsWorld, bot: bool
) -> None:
    """Whatever is asked from there, what follows later arrives in the asker's own chat with the bot."""
    account = Account("tom.reed@oakfield.example", "Tom Reed")
    world.private(account)
    hands = TeamsHands(world, account)
    elsewhere = between_two_people(world, account, bot=bot)
    await school.has_a_senco_channel()

    await hands.uses("refer", talk=elsewhere)
    assert hands.form == "Refer a pupil"
    assert await hands.finds("pupil", "ami") == ["Amina Yusuf, Year 4, 4B"]
    await hands.fills_in(**REFERRAL)
    assert "is with the SENCO" in hands.said
    await hands.presses("My referrals")
    [card] = await school.channel()
    await school.senco.presses("Accept", card)
    [notice] = await school.private(hands)

    assert notice.talk is world.private(account)
    assert elsewhere.posts == []


@pytest.mark.parametrize("name", ["task/fetch", "task/submit", "application/search", "adaptiveCard/action", "new/name"])
async def test_no_invoke_shows_where_somebody_is_reached_and_no_address_says_where_they_spoke(
    world: TeamsWorld, name: str
) -> None:
    tom = Account("tom.reed@oakfield.example", "Tom Reed")
    chat = between_two_people(world, tom)
    await world.start()
    invoke = world.activity(tom, chat, {"type": "invoke", "name": name, "value": {}})
    message = world.activity(tom, world.private(tom), {"type": "message", "text": "help"})
    await world.stop()

    assert read.own_chat(invoke) == ""
    assert read.own_chat(message) == world.private(tom).id
    assert read.address(invoke) == read.address(message)
    assert "conversation" not in read.address(message)


async def test_a_card_shared_privately_is_redrawn_in_its_place_after_a_restart(
    school: SchoolStory, world: TeamsWorld, senco: TeamsHands
) -> None:
    """The same person is reached at the same address, whatever they have done last and whatever is still known."""
    await school.referred()
    [before] = await school.private(senco)
    [other] = await school.private(school.second_senco)
    await school.stops()
    await school.starts()
    await senco.uses("referrals", talk=between_two_people(world, senco.account))

    await school.second_senco.presses("Accept", other)

    [after] = await school.private(senco)
    assert after.activity["id"] == before.activity["id"]
    assert str(after) != str(before)


async def test_a_question_in_a_channel_is_answered_privately_and_the_channel_hears_no_more_than_that(
    school: SchoolStory, world: TeamsWorld, teacher: TeamsHands
) -> None:
    await world.makes_channel("staffroom", [teacher])
    reference = await school.referred()

    for asked in ("my referrals", f"read referral {reference}", "refer amina", "help", "nonsense"):
        await teacher.asks(asked, channel="staffroom")

    assert world.channel("staffroom") == []
    assert set(world.lines("staffroom")) == {"I have answered you privately."}


async def test_somebody_who_cannot_be_written_to_is_told_so_and_nothing_else(
    school: SchoolStory, world: TeamsWorld, teacher: TeamsHands
) -> None:
    await school.referred()
    await world.makes_channel("staffroom", [teacher])
    world.private(teacher.account).bot = False

    mention = {"type": "mention", "text": "<at>SENCO</at>", "mentioned": {"id": BOT}}
    said = {"type": "message", "text": "<at>SENCO</at> my referrals", "entities": [mention]}
    await world.sends(teacher.account, world.talk_called("staffroom"), said)

    [line] = world.lines("staffroom")
    assert "could not write to you privately" in line


async def test_what_is_not_said_to_the_bot_is_not_answered(
    school: SchoolStory, world: TeamsWorld, teacher: TeamsHands
) -> None:
    await world.makes_channel("staffroom", [teacher])

    await world.sends(teacher.account, world.talk_called("staffroom"), {"type": "message", "text": "help"})

    assert world.lines("staffroom") == []


async def test_a_line_that_is_edited_asks_what_it_says_now_and_one_put_back_asks_nothing(
    school: SchoolStory, world: TeamsWorld, teacher: TeamsHands
) -> None:
    chat = world.private(teacher.account)
    line = world.activity(teacher.account, chat, {"type": "message", "text": "zq juggle"})
    await world.delivers(line)
    edited = {**line, "type": "messageUpdate", "text": "help"}
    data = edited.get("channelData", {})
    before = len(chat.posts)

    await world.delivers({**edited, "channelData": {**data, "eventType": "undeleteMessage"}})
    assert len(chat.posts) == before
    for _ in range(2):  # and delivered again, it is answered once
        await world.delivers({**edited, "channelData": {**data, "eventType": "editMessage"}})

    assert len(chat.posts) == before + 1
    assert "What you can ask" in adaptive.words(world.seen(chat)[-1].card)


async def test_a_line_delivered_twice_is_answered_once(
    school: SchoolStory, world: TeamsWorld, teacher: TeamsHands
) -> None:
    chat = world.private(teacher.account)
    before = len(chat.posts)
    line = world.activity(teacher.account, chat, {"type": "message", "text": "help"})

    await asyncio.gather(world.delivers(line), world.delivers(line))
    await world.delivers(line)

    assert len(chat.posts) == before + 1


async def test_a_button_pressed_as_a_message_is_answered_too(
    school: SchoolStory, world: TeamsWorld, teacher: TeamsHands
) -> None:
    """Clients that know no Action.Execute send a pressed button as a message with a value."""
    chat = world.private(teacher.account)

    await world.sends(teacher.account, chat, {"type": "message", "value": {"_ask": {"word": "help"}}})

    assert "What you can ask" in adaptive.words(world.seen(chat)[-1].card)


async def test_nobody_finds_a_pupil_by_type_ahead_who_may_not_refer(school: SchoolStory, world: TeamsWorld) -> None:
    stranger = Account("pat@elsewhere.example", "Pat Stranger")
    chat = world.private(stranger)

    for who in (stranger, school.admin.account):  # type: ignore[attr-defined]
        value = {"queryText": "amina", "queryOptions": {"skip": 0, "top": 15}, "dataset": "refer/pupil/"}
        answer = await world.sends(who, chat, {"type": "invoke", "name": "application/search", "value": value})
        assert answer["value"]["results"] == []


async def test_setting_up_names_the_channel_and_counts_its_readers_by_role_over_every_page(
    school: SchoolStory, world: TeamsWorld
) -> None:
    await world.makes_channel("inclusion", list(school.people.values()), public=False)

    await school.senco.asks("senco setup", channel="inclusion")

    assert "Teacher: 2" in school.senco.said
    assert "SENCO: 2" in school.senco.said
    assert "Not on the staff list: 0" in school.senco.said


def test_a_guest_and_anyone_of_another_tenant_is_vouched_for_by_nobody() -> None:
    mail = "tom.reed@oakfield.example"
    member: dict[str, Any] = {
        "aadObjectId": "1",
        "userPrincipalName": mail,
        "email": "tom@oakfield.example",
        "tenantId": TENANT,
        "userRole": "user",
    }
    assert identity(member, TENANT) == Identity("1", (mail,))
    for change in (
        {"userRole": "guest"},
        {"userRole": "anonymous"},
        {"userRole": ""},
        {"userPrincipalName": "tom_x.example#EXT#@oakfield.example"},
        {"userPrincipalName": ""},
        {"tenantId": "another"},
        {"tenantId": ""},
    ):
        assert identity({**member, **change}, TENANT) == Identity("1"), change


async def test_an_address_moves_with_its_tenant(school: SchoolStory, world: TeamsWorld, teacher: TeamsHands) -> None:
    """Microsoft may serve a tenant from another address: what was stored under the old one still arrives."""
    face = school.service.faces["teams"]
    await teacher.asks("help")
    stored = {
        "serviceUrl": "https://old.example/",
        "tenant": TENANT,
        "user": teacher.account.id,
        "aad": teacher.account.aad,
        "bot": BOT,
    }

    known = await face.identify(
        Heard(face="teams", team=TENANT, user=teacher.account.aad, nonce="n", typed="", address=stored)
    )

    assert known.emails[0] == teacher.account.email


def field(hands: TeamsHands, label: str) -> adaptive.Drawn:
    assert hands.dialog
    return next(q.input for q in adaptive.questions(hands.dialog) if q.label == label)
