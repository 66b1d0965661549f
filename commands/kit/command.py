"""What a command is written with: `@command` around a function from an ask, a form and the records to a reply."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from commands.domain.person import Person, Role
from commands.kit import limits
from commands.kit.ask import Ask, Opening, Place, Reply
from commands.kit.forms import Form
from commands.kit.records import Records

Handler = Callable[..., Awaitable[Reply]]
Opener = Callable[[Ask, Records], Awaitable[Opening]]
Stopped = Callable[[Ask, Records], Awaitable[Reply]]
Where = Callable[[Ask, Records], Awaitable[Place]]


@dataclass(frozen=True)
class Command:
    """Something staff can ask, by `word`. Calling the object calls its handler.

    `only` are the roles that may ask; there is no default. `form`: asked first, and its answers handed to the handler.
    `opening` looks before the form is shown, and may refuse. `stopped` answers a form whose first question ended it.
    `detail`: the answer is about a pupil; it opens for the asker alone and is never left lying in a chat. `look`: it
    changes nothing, so a repeat looks again and its answer is not kept; that somebody looked is. `surveys`: it must
    know who can read the place it is asked in, or the place that `where` gives. `shown`: it stands in the list `help`
    gives; others are pressed, not typed.
    """

    word: str
    summary: str
    handler: Handler
    only: frozenset[Role]
    form: type[Form] | None = None
    opening: Opener | None = None
    stopped: Stopped | None = None
    detail: bool = False
    look: bool = False
    surveys: bool = False
    shown: bool = True
    where: Where | None = None

    def __post_init__(self) -> None:
        limits.check("A command's summary", self.summary, limits.OPTION)
        if not self.only:
            raise ValueError(f"{self.word!r} must say who may ask it")
        if self.form and self.form.stop and not self.stopped:
            raise ValueError(f"{self.word!r} has a form that can stop and does not say what happens then")

    @property
    def opens(self) -> bool:
        """Whether asking opens something over the page: a form, or a detail for the asker alone."""
        return self.form is not None or self.detail

    def allows(self, person: Person) -> bool:
        return person.role in self.only and not person.left


def command(
    word: str,
    summary: str,
    *,
    only: frozenset[Role],
    form: type[Form] | None = None,
    opening: Opener | None = None,
    stopped: Stopped | None = None,
    detail: bool = False,
    look: bool = False,
    surveys: bool = False,
    shown: bool = True,
    where: Where | None = None,
) -> Callable[[Handler], Command]:
    """Makes a `Command` of an async function `(ask, form, records) -> Reply`, or `(ask, records)` without a form."""

    def make(handler: Handler) -> Command:
        return Command(word, summary, handler, only, form, opening, stopped, detail, look, surveys, shown, where)

    return make
