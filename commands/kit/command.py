"""What a command is written with: `@command` around a function from an ask, what it is of, a form and the records."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Generic, TypedDict, TypeVar, Unpack, overload

from commands.domain.person import Person
from commands.domain.privacy.reach import Row
from commands.kit import limits
from commands.kit.also import Also
from commands.kit.ask import Ask, Opening, Place, Reply
from commands.kit.forms import Form
from commands.kit.records import Records

T = TypeVar("T")
F = TypeVar("F", bound=Form)
Handler = Callable[..., Awaitable[Reply]]
Opener = Callable[..., Awaitable[Opening]]
Stopped = Callable[[Ask, Records], Awaitable[Reply]]
Where = Callable[[Ask, Records], Awaitable[Place]]
Bare = Callable[[Ask, Records], Awaitable[bool]]
Found = Callable[[Ask, Records], Awaitable[T]]
"""Finds what a press or a typed reference means, for somebody who may: it raises `Refusal` for everybody else. Asked
before a form is shown and again inside the commit, it is the one place where that is decided."""


@dataclass(frozen=True)
class Chosen(Generic[T]):
    """What a form itself asks for: `find` gives it, inside the commit, by the filled-in form.

    It raises `Mistakes` under the question where the asker may not choose that, or it is gone.
    """

    find: Callable[[Ask, Any, Records], Awaitable[T]]


class Nothing:
    """Of no one thing: a list, something new, a setting."""


NOTHING = Nothing()


class More(TypedDict, total=False):
    """What else a command can say of itself; see `Command`."""

    stopped: Stopped
    detail: bool
    look: bool
    surveys: bool
    where: Where
    also: tuple[Also, ...]
    reads: str
    takes: str
    bare: Bare


@dataclass(frozen=True)
class Command:
    """Something staff can ask, by `word`.

    `row` is its row of the table of roles: who may ask, and how far each then reaches; there is no default. `summary`:
    what `help` and the manifests say of it; one that only a button asks has none. `of`: what it is about, found on
    both passes and handed over, so that no handler has to look, or can forget to; a command with a form must say it.
    `form`: asked first, and its answers handed to the handler. `opening` looks before the form is shown. `stopped`
    answers a form whose first question ended it. `detail`: the answer is about a pupil; it opens for the asker alone
    and is never left lying in a chat. `look`: it changes nothing, so a repeat looks again and its answer is not kept;
    that somebody looked is. `surveys`: it must know who can read the place it is asked in, or the place that `where`
    gives. `also`: everyday words for it. `reads`: the letters of the references it opens when one is typed alone;
    `takes`: those it understands behind its word. `bare`: whether a line without any command's word names what it is
    about, and so asks it. `shown`: it stands in the list `help` gives, as the catalogue says; others are pressed, not
    typed.
    """

    word: str
    row: Row
    summary: str
    handler: Handler
    of: Found[Any] | Chosen[Any] | Nothing | None = None
    form: type[Form] | None = None
    opening: Opener | None = None
    stopped: Stopped | None = None
    detail: bool = False
    look: bool = False
    surveys: bool = False
    shown: bool = False
    where: Where | None = None
    also: tuple[Also, ...] = ()
    reads: str = ""
    takes: str = ""
    bare: Bare | None = None

    def __post_init__(self) -> None:
        if self.shown or self.summary:
            limits.check("A command's summary", self.summary, limits.OPTION)
        if not self.row.roles:
            raise ValueError(f"{self.word!r} must say who may ask it")
        if self.form and self.of is None:
            raise ValueError(f"{self.word!r} has a form and does not say what it is of, or that it is of nothing")
        if isinstance(self.of, Chosen) and not self.form:
            raise ValueError(f"{self.word!r} is of what its form asks for, and has none")
        if self.form and self.form.stop and not self.stopped:
            raise ValueError(f"{self.word!r} has a form that can stop and does not say what happens then")

    @property
    def opens(self) -> bool:
        """Whether asking opens something over the page: a form, or a detail for the asker alone."""
        return self.form is not None or self.detail

    def allows(self, person: Person) -> bool:
        return person.role in self.row.roles and not person.left

    async def found(self, ask: Ask, records: Records) -> tuple[Any, ...]:
        """What it is of as the ask names it; empty where the form asks for that, or there is nothing to find."""
        return (await self.of(ask, records),) if callable(self.of) else ()

    async def opened(self, ask: Ask, of: tuple[Any, ...], records: Records) -> Opening:
        """What its form opens with, for somebody who may. `of` is what was `found` just now."""
        return await self.opening(ask, *of, records) if self.opening else Opening()

    async def answered(self, ask: Ask, of: tuple[Any, ...], form: Form | None, records: Records) -> Reply:
        """Its answer. `of` is what was `found` in this same transaction."""
        if isinstance(self.of, Chosen):
            of = (await self.of.find(ask, form, records),)
        return await self.handler(ask, *of, *(() if form is None else (form,)), records)


Decorator = Callable[[T], Command]


@overload
def command(
    word: str,
    row: Row,
    summary: str = "",
    *,
    of: Found[T],
    form: type[F],
    opening: Callable[[Ask, T, Records], Awaitable[Opening]] | None = None,
    **more: Unpack[More],
) -> Decorator[Callable[[Ask, T, F, Records], Awaitable[Reply]]]: ...
@overload
def command(
    word: str, row: Row, summary: str = "", *, of: Found[T], **more: Unpack[More]
) -> Decorator[Callable[[Ask, T, Records], Awaitable[Reply]]]: ...
@overload
def command(
    word: str,
    row: Row,
    summary: str = "",
    *,
    of: Chosen[T],
    form: type[F],
    opening: Found[Opening] | None = None,
    **more: Unpack[More],
) -> Decorator[Callable[[Ask, T, F, Records], Awaitable[Reply]]]: ...
@overload
def command(
    word: str,
    row: Row,
    summary: str = "",
    *,
    of: Nothing,
    form: type[F],
    opening: Found[Opening] | None = None,
    **more: Unpack[More],
) -> Decorator[Callable[[Ask, F, Records], Awaitable[Reply]]]: ...
@overload
def command(
    word: str, row: Row, summary: str = "", *, of: Nothing | None = None, **more: Unpack[More]
) -> Decorator[Callable[[Ask, Records], Awaitable[Reply]]]: ...
def command(
    word: str,
    row: Row,
    summary: str = "",
    *,
    of: Any = None,
    form: Any = None,
    opening: Any = None,
    **more: Unpack[More],
) -> Decorator[Any]:
    """Makes a `Command` of an async function `(ask, of, form, records) -> Reply`, without `form` where there is none,
    and without `of` where it is of nothing."""

    def make(handler: Handler) -> Command:
        return Command(word, row, summary, handler, of, form, opening, **more)

    return make
