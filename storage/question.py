"""A named question: a statement, and how its rows are read; so it can be asked of one school or of many at once."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar

from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.school import School

A = TypeVar("A", covariant=True)
P = TypeVar("P", bound="Asking")
Asked = ParamSpec("Asked")


@dataclass(frozen=True)
class Question(Generic[A]):
    """`statement` asks for rows of one school, and `read` makes the answer of them, each a tuple of its columns.

    `counts`: the statement counts or adds up rather than gives rows, and has no row where there is nothing to count.
    It has no limit: a limit is one school's, and of several it would be all of theirs together.
    """

    statement: Select[Any]
    read: Callable[[Sequence[Any]], A]
    counts: bool = False


class Together(Protocol):
    """Several schools that are asked the same at once."""

    async def answer(self, part: "Asking", build: Callable[..., Question[A]], asked: tuple[Any, ...]) -> A:
        """What the question comes to for the school of `part`."""
        ...

    def has_changed(self, school_id: str) -> None:
        """From now on that school is asked by itself: it has rows that were not there."""
        ...


class OfOne(Protocol):
    """Records: of a school that is asked alone, or together with others."""

    @property
    def together(self) -> Together | None: ...


class Asking(Protocol):
    """A part of a school's records, as far as a question needs it."""

    @property
    def school(self) -> School: ...
    @property
    def connection(self) -> AsyncConnection: ...
    @property
    def records(self) -> OfOne: ...


def question(
    build: Callable[Concatenate[P, Asked], Question[A]],
) -> Callable[Concatenate[P, Asked], Coroutine[Any, Any, A]]:
    """Makes a method of a part that asks what the decorated one builds. What it is asked with can be hashed.

    The decorated method knows of its school no more than that the statement begins with `select`: where several schools
    are asked together, it is called once for all of them.
    """

    @wraps(build)
    async def ask(part: P, /, *asked: Asked.args, **named: Asked.kwargs) -> A:
        together = part.records.together
        if together is not None and not named:
            return await together.answer(part, build, asked)
        one = build(part, *asked, **named)
        return one.read((await part.connection.execute(one.statement)).all())

    return ask
