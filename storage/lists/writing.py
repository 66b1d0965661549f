"""How an import of one school writes: in one transaction that no other import shares, what it changes kept with it."""

import secrets
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Table, bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.person import Person
from commands.domain.pupil import Pupil
from commands.domain.school import School
from commands.domain.staff_list import Unsettled
from storage.database import Database
from storage.lists.import_log import Changes
from storage.lists.list_plans import Plan
from storage.one_school import changing, reading
from storage.subjects.people import sorted_as, sought
from storage.tables import schools

Told = Callable[[int, int], None]
"""Told how many rows of how many have been written so far."""
BATCH = 500


class Writing:
    """What every import of a school needs; `trying` counts the same and writes nothing."""

    def __init__(
        self,
        database: Database,
        school: School,
        *,
        trying: bool = False,
        told: Told | None = None,
        at: datetime | None = None,
    ) -> None:
        self.database, self.school, self.trying = database, school, trying
        self._told = told or (lambda done, of: None)
        self._at = at or datetime.now(UTC)
        self._changes = Changes()
        self.clashing: Mapping[str, str] = {}
        self.doubtful: Sequence[str] = ()
        self.stayed = 0
        self.strangers: list[int] = []
        self.unsettled: Sequence[Unsettled] = ()

    @asynccontextmanager
    async def _transaction(self, kind: str) -> AsyncIterator[AsyncConnection]:
        """A transaction in which no other import of this school can run. What it changed is kept with it."""
        self._changes = Changes()
        async with self.database.reading() if self.trying else self.database.writing() as connection:
            lock = select(schools.c.id).where(schools.c.id == self.school.id)
            await connection.execute(lock if self.trying else lock.with_for_update())
            yield connection
            if not self.trying:
                await self._changes.write(connection, self.school.id, kind, self._at)

    async def _rows(self, connection: AsyncConnection, table: Table) -> Iterable[Any]:
        rows: Iterable[Any] = (await connection.execute(reading(table, self.school.id))).mappings()
        return rows

    async def _write(
        self, connection: AsyncConnection, table: Table, plan: Plan[Any], letter: str, raw: Mapping[str, Any]
    ) -> None:
        if self.trying:
            return
        new = [replace(row, school_id=self.school.id, id=letter + secrets.token_hex(8)) for row in plan.new]
        of = len(new) + len(plan.moved)
        mine = changing(table, self.school.id).where(table.c.id == bindparam("of_id"))
        for n in range(0, len(plan.moved), BATCH):  # first, since who is new may have an address that they give up
            rows = [_columns(row) for row in plan.moved[n : n + BATCH]]
            for row in rows:
                self._changes.add(table, raw[row["id"]], row)
            moved = [{"of_id": row["id"], **{name: row[name] for name in row if name != "id"}} for row in rows]
            await connection.execute(mine, moved)
            self._told(min(n + BATCH, len(plan.moved)), of)
        for n in range(0, len(new), BATCH):
            rows = [_columns(row) for row in new[n : n + BATCH]]
            for row in rows:
                self._changes.add(table, None, row)
            await connection.execute(insert(table), rows)
            self._told(len(plan.moved) + min(n + BATCH, len(new)), of)


def _columns(row: Pupil | Person) -> dict[str, Any]:
    columns = dict(vars(row))
    if isinstance(row, Pupil):
        columns["sought"] = sought(row.forename, row.preferred, row.surname)
        columns["sorted_as"] = sorted_as(row.surname, row.forename)
    return columns
