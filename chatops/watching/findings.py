"""What looking at one thing finds: whether it is as it should be, and in words what to do when it is not."""

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "off", "look", "wrong"]


@dataclass(frozen=True)
class Finding:
    """One thing looked at. "wrong" keeps the bot from working, "look" is worth a person's look, "off" is a choice."""

    state: State
    about: str
    words: str
