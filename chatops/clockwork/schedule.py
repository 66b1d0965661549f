"""The schedule: APScheduler wakes the service; what is due is a question to the database, never to a timer."""

from collections.abc import Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

WAKE_EVERY = 5
"""Seconds between looks for what another process left behind or a wait has made due."""


def waking(wake: Callable[[], None]) -> AsyncIOScheduler:
    """A scheduler, not yet started, that calls `wake` every few seconds; a missed or doubled call does no harm."""
    scheduler = AsyncIOScheduler(timezone="Europe/London")
    scheduler.add_job(
        wake, IntervalTrigger(seconds=WAKE_EVERY), coalesce=True, max_instances=1, misfire_grace_time=None
    )
    return scheduler
