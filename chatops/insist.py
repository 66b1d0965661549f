"""Asking a platform again for as long as a person can be kept waiting for their answer."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from chatops.faces import Undeliverable

T = TypeVar("T")
PATIENCE = 4.0
"""Seconds spent in all on waiting to show somebody what came of what they asked."""
REST = 0.5
"""Seconds between two attempts when the platform does not say how long to wait."""


async def insist(call: Callable[[], Awaitable[T]], patience: float = PATIENCE) -> T:
    """Makes a call, and again while waits of `patience` seconds in all last, when the platform is busy or silent.

    For what does no harm twice: an answer to the asker, a view drawn anew. Raises what the last attempt raised, and at
    once what trying again cannot mend.
    """
    while True:
        try:
            return await call()
        except Undeliverable as trouble:
            wait = trouble.wait or REST
            if trouble.permanent or wait > patience:
                raise
            patience -= wait
            await asyncio.sleep(wait)
