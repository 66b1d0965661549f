"""Posting: how many notices leave in a second for a thousand channels of a Slack that answers after a fifth of one.

`python -m tests.bench.posting [WAITING]`: 5,000 unless another number is given. One channel answers nothing for ten
seconds, and every fiftieth post is told to come again; what the bot holds is printed too.
"""

import asyncio
import itertools
import sys
import time
from collections.abc import Sequence
from contextlib import chdir
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil
from aiohttp import ClientSession, web

from chatops.slack.face import NEEDED
from commands.domain.school import School
from commands.kit import Button, Card, Item, Items, Prose
from storage.database import Database
from storage.delivery.codec import card_text
from storage.tables import channels, notices, schools
from tests.databases import empty_sqlite
from tests.faults.served import serving
from tests.many_schools import put

PLACES, WAITING = 1000, 5000
TAKES, SILENT_FOR = 0.2, 10.0
BUSY = 50
SLOW = "C00000"
SECONDS = 60.0
"""How long it is watched at most."""


@dataclass
class Slack:
    """Slack's Web API, as far as a post needs it."""

    seen: int = 0
    posts: int = 0

    async def call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if method == "auth.test":
            us = {"ok": True, "team_id": "T1", "user_id": "U1", "bot_id": "B1", "team": "t", "user": "bot"}
            return web.json_response({**us, "url": "https://t.example"}, headers={"X-OAuth-Scopes": ",".join(NEEDED)})
        if method != "chat.postMessage":
            return web.json_response({"ok": True, "seen": self.seen, "posts": self.posts})
        body = await request.json() if request.content_type == "application/json" else await request.post()
        self.seen += 1
        if self.seen % BUSY == 0:
            return web.json_response({}, status=429, headers={"Retry-After": "1"})
        await asyncio.sleep(SILENT_FOR if body["channel"] == SLOW else TAKES)
        self.posts += 1
        return web.json_response({"ok": True, "ts": f"{self.posts}.1", "channel": body["channel"]})


def serves(port: int) -> None:
    application = web.Application()
    application.add_routes([web.post("/api/{method}", Slack().call)])
    web.run_app(application, host="127.0.0.1", port=port, access_log=None, print=None, backlog=2048)


def a_card() -> Card:
    """A digest of twelve lines."""
    said = [f"V-{n:05}" for n in range(12)]
    buttons = ("Open", "read review"), ("Held", "review held"), ("Move", "move review"), ("Snooze", "snooze")
    lines = []
    for of in said:
        pressed = tuple(Button(text, word, of, opens=True) for text, word in buttons)
        lines.append(Item(f"{of}: Interim review", "Thursday 17 September 2026", pressed))
    return Card("The day", (Prose("", "Today"), Items(tuple(lines))), (Button("See all", "due", opens=True),))


async def furnished(database: Database, waiting: int) -> None:
    """A channel for each school, looked at just now, and notices that wait for them in turn."""
    now, card = datetime.now(UTC), card_text(a_card())
    ids = [f"S{n:05}" for n in range(PLACES)]
    at = {"name": "senco", "face": "slack", "called": "senco", "looked_at": now}
    rows: Sequence[dict[str, Any]] = [
        {"school_id": id, "id": f"{n:08d}", "ask_key": f"k{n}", "to": "senco", "subject": f"digest:daily:{n}"}
        | {"card": card, "made_at": now, "due_at": now, "state": "waiting"}
        for n, id in zip(range(waiting), itertools.cycle(ids), strict=False)
    ]
    async with database.writing() as connection:
        await put(connection, schools, [asdict(School(id, f"School {id}")) for id in ids])
        places = [{**at, "school_id": id, "address": {"team": "T1", "channel": f"C{id[1:]}"}} for id in ids]
        await put(connection, channels, places)
        await put(connection, notices, rows)
    await database.close()


async def run(folder: Path, waiting: int) -> None:
    url = empty_sqlite(folder / "posting.db")
    await furnished(Database(url), waiting)
    port = 20_000 + time.time_ns() % 20_000
    slack = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.posting", "--serves", str(port), cwd=Path(__file__).parents[2]
    )
    at = f"http://127.0.0.1:{port}/api/"
    process = None
    try:
        settings = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s", "SLACK_API_URL": at}
        quiet = {"DATABASE_URL": url, "LOG_LEVEL": "WARNING"}
        process, _ = await serving({**settings, **quiet}, folder, folder / "serve.log")
        print(await watched(psutil.Process(process.pid), at, waiting), flush=True)
    finally:
        for one in (process, slack):
            if one:
                one.terminate()
                await one.wait()


async def watched(bot: psutil.Process, slack: str, waiting: int) -> str:
    """What the bot has posted and used while it was watched, in a line."""
    async with ClientSession() as session:

        async def posts() -> int:
            async with session.post(f"{slack}count") as answer:
                return int((await answer.json())["posts"])

        before, used, began = await posts(), sum(bot.cpu_times()[:2]), time.perf_counter()
        first = most = bot.memory_info().rss
        while time.perf_counter() - began < SECONDS and await posts() < waiting - waiting // PLACES:
            await asyncio.sleep(0.2)
            most = max(most, bot.memory_info().rss)
        made, took = await posts() - before, time.perf_counter() - began
        cpu = (sum(bot.cpu_times()[:2]) - used) / made
    return (
        f"posting     {waiting:>7,} waiting  {made / took:,.0f} a second, {cpu * 1000:.2f} ms of CPU each, "
        f"{first / 2**20:.0f} to {most / 2**20:.0f} MiB held"
    )


def main() -> None:
    if sys.argv[1:2] == ["--serves"]:
        serves(int(sys.argv[2]))
        return
    with TemporaryDirectory(ignore_cleanup_errors=True) as name, chdir(name):
        asyncio.run(run(Path(name), int(sys.argv[1]) if len(sys.argv) > 1 else WAITING))


if __name__ == "__main__":
    main()
