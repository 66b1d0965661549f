"""What becomes of a post Teams refuses, and how the bot signs in: told by refusals as Teams words them."""

import time
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from chatops.admitting.recent import Recent
from chatops.faces import Undeliverable
from chatops.teams.api import Connector
from chatops.teams.chats import Chats
from chatops.teams.credentials import Credentials


class Refusing:
    """A Bot Connector and a sign-in page that answer as they are told, and count."""

    def __init__(self) -> None:
        self.status, self.body, self.headers = 201, '{"id": "1"}', dict[str, str]()
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.signed_in: list[str] = []
        self.roster_answers = False
        self.url = ""

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append((f"{request.method} {request.rel_url}", dict(request.headers)))
        if "/members/" in request.path and self.roster_answers:
            return web.json_response({"id": "28:bot"})
        return web.Response(status=self.status, text=self.body, headers=self.headers, content_type="application/json")

    async def sign_in(self, request: web.Request) -> web.Response:
        form = await request.post()
        self.signed_in.append(f"{request.path} {form['client_id']!s} {form['scope']!s}")
        if form["client_secret"] != "right":
            return web.json_response({"error": "invalid_client"}, status=401)
        return web.json_response({"access_token": f"token-{len(self.signed_in)}", "expires_in": 3600})


@pytest.fixture
async def teams() -> AsyncIterator[Refusing]:
    refusing = Refusing()
    app = web.Application()
    app.router.add_post("/{tenant}/oauth2/v2.0/token", refusing.sign_in)
    app.router.add_route("*", "/v3/{rest:.*}", refusing.answer)
    async with TestServer(app) as server:
        refusing.url = str(server.make_url("/"))
        yield refusing


@pytest.fixture
async def connector() -> AsyncIterator[Connector]:
    connector = Connector(Credentials("bot", "right", "tenant"), only_here=False)
    yield connector
    await connector.close()


def address(teams: Refusing) -> dict[str, str]:
    return {"serviceUrl": teams.url, "tenant": "tenant", "conversation": "19:a@thread.tacv2", "bot": "28:bot"}


# status, body, headers; then: permanent, wait, uncertain; then words of the sentence
REFUSALS: dict[str, tuple[int, str, dict[str, str], tuple[bool, float | None, bool], str]] = {
    "malformed": (400, "", {}, (True, None, False), "status 400"),
    "slower": (429, "", {"Retry-After": "7"}, (False, 7.0, False), "more slowly"),
    "slower, no time": (429, "", {}, (False, None, False), "more slowly"),
    "slower, by a date": (429, "", {"Retry-After": "Mon"}, (False, None, False), "slowly"),
    "taken out": (
        403,
        '{"error": {"code": "BotNotInConversationRoster"}}',
        {},
        (True, None, False),
        "Add the app there again",
    ),
    "blocked": (
        403,
        '{"error": {"code": "MessageWritesBlocked"}}',
        {},
        (True, None, False),
        "blocked or removed",
    ),
    "forbidden in words": (403, "no", {}, (True, None, False), "Add the app"),
    "not found": (404, "", {}, (True, None, False), "Add the app"),
    "refused": (401, "", {}, (True, None, False), "TEAMS_APP_ID"),
    "too large": (413, "", {}, (True, None, False), "status 413"),
    "moved": (302, "", {"Location": "http://192.0.2.1/"}, (True, None, False), "302"),
    "another write": (412, "", {}, (False, None, False), "tried again"),
    "timed out there": (408, "", {}, (False, None, True), "tried again"),
    "broken": (500, "", {}, (False, None, True), "tried again"),
    "away": (503, "<html>", {}, (False, None, True), "tried again"),
}


@pytest.mark.parametrize("name", REFUSALS)
async def test_a_refused_post_says_what_to_do_and_whether_to_try_again(
    teams: Refusing, connector: Connector, name: str
) -> None:
    teams.status, teams.body, teams.headers, expected, words = REFUSALS[name]

    with pytest.raises(Undeliverable) as failure:
        await Chats(connector).send(address(teams), {"type": "message"})

    told = failure.value
    assert (told.permanent, told.wait, told.uncertain) == expected
    assert words in str(told)
    posts = [what for what, _ in teams.asked if "/members/" not in what]
    assert len(posts) == 1  # a post is never sent twice of our own accord


@pytest.mark.parametrize("body", ["", '{"error": {"code": "ServiceError"}}', "no"])
async def test_one_stray_403_does_not_mean_that_the_bot_is_out(
    teams: Refusing, connector: Connector, body: str
) -> None:
    teams.status, teams.body, teams.roster_answers = 403, body, True
    with pytest.raises(Undeliverable) as failure:
        await Chats(connector).send(address(teams), {"type": "message"})
    assert not failure.value.permanent
    assert "It is tried again." in str(failure.value)

    teams.body = '{"error": {"code": "BotNotInConversationRoster"}}'
    with pytest.raises(Undeliverable) as failure:
        await Chats(connector).send(address(teams), {"type": "message"})
    assert failure.value.permanent


@pytest.mark.parametrize(
    ("name", "of_place"),
    [
        ("refused", False),
        ("malformed", False),
        ("too large", False),
        ("taken out", True),
        ("blocked", True),
        ("not found", True),
    ],
)
async def test_a_refusal_of_the_bot_or_of_the_card_is_not_held_against_the_place(
    teams: Refusing, connector: Connector, name: str, of_place: bool
) -> None:
    teams.status, teams.body, *_ = REFUSALS[name]

    with pytest.raises(Undeliverable) as failure:
        await connector.send(address(teams), "19:a@thread.tacv2", {"type": "message"})

    assert failure.value.of_place is of_place


async def test_nobody_there_is_certain_and_no_answer_is_not(teams: Refusing, connector: Connector) -> None:
    nowhere = {**address(teams), "serviceUrl": f"http://127.0.0.1:{unused_port()}/"}
    with pytest.raises(Undeliverable) as failure:
        await connector.send(nowhere, "19:a", {})
    assert not failure.value.uncertain
    assert not failure.value.permanent


async def test_a_conversations_id_is_quoted_whole(teams: Refusing, connector: Connector) -> None:
    await connector.send(address(teams), "19:a/b?c@thread.tacv2;messageid=1", {})

    assert teams.asked[0][0] == "POST /v3/conversations/19%3Aa%2Fb%3Fc%40thread.tacv2%3Bmessageid%3D1/activities"


async def test_the_bots_token_never_travels_over_plain_http(teams: Refusing, connector: Connector) -> None:
    await connector.send(address(teams), "19:a", {})

    assert "Authorization" not in teams.asked[0][1]
    assert teams.signed_in == []


@pytest.mark.parametrize(
    ("service", "in_service", "anonymous"),
    [
        ("https://smba.trafficmanager.net/uk/", True, False),
        ("http://127.0.0.1:56150/_connector", True, True),
        ("http://localhost:56150/_connector", True, True),
        ("http://[::1]:1/", True, True),
        ("http://192.0.2.1/", False, False),
        ("http://127.0.0.1.example.com/", False, False),
        ("https://user@example.com/", False, False),
        ("file:///etc/passwd", False, False),
        ("http://[", False, False),
        ("", False, False),
    ],
)
def test_where_the_bot_calls(service: str, in_service: bool, anonymous: bool) -> None:
    credentials = Credentials("bot", "right", "tenant")
    assert Connector(credentials, only_here=False).may_call(service) == in_service
    assert Connector(credentials, only_here=True).may_call(service) == anonymous


async def test_one_token_serves_until_it_is_forgotten(teams: Refusing) -> None:
    credentials = Credentials("bot", "right", "tenant", teams.url)
    async with aiohttp.ClientSession() as session:
        assert [await credentials.token(session) for _ in range(3)] == ["token-1"] * 3
        credentials.forget()
        assert await credentials.token(session) == "token-2"

    assert teams.signed_in == ["/tenant/oauth2/v2.0/token bot https://api.botframework.com/.default"] * 2


async def test_a_wrong_secret_is_named_as_such_and_a_sign_in_that_is_away_is_tried_again(teams: Refusing) -> None:
    async with aiohttp.ClientSession() as session:
        with pytest.raises(Undeliverable, match="TEAMS_APP_PASSWORD") as refused:
            await Credentials("bot", "wrong", "tenant", teams.url).token(session)
        with pytest.raises(Undeliverable) as away:
            await Credentials("bot", "right", "tenant", f"http://127.0.0.1:{unused_port()}").token(session)
    assert refused.value.permanent
    assert not refused.value.of_place
    assert not away.value.permanent


async def test_a_secret_replaced_while_the_bot_runs_is_taken_up_once_the_old_one_is_refused(teams: Refusing) -> None:
    set_now = "wrong"
    credentials = Credentials("bot", "wrong", "tenant", teams.url, renewed=lambda: set_now)
    async with aiohttp.ClientSession() as session:
        with pytest.raises(Undeliverable) as refused:
            await credentials.token(session)
        assert refused.value.permanent  # until somebody puts it right
        set_now = "right"
        with pytest.raises(Undeliverable) as again:
            await credentials.token(session)
        assert (again.value.permanent, again.value.wait) == (False, 1.0)
        assert await credentials.token(session)


async def test_after_the_bot_has_stopped_nothing_is_sent(teams: Refusing, connector: Connector) -> None:
    await connector.close()
    with pytest.raises(Undeliverable, match="stopping"):
        await connector.send(address(teams), "19:a", {})


def test_only_the_last_things_noted_are_kept() -> None:
    recent = Recent[int](100)
    started = time.monotonic()
    for n in range(10_000):
        recent.note(str(n), n)
    assert recent.find("9999") == 9999
    assert recent.find("1") is None
    assert time.monotonic() - started < 5
