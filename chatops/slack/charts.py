"""Sending what has a chart in it: where Slack refuses the block, once more with the chart's numbers as text."""

import logging
from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from chatops.slack.api import Refused
from chatops.slack.render import has_charts
from chatops.slack.text import JSON

log = logging.getLogger("chatops.slack")

T = TypeVar("T")
REFUSED = ("invalid_blocks", "400")
"""What Slack says of a block it does not take: the error's code, and a response_url's status."""


class Draws(Protocol):
    """Makes a message, with its charts or with their numbers alone."""

    def __call__(self, *, charts: bool) -> JSON: ...


async def with_or_without(send: Callable[[JSON], Awaitable[T]], draw: Draws) -> T:
    """Sends what is drawn. Not every workspace knows the chart block, which is of June 2026; a refusal of anything
    else, or of a message without a chart, is raised as it is."""
    drawn = draw(charts=True)
    try:
        return await send(drawn)
    except Refused as refused:
        if refused.code not in REFUSED or not has_charts(drawn):
            raise
    log.warning("Slack does not take a chart here; its numbers are sent as text")
    return await send(draw(charts=False))
