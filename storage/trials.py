"""Whether a database is for trying things out: only there may the service's clock be set to another time."""

from datetime import datetime

from sqlalchemy import Column, Table, insert, select

from storage.database import Database
from storage.subjects.digests import digest_schedules
from storage.tables import asks, metadata
from storage.types import UtcTime

trials = Table("trials", metadata, Column("since", UtcTime, primary_key=True))  # a row, in a trial database


async def is_trial(database: Database) -> bool:
    """Whether it is a trial database."""
    async with database.reading() as connection:
        return await connection.scalar(select(trials.c.since).limit(1)) is not None


async def is_untouched(database: Database) -> bool:
    """Whether nothing was done in it in earnest yet: nobody has asked anything, and no digest was looked at."""
    begun = select(digest_schedules.c.school_id).where(digest_schedules.c.last_on.is_not(None)).limit(1)
    async with database.reading() as connection:
        asked = await connection.scalar(select(asks.c.key).limit(1))
        return asked is None and await connection.scalar(begun) is None


async def make_trial(database: Database, now: datetime) -> None:
    """Makes it a trial database, for good. Safe to say again."""
    async with database.writing() as connection:
        if await connection.scalar(select(trials.c.since).limit(1)) is None:
            await connection.execute(insert(trials).values(since=now))
