"""Who gets in at /api/messages: only what Teams signed for this bot, this tenant and this address; never a 500."""

import base64
import json
import logging
import time
from collections.abc import Sequence
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from chatops.admitting.door import NOT_ON_LIST
from chatops.faces import Heard, Undeliverable
from chatops.teams.face import TeamsFace
from commands.kit import Answers, Found, Reply, Show
from tests.school import SchoolStory
from tests.worlds import bot_tokens
from tests.worlds.teams import APP_ID, TeamsWorld
from tests.worlds.teams_connector import TENANT, Account
from tests.worlds.teams_hands import TeamsHands


class Nobody:
    """An inside that is never reached."""

    async def hear(self, heard: Heard, answers: Answers | None = None) -> Reply | Show:
        raise AssertionError("nobody was let in")

    async def search(self, heard: Heard, question: str, typed: str) -> Sequence[Found]:
        raise AssertionError("nobody was let in")

    async def meet(self, heard: Heard) -> None:
        raise AssertionError("nobody was let in")

    async def account_changed(self, face: str, user: str) -> None:
        raise AssertionError("nobody was let in")

    async def place_changed(self, face: str, hint: str, called: str = "") -> None:
        raise AssertionError("nobody was let in")

    def opens(self, heard: Heard) -> bool:
        raise AssertionError("nobody was let in")

    def changes(self, heard: Heard) -> bool:
        raise AssertionError("nobody was let in")

    def missed(self, face: str, failure: Undeliverable) -> None:
        raise AssertionError("nobody was let in")


SECRETS = "Amina-Yusuf-cannot-yet-retell"


def line(world: TeamsWorld, hands: TeamsHands, **changes: Any) -> dict[str, Any]:
    """A typed line as Teams delivers it, with changes; None takes a field away."""
    said = world.activity(hands.account, world.private(hands.account), {"type": "message", "text": SECRETS})
    return {name: value for name, value in {**said, **changes}.items() if value is not None}


def unsigned(header: dict[str, Any], said: dict[str, Any], signature: bytes = b"") -> str:
    parts = (json.dumps(header).encode(), json.dumps(said).encode(), signature)
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts)


def bad_tokens(world: TeamsWorld) -> dict[str, str]:
    """Every way a token can be wrong."""
    now, here = int(time.time()), world.url("/")

    def signed(**changes: Any) -> str:
        return bot_tokens.token(bot_tokens.claims(APP_ID, here, **changes))

    good = bot_tokens.claims(APP_ID, here)
    return {
        "none": "",
        "no token": "Bearer",
        "another scheme": f"Basic {signed()}",
        "two tokens": f"Bearer {signed()} {signed()}",
        "garbage": "Bearer garbage",
        "dots": "Bearer a.b.c",
        "not ASCII": "Bearer é.é.é",
        "alg none": f"Bearer {unsigned({'alg': 'none', 'kid': 'key-1'}, good)}",
        "no alg": f"Bearer {unsigned({'kid': 'key-1'}, good)}",
        "an HMAC": f"Bearer {unsigned({'alg': 'HS256', 'kid': 'key-1'}, good, b'x' * 32)}",
        "no signature": f"Bearer {unsigned({'alg': 'RS256', 'kid': 'key-1'}, good)}",
        "no key named": f"Bearer {unsigned({'alg': 'RS256'}, good)}",
        "a key that is a list": f"Bearer {unsigned({'alg': 'RS256', 'kid': ['key-1']}, good)}",
        "an unknown key": f"Bearer {bot_tokens.token(good, key_id='key-9')}",
        "signed by another": f"Bearer {bot_tokens.token(good, key_id='key-1', signed_with='key-9')}",
        "expired": f"Bearer {signed(exp=now - 600)}",
        "without an end": f"Bearer {signed(exp=None)}",
        "not yet valid": f"Bearer {signed(nbf=now + 600)}",
        "another issuer": f"Bearer {signed(iss='https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/')}",
        "no issuer": f"Bearer {signed(iss=None)}",
        "an issuer that is a list": f"Bearer {unsigned({'alg': 'RS256', 'kid': 'key-1'}, {**good, 'iss': [1]})}",
        "another bot's": f"Bearer {signed(aud='00000000-0000-0000-0000-000000000000')}",
        "no audience": f"Bearer {signed(aud=None)}",
        "another service's": f"Bearer {signed(serviceurl='https://smba.trafficmanager.net/uk/')}",
        "no service": f"Bearer {signed(serviceurl=None)}",
    }


async def test_anything_wrong_with_the_token_is_a_401_and_is_not_answered(
    school: SchoolStory, world: TeamsWorld, teacher: TeamsHands, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    before = len(world.private(teacher.account).posts)

    statuses = {
        name: (await world.delivers(line(world, teacher), header))[0] for name, header in bad_tokens(world).items()
    }

    assert statuses == dict.fromkeys(statuses, 401)
    assert len(world.private(teacher.account).posts) == before
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("chatops"))
    assert SECRETS not in logged
    assert "eyJ" not in logged


async def test_a_channel_that_is_not_teams_is_refused_whoever_signed(
    school: SchoolStory, world: TeamsWorld, teacher: TeamsHands
) -> None:
    # webchat is among the key's endorsements, and still anyone with its secret could say who they are there
    for channel, expected in (("webchat", 403), ("directline", 401), ("", 400)):
        status, _ = await world.delivers(line(world, teacher, channelId=channel))
        assert status == expected, channel


async def test_another_tenants_people_are_refused(school: SchoolStory, world: TeamsWorld, teacher: TeamsHands) -> None:
    for data in ({"tenant": {"id": "another"}}, {"tenant": "d0a5"}):
        conversation = {**line(world, teacher)["conversation"], "tenantId": "another"}
        status, _ = await world.delivers(line(world, teacher, channelData=data, conversation=conversation))
        assert status == 403


async def test_without_a_service_address_or_with_one_that_is_not_https_nothing_is_answered(
    school: SchoolStory, world: TeamsWorld, teacher: TeamsHands
) -> None:
    assert (await world.delivers(line(world, teacher, serviceUrl=None)))[0] == 400
    for elsewhere in ("http://192.0.2.1/", "ftp://127.0.0.1/", "https://user:secret@example.com/", "nonsense"):
        signed = f"Bearer {bot_tokens.token(bot_tokens.claims(APP_ID, elsewhere))}"
        assert (await world.delivers(line(world, teacher, serviceUrl=elsewhere), signed))[0] == 403, elsewhere


MALFORMED: dict[str, bytes] = {
    "nothing": b"",
    "broken JSON": f'{{"text": "{SECRETS}'.encode(),
    "a list": b"[1]",
    "a word": b'"refer"',
    "not UTF-8": b'{"type": "\xff\xfe"}',
    "nested without end": b'{"a":' * 50_000,
    "an endless number": b'{"type": ' + b"9" * 10_000 + b"}",
    "half a character": b'{"type": "message", "text": "\\ud83d"}',
    "no conversation": b'{"type": "message", "channelId": "msteams", "serviceUrl": "https://x", "from": {"id": "1"}}',
    "a conversation that is a word": b'{"type":"message","channelId":"msteams","serviceUrl":"https://x",'
    b'"from":{"id":"1"},"conversation":"1"}',
}


@pytest.mark.parametrize("name", MALFORMED)
async def test_what_cannot_be_read_is_a_400(school: SchoolStory, world: TeamsWorld, name: str) -> None:
    assert (await world.delivers(MALFORMED[name]))[0] == 400


async def test_more_than_a_mebibyte_is_a_413(school: SchoolStory, world: TeamsWorld) -> None:
    assert (await world.delivers(b'{"text": "' + b"x" * 1_100_000 + b'"}'))[0] == 413


ODD: dict[str, dict[str, Any]] = {
    "no value": {"type": "invoke", "name": "task/submit"},
    "a value that is a word": {"type": "invoke", "name": "task/submit", "value": SECRETS},
    "data that is a list": {"type": "invoke", "name": "task/submit", "value": {"data": [SECRETS]}},
    "an ask that is a word": {"type": "invoke", "name": "task/submit", "value": {"data": {"_ask": SECRETS}}},
    "a word that is a number": {"type": "invoke", "name": "task/fetch", "value": {"data": {"_ask": {"word": 7}}}},
    "a command nobody has": {"type": "invoke", "name": "composeExtension/fetchTask", "value": {"commandId": "x"}},
    "a search for nothing": {"type": "invoke", "name": "application/search", "value": {"queryText": 3}},
    "an action without a verb": {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": []}},
    "an invoke of tomorrow": {"type": "invoke", "name": "message/submitAction", "value": {}},
    "an invoke without a name": {"type": "invoke"},
    "expected replies": {"type": "invoke", "name": "task/fetch", "deliveryMode": "expectReplies", "value": {}},
    "a mention that is a word": {"type": "message", "text": "help", "entities": ["mention", {"type": "mention"}]},
    "text that is a list": {"type": "message", "text": ["help"]},
    "answers without number": {
        "type": "invoke",
        "name": "task/submit",
        "value": {"data": {"_ask": {"word": "refer", "key": "k"}, **{f"q{n}": "x" for n in range(5000)}}},
    },
    "a reaction": {"type": "messageReaction", "reactionsAdded": [{"type": "like"}]},
    "members that are words": {"type": "conversationUpdate", "membersAdded": ["28:x"]},
    "an end of conversation": {"type": "endOfConversation"},
}


@pytest.mark.parametrize("name", ODD)
async def test_a_signed_activity_of_an_odd_shape_is_answered_all_the_same(
    school: SchoolStory, world: TeamsWorld, teacher: TeamsHands, name: str
) -> None:
    activity = world.activity(teacher.account, world.private(teacher.account), ODD[name])

    status, answer = await world.delivers(activity)

    assert status == 200
    assert (answer is not None) == (activity["type"] == "invoke")


async def test_unknown_keys_bring_no_storm_of_fetches(
    school: SchoolStory, world: TeamsWorld, teacher: TeamsHands
) -> None:
    await teacher.asks("help")
    fetched = world.keys_fetched
    signed = bot_tokens.claims(APP_ID, world.url("/"))

    for n in range(20, 40):
        forged = bot_tokens.token(signed, key_id=f"key-{n}", signed_with="key-9")
        assert (await world.delivers(line(world, teacher), f"Bearer {forged}"))[0] == 401

    assert world.keys_fetched <= fetched + 1


async def test_while_no_key_could_ever_be_fetched_teams_is_asked_to_try_again(
    world: TeamsWorld,
) -> None:
    await world.start()
    face = TeamsFace(Nobody(), app_id=APP_ID, app_password="-", tenant_id="", openid_url=world.url("/nowhere"))
    app = web.Application()
    app.add_routes(face.routes())
    async with TestServer(app) as server:
        await world.connect(str(server.make_url("")).rstrip("/"))
        hands = TeamsHands(world, Account("tom@oakfield.example", "Tom Reed"))
        assert (await world.delivers(line(world, hands)))[0] == 503
        await face.stop()
    await world.stop()


def test_without_an_application_id_there_is_no_face_since_the_sdk_would_let_anyone_in() -> None:
    with pytest.raises(ValueError, match="application id"):
        TeamsFace(Nobody(), app_id="", app_password="", tenant_id="")


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"conversation": {"tenantId": "another"}},
        {"from": {"tenantId": "another"}},
        {"channelData": {"tenant": {"id": "another"}}},
        {"channelData": None, "conversation": {"tenantId": ""}},
    ],
    ids=["the conversation's", "the speaker's", "the channel data's", "none at all"],
)
async def test_a_tenant_that_differs_anywhere_is_refused(
    school: SchoolStory, world: TeamsWorld, teacher: TeamsHands, elsewhere: dict[str, Any]
) -> None:
    said = line(world, teacher)
    changed = {
        name: {**said[name], **value} if isinstance(value, dict) and isinstance(said.get(name), dict) else value
        for name, value in elsewhere.items()
    }
    assert (await world.delivers(line(world, teacher)))[0] == 200
    assert (await world.delivers(line(world, teacher, **changed)))[0] == 403


async def test_a_tenant_written_in_capitals_is_the_same(
    school: SchoolStory, world: TeamsWorld, teacher: TeamsHands
) -> None:
    said = line(world, teacher)
    conversation = {**said["conversation"], "tenantId": TENANT.upper()}
    assert (await world.delivers(line(world, teacher, conversation=conversation)))[0] == 200


async def test_an_account_whose_mail_is_the_sencos_and_whose_sign_in_name_is_not_is_a_stranger(
    school: SchoolStory, world: TeamsWorld
) -> None:
    """Anybody with rights over the directory may write any address into the attribute `mail`."""
    pretender = await world.joins("ira.cole@oakfield.example", "Ira Cole")
    assert isinstance(pretender, TeamsHands)
    pretender.account.mail = "sam.okoro@oakfield.example"

    await pretender.asks("register")

    assert pretender.said.startswith(NOT_ON_LIST[:40])


@pytest.mark.parametrize("missing", ["userRole", "tenantId", "userPrincipalName"])
async def test_a_member_of_whom_the_list_does_not_say_what_they_are_is_a_stranger(
    school: SchoolStory, world: TeamsWorld, senco: TeamsHands, missing: str
) -> None:
    senco.account.unsaid = (missing,)
    school.passes(days=2)

    await senco.asks("register")

    assert senco.said.startswith(NOT_ON_LIST[:40])
