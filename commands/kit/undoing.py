"""Taking back what was done a moment ago: for how long, and the button; for what has told nobody but the asker."""

from datetime import datetime, timedelta

from commands.kit.cards import Button

WITHIN = timedelta(minutes=10)
"""How long after it a thing can be taken back by a press."""
IN_WORDS = "ten minutes"


def may_be_undone(done_at: datetime, now: datetime) -> bool:
    """Whether what was done at the one moment may still be taken back at the other."""
    return now - done_at <= WITHIN


def undo_button(word: str, about: str) -> Button:
    """The button that takes back, by the command `word`, what has just been done about `about`."""
    return Button("Undo", word, about)
