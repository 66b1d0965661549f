"""Pupils and staff of one school, as a command asks for them, and as they are searched by part of a name."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import and_, case

from commands.domain.person import TEACHES, Person, Role
from commands.domain.pupil import Provision, Pupil
from commands.domain.words.names import is_whole_name, searchable
from commands.kit import Found
from commands.kit.limits import OPTION
from storage.kept import Kept, Way
from storage.part import List, Part
from storage.question import Question, question
from storage.tables import pupils, staff

PUPIL = Kept(Pupil, pupils, Way.OWN)
PERSON = Kept(Person, staff, Way.OWN)
ON_ROLL = pupils.c.left_on.is_(None)
PRESENT = staff.c.left.is_(False)
BY_NAME = (pupils.c.sorted_as, pupils.c.surname, pupils.c.forename, pupils.c.id)


def person_from(row: Mapping[Any, Any]) -> Person:
    """A row of `staff` as the inside knows it."""
    return PERSON.read(row)


def pupil_from(row: Mapping[Any, Any]) -> Pupil:
    """A row of `pupils` as the inside knows it: all but the column that serves searching."""
    return PUPIL.read(row)


def sought(*names: str) -> str:
    """What `pupils.sought` holds for these names: each word with a space before it, so that parts match at starts."""
    return f" {' '.join(dict.fromkeys(searchable(' '.join(names)).split()))} "


def sorted_as(surname: str, forename: str) -> str:
    """What `pupils.sorted_as` holds: as people look for a name in a list, without case and marks."""
    return f"{searchable(surname)}|{searchable(forename)}"[:420]


def in_order(people: Sequence[Person]) -> list[Person]:
    """Staff by name, as people look for it: some dozens, so they are put in order here."""
    return sorted(people, key=lambda person: (searchable(person.name), person.name, person.id))


class SqlPeople(Part):
    """The part of the records about pupils and staff."""

    keeps: ClassVar[tuple[Kept[Any], ...]] = (PUPIL, PERSON)

    @property
    def lists(self) -> Mapping[str, List]:
        return {"pupils": PupilList(self), "leavers": LeaverList(self), "staff": StaffList(self)}

    async def pupil(self, id: str) -> Pupil | None:
        return await self.one_of(PUPIL, id=id)

    async def pupils(self, ids: Sequence[str]) -> dict[str, Pupil]:
        return {pupil.id: pupil for pupil in await self.some_of(PUPIL, pupils.c.id.in_(set(ids)))}

    async def pupils_with(self, provision: Provision) -> Sequence[Pupil]:
        return await self.some_of(PUPIL, ON_ROLL, provision=provision, order=BY_NAME)

    @question
    def pupils_left(self, since: date) -> Question[Sequence[Pupil]]:
        return self.all_of(PUPIL, pupils.c.left_on >= since, order=BY_NAME)

    async def person(self, id: str) -> Person | None:
        return await self.one_of(PERSON, id=id)

    @question
    def staff(self, role: Role) -> Question[Sequence[Person]]:
        wanted = self.all_of(PERSON, PRESENT, role=role)
        return Question(wanted.statement, lambda rows: in_order(wanted.read(rows)))

    async def teachers_of(self, group: str) -> Sequence[Person]:
        # Some dozens of people, whose groups lie in one column as a list: they are looked through here.
        teaching = await self.some_of(PERSON, PRESENT, staff.c.role.in_(TEACHES))
        return [person for person in in_order(teaching) if person.teaches(group)]

    async def names(self, *ids: str) -> dict[str, str]:
        named = self.select(staff, staff.c.id, staff.c.name).where(staff.c.id.in_({id for id in ids if id}))
        return {row.id: row.name for row in await self.connection.execute(named)}


NAMED = (pupils.c.surname, pupils.c.forename, pupils.c.preferred, pupils.c.year, pupils.c.group)
"""The columns a label is made of."""

ORDINALS = ("", "", "second", "third", "fourth")
ALIKE = 5
"""Pupils looked at beyond those that are offered: the last of these may have a namesake after it."""


class PupilList:
    """The list "pupils": those on roll, by any part of their names."""

    listed = ON_ROLL

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
        if not wanted and by.groups:
            wanted = [pupils.c.group.in_(by.groups)]
        order = (taught_first, pupils.c.sorted_as, *NAMED[:2], pupils.c.year, pupils.c.group, pupils.c.id)
        found = await self._people.some_of(PUPIL, self.listed, *wanted, order=order, most=most + ALIKE)
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
        same = {one.id: one for one in await self._people.some_of(PUPIL, self.listed, alike)} | {id: pupil}
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
        present = in_order(await self._people.some_of(PERSON, PRESENT))
        present.sort(key=lambda person: person.id != by.id)
        # Some dozens of people, so they are compared here and need no column of their own to be searched by.
        matching = [
            Found(person.id, person.name)
            for person in present
            if all(f" {word}" in f" {searchable(person.name)}" for word in words)
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
