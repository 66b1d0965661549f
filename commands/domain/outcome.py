"""What a cycle is made of: the outcomes it aims at, and the lines of provision and adjustment it puts in place."""

from dataclasses import dataclass
from datetime import date

from commands.domain.privacy.discreet import Discreet
from commands.domain.words.labelled import Labelled

MOST_OUTCOMES = 6
MOST_LINES = 9
"""More than a family or a teacher can hold in mind; with the outcomes, as many lines as one card has."""


class Progress(Labelled):
    """How far an outcome was reached."""

    OPEN = "open", "Open"
    MET = "met", "Met"
    PARTLY = "partly", "Partly met"
    NOT_MET = "not_met", "Not met"


class LineKind(Labelled):
    """What a line of the plan puts in place."""

    PROVISION = "provision", "Provision", "Extra teaching or support, such as a group three times a week"
    ADJUSTMENT = "adjustment", "Adjustment", "A change in lessons or the room, such as a seat at the front"


@dataclass(frozen=True, repr=False)
class Outcome(Discreet):
    """One outcome of one cycle, numbered `n` from 1: measurable, from a baseline to a target."""

    school_id: str
    cycle: str
    n: int
    text: str
    baseline: str
    target: str
    by: date | None
    progress: Progress = Progress.OPEN
    what_worked: str = ""

    @property
    def goes_on(self) -> bool:
        """Whether the next cycle still aims at it."""
        return self.progress in (Progress.OPEN, Progress.PARTLY)


@dataclass(frozen=True, repr=False)
class ProvisionLine(Discreet):
    """One line of provision or adjustment, numbered `n` from 1.

    `outcome` is the number of the outcome it is for; 0 stands for the plan as a whole. `recommendation` says which
    recommendation of an agency it came from ("A-7K2PM.2"; "" for none) and `advised_by` what that agency is called.
    """

    school_id: str
    cycle: str
    n: int
    outcome: int
    kind: LineKind
    what: str
    who: str
    how_often: str
    first: date
    until: date | None = None
    recommendation: str = ""
    advised_by: str = ""

    def is_running(self, on: date) -> bool:
        """Whether it still goes on after that day."""
        return self.until is None or self.until > on
