"""Forms: the class is the blank form, an instance is a filled-in one."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Self

from commands.domain.privacy.discreet import Discreet
from commands.kit import limits
from commands.kit.questions import Answer, Question, Stop, Text, Wrong

Answers = Mapping[str, Answer]
"""What was answered, by question name, as the platform gave it: text as typed, a day as YYYY-MM-DD, a choice by its
value, ticks as a tuple of values. A question left empty is absent or ""."""


class Mistakes(Exception):
    """Answers that need putting right: a sentence per question name. The form comes back filled, with the sentences.

    The name "" speaks of the form as a whole. The message of the exception itself names questions only, never answers.
    """

    def __init__(self, **sentences: str) -> None:
        self.sentences: Mapping[str, str] = sentences
        super().__init__(", ".join(sentences) or "form")


class Form(Discreet):
    """Subclass with questions as class attributes; the docstring is the introduction drawn above them.

        class ReferralForm(Form, title="Refer a pupil", submit="Send to SENCO"):
            noticed = Text("What have you noticed?", long=True)

    On the class `ReferralForm.noticed` is the question; on a filled-in form `form.noticed` is the typed answer.
    """

    title: ClassVar[str]
    submit: ClassVar[str]
    leave: ClassVar[str]
    """What the button says that sends nothing: never "Cancel" beside one that cancels something."""
    intro: ClassVar[str]
    questions: ClassVar[Mapping[str, Question[Any]]]
    stop: ClassVar[Stop | None]
    about_pupils: ClassVar[Sequence[str]]
    """The names of the questions that take free text about a pupil."""

    def __init_subclass__(cls, *, title: str, submit: str = "Send", **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.title, cls.submit = title, submit
        cls.leave = "Go back" if "cancel" in f"{title} {submit}".lower() else "Cancel"
        cls.intro = " ".join((cls.__doc__ or "").split())
        cls.questions = {name: q for name, q in vars(cls).items() if isinstance(q, Question)}
        cls.about_pupils = tuple(n for n, q in cls.questions.items() if isinstance(q, Text) and not q.no_pupil)
        stops = [q for q in cls.questions.values() if isinstance(q, Stop)]
        cls.stop = stops[0] if stops else None
        limits.check(f"The title of {cls.__name__}", title, limits.TITLE)
        limits.check(f"The submit button of {cls.__name__}", submit, limits.SUBMIT)
        if not 1 <= len(cls.questions) <= limits.QUESTIONS:
            raise ValueError(f"{cls.__name__} must ask 1 to {limits.QUESTIONS} questions")
        if stops and (len(stops) > 1 or next(iter(cls.questions.values())) is not stops[0]):
            raise ValueError(f"{cls.__name__}: the question that stops the form comes first, and there is one")

    def __init__(self, **answers: Any) -> None:
        for name in self.questions:
            self.__dict__["_" + name] = answers.get(name)

    @classmethod
    def read(cls, answers: Answers, today: date) -> Self:
        """The filled-in form. Raises `Mistakes` with a sentence for every question that needs putting right.

        `today` is the school's local date, for rules such as "not in the future".
        """
        values: dict[str, Any] = {}
        wrong: dict[str, str] = {}
        for name, question in cls.questions.items():
            try:
                values[name] = question.answered(answers.get(name, ""))
            except Wrong as mistake:
                wrong[name] = str(mistake)
        form = cls(**values)
        if not wrong:
            for name, sentence in form.check(today):
                wrong.setdefault(name, sentence)
        if wrong:
            raise Mistakes(**wrong)
        return form

    @classmethod
    def is_stopped_by(cls, answers: Answers) -> bool:
        """Whether the first question was answered so that nothing else may be read."""
        return cls.stop is not None and answers.get(cls.stop.name) == Stop.YES

    def check(self, today: date) -> Iterator[tuple[str, str]]:
        """Rules between answers: yields (question name, sentence). Called once each answer alone is right."""
        yield from ()

    def answers(self) -> dict[str, Answer]:
        """The answers as they travel: what `read` would accept again."""
        values = {name: getattr(self, name) for name in self.questions}
        return {name: self.questions[name].travels(v) for name, v in values.items() if v is not None}
