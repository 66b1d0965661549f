"""How an ask ended, in one word of a closed list: for the log and the figures, which must hold nobody's words."""

from enum import StrEnum

from commands.kit.ask import Reply, Show


class Ending(StrEnum):
    """Every way the dispatcher can end an ask."""

    ANSWERED = "answered"
    FORM = "form"
    """A form was opened."""
    CORRECTING = "correcting"
    """A form was shown again: something in it needs putting right, or looking at once more."""
    REFUSED = "refused"
    """The rules say no."""
    NOT_ALLOWED = "not allowed"
    """The asker's role may not ask it."""
    UNKNOWN = "unknown word"
    FAILED = "failed"
    """Something broke; the asker was told that it is not known whether it was stored, or to try again."""


def ending_of(outcome: Reply | Show) -> Ending:
    """How an ask that neither was refused nor failed has ended."""
    if isinstance(outcome, Reply):
        return Ending.ANSWERED
    return Ending.CORRECTING if outcome.errors or outcome.nudges else Ending.FORM
