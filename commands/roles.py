"""ROLES: who may ask what, and how much of it each is ever shown."""

from collections.abc import Mapping

from commands.catalogue import COMMANDS
from commands.domain.privacy.reach import (
    ALL_WHO_TEACH,
    IN_CLASS,
    LEADERS,
    LED,
    NO,
    PART_IF_TAUGHT,
    SENCOS,
    WITH_A_REASON,
    Row,
)

ROLES: Mapping[str, Row] = {command.word: command.row for command in COMMANDS}
"""The row of each command and each button, by its word: it stands on the command."""

FIELDS: Mapping[str, Row] = {
    "a pupil's name, year and group": ALL_WHO_TEACH,
    "a pupil's date of birth, on a screen": Row(NO, NO, NO, NO, NO),
    "a pupil's date of birth, in the evidence and an annual review's papers": SENCOS,
    "what a referral says": LED,
    "the decision on a referral": LED,
    "a place on the register: provision, need, reason": SENCOS,
    "a plan's needs and views": LED,
    "a plan's outcomes and support": PART_IF_TAUGHT,
    "a plan's lines for lessons": WITH_A_REASON,
    "a note on an adjustment": IN_CLASS,
    "a review: place, who is invited, what was agreed": SENCOS,
    "an agency referral, its appointments and reports": SENCOS,
    "what was agreed with parents": LED,
    "a parent's request": SENCOS,
    "a colleague's view": LED,
    "an assessment's facts, notes and exceptions": SENCOS,
    "a transfer: the next place, what was passed on": SENCOS,
    "what staff were trained in": SENCOS,
    "counts of the whole school, in steps": LEADERS,
}
"""A row for each kind of thing that is remembered: who is ever shown it, whatever they ask."""
