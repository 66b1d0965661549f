"""What has been chosen in questions that search the records: whether it is there, the words for it, whom it names."""

from commands.kit.forms import Answers, Form, Mistakes
from commands.kit.questions import Lookup
from commands.kit.records import Records

NOT_FOUND = "That name is not on your school's list. Type part of it and choose from what is offered."
OF_NO_PUPIL = frozenset({"staff", "agencies"})
"""Lists in which no pupil stands: to search them is no look at anybody's record."""


def chosen(form: type[Form], answers: Answers) -> tuple[str, ...]:
    """The ids that answer such questions."""
    lookups = (answers.get(name) for name, question in form.questions.items() if isinstance(question, Lookup))
    return tuple(answer for answer in lookups if isinstance(answer, str))


async def check_lookups(form: Form, records: Records, about: str) -> None:
    """An id from a form may be forged or out of date: each must be in this school's records."""
    for name, question in form.questions.items():
        value = getattr(form, name)
        if (
            isinstance(question, Lookup)
            and value is not None
            and await records.label(question.of, value, about) is None
        ):
            raise Mistakes(**{name: NOT_FOUND})


async def labels_of(form: type[Form], answers: Answers, records: Records, about: str) -> dict[str, str]:
    """The words for the ids that answer such questions, by question."""
    labels = {}
    for name, question in form.questions.items():
        answer = answers.get(name)
        if isinstance(question, Lookup) and isinstance(answer, str) and answer:
            label = await records.label(question.of, answer, about)
            if label:
                labels[name] = label
    return labels
