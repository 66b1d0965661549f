"""What is said when the records did not answer, or too much was asked: the truth about what is stored, what to do."""

from commands.kit.ask import Reply, Show
from commands.kit.command import Command
from commands.kit.forms import Answers, Form
from commands.kit.questions import Lookup

UNSURE = "We could not confirm that this was stored. Send it again: it will not be stored twice."
KEPT = (
    "Nothing was stored just now, and what you typed is still here. "
    "Send it again in a minute: it will not be stored twice."
)
LOOK_FIRST = "We could not confirm that this was stored. Look whether it is there before you ask again."
NOT_STORED = "Nothing was stored just now. Try again in a minute."
UNAVAILABLE = "Sorry, this cannot be answered just now. Please try again in a minute; nothing is done twice."
UNTIL_MENDED = "Whoever looks after the bot must put its connection right first: please tell them."
"""For trouble that no waiting mends."""
AS_CHOSEN = "As you chose"
MUCH_SENT = (
    "You have sent a lot within a minute. Nothing of this is lost: what you typed is still here. Wait {} and send it "
    "again."
)
MUCH_DONE = "You have asked a lot within a minute, so this has not been done. Please wait {} and ask again."
MUCH_LOOKED = "You have opened a lot within a minute. Please wait {} and ask again."


def too_much(command: Command, key: str, about: str, answers: Answers | None, seconds: int) -> Reply | Show:
    """What is said to somebody who asks more within a minute than a person does: a form stays as it was sent, to be
    sent again with the same key in so many seconds. Nothing was stored, this time."""
    wait = "1 second" if seconds == 1 else f"{seconds} seconds"
    if command.form and answers is not None:
        return as_sent(command.form, command.word, key, about, answers, MUCH_SENT.format(wait))
    return Reply((MUCH_LOOKED if command.look else MUCH_DONE).format(wait))


def shut_out(command: Command | None, key: str, about: str, answers: Answers | None) -> Reply | Show:
    """What is said while the platform refuses the bot, until somebody mends that: nothing was stored, a form stays as
    it was sent, and whom to tell."""
    if command and command.form and answers is not None:
        stays = f"Nothing was stored just now, and what you typed is still here. {UNTIL_MENDED} Then send it again."
        return as_sent(command.form, command.word, key, about, answers, stays)
    return Reply(f"Sorry, this cannot be answered just now, and nothing was changed. {UNTIL_MENDED}")


def failed(command: Command, key: str, about: str, answers: Answers | None, *, lost: bool) -> Reply | Show:
    """What is said when the records did not answer: a form stays as it was sent, to be sent again with the same key.

    `lost`: it may have been stored all the same. Otherwise nothing was, this time; an earlier sending of the same form
    may have been, so no sentence says more than that.
    """
    if command.form and answers is not None:
        return as_sent(command.form, command.word, key, about, answers, UNSURE if lost else KEPT)
    if command.look:
        return Reply(UNAVAILABLE)
    return Reply(LOOK_FIRST if lost else NOT_STORED)


def as_sent(form: type[Form], word: str, key: str, about: str, answers: Answers, sentence: str) -> Show:
    """A form as it was sent, with the same key and a sentence above it; made without the records."""
    chosen = {name: AS_CHOSEN for name, question in form.questions.items() if isinstance(question, Lookup)}
    return Show(form, word, key, about, answers, chosen, {"": sentence})
