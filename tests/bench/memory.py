"""The rows: what `serve` holds after a hundred asks, with one face each."""

from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path

from tests.bench.contender import Build
from tests.bench.rounds import AT_ONCE
from tests.bench.school import founded
from tests.bench.slack import Slack
from tests.bench.table import Row
from tests.bench.teams import Teams

ASKS = 100


async def measure(builds: Sequence[Build], folder: Path) -> Sequence[Row]:
    held: dict[str, dict[str, float]] = {"Slack": {}, "Teams": {}}
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(Slack())
        teams = await stack.enter_async_context(Teams())
        for build in builds:
            own = folder / build.label.replace(" ", "-")
            own.mkdir()
            school = await founded(build, own)
            for name, settings, ask in (
                ("Slack", slack.settings, slack.refer),
                ("Teams", teams.settings, teams.dialog),
            ):
                served = await build.serves(own, {**school, **settings})
                try:
                    for n in range(ASKS):
                        await ask(served.address, n % AT_ONCE)
                    held[name][build.label] = served.memory
                finally:
                    await served.stops()
    return [Row(f"{name} alone, after {ASKS} asks", "MB", figures, less=True) for name, figures in held.items()]
