"""What comes to the page's door and is not the page's own: refused in words, with every header, and never a 500."""

import random
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from chatops.app import Service
from chatops.web.face import WebFace
from chatops.web.read import Fields
from tests.school import SchoolStory
from tests.worlds.html import Node, tree
from tests.worlds.web import WebWorld

HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


async def opened(school: SchoolStory) -> tuple[Any, dict[str, str]]:
    """The SENCO's browser, and the fields of the line they type to the bot."""
    await school.senco.asks("help")
    hands: Any = school.senco
    return hands, {**dict(hands.page.the("form.say").sends()), "typed": "referrals"}


async def post(hands: Any, fields: Any, *, path: str = "/ask", **headers: str) -> tuple[int, Node]:
    async with hands.browser.post(hands.world.bot + path, data=fields, headers=headers) as answer:
        for name, value in HEADERS.items():
            assert answer.headers[name] == value
        return answer.status, tree(await answer.text())


async def test_the_pages_own_form_is_answered_with_and_without_the_headers_of_a_browser(school: SchoolStory) -> None:
    hands, fields = await opened(school)
    for headers in (
        {},
        {"Origin": school_origin(hands)},
        {"Origin": school_origin(hands), "Sec-Fetch-Site": "same-origin"},
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
    ):
        assert (await post(hands, fields, **headers))[0] == 200


def school_origin(hands: Any) -> str:
    return str(hands.world.bot)


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example"},
        {"Host": "127.0.0.1:80@evil.example"},
        {"Host": "[::ffff:127.0.0.1]"},
        {"Host": ""},
        {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "null"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
async def test_another_page_and_another_name_for_this_machine_are_refused(
    school: SchoolStory, headers: dict[str, str]
) -> None:
    hands, fields = await opened(school)

    status, page = await post(hands, fields, **headers)

    assert status in (400, 403)
    assert "Nothing was done" in page.the("title").text()


async def test_a_name_of_somebody_elses_for_this_machine_sees_nothing(school: SchoolStory) -> None:
    hands, _ = await opened(school)
    for path in ("/", "/places", "/static/page.js"):
        async with hands.browser.get(hands.world.bot + path, headers={"Host": "evil.example"}) as answer:
            assert answer.status == 403
            assert "Sam Okoro" not in await answer.text()


async def test_a_form_without_the_sessions_token_is_refused(school: SchoolStory) -> None:
    hands, fields = await opened(school)
    await school.teacher.asks("help")
    teacher: Any = school.teacher
    anothers = dict(teacher.page.the("form.say").sends())["csrf"]

    for token in ("", "é", anothers):
        assert (await post(hands, {**fields, "csrf": token}))[0] == 403
    async with aiohttp.ClientSession() as stranger, stranger.post(hands.world.bot + "/ask", data=fields) as answer:
        assert answer.status == 403


async def test_a_body_too_large_and_what_is_no_form_are_refused(school: SchoolStory) -> None:
    hands, fields = await opened(school)

    assert (await post(hands, {**fields, "typed": "x" * 2**20}))[0] == 413
    assert (await post(hands, b"{}", **{"Content-Type": "application/json"}))[0] == 415
    assert (await post(hands, [(f"a.{n}", "x") for n in range(1000)] + list(fields.items())))[0] == 400
    assert (await post(hands, {**fields, "key": "../.."}))[0] == 400
    assert (await post(hands, {**fields, "me": "S1/nobody"}))[0] == 400
    for pressed in ("|", "0f", "0f|", "../..|help|", "|help|", "0f||R-7K2PM"):
        assert (await post(hands, {**fields, "press": pressed}))[0] == 400


async def test_the_cookies_stay_with_the_page(school: SchoolStory) -> None:
    async with (
        aiohttp.ClientSession() as browser,
        browser.get(school.world.bot + "/") as answer,  # type: ignore[attr-defined]
    ):
        [cookie] = answer.headers.getall("Set-Cookie")
        policy = answer.headers["Content-Security-Policy"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


async def test_an_address_that_is_nobodys_is_answered_as_plainly(school: SchoolStory) -> None:
    hands, _ = await opened(school)
    async with aiohttp.ClientSession() as session:
        for method, path, status in (("GET", "/nowhere", 404), ("PUT", "/ask", 405), ("GET", "/healthz", 200)):
            async with session.request(method, hands.world.bot + path) as answer:
                assert answer.status == status
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                assert answer.headers["Referrer-Policy"] == "no-referrer"
                assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
                assert "Server" not in answer.headers


async def test_who_may_not_read_a_channel_stands_in_their_own_messages_instead(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    reference = await school.referred(by=school.other_teacher)
    await school.settles()
    await school.teacher.asks("help")
    hands: Any = school.teacher
    me = dict(hands.page.the("form.say").sends())["me"]

    async with hands.browser.get(hands.world.bot + "/places", params={"me": me, "place": "senco"}) as answer:
        pane = tree(await answer.text())

    assert pane.the("#places").attributes["data-place"] == "messages"
    assert reference not in pane.text()


@pytest.fixture
async def undrawn(tmp_path: Path) -> AsyncIterator[SchoolStory]:
    """A school whose answers are drawn on the page alone: what is thrown at it no other face could send."""
    story = SchoolStory(WebWorld(), tmp_path)
    story.drawn = Service
    await story.opens()
    yield story
    await story.closes()


async def test_garbage_is_refused_or_answered_and_never_an_error_of_ours(undrawn: SchoolStory) -> None:
    hands, fields = await opened(undrawn)
    chance = random.Random(14)
    junk = [
        "",
        "\x00",
        "é" * 300,
        "../" * 20,
        "%00%ff",
        "🙂",
        "x'",
        "a" * 5000,
        "\ud7ff",
        "refer",
        "not send",
        "0f|help|all",
        "|",
        "é||",
        "S1/x",
        "/",
    ]
    names = [
        *fields,
        "press",
        "word",
        "about",
        "question",
        "part",
        "a.pupil",
        "t.pupil",
        "l.pupil",
        "m.areas",
        "a.",
        "t.",
        "zz",
    ]
    seen = set()
    for _ in range(400):
        body: Any = {**fields, **{chance.choice(names): chance.choice(junk) for _ in range(chance.randint(0, 6))}}
        if chance.random() < 0.1:
            body = chance.randbytes(200)
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        path = chance.choice(["/ask", "/form", "/file", "/search", "/me"])
        url = hands.world.bot + path
        async with hands.browser.post(url, data=body, headers=headers, allow_redirects=False) as answer:
            seen.add(answer.status)
    async with hands.browser.get(hands.world.bot + "/", params={"me": "\x00/é", "place": "🙂"}) as answer:
        seen.add(answer.status)

    assert seen <= {200, 303, 400, 403}, seen


async def test_of_an_answer_that_fails_the_routes_own_address_is_logged(
    school: SchoolStory, caplog: pytest.LogCaptureFixture
) -> None:
    async def fails(request: web.Request, fields: Fields) -> web.StreamResponse:
        raise RuntimeError("Amina cannot yet retell a story")

    face = school.service.faces["web"]
    assert isinstance(face, WebFace)
    app = web.Application()
    app.router.add_get("/static/{name}", face._page._guarded(fails))
    async with TestServer(app) as server:
        url = server.make_url("/static/Amina")
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            assert answer.status == 503

    assert [record.getMessage() for record in caplog.records if record.name == "chatops.web"] == [
        "not answered path=/static/{name} error=RuntimeError"
    ]
