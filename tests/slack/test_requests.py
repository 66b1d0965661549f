"""Requests to /slack/events with headers and bodies that Slack never sends: answered without being read, no 500."""

import asyncio
import gzip
import json
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from chatops.faces import Undeliverable
from chatops.slack.api import Api, Refused
from chatops.slack.sign import signature
from tests.school import SchoolStory
from tests.worlds.slack import SECRET, SlackWorld
from tests.worlds.slack_api import TEAM
from tests.worlds.slack_hands import FORM, SlackHands

CHALLENGE = json.dumps({"type": "url_verification", "challenge": "c1"}).encode()
"""Signed and well, it would be answered with what is in it."""


def signed(body: bytes) -> list[tuple[str, str]]:
    stamp = str(int(time.time()))
    return [
        ("X-Slack-Request-Timestamp", stamp),
        ("X-Slack-Signature", signature(SECRET.encode(), stamp, body)),
    ]


async def raw(world: SlackWorld, headers: list[tuple[str, str]], body: bytes) -> int:
    """Sends the headers as they are, one line each, as no client library would; gives the status."""
    to = urlsplit(world.bot)
    reader, writer = await asyncio.open_connection(to.hostname, to.port)
    lines = [f"{name}: {value}" for name, value in headers]
    head = ["POST /slack/events HTTP/1.1", f"Host: {to.netloc}", "Connection: close", f"Content-Length: {len(body)}"]
    writer.write("\r\n".join([*head, *lines, "", ""]).encode("latin-1") + body)
    await writer.drain()
    answer = await reader.read()
    writer.close()
    return int(answer.split(b" ", 2)[1])


async def test_headers_that_stand_twice_are_refused_and_the_same_once_are_not(
    school: SchoolStory, world: SlackWorld
) -> None:
    kind = ("Content-Type", "application/json")
    stamp, proof = signed(CHALLENGE)
    for headers in (
        [kind, stamp, proof, proof],
        [kind, stamp, stamp, proof],
        [kind, ("Content-Type", FORM), stamp, proof],
        [kind, ("X-Slack-Signature", "v0=0"), stamp, proof],
        [kind, stamp, proof, ("Content-Length", "3")],
        [kind, stamp, proof, ("Content-Encoding", "identity")],
    ):
        assert await raw(world, headers, CHALLENGE) == 400, headers
    assert await raw(world, [kind, stamp, proof], CHALLENGE) == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "multipart/form-data; boundary=x", "é/x", ""])
async def test_a_body_of_another_kind_is_not_read(school: SchoolStory, world: SlackWorld, kind: str) -> None:
    headers = [*signed(CHALLENGE), *([("Content-Type", kind)] if kind else [])]
    assert await raw(world, headers, CHALLENGE) in (400, 415)


async def test_a_packed_body_is_not_unpacked_whoever_signed_it(school: SchoolStory, world: SlackWorld) -> None:
    packed = gzip.compress(b"x" * 50_000_000)
    for body, of in ((packed, packed), (gzip.compress(CHALLENGE), CHALLENGE)):
        headers = [*signed(of), ("Content-Type", "application/json"), ("Content-Encoding", "gzip")]
        assert await raw(world, headers, body) == 400


async def test_half_a_character_is_refused_since_no_database_takes_it(school: SchoolStory, world: SlackWorld) -> None:
    payload = json.dumps({"type": "view_submission", "view": {"state": {"values": {"\ud83d": {}}}}})
    assert (await world.sends(urlencode({"payload": payload}).encode(), FORM))[0] == 400


@pytest.mark.parametrize("id", ["T" * 81, "T\x00", "", ["T1"]], ids=repr)
async def test_an_id_that_is_none_of_slacks_is_not_kept(school: SchoolStory, world: SlackWorld, id: Any) -> None:
    assert isinstance(school.teacher, SlackHands)
    pressed = {
        "type": "block_actions", "team": {"id": id}, "user": {"id": school.teacher.id}, "trigger_id": "1",
        "actions": [{"type": "button", "action_id": "a", "block_id": "b", "action_ts": "1",
                     "value": '{"word": "help"}'}],
    }  # fmt: skip
    assert (await world.delivers(pressed))[0] == 400
    assert (await world.delivers({**pressed, "team": {"id": TEAM}}))[0] == 200


async def test_with_socket_mode_alone_nothing_comes_in_by_http(tmp_path: Path) -> None:
    world = SlackWorld(socket=True)
    story = SchoolStory(world, tmp_path)
    await story.opens()
    for secret in (b"", SECRET.encode()):
        stamp = str(int(time.time()))
        proof = [("X-Slack-Request-Timestamp", stamp), ("X-Slack-Signature", signature(secret, stamp, CHALLENGE))]
        assert await raw(world, [("Content-Type", "application/json"), *proof], CHALLENGE) == 401
    await story.closes()


async def test_what_is_for_slack_goes_nowhere_else_whoever_sends_it_on(school: SchoolStory) -> None:
    asked: list[str] = []

    async def elsewhere(request: web.Request) -> web.Response:
        asked.append(await request.text())
        return web.json_response({"ok": True})

    async def sends_on(request: web.Request) -> web.Response:
        return web.Response(status=307, headers={"Location": str(there.make_url("/took"))})

    other, slack = web.Application(), web.Application()
    other.add_routes([web.post("/took", elsewhere)])
    slack.add_routes([web.post("/api/{method}", sends_on), web.post("/respond", sends_on)])
    async with TestServer(other) as there, TestServer(slack) as here:
        api = Api("xoxb-secret", str(here.make_url("/api/")))
        await api.open()
        with pytest.raises(Undeliverable):
            await api.call("chat.postMessage", channel="C1", text="a card")
        with pytest.raises(Refused):
            await api.respond(str(here.make_url("/respond")), {"text": "a card"})
        for url in (
            "https://evil.example/respond",
            "http://127.0.0.1@evil.example/",
            "http://[bad",
            "ftp://127.0.0.1/",
        ):
            with pytest.raises(Refused, match="foreign_address"):
                await api.respond(url, {"text": "a card"})
        await api.close()
    assert asked == []


async def test_the_signature_comes_before_everything_that_is_read(school: SchoolStory, world: SlackWorld) -> None:
    async with aiohttp.ClientSession() as session:
        for body in (CHALLENGE, b"{", b"payload=%7B", b"\xff"):
            for kind in ("application/json", FORM, "text/plain"):
                async with session.post(
                    f"{world.bot}/slack/events", data=body, headers={"Content-Type": kind}
                ) as answer:
                    assert answer.status == 401
