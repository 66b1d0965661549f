"""The audit: who looked at, changed or exported what about whom, when and from where; no pupil's name, no words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from commands.domain.person import Role
from commands.domain.privacy.discreet import Discreet
from commands.domain.words.labelled import Labelled

REFERENCE = re.compile(r"\b[A-Z]-[0-9A-Z]{5}\b")
ID = re.compile(r"[\w-]{1,40}", re.ASCII)
TERMINAL = "terminal"
"""The face of whoever works on the machine itself; also who they are when the system does not say."""


class Did(Labelled):
    """What somebody did."""

    LOOKED = "looked", "Looked"
    LISTED = "listed", "Saw in a list", "The pupil stood in it beside others."
    SEARCHED = "searched", "Searched by name", "Kept once an hour for each form, without what was typed or found."
    CHANGED = "changed", "Changed"
    EXPORTED = "exported", "Exported"
    REFUSED = "refused", "Was refused"
    REMOVED = "removed", "Removed lines of the audit"


OF_ONE = frozenset({Did.LOOKED, Did.CHANGED, Did.EXPORTED, Did.REFUSED, Did.REMOVED})
"""What is done to one pupil's record itself."""


@dataclass(frozen=True, repr=False)
class AuditEntry(Discreet):
    """One line. The same ask about the same thing is one line, however often a platform sends it again.

    `person_id` is the id of a member of staff, or on the face "terminal" the operating system's account. `role` is
    what they were then, None for the terminal and the clock. `pupil_id` and `reference` are "" where the ask was about
    none. `ask_key` leads to the ask in the record of asks, where there is one. `name` is what the member of staff was
    called then, whatever the list says of them since; "" for the terminal's account and the clock. `offered` is how
    many pupils somebody was offered by name within an hour, on the line that says so; 0 on every other.
    """

    school_id: str
    ask_key: str
    did: Did
    at: datetime
    person_id: str
    role: Role | None
    face: str
    word: str
    pupil_id: str = ""
    reference: str = ""
    offered: int = 0
    name: str = ""


def named_in(abouts: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What may be a reference, and what may be a pupil's id, in what buttons and forms carry: "C-7K2PM 2=5", "P1 15".

    Only what the school's records then know is written down: the rest may be words somebody typed.
    """
    references: dict[str, None] = {}
    ids: dict[str, None] = {}
    for about in abouts:
        references |= dict.fromkeys(REFERENCE.findall(about))
        ids |= dict.fromkeys(ID.findall(about))
    return tuple(references), tuple(ids)
