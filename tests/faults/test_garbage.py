"""Ten thousand requests that nobody honest sends: never a 500, never a body in the log, memory flat."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import func, select

from storage.subjects.referrals import referrals
from tests.conftest import world_called
from tests.faults.served import ServedStory

CANARY = "Amina Yusuf cannot retell"
EACH = 5_000
ACTIVITY = (
    '{"type": "message", "id": "1", "channelId": "msteams", "serviceUrl": "http://127.0.0.1:9/", "text": "'
    + CANARY
    + '", "from": {"id": "29:x", "aadObjectId": "x"}, "recipient": {"id": "28:b"}, "conversation": {"id": "a:1"}}'
)
"""What Teams would send, but for the token."""


@pytest.fixture(params=["slack", "teams"])
async def served(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[ServedStory]:
    story = ServedStory(world_called(request.param), tmp_path)
    await story.opens()
    yield story
    await story.closes()


async def test_garbage_is_refused_quietly(served: ServedStory) -> None:
    path = {"slack": "/slack/events", "teams": "/api/messages"}[served.world.name]
    chance = random.Random(14)
    async with aiohttp.ClientSession() as session:
        await throw(session, served.address + path, chance, 500)  # warm: imports, pools, caches
        before = served.memory
        seen = await throw(session, served.address + path, chance, EACH)
        async with session.post(served.address + path, data=b"x" * 2_000_000) as answer:
            seen[answer.status] += 1
    print(f"{served.world.name}: {dict(seen)}, memory {before:.0f} -> {served.memory:.0f} MiB")

    assert all(400 <= status < 500 for status in seen), seen
    assert served.memory - before < 15
    log = served.log.read_text()
    assert CANARY not in log
    assert "Traceback" not in log


async def throw(session: aiohttp.ClientSession, url: str, chance: random.Random, times: int) -> Counter[int]:
    seen: Counter[int] = Counter()

    async def one() -> None:
        async with session.post(url, data=body(chance), headers=headers(chance)) as answer:
            await answer.read()
            seen[answer.status] += 1

    for start in range(0, times, 25):
        await asyncio.gather(*(one() for _ in range(min(25, times - start))))
    return seen


async def test_a_real_request_played_again_and_again_does_nothing_more(served: ServedStory) -> None:
    await served.enrols("Amina Yusuf", year=4, group="4B")
    await served.has_a_senco_channel()
    reference = await served.referred()

    for _ in range(50):
        await served.teacher.resubmits()  # as the platform would after a time-out: sent anew, signed anew
        assert reference in served.teacher.said
    statuses = await served.world.replays(250)  # type: ignore[attr-defined]

    print(f"{served.world.name}: replayed {dict(Counter(statuses))}")
    assert set(statuses) == {200}
    assert len(await served.channel()) == 1
    async with served.service.database.reading() as connection:
        assert await connection.scalar(select(func.count()).select_from(referrals)) == 1
    assert "Amina" not in served.log.read_text()


def body(chance: random.Random) -> bytes:
    return chance.choice(
        [
            b"",
            b"{",
            b"[]",
            b"null",
            b"\xff\xfe\x00garbage",
            b"payload=notjson",
            b"payload=%7B%22type%22%3A%22view_submission%22%7D",
            f'{{"type": "message", "text": "{CANARY}"}}'.encode(),
            ACTIVITY.encode(),
            f'{{"type": "invoke", "name": "task/submit", "value": {{"data": "{CANARY}"}}}}'.encode(),
            f"command=/refer&text={CANARY}&user_id=U1".encode(),
            b'{"a":' * 3000,
            b"ssl_check=1",
            chance.randbytes(200),
            ("x" * chance.randint(1, 20_000)).encode(),
        ]
    )


def headers(chance: random.Random) -> dict[str, str]:
    now = int(time.time())
    return {
        "Content-Type": chance.choice(["application/json", "application/x-www-form-urlencoded", "text/plain", "x"]),
        **chance.choice(
            [
                {},
                {"X-Slack-Request-Timestamp": str(now), "X-Slack-Signature": "v0=" + "0" * 64},
                {"X-Slack-Request-Timestamp": "abc", "X-Slack-Signature": "v0=é"},
                {"X-Slack-Request-Timestamp": str(now - 4000), "X-Slack-Signature": "v0=00"},
                {"Authorization": "Bearer " + "a.b.c"},
                {"Authorization": "Bearer"},
                {"Authorization": "Bearer eyJhbGciOiJub25lIn0.e30."},
                {"Authorization": "Basic eDp5"},
            ]
        ),
    }
