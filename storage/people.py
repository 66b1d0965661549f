"""Pupils and staff of one school, as a command asks for them, and as they are searched by part of a name."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, Table, and_, case, select
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.names import is_whole_name, searchable
from commands.domain.person import TEACHES, Person, Role
from commands.domain.pupil import Provision, Pupil
from commands.domain.school import School
from commands.kit import Found
from commands.kit.limits import OPTION
from storage.tables import pupils, staff


def person_from(row: Mapping[Any, Any]) -> Person:
    """A row of `staff` as the inside knows it."""
    return Person(**row)


def pupil_from(row: Mapping[Any, Any]) -> Pupil:
    """A row of `pupils` as the inside knows it: all but the column that serves searching."""
    return Pupil(**{str(name): value for name, value in row.items() if name != "sought"})


def sought(*names: str) -> str:
    """What `pupils.sought` holds for these names: each word with a space before it, so that parts match at starts."""
    return f" {' '.join(dict.fromkeys(searchable(' '.join(names)).split()))} "


class SqlPeople:
    """The part of the records about pupils and staff."""

    school: School
    connection: AsyncConnection

    def _of(self, table: Table) -> Select[Any]:
        return select(table).where(table.c.school_id == self.school.id)

    async def pupil(self, id: str) -> Pupil | None:
        row = (await self.connection.execute(self._of(pupils).where(pupils.c.id == id))).mappings().first()
        return pupil_from(row) if row else None

    async def pupils(self, ids: Sequence[str]) -> dict[str, Pupil]:
        rows = await self.connection.execute(self._of(pupils).where(pupils.c.id.in_(set(ids))))
        return {row["id"]: pupil_from(row) for row in rows.mappings()}

    async def pupils_with(self, provision: Provision) -> Sequence[Pupil]:
        rows = await self.connection.execute(
            self._of(pupils)
            .where(pupils.c.provision == provision, pupils.c.left_on.is_(None))
            .order_by(pupils.c.surname, pupils.c.forename, pupils.c.id)
        )
        return [pupil_from(row) for row in rows.mappings()]

    async def person(self, id: str) -> Person | None:
        row = (await self.connection.execute(self._of(staff).where(staff.c.id == id))).mappings().first()
        return person_from(row) if row else None

    async def staff(self, role: Role) -> Sequence[Person]:
        rows = await self.connection.execute(
            self._of(staff).where(staff.c.role == role, staff.c.left.is_(False)).order_by(staff.c.name)
        )
        return [person_from(row) for row in rows.mappings()]

    async def teachers_of(self, group: str) -> Sequence[Person]:
        # Some dozens of people, whose groups lie in one column as a list: they are looked through here.
        rows = await self.connection.execute(
            self._of(staff).where(staff.c.role.in_(TEACHES), staff.c.left.is_(False)).order_by(staff.c.name, staff.c.id)
        )
        return [person for row in rows.mappings() if (person := person_from(row)).teaches(group)]

    async def names(self, *ids: str) -> dict[str, str]:
        mine = (staff.c.school_id == self.school.id) & staff.c.id.in_({id for id in ids if id})
        rows = await self.connection.execute(select(staff.c.id, staff.c.name).where(mine))
        return {row.id: row.name for row in rows}


NAMED = (pupils.c.surname, pupils.c.forename, pupils.c.preferred, pupils.c.year, pupils.c.group)
"""The columns a label is made of."""

ORDINALS = ("", "", "second", "third", "fourth")
ALIKE = 5
"""Pupils looked at beyond those that are offered: the last of these may have a namesake after it."""


class PupilList:
    """The list "pupils": those on roll, by any part of their names."""

    listed = pupils.c.left_on.is_(None)

    def __init__(self, people: SqlPeople) -> None:
        self._people = people

    async def find(self, typed: str, by: Person, most: int, about: str) -> Sequence[Found]:
        """Every typed word must begin a word of the name. Those `by` teaches come first; before anything is typed,
        they are all that is offered, or, to somebody who teaches no group, the first of the roll."""
        words = searchable(typed).split()[:6]
        if typed.strip() and not words:
            return ()
        wanted = [pupils.c.sought.contains(f" {word}", autoescape=True) for word in words]
        taught_first = case((pupils.c.group.in_(by.groups), 0), else_=1)
        rows = await self._people.connection.execute(
            self._people._of(pupils)
            .where(self.listed, *(wanted or ([pupils.c.group.in_(by.groups)] if by.groups else [])))
            .order_by(taught_first, pupils.c.surname, pupils.c.forename, pupils.c.year, pupils.c.group, pupils.c.id)
            .limit(most + ALIKE)
        )
        found = [pupil_from(row) for row in rows.mappings()]
        return [
            Found(pupil.id, label, *(() if self._is_taught(pupil, by) else (pupil.id, _whole(typed, pupil))))
            for pupil, label in zip(found, _labels(found), strict=True)
        ][:most]

    def _is_taught(self, pupil: Pupil, by: Person) -> bool:
        return by.teaches(pupil.group) and not pupil.has_left

    async def label(self, id: str, about: str) -> str | None:
        pupil = await self._people.pupil(id)
        if pupil is None:
            return None
        alike = and_(*(column == getattr(pupil, column.name) for column in NAMED))
        rows = await self._people.connection.execute(self._people._of(pupils).where(self.listed, alike))
        same = {one.id: one for row in rows.mappings() if (one := pupil_from(row))} | {id: pupil}
        return dict(zip(same, _labels([*same.values()]), strict=True))[id]


class LeaverList(PupilList):
    """The list "leavers": those who have left, in the same way."""

    listed = pupils.c.left_on.is_not(None)


class StaffList:
    """The list "staff": those who have not left, by any part of their names."""

    def __init__(self, people: SqlPeople) -> None:
        self._people = people

    async def find(self, typed: str, by: Person, most: int, about: str) -> Sequence[Found]:
        """Every typed word must begin a word of the name; whoever asks comes first."""
        words = searchable(typed).split()
        rows = await self._people.connection.execute(
            self._people._of(staff).where(staff.c.left.is_(False)).order_by(staff.c.id != by.id, staff.c.name)
        )
        # Some dozens of people, so they are compared here and need no column of their own to be searched by.
        matching = [
            Found(row["id"], row["name"])
            for row in rows.mappings()
            if all(f" {word}" in f" {searchable(row['name'])}" for word in words)
        ]
        return matching[:most]

    async def label(self, id: str, about: str) -> str | None:
        person = await self._people.person(id)
        return person.name if person and not person.left else None


def _label(pupil: Pupil) -> str:
    return f"{pupil.full_name}, {pupil.year_in_words}, {pupil.group}"


def _whole(typed: str, pupil: Pupil) -> bool:
    return is_whole_name(typed, pupil.forename, pupil.surname, pupil.preferred)


def _labels(found: Sequence[Pupil]) -> list[str]:
    """Labels by name, year and form group; where even those are the same, by who is the older, and no date: a date of
    birth is shown to nobody."""
    alike: dict[str, list[Pupil]] = {}
    for pupil in found:
        alike.setdefault(_label(pupil), []).append(pupil)
    marks = {pupil.id: mark for same in alike.values() for pupil, mark in _told_apart(same)}
    return [_marked(pupil, marks[pupil.id]) for pupil in found]


def _told_apart(same: Sequence[Pupil]) -> Iterator[tuple[Pupil, str]]:
    """Of pupils with one name, year and group, what tells each apart: "" for the only one. By age where each was born
    on another day; else by number, in an order that stays."""
    days = {pupil.born for pupil in same}
    by_age = len(days) == len(same) and None not in days
    ordered = sorted(same, key=lambda pupil: (pupil.born or date.min, pupil.id) if by_age else (date.min, pupil.id))
    for n, pupil in enumerate(ordered, start=1):
        if len(same) == 1:
            yield pupil, ""
        elif not by_age:
            yield pupil, f"{n} of {len(same)}"
        elif len(same) == 2:
            yield pupil, ("the older", "the younger")[n - 1]
        else:
            between = f"the {ORDINALS[n]}" if n < len(ORDINALS) else f"number {n}"
            yield pupil, "the oldest" if n == 1 else "the youngest" if n == len(same) else f"{between} by age"


def _marked(pupil: Pupil, mark: str) -> str:
    """A label with what tells the pupil apart, which no platform cuts off: a name too long for it is shortened."""
    rest = f", {pupil.year_in_words}, {pupil.group}, {mark}"
    name, room = pupil.full_name, OPTION - len(rest)
    return f"{name if len(name) <= room else name[: room - 1] + '…'}{rest}" if mark else _label(pupil)
