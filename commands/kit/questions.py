"""The kinds of question a form can ask; each reads a travelled answer into a typed value, or says what is wrong."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any, Generic, Self, TypeVar, cast, overload

from commands.domain.words.labelled import Labelled
from commands.kit import limits

T = TypeVar("T")
L = TypeVar("L", bound=Labelled)
Answer = str | tuple[str, ...]


class Wrong(Exception):
    """An answer that cannot be read. The message is the sentence the person sees under the question."""


class Question(Generic[T]):
    """One question. `name` is the attribute it is assigned to and so its id everywhere."""

    name: str = ""
    required: bool = True

    def __init__(self, label: str, *, hint: str = "") -> None:
        limits.check("A question", label, limits.LABEL)
        if hint:
            limits.check(f"The hint of {label!r}", hint, limits.HINT)
        self.label, self.hint = label, hint

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, form: None, owner: type) -> Self: ...
    @overload
    def __get__(self, form: object, owner: type) -> T: ...
    def __get__(self, form: object | None, owner: type) -> Self | T:
        return self if form is None else cast("T", form.__dict__["_" + self.name])

    def answered(self, answer: Answer) -> T:
        """The typed value of a travelled answer; None for an optional question left empty. Raises `Wrong`."""
        if isinstance(answer, str):
            answer = answer.replace("\r\n", "\n").strip()
        if not answer:
            if self.required:
                raise Wrong(self.missing)
            return cast("T", None)
        return self.read(answer)

    @property
    def missing(self) -> str:
        """The sentence under a required question left empty."""
        return "Please answer this question."

    def read(self, answer: Answer) -> T:
        """The typed value of an answer that is not empty. Raises `Wrong`."""
        raise TypeError(f"{type(self).__name__} does not say how it is read")

    def travels(self, value: T) -> Answer:
        """A typed value as it travels in a form."""
        return str(value)


class Text(Question[str]):
    """Words: a line, or several when `long`.

    Whoever writes may write about a pupil, so its form carries the safeguarding line; `no_pupil` says why this question
    cannot be about one.
    """

    def __init__(
        self, label: str, *, long: bool = False, hint: str = "", most: int | None = None, no_pupil: str = ""
    ) -> None:
        super().__init__(label, hint=hint)
        self.no_pupil = no_pupil
        self.long = long
        self.most = most or (limits.LONG_TEXT if long else limits.SHORT_TEXT)
        if self.most > limits.LONG_TEXT:
            raise ValueError(f"{label!r}: at most {limits.LONG_TEXT} characters fit")

    @property
    def missing(self) -> str:
        return "Please write a few words here."

    def read(self, answer: Answer) -> str:
        text = _one(answer)
        if len(text) > self.most:
            raise Wrong(f"Please keep this to {self.most:,} characters; it has {len(text):,}.")
        if any((ord(c) < 32 and c not in "\n\t") or "\ud800" <= c <= "\udfff" for c in text):
            raise Wrong("This holds characters that cannot be stored. Please type it again rather than paste it.")
        return text


class Day(Question[date]):
    """A calendar day, without a time."""

    @property
    def missing(self) -> str:
        return "Please choose a date."

    def read(self, answer: Answer) -> date:
        try:
            return date.fromisoformat(_one(answer))
        except ValueError:
            raise Wrong("Please give the date as year-month-day, for example 2026-09-14.") from None


class Time(Question[time]):
    """A time of day, local to the school: hours and minutes."""

    @property
    def missing(self) -> str:
        return "Please give a time."

    def read(self, answer: Answer) -> time:
        try:
            return time.fromisoformat(_one(answer)).replace(second=0, microsecond=0, tzinfo=None)
        except ValueError:
            raise Wrong("Please give the time as hours and minutes, for example 14:30.") from None

    def travels(self, value: time) -> Answer:
        return f"{value:%H:%M}"


class Choice(Question[L]):
    """One of a closed list: radio buttons when few, a drop-down list when many."""

    def __init__(self, label: str, of: type[L], *, hint: str = "") -> None:
        super().__init__(label, hint=hint)
        self.options: tuple[L, ...] = _options(of)

    @property
    def missing(self) -> str:
        return "Please choose one."

    def read(self, answer: Answer) -> L:
        return _option(self.options, _one(answer))

    def travels(self, value: L) -> Answer:
        return str(value.value)


class Choices(Question[tuple[L, ...]]):
    """Any of a closed list, at least one: tick boxes."""

    def __init__(self, label: str, of: type[L], *, hint: str = "") -> None:
        super().__init__(label, hint=hint)
        self.options: tuple[L, ...] = _options(of)
        if len(self.options) > limits.BOXES:
            raise ValueError(f"{label!r}: at most {limits.BOXES} boxes can be ticked")

    @property
    def missing(self) -> str:
        return "Please tick at least one."

    def read(self, answer: Answer) -> tuple[L, ...]:
        ticked = {_option(self.options, value) for value in ([answer] if isinstance(answer, str) else answer)}
        return tuple(option for option in self.options if option in ticked)

    def travels(self, value: tuple[L, ...]) -> Answer:
        return tuple(str(option.value) for option in value)


class Lookup(Question[str]):
    """Something the records hold, found by typing part of it; the answer is its id.

    `of` names the list the records search. That the id exists, in this school, is checked by the dispatcher.
    """

    def __init__(self, label: str, *, of: str, hint: str = "") -> None:
        super().__init__(label, hint=hint)
        self.of = of

    @property
    def missing(self) -> str:
        return "Please type part of the name and choose from the list."

    def read(self, answer: Answer) -> str:
        value = _one(answer)
        if len(value) > limits.VALUE or not value.isprintable():
            raise Wrong(self.missing)
        return value


class YesNo(Labelled):
    """A plain yes or no."""

    NO = "no", "No"
    YES = "yes", "Yes"


class Stop(Choice[YesNo]):
    """A yes/no question that comes first; yes ends the form and nothing else in it is read or stored."""

    YES = YesNo.YES.value

    def __init__(self, label: str, *, hint: str = "") -> None:
        super().__init__(label, YesNo, hint=hint)


def optional(question: Question[T]) -> Question[T | None]:
    """The same question, which may be left empty; the answer is then None."""
    question.required = False
    return cast("Question[T | None]", question)


def _one(answer: Answer) -> str:
    if isinstance(answer, str):
        return answer
    if len(answer) != 1:
        raise Wrong("Please choose one.")
    return answer[0]


def _options(of: type[L]) -> tuple[L, ...]:
    options = tuple(of)
    if not 1 <= len(options) <= limits.OPTIONS:
        raise ValueError(f"{of.__name__} must have 1 to {limits.OPTIONS} members")
    for option in options:
        limits.check(f"A label of {of.__name__}", option.label, limits.OPTION)
        limits.check(f"A value of {of.__name__}", option.value, limits.VALUE)
        if option.hint:
            limits.check(f"A hint of {of.__name__}", option.hint, limits.OPTION)
    return options


def _option(options: Sequence[L], value: Any) -> L:
    for option in options:
        if option.value == value:
            return option
    raise Wrong("Please choose from the list.")
