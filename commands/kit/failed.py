"""What is said when the records did not answer: the truth about what is stored, and what to do."""

from commands.kit.ask import Reply, Show
from commands.kit.command import Command
from commands.kit.forms import Answers
from commands.kit.questions import Lookup

UNSURE = "We could not confirm that this was stored. Send it again: it will not be stored twice."
KEPT = (
    "Nothing was stored just now, and what you typed is still here. "
    "Send it again in a minute: it will not be stored twice."
)
LOOK_FIRST = "We could not confirm that this was stored. Look whether it is there before you ask again."
NOT_STORED = "Nothing was stored just now. Try again in a minute."
UNAVAILABLE = "Sorry, this cannot be answered just now. Please try again in a minute; nothing is done twice."
AS_CHOSEN = "As you chose"


def failed(command: Command, key: str, about: str, answers: Answers | None, *, lost: bool) -> Reply | Show:
    """What is said when the records did not answer: a form stays as it was sent, to be sent again with the same key.

    `lost`: it may have been stored all the same. Otherwise nothing was, this time; an earlier sending of the same form
    may have been, so no sentence says more than that.
    """
    form = command.form
    if form and answers is not None:
        chosen = {name: AS_CHOSEN for name, question in form.questions.items() if isinstance(question, Lookup)}
        return Show(form, command.word, key, about, answers, chosen, {"": UNSURE if lost else KEPT})
    if command.look:
        return Reply(UNAVAILABLE)
    return Reply(LOOK_FIRST if lost else NOT_STORED)
