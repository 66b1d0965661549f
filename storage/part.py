"""A part of the records: it says what its subject keeps, and finds, pages, counts and saves it for one school."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from sqlalchemy import ColumnElement, FromClause, Select, Table, func
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.due import Due, DueKind, LinesWanted
from commands.domain.person import Person
from commands.domain.school import School
from commands.kit import Found
from storage.kept import Kept
from storage.one_school import reading
from storage.prepared import SCHOOL, counted, filled
from storage.question import Question, Together

T = TypeVar("T")


class List(Protocol):
    """One list that is searched by typing."""

    async def find(self, typed: str, by: Person, most: int, about: str) -> Sequence[Found]: ...
    async def label(self, id: str, about: str) -> str | None: ...


class AllRecords(Protocol):
    """All the records that a part is one of: its fellow parts, and what each of them keeps, by type and by letter."""

    parts: Sequence["Part"]
    kinds: Mapping[type, Kept[Any]]
    letters: Mapping[str, Kept[Any]]
    together: Together | None
    """Those with whom its school is asked, where it is not asked alone."""


class Part:
    """What belongs to one subject. `keeps` are its kinds of things, from which all else that has to know of them is
    worked out; `records` are those it is a part of.

    Conditions are SQL, or `column=value`. Every question begins with `select`, and so is about one school.
    """

    keeps: ClassVar[tuple[Kept[Any], ...]] = ()
    due_kinds: ClassVar[frozenset[DueKind]] = frozenset()

    def __init__(self, school: School, connection: AsyncConnection) -> None:
        self.school, self.connection = school, connection
        self.records: AllRecords

    @property
    def lists(self) -> Mapping[str, List]:
        """What is found here by typing, by the name that a form's `Lookup` asks by."""
        return {}

    async def due_lines(self, wanted: LinesWanted) -> Sequence[Due]:
        """What of `due_kinds` is due on days that are kept here, and perhaps more: whoever gathers it sifts it."""
        return ()

    def select(self, table: FromClause, *columns: Any) -> Select[Any]:
        """These columns, or all, of the school's rows of a table."""
        return reading(table, self.school.id, *columns)

    async def rows(self, wanted: Select[Any]) -> Sequence[Mapping[Any, Any]]:
        return list((await self.connection.execute(wanted)).mappings())

    async def some_of(
        self,
        kind: Kept[T],
        /,
        *where: ColumnElement[bool],
        order: Sequence[Any] = (),
        most: int | None = None,
        **equal: object,
    ) -> list[T]:
        """All that are meant, or `most` of them, in the order asked for, or in their kind's own."""
        if where or order or None in equal.values():
            wanted = self.all_of(kind, *where, order=order, **equal)
            return wanted.read((await self.connection.execute(wanted.statement.limit(most))).all())
        found = await self.connection.execute(kind.sought(tuple(equal), most), self._blanks(equal))
        return [kind.type(*row) for row in found]

    def _blanks(self, equal: Mapping[str, object]) -> dict[str, object]:
        return {SCHOOL: self.school.id, **filled(**equal)}

    def all_of(
        self, kind: Kept[T], /, *where: ColumnElement[bool], order: Sequence[Any] = (), **equal: object
    ) -> Question[list[T]]:
        """The same as a question, for a method that is one."""
        wanted = self.select(kind.table, *kind.columns).where(*where, *kind.equal(equal))
        return Question(wanted.order_by(*(order or kind.in_order)), lambda rows: [kind.type(*row) for row in rows])

    async def one_of(
        self, kind: Kept[T], /, *where: ColumnElement[bool], order: Sequence[Any] = (), **equal: object
    ) -> T | None:
        """The first that is meant, if there is any."""
        return next(iter(await self.some_of(kind, *where, order=order, most=1, **equal)), None)

    async def page_of(
        self, kind: Kept[T], skip: int, most: int, *where: ColumnElement[bool], order: Sequence[Any] = ()
    ) -> tuple[list[T], int]:
        """One page of those that are meant, and how many there are in all."""
        wanted = self.select(kind.table, *kind.columns).where(*where).order_by(*(order or kind.in_order))
        page = await self.rows(wanted.offset(skip).limit(most))
        return [kind.type(**row) for row in page], await self.count_of(kind.table, *where)

    def number_of(self, table: FromClause, *where: ColumnElement[bool]) -> Question[int]:
        """How many there are, as a question."""
        wanted = self.select(table, func.count()).where(*where)
        return Question(wanted, lambda rows: rows[0][0] if rows else 0, counts=True)

    async def count_of(self, table: Table, *where: ColumnElement[bool], **equal: object) -> int:
        """How many rows are meant. No column that is counted by may be empty."""
        if where:
            also = (table.c[name] == value for name, value in equal.items())
            return await self.connection.scalar(self.select(table, func.count()).where(*where, *also)) or 0
        return await self.connection.scalar(counted(table, tuple(equal)), self._blanks(equal)) or 0

    async def keep(self, kind: Kept[T], thing: T) -> None:
        """Saves a thing of one of its kinds. Raises `Overtaken` when somebody else was first."""
        await kind.save(self.connection, thing)


class ByReference(Part, Generic[T]):
    """A part whose first kind of things are asked for by their references."""

    async def one(self, reference: str) -> T | None:
        found: T | None = await self.one_of(self.keeps[0], reference=reference)
        return found


def grouped(by: str, things: Iterable[T]) -> dict[str, list[T]]:
    """Things by what stands in one of their fields, each group in the order they came in."""
    found: dict[str, list[T]] = {}
    for thing in things:
        found.setdefault(getattr(thing, by), []).append(thing)
    return found
