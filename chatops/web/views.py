"""What is drawn on the page, as values: no HTML here, and nothing that needs to be asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from chatops.web.posts import Posted
from chatops.web.tour import Stop
from commands.domain.privacy.discreet import Discreet
from commands.kit import Reply, Show

SEGMENT = 16
"""Letters of a choice that fit, in two lines, into a fifth of a telephone's width; and of one word of it."""
WORD = 11


@dataclass(frozen=True, repr=False)
class OptionView(Discreet):
    """One radio button, tick box or line of a drop-down list."""

    value: str
    label: str
    hint: str = ""
    chosen: bool = False


@dataclass(frozen=True, repr=False)
class QuestionView(Discreet):
    """One question as it is drawn, with its answer so far and what needs putting right.

    `kind` names the drawing: line, lines, day, time, radios, menu, boxes or lookup. `label_of` is, for a lookup, the
    words of the id in `value`; its `options` are the matches to choose from when what was typed meant more than one.
    """

    kind: str
    name: str
    label: str
    hint: str
    required: bool
    stops: bool = False
    value: str = ""
    label_of: str = ""
    typed: str = ""
    options: tuple[OptionView, ...] = ()
    error: str = ""

    @property
    def in_one_row(self) -> bool:
        """Whether its choices fit beside each other on a telephone: a scale, as the six of a teacher's view."""
        words = [option.label for option in self.options]
        short = all(len(label) <= SEGMENT and max(map(len, label.split())) <= WORD for label in words)
        return self.kind == "radios" and 3 <= len(words) <= 5 and short and not any(o.hint for o in self.options)

    @property
    def first(self) -> str:
        """The id of the thing to move to when the question needs putting right."""
        many = self.kind in ("radios", "boxes") or (self.kind == "lookup" and self.options)
        return f"f-{self.name}-1" if many else f"f-{self.name}"

    def described(self, *more: str) -> str:
        """The ids of what describes the question, for aria-describedby."""
        ids = [f"h-{self.name}"] * bool(self.hint) + [f"e-{self.name}"] * bool(self.error) + list(more)
        return " ".join(ids)


@dataclass(frozen=True, repr=False)
class FormView(Discreet):
    """A form as it is drawn. `wrong` are the sentences about the form as a whole."""

    title: str
    intro: str
    banner: str
    opening: str
    submit: str
    leave: str
    word: str
    about: str
    key: str
    questions: tuple[QuestionView, ...]
    wrong: tuple[str, ...] = ()

    @property
    def is_wrong(self) -> bool:
        return bool(self.wrong) or any(q.error for q in self.questions)


@dataclass(frozen=True, repr=False)
class PostView(Discreet):
    """A post in a channel. `drawing` changes when the card does, so that the page redraws only what changed."""

    posted: Posted

    @property
    def drawing(self) -> str:
        card = self.posted.card
        return sha256(repr((card.plain(), card.every_button)).encode()).hexdigest()[:16]


@dataclass(frozen=True, repr=False)
class RoomView(Discreet):
    """A line of the list of channels."""

    name: str
    called: str
    hint: str
    public: bool | None
    count: int
    here: bool


@dataclass(frozen=True, repr=False)
class PersonView(Discreet):
    """Somebody one can be. `value` is what the choice posts."""

    value: str
    name: str
    role: str
    school: str

    @property
    def initials(self) -> str:
        words = [word for word in self.name.split() if word[0].isalpha() and not word.endswith(".")]
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"


@dataclass(frozen=True, repr=False)
class PageView(Discreet):
    """Everything on the page. `me` is None until somebody has chosen who to be; then there is only that choice."""

    csrf: str
    mint: Callable[[], str]
    people: tuple[PersonView, ...]
    first: tuple[PersonView, ...] = ()
    me: PersonView | None = None
    menu: Reply | Show | None = None
    rooms: tuple[RoomView, ...] = ()
    posts: tuple[PostView, ...] = ()
    reply: Reply | None = None
    form: FormView | None = None
    echo: str = ""
    tour: tuple[Stop, ...] = ()

    @property
    def room(self) -> RoomView:
        return next(room for room in self.rooms if room.here)

    @property
    def place(self) -> str:
        return self.room.name if self.me else ""

    @property
    def schools(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(person.school for person in self.people))

    @property
    def title(self) -> str:
        if self.form:
            return ("Error: " if self.form.is_wrong else "") + self.form.title
        if self.reply:
            return self.reply.card.title if self.reply.card else "Answer"
        return self.room.called if self.me else "Who would you like to be?"
