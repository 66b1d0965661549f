"""Several schools asked together: a question is put once, and each school's own rows answer it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, cast

from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.school import School
from storage.part import Part
from storage.question import Asking, Question
from storage.tables import schools

A = TypeVar("A")

_every = schools.alias("every")


class _EverySchool:
    """Stands where a school does while a question is built: whatever is compared with its id is compared, row by row,
    with the id of one of those asked, in subqueries too. So no school's rows meet another's."""

    id = _every.c.id


EVERY_SCHOOL = cast("School", _EverySchool())


class SchoolsTogether:
    """Some schools, asked in one transaction. `parts` are those of records of `EVERY_SCHOOL`.

    The first who asks a question asks it for all: the clock asks each of them the same.
    """

    def __init__(self, connection: AsyncConnection, ids: Sequence[str], parts: Sequence[Part]) -> None:
        self._connection, self._ids = connection, ids
        self._parts: Mapping[type, Part] = {type(part): part for part in parts}
        self._asked: dict[tuple[Any, ...], tuple[Question[Any], Mapping[str, Sequence[Any]]]] = {}
        self._alone: set[str] = set()

    def has_changed(self, school_id: str) -> None:
        self._alone.add(school_id)

    async def answer(self, part: Asking, build: Callable[..., Question[A]], asked: tuple[Any, ...]) -> A:
        if part.school.id in self._alone:
            one = build(part, *asked)
            return one.read((await self._connection.execute(one.statement)).all())
        key = (type(part), build, asked)
        if key not in self._asked:
            one = build(self._parts[type(part)], *asked)
            found: dict[str, list[Any]] = {}
            for row in await self._connection.execute(self._of_all(one)):
                found.setdefault(row[-1], []).append(row[:-1])
            self._asked[key] = one, found
        one, rows = self._asked[key]
        return one.read(rows.get(part.school.id, ()))

    def _of_all(self, one: Question[Any]) -> Select[Any]:
        whose = one.statement.add_columns(_every.c.id).where(_every.c.id.in_(self._ids))
        return whose.group_by(_every.c.id) if one.counts else whose
