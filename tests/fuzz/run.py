"""A run: requests made by hypothesis in one thread, sent by the loop, answers and logs looked at."""

import asyncio
import json
import re
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.fuzz.draw import Draw

T = TypeVar("T")
EACH = 10
"""Requests sent at the same time."""
AHEAD = 3
"""Such handfuls made before the first of them is answered."""
A_SEED = 40
"""Handfuls made from one seed: hypothesis remembers all it made from one, and a hundred thousand are too much."""
EXPECTED = re.compile(r"Slack says (tokens_revoked|app_uninstalled)|not (admitted|met|searched) .*error=Undeliverable")
"""Errors in the log that are right: what was sent says so, or the platform does not know who asks."""


async def throws(total: int, make: Callable[[Draw], T], send: Callable[[T], Any], *, minutes: float) -> None:
    """Makes `total` requests, or as many as `minutes` allow, and sends them. `make` draws, in a thread; `send` is a
    coroutine."""
    loop, until = asyncio.get_running_loop(), time.monotonic() + minutes * 60

    async def sends(handful: Sequence[T]) -> None:
        await asyncio.gather(*(send(one) for one in handful))

    def makes() -> None:
        left, under_way, number = total, deque[Future[None]](), 0
        strategy = st.composite(lambda draw: [make(Draw(draw)) for _ in range(EACH)])()

        def one(handful: list[T]) -> None:
            nonlocal left
            if left > 0 and time.monotonic() < until:
                under_way.append(asyncio.run_coroutine_threadsafe(sends(handful[:left]), loop))
                left -= len(handful[:left])
            if len(under_way) > AHEAD:
                under_way.popleft().result()

        quietly = settings(
            max_examples=A_SEED,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        while left > 0 and time.monotonic() < until:
            seed(number)(quietly(given(strategy)(one)))()
            number += 1
        for future in under_way:
            future.result()

    await asyncio.to_thread(makes)


def errors_in(log: Path) -> Counter[str]:
    """What the bot's log says went wrong, without the keys, and how often."""
    found: Counter[str] = Counter()
    for line in log.read_text().splitlines():
        if "Traceback" in line:
            found[line] += 1
        if not line.startswith("{"):
            continue
        said = json.loads(line)
        event = " ".join(part for part in said["event"].split() if not part.startswith("key="))
        if said["level"] in ("error", "critical") and not EXPECTED.match(event):
            found[f"{said['logger']}: {event} {said.get('raised', '')}".strip()] += 1
    return found
