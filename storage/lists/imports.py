"""Writing a school's lists: the new are added, the changed put right, the missing marked as left, nobody deleted."""

import secrets
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import Table, bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.days.calendar import TermDate
from commands.domain.person import Person
from commands.domain.pupil import Pupil
from commands.domain.school import School
from commands.domain.staff_list import UNSAID, Said, Unsettled, settled
from storage.database import Database
from storage.lists.addresses import follow, forget, forget_strangers
from storage.lists.list_plans import Counts, Plan, planned, taken
from storage.lists.recorded import Recorded
from storage.one_school import changing, reading, removing
from storage.subjects.digests import look_again
from storage.subjects.people import person_from, pupil_from, sought
from storage.tables import pupils, schools, staff, term_dates

Told = Callable[[int, int], None]
"""Told how many rows of how many have been written so far."""
BATCH = 500


class Imports:
    """One school's lists. Each method is one transaction; `trying` counts the same and writes nothing.

    `clashing` are, after `pupils`, the UPNs of the clashes, with our id of each pupil. `unsettled` are, after `staff`,
    the lines that were left out, since it was not said whose they are.
    """

    def __init__(self, database: Database, school: School, *, trying: bool = False, told: Told | None = None) -> None:
        self.database, self.school, self.trying = database, school, trying
        self._told = told or (lambda done, of: None)
        self.clashing: Mapping[str, str] = {}
        self.unsettled: Sequence[Unsettled] = ()

    async def pupils(
        self,
        rows: Sequence[Pupil],
        *,
        fields: Collection[str],
        today: date,
        known: Collection[str] = (),
        allow_leavers: bool = False,
    ) -> Counts:
        """Takes over a list of pupils, matched by UPN. Of those there already, only `fields` are changed, and
        provision and needs only while nothing about them was recorded here; a difference is then a clash.

        `known` are UPNs that stand in the file on lines that cannot be used: those pupils stay as they are. Raises
        `TooManyLeavers`, and writes nothing, when more than half of the roll would leave and that is not allowed.
        """
        async with self._transaction() as connection:
            recorded = await Recorded.read(connection, self.school, today)
            plan = planned(
                [pupil_from(row) for row in await self._rows(connection, pupils)],
                {pupil.upn: pupil for pupil in rows},
                known,
                identity=lambda pupil: pupil.upn,
                updated=lambda old, new: recorded.kept(old, replace(old, **taken(new, fields), left_on=None)),
                gone=lambda old: old if old.left_on else replace(old, left_on=today),
                allow_leavers=allow_leavers,
            )
            await self._write(connection, pupils, plan, "P")
            if not self.trying:
                await recorded.write(connection)
        self.clashing = recorded.waiting
        return replace(plan.counts, clashes=len(recorded.waiting))

    async def staff(
        self,
        rows: Sequence[Person],
        *,
        fields: Collection[str],
        known: Collection[str] = (),
        allow_leavers: bool = False,
        said: Said = UNSAID,
        former: Mapping[str, str] | None = None,
    ) -> Counts:
        """Takes over a list of staff, matched by e-mail address; otherwise as `pupils`. Lines of which it is not known
        whose they are, by `said` and `former` addresses, are left out: they are in `unsettled` afterwards."""
        async with self._transaction() as connection:
            before = [person_from(row) for row in await self._rows(connection, staff)]
            found = settled(before, rows, said, known=known, former=former)
            in_file = {row.email for row in rows}
            plan = planned(
                [person for person in before if person.id not in found.gives_up],
                found.theirs,
                {person.id for person in before if person.email in {*known, *in_file}} | found.stay,
                identity=lambda person: person.id,
                updated=lambda old, new: replace(old, **taken(new, {*fields, "email"}), left=False),
                gone=lambda old: replace(old, left=True),
                allow_leavers=allow_leavers,
            )
            gives_up = [replace(person, email="", left=True) for person in before if person.id in found.gives_up]
            counts = replace(
                plan.counts,
                new=len(found.added),
                left=plan.counts.left + sum(not person.left for person in before if person.id in found.gives_up),
            )
            await self._write(connection, staff, Plan(found.added, [*gives_up, *plan.moved], counts), "T")
            if not self.trying:
                new = [person.email for person in found.added]
                await forget(connection, [person.email for person in before if person.id in found.gives_up])
                await forget_strangers(connection, self.school.id, new)
                await follow(connection, self.school.id, found.moved)
        self.unsettled = found.unsettled
        return counts

    async def terms(self, rows: Sequence[TermDate]) -> Counts:
        """Takes over term dates: they replace what is known of the school years they begin in, and no other year."""
        wanted = {_key(row): replace(row, school_id=self.school.id) for row in rows}
        years = {_school_year(row.first) for row in rows}
        async with self._transaction() as connection:
            known = [TermDate(**row) for row in await self._rows(connection, term_dates)]
            before = {_key(row): row for row in known if _school_year(row.first) in years}
            stale = [key for key, row in before.items() if wanted.get(key) != row]
            fresh = [row for key, row in wanted.items() if before.get(key) != row]
            changed = sum(_key(row) in before for row in fresh)
            if not self.trying:
                for kind, first in stale:
                    of_years = removing(term_dates, self.school.id)
                    await connection.execute(of_years.where(term_dates.c.kind == kind, term_dates.c.first == first))
                if fresh:
                    await connection.execute(insert(term_dates), [asdict(row) for row in fresh])
                if fresh or stale:
                    await look_again(connection, self.school.id)
        return Counts(len(fresh) - changed, changed, len(wanted) - len(fresh), len(stale) - changed)

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[AsyncConnection]:
        """A transaction in which no other import of this school can run."""
        async with self.database.reading() if self.trying else self.database.writing() as connection:
            lock = select(schools.c.id).where(schools.c.id == self.school.id)
            await connection.execute(lock if self.trying else lock.with_for_update())
            yield connection

    async def _rows(self, connection: AsyncConnection, table: Table) -> Iterable[Any]:
        rows: Iterable[Any] = (await connection.execute(reading(table, self.school.id))).mappings()
        return rows

    async def _write(self, connection: AsyncConnection, table: Table, plan: Plan[Any], letter: str) -> None:
        if self.trying:
            return
        new = [replace(row, school_id=self.school.id, id=letter + secrets.token_hex(8)) for row in plan.new]
        of = len(new) + len(plan.moved)
        mine = changing(table, self.school.id).where(table.c.id == bindparam("of_id"))
        for n in range(0, len(plan.moved), BATCH):  # first, since who is new may have an address that they give up
            rows = [_columns(row) for row in plan.moved[n : n + BATCH]]
            moved = [{"of_id": row.pop("id"), **row} for row in rows]
            await connection.execute(mine, moved)
            self._told(min(n + BATCH, len(plan.moved)), of)
        for n in range(0, len(new), BATCH):
            await connection.execute(insert(table), [_columns(row) for row in new[n : n + BATCH]])
            self._told(len(plan.moved) + min(n + BATCH, len(new)), of)


def _columns(row: Pupil | Person) -> dict[str, Any]:
    columns = asdict(row)
    if isinstance(row, Pupil):
        columns["sought"] = sought(row.forename, row.preferred, row.surname)
    return columns


def _key(row: TermDate) -> tuple[Any, date]:
    return row.kind, row.first


def _school_year(day: date) -> int:
    """The year in which the school year of `day` begins; some terms begin in the last days of August."""
    return day.year if day.month >= 8 else day.year - 1
