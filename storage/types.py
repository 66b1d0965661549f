"""Column types: how dates with zones, closed lists, structures and sealed words lie in a column on both databases."""

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, String, Text
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import TypeDecorator

from commands.domain.words.labelled import Labelled
from storage.sealed.keys import held_by


class UtcTime(TypeDecorator[datetime]):
    """An aware time, kept as UTC. SQLite forgets zones, so it is given back with one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class OneOf(TypeDecorator[Labelled]):
    """A member of a closed list, kept by its value."""

    impl = String(40)
    cache_ok = True

    def __init__(self, of: type[Labelled]) -> None:
        super().__init__()
        self.of = of

    def process_bind_param(self, value: Labelled | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value.value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Labelled | None:
        return None if value is None else next(member for member in self.of if member.value == value)


class SomeOf(TypeDecorator[tuple[Labelled, ...]]):
    """Several members of a closed list, in order, kept by their values."""

    impl = String(200)
    cache_ok = True

    def __init__(self, of: type[Labelled]) -> None:
        super().__init__()
        self.of = of

    def process_bind_param(self, value: tuple[Labelled, ...] | None, dialect: Dialect) -> str | None:
        return None if value is None else " ".join(str(member.value) for member in value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Labelled, ...] | None:
        if value is None:
            return None
        members = {member.value: member for member in self.of}
        return tuple(members[v] for v in value.split())


class Strings(TypeDecorator[tuple[str, ...]]):
    """A tuple of strings, kept as JSON text."""

    impl = Text()
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(list(value), ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(json.loads(value))


class Mapped(TypeDecorator[dict[str, Any]]):
    """A mapping of JSON values, kept as canonical text, so that equal addresses are equal in a `WHERE`."""

    impl = Text()
    cache_ok = True

    def process_bind_param(self, value: dict[str, Any] | None, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(dict(value), sort_keys=True, ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> dict[str, Any] | None:
        return None if value is None else json.loads(value)


class _Unasked(TypeDecorator.Comparator[Any]):
    """What a query may do with a sealed column: read it. The same words lie there differently each time, so a
    comparison would quietly find nothing."""

    def operate(self, op: OperatorType, *other: Any, **kwargs: Any) -> Any:
        raise TypeError("a sealed column is never compared, searched or sorted by")

    reverse_operate = operate


class Sealed(TypeDecorator[str]):
    """Words about a pupil, sealed with the first of the database's keys, opened with any. An empty answer stays empty.

    What is sealed is not bound to its row or school: whoever may write to the database could move it to another, and
    it would be read there. They could as well make themselves SENCO; sealing keeps from those who have a copy.
    """

    impl = Text()
    cache_ok = True
    comparator_factory = _Unasked

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else held_by(dialect).seal(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else held_by(dialect).open(value)


class SealedStrings(TypeDecorator[tuple[str, ...]]):
    """A tuple of strings, kept as JSON text and sealed."""

    impl = Text()
    cache_ok = True
    comparator_factory = _Unasked

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        return None if value is None else held_by(dialect).seal(json.dumps(list(value), ensure_ascii=False))

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(json.loads(held_by(dialect).open(value)))
