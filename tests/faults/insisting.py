"""A teacher who wants to be told: what was not confirmed is sent again as it was, what was never sent is begun anew."""

import asyncio
from contextlib import suppress
from typing import Any

import aiohttp

from tests.school import REFERRAL, reference_in
from tests.worlds import Hands
from tests.worlds.slack_hands import SlackHands
from tests.worlds.teams_hands import TeamsHands

FAILS = (aiohttp.ClientError, TimeoutError, AssertionError)
"""What meets somebody whose bot is away: no connection, no answer, a form that did not open or offers no name."""


async def refers(teacher: Hands, pause: float = 0.1) -> str:
    """One referral, until it is confirmed; gives its reference. `pause` is how long is waited before the next try."""
    while True:
        before = sent(teacher)
        try:
            await teacher.asks("refer")
            await teacher.fills_in(**REFERRAL)
        except FAILS:
            await asyncio.sleep(pause)
        if sent(teacher) is not before:
            break
    while "R-" not in teacher.said:
        await asyncio.sleep(pause)
        with suppress(*FAILS):
            await teacher.resubmits()
    return reference_in(teacher.said)


def sent(teacher: Hands) -> Any:
    """The last form that was sent."""
    assert isinstance(teacher, SlackHands | TeamsHands)
    return teacher.submitted if isinstance(teacher, SlackHands) else teacher.sent
