"""Round robins of all schools: which the clock is to look at now, claimed one by one so that processes share them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from commands.domain.digest import wait_after
from commands.domain.round_robin import RoundRobin
from commands.domain.school import School
from commands.kit import Overtaken
from storage.database import Database
from storage.records import SqlRecords
from storage.round_robins import round_robins, save_robin
from storage.tables import schools


@dataclass(frozen=True)
class RobinInHand:
    """A round robin to be looked at, and its school's records in the transaction that holds it."""

    robin: RoundRobin
    records: SqlRecords


class RobinLooks:
    """The round robins, whosever they are."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def any_due(self, now: datetime) -> bool:
        """Whether any is to be looked at. One query by the index, however many schools there are."""
        async with self.database.reading() as connection:
            return await connection.scalar(_due(now).with_only_columns(round_robins.c.reference)) is not None

    @asynccontextmanager
    async def next_due(self, now: datetime) -> AsyncIterator[RobinInHand | None]:
        """The one that has waited longest, held until the block ends: another process takes another. None when there
        is none that nobody holds."""
        async with self.database.writing() as connection:
            row = (await connection.execute(_due(now).with_for_update(skip_locked=True))).mappings().first()
            if row is None:
                yield None
                return
            of = await connection.execute(select(schools).where(schools.c.id == row["school_id"]))
            yield RobinInHand(RoundRobin(**row), SqlRecords(School(**of.mappings().one()), connection))

    async def put_back(self, robin: RoundRobin, now: datetime) -> None:
        """After a look that failed: to be looked at again after a wait that grows."""
        failures = robin.failures + 1
        try:
            async with self.database.writing() as connection:
                await save_robin(connection, replace(robin, failures=failures, next_at=now + wait_after(failures)))
        except Overtaken:
            return  # somebody has looked, or answered, meanwhile


def _due(now: datetime) -> Select[Any]:
    t = round_robins.c
    return select(round_robins).where(t.next_at <= now).order_by(t.next_at).limit(1)
