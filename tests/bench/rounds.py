"""Rounds: each contender does the same work in turn, several times over, so that whatever else the machine does
meanwhile falls upon all of them alike."""

import asyncio
import itertools
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from tests.bench.contender import Contender

AT_ONCE = 16
ROUNDS = 4

Work = Callable[[int], Awaitable[None]]
"""One piece of work by one of those who work at once, by their number."""


@dataclass
class Rate:
    """What a contender did in all its rounds: how often, in how long, with how much CPU of its own."""

    done: int = 0
    seconds: float = 0.0
    cpu: float = 0.0

    @property
    def a_second(self) -> float:
        return self.done / self.seconds if self.seconds else 0.0

    @property
    def ms_of_cpu(self) -> float:
        return 1000 * self.cpu / self.done if self.done else 0.0


async def alternating(
    work: Mapping[str, tuple[Contender, Work]], each: int, *, at_once: int = AT_ONCE
) -> dict[str, Rate]:
    """What each contender did, by label; `each` pieces of work a round."""
    rates = {label: Rate() for label in work}
    for _, one in work.values():  # everybody is met, every cache is warm
        await _crowd(one, at_once * 2, at_once)
    for n in range(ROUNDS):
        in_turn = list(work.items())
        for label, (contender, one) in in_turn if n % 2 == 0 else reversed(in_turn):
            cpu, began = contender.cpu, time.perf_counter()
            await _crowd(one, each, at_once)
            rate = rates[label]
            rate.seconds += time.perf_counter() - began
            rate.cpu += contender.cpu - cpu
            rate.done += each
    return rates


async def _crowd(one: Work, count: int, at_once: int) -> None:
    left = itertools.count()

    async def worker(number: int) -> None:
        while next(left) < count:
            await one(number)

    await asyncio.gather(*(worker(number) for number in range(at_once)))
