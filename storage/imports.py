"""Writing a school's lists: the new are added, the changed put right, the missing marked as left, nobody deleted."""

import secrets
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Generic, TypeVar

from sqlalchemy import Table, bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.calendar import TermDate
from commands.domain.person import Person
from commands.domain.pupil import Pupil
from commands.domain.school import School
from storage.database import Database
from storage.digests import look_again
from storage.one_school import changing, reading, removing
from storage.people import person_from, pupil_from, sought
from storage.recorded import Recorded
from storage.tables import pupils, schools, staff, term_dates

P = TypeVar("P", Pupil, Person)
Told = Callable[[int, int], None]
"""Told how many rows of how many have been written so far."""
BATCH = 500


@dataclass(frozen=True)
class Counts:
    """What an import did, or would do. `left` are those missing from the file; of term dates, those taken away.

    `clashes` are pupils of whom the file says otherwise than was recorded here, on whom the SENCO must decide.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    left: int = 0
    returned: int = 0
    clashes: int = 0


class TooManyLeavers(Exception):
    """More than half of a list would be marked as left, which looks like a truncated file."""

    def __init__(self, leavers: int, of: int) -> None:
        self.leavers, self.of = leavers, of
        super().__init__(f"{leavers} of {of} people on the list are not in this file and would be marked as left")


@dataclass(frozen=True)
class _Plan(Generic[P]):
    """What is to be written: rows to add, and rows there already as they are to be from now on."""

    new: list[P]
    moved: list[P]
    counts: Counts


class Imports:
    """One school's lists. Each method is one transaction; `trying` counts the same and writes nothing.

    `clashing` are, after `pupils`, the UPNs of the clashes, with our id of each pupil.
    """

    def __init__(self, database: Database, school: School, *, trying: bool = False, told: Told | None = None) -> None:
        self.database, self.school, self.trying = database, school, trying
        self._told = told or (lambda done, of: None)
        self.clashing: Mapping[str, str] = {}

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
            plan = _planned(
                [pupil_from(row) for row in await self._rows(connection, pupils)],
                {pupil.upn: pupil for pupil in rows},
                known,
                identity=lambda pupil: pupil.upn,
                updated=lambda old, new: recorded.kept(old, replace(old, **_taken(new, fields), left_on=None)),
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
    ) -> Counts:
        """Takes over a list of staff, matched by e-mail address; otherwise as `pupils`."""
        async with self._transaction() as connection:
            plan = _planned(
                [person_from(row) for row in await self._rows(connection, staff)],
                {person.email: person for person in rows},
                known,
                identity=lambda person: person.email,
                updated=lambda old, new: replace(old, **_taken(new, fields), left=False),
                gone=lambda old: replace(old, left=True),
                allow_leavers=allow_leavers,
            )
            await self._write(connection, staff, plan, "T")
        return plan.counts

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

    async def _write(self, connection: AsyncConnection, table: Table, plan: _Plan[Any], letter: str) -> None:
        if self.trying:
            return
        new = [replace(row, school_id=self.school.id, id=letter + secrets.token_hex(8)) for row in plan.new]
        of = len(new) + len(plan.moved)
        mine = changing(table, self.school.id).where(table.c.id == bindparam("of_id"))
        for n in range(0, len(new), BATCH):
            await connection.execute(insert(table), [_columns(row) for row in new[n : n + BATCH]])
            self._told(min(n + BATCH, len(new)), of)
        for n in range(0, len(plan.moved), BATCH):
            rows = [_columns(row) for row in plan.moved[n : n + BATCH]]
            moved = [{"of_id": row.pop("id"), **row} for row in rows]
            await connection.execute(mine, moved)
            self._told(len(new) + min(n + BATCH, len(plan.moved)), of)


def _planned(
    before: Sequence[P],
    rows: dict[str, P],
    known: Collection[str],
    *,
    identity: Callable[[P], str],
    updated: Callable[[P, P], P],
    gone: Callable[[P], P],
    allow_leavers: bool,
) -> _Plan[P]:
    """Compares the list as it is with the list as the file has it."""
    moved: list[P] = []
    counts = dict.fromkeys(("changed", "unchanged", "left", "returned"), 0)
    present = [old for old in before if not _has_left(old)]
    for old in before:
        new = rows.get(identity(old))
        if new is None:
            after = old if identity(old) in known or _has_left(old) else gone(old)
            what = "left" if after != old else None
        else:
            after = updated(old, new)
            what = "returned" if _has_left(old) else "changed" if after != old else "unchanged"
        if what:
            counts[what] += 1
        if after != old:
            moved.append(after)
    if counts["left"] * 2 > len(present) and not allow_leavers:
        raise TooManyLeavers(counts["left"], len(present))
    there = {identity(old) for old in before}
    added = [new for key, new in rows.items() if key not in there]
    return _Plan(added, moved, Counts(new=len(added), **counts))


def _has_left(row: Pupil | Person) -> bool:
    return row.has_left if isinstance(row, Pupil) else row.left


def _taken(new: Pupil | Person, fields: Collection[str]) -> dict[str, Any]:
    """What the file says, as far as it had columns for it."""
    return {name: value for name, value in asdict(new).items() if name in fields}


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
