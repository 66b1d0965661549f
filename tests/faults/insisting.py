"""A teacher who wants to be told: what was not confirmed is sent again as it was, what was never sent is begun anew."""

import asyncio
from typing import Any

import aiohttp

from tests.school import REFERRAL, reference_in
from tests.worlds import Hands
from tests.worlds.slack_hands import SlackHands
from tests.worlds.teams_hands import TeamsHands

FAILS = (aiohttp.ClientError, TimeoutError, AssertionError)
"""What meets somebody whose bot is away: no connection, no answer, a form that did not open or offers no name."""


async def refers(teacher: Hands) -> str:
    """One referral, until it is confirmed; gives its reference."""
    while True:
        before = sent(teacher)
        try:
            await teacher.asks("refer")
            await teacher.fills_in(**REFERRAL)
        except FAILS:
            await asyncio.sleep(0.1)
        if sent(teacher) is not before:
            break
    while "R-" not in teacher.said:
        try:
            await teacher.resubmits()
        except FAILS:
            await asyncio.sleep(0.1)
        else:
            await asyncio.sleep(0.05)
    return reference_in(teacher.said)


def sent(teacher: Hands) -> Any:
    """The last form that was sent."""
    assert isinstance(teacher, SlackHands | TeamsHands)
    return teacher.submitted if isinstance(teacher, SlackHands) else teacher.sent
