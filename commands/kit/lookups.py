"""What has been chosen in questions that search the records: whether it is there, the words for it, whom it names."""

from commands.kit import limits
from commands.kit.forms import Answers, Form, Mistakes
from commands.kit.found import Found
from commands.kit.questions import Lookup
from commands.kit.records import Records

NOT_FOUND = "That name is not on your school's list. Type part of it and choose from what is offered."
ENOUGH_NAMES = Found("~enough", "That is many names. Type the whole name, or ask your SENCO.")
WAIT_A_MOMENT = Found("~wait", "That is a lot within a minute. Wait a moment, then type on.")
"""Lines offered in the place of names. No id begins with this sign."""
for _line in (ENOUGH_NAMES, WAIT_A_MOMENT):
    limits.check("A line of a type-ahead", _line.label, limits.OPTION)
NO_NAME = {
    ENOUGH_NAMES.value: "That line is no name. You have looked through many names within an hour. Type the pupil's "
    "first name and surname in full and choose from what is offered, or ask your SENCO.",
    WAIT_A_MOMENT.value: "That line is no name. Wait a moment, then type the name again and choose it.",
}
"""What is said to whoever chooses such a line."""
OF_PUPILS = frozenset({"pupils", "leavers"})
"""Lists whose ids are pupils'."""
OF_NO_PUPIL = frozenset({"staff", "agencies"})
"""Lists in which no pupil stands: to search them is no look at anybody's record."""


def chosen(form: type[Form], answers: Answers) -> tuple[str, ...]:
    """The ids that answer such questions."""
    lookups = (answers.get(name) for name, question in form.questions.items() if isinstance(question, Lookup))
    return tuple(answer for answer in lookups if isinstance(answer, str))


def pupils_chosen(form: type[Form], answers: Answers) -> dict[str, str]:
    """The pupils' ids among them, by question."""
    asked = {name: question.of for name, question in form.questions.items() if isinstance(question, Lookup)}
    return {name: str(answers[name]) for name, of in asked.items() if of in OF_PUPILS and answers.get(name)}


def chosen_lines(answers: Answers) -> dict[str, str]:
    """The sentences for questions in which a line was chosen that is no name, by question."""
    return {name: NO_NAME[answer] for name, answer in answers.items() if isinstance(answer, str) and answer in NO_NAME}


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
