"""Writing a school's lists: the new are added, the changed put right, the missing marked as left, nobody deleted."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import bindparam, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.days.calendar import TermDate
from commands.domain.person import Person
from commands.domain.pupil import Pupil
from commands.domain.roll import by_name, identity, matched, missing_parts
from commands.domain.series import Entry, SeriesKind
from commands.domain.staff_list import UNSAID, Said, settled
from storage.lists.addresses import follow, forget, forget_strangers
from storage.lists.list_plans import Counts, Plan, planned, taken
from storage.lists.recorded import Recorded
from storage.lists.writing import Writing
from storage.one_school import changing, removing
from storage.subjects.digests import look_again
from storage.subjects.people import person_from, pupil_from
from storage.subjects.series import add_entries
from storage.tables import pupils, staff, term_dates


class Imports(Writing):
    """One school's lists. Each method is one transaction, and can be taken back for a day; `trying` counts the same and
    writes nothing.

    `clashing` are, after `pupils`, the identities of the lines of the clashes, with our id of each pupil; `doubtful`
    those of lines that may mean several pupils, which were left out; `stayed` counts the pupils who were not marked as
    left. `unsettled` are, after `staff`, the lines that were left out, since it was not said whose they are.
    """

    async def pupils(
        self,
        rows: Sequence[Pupil],
        *,
        fields: Collection[str],
        today: date,
        known: Collection[str] = (),
        allow_leavers: bool = False,
        part: bool = False,
        own_fields: Mapping[str, Collection[str]] | None = None,
    ) -> Counts:
        """Takes over a list of pupils, matched by UPN, or by name and date of birth where there is none. Of those there
        already, only `fields` are changed, and provision and needs only while nothing about them was recorded here; a
        difference is then a clash.

        `known` are identities of pupils that stand in the file on lines that cannot be used: those pupils stay as they
        are. `part`: the list is of some pupils alone, or not of all of them it can be read who they are, so nobody has
        left. `own_fields` are those of which a pupil's line says something, by identity, where not all do. Raises
        `TooManyLeavers`, and writes nothing, when more than half of the roll or whole parts of it would
        leave and that is not allowed.
        """
        async with self._transaction("pupils") as connection:
            recorded = await Recorded.read(connection, self.school, today)
            raw = {row["id"]: row for row in await self._rows(connection, pupils)}
            before = [pupil_from(row) for row in raw.values()]
            found = matched(before, rows)
            own = own_fields or {}
            stay = {one.id for one in before if {one.upn, by_name(one)} & {*known}} | found.may_be

            def gone(old: Pupil) -> Pupil:
                self.stayed += part and not old.has_left
                return old if part or old.left_on else replace(old, left_on=today)

            plan = planned(
                before,
                found.theirs,
                stay,
                identity=lambda pupil: pupil.id,
                updated=lambda old, new: recorded.kept(old, _updated(old, new, own.get(identity(new), fields))),
                gone=gone,
                allow_leavers=allow_leavers,
                missing_parts=missing_parts,
            )
            plan = replace(plan, new=found.added, counts=replace(plan.counts, new=len(found.added)))
            await self._write(connection, pupils, plan, "P", raw)
            if not self.trying:
                await recorded.write(connection, self._changes)
        self.clashing = {identity(found.theirs[id]): id for id in recorded.waiting}
        self.doubtful = [identity(line) for line in found.doubtful]
        return replace(plan.counts, clashes=len(recorded.waiting))

    async def series(self, kind: SeriesKind, said: Iterable[tuple[int, str, str, Entry]], *, today: date) -> Counts:
        """Adds to what is known of pupils over time: each a line, the UPN and the admission number it gives, and an
        entry. Lines of which nobody on the list has the numbers are in `strangers` afterwards."""
        async with self._transaction(str(kind.value)) as connection:
            raw = {row["id"]: row for row in await self._rows(connection, pupils)}
            by_upn = {row["upn"]: id for id, row in raw.items() if row["upn"]}
            by_number: dict[str, set[str]] = {}
            for id, row in raw.items():
                if row["admission"]:
                    by_number.setdefault(row["admission"].lstrip("0").casefold(), set()).add(id)
            of: dict[str, list[Entry]] = {}
            for line, upn, admission, entry in said:
                alike = by_number.get(admission.lstrip("0").casefold(), set()) if admission else set()
                id = by_upn.get(upn) or (next(iter(alike)) if len(alike) == 1 else None)
                if id is None:
                    self.strangers.append(line)
                else:
                    of.setdefault(id, []).append(entry)
            counts = await add_entries(connection, self.school.id, kind, of, today, self._changes, trying=self.trying)
            if kind is SeriesKind.ATTENDANCE and not self.trying:
                await self._latest(connection, of, today, raw)
        return counts

    async def _latest(
        self, connection: AsyncConnection, of: Mapping[str, Sequence[Entry]], today: date, raw: Mapping[str, Any]
    ) -> None:
        """Attendance of the year up to today is what everybody reads of a pupil."""
        mine = changing(pupils, self.school.id).where(pupils.c.id == bindparam("of_id"))
        rows = []
        for id, entries in of.items():
            for entry in entries:
                if entry.on == today and entry.until is None and entry.share != raw[id]["attendance"]:
                    self._changes.add(pupils, raw[id], {**raw[id], "attendance": entry.share})
                    rows.append({"of_id": id, "attendance": entry.share})
        if rows:
            await connection.execute(mine, rows)

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
        async with self._transaction("staff") as connection:
            raw = {row["id"]: row for row in await self._rows(connection, staff)}
            before = [person_from(row) for row in raw.values()]
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
            await self._write(connection, staff, Plan(found.added, [*gives_up, *plan.moved], counts), "T", raw)
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
        async with self._transaction("terms") as connection:
            known = [TermDate(**row) for row in await self._rows(connection, term_dates)]
            before = {_key(row): row for row in known if _school_year(row.first) in years}
            stale = [key for key, row in before.items() if wanted.get(key) != row]
            fresh = [row for key, row in wanted.items() if before.get(key) != row]
            changed = sum(_key(row) in before for row in fresh)
            if not self.trying:
                for key in stale:
                    self._changes.add(term_dates, asdict(before[key]), asdict(wanted[key]) if key in wanted else None)
                for row in fresh:
                    if _key(row) not in before:
                        self._changes.add(term_dates, None, asdict(row))
                for kind, first in stale:
                    of_years = removing(term_dates, self.school.id)
                    await connection.execute(of_years.where(term_dates.c.kind == kind, term_dates.c.first == first))
                if fresh:
                    await connection.execute(insert(term_dates), [asdict(row) for row in fresh])
                if fresh or stale:
                    await look_again(connection, self.school.id)
        return Counts(len(fresh) - changed, changed, len(wanted) - len(fresh), len(stale) - changed)


def _updated(old: Pupil, new: Pupil, fields: Collection[str]) -> Pupil:
    """A UPN that a line has not is not lost."""
    return replace(old, **taken(new, fields if new.upn else {*fields} - {"upn"}), left_on=None)


def _key(row: TermDate) -> tuple[Any, date]:
    return row.kind, row.first


def _school_year(day: date) -> int:
    """The year in which the school year of `day` begins; some terms begin in the last days of August."""
    return day.year if day.month >= 8 else day.year - 1
