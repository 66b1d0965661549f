"""What is due: one line of somebody's day, of whatever kind, with the day it is due and whose it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from commands.domain.discreet import Discreet
from commands.domain.labelled import Labelled


class DueKind(Labelled):
    """What kind of thing is due. The label may stand in a channel."""

    REPLY = "reply", "Referral to answer"
    MONITOR = "monitor", "Progress to look at again"
    REVIEW = "review", "SEN support review"
    INTERIM = "interim", "Interim review"
    ANNUAL = "annual", "Annual review"
    PAPERS = "papers", "Review papers due"
    APPOINTMENT = "appointment", "Agency appointment"
    OUTCOME = "outcome", "Appointment: what came of it?"
    REPORT = "report", "Agency report due"
    CHASE = "chase", "Agency to chase"
    REFER_AGAIN = "refer_again", "Agency to refer to again"
    ACTION = "action", "Action agreed with parents"
    REQUEST = "request", "Parent's request: the local authority's answer"


@dataclass(frozen=True, repr=False)
class Due(Discreet):
    """One thing that is due on a day.

    `reference` names it without naming anybody ("V-7K2PM"; "" for what has none); `word` and `about` are the ask that
    opens it. `of` says more without a name or anything typed freely: the agency's listed name, say. `statutory`: the
    law sets the day. `owner` is "school" or "authority" (the local authority, whose lateness is theirs).
    """

    kind: DueKind
    on: date
    pupil_id: str
    word: str
    about: str
    reference: str = ""
    at: time | None = None
    of: str = ""
    statutory: bool = False
    owner: str = "school"
    lead: str = ""
    """The id of the colleague it is for beside the SENCO: who leads the plan, or who agreed to act. "" for none."""

    def is_overdue(self, today: date) -> bool:
        return self.on < today


def in_order(lines: Iterable[Due]) -> tuple[Due, ...]:
    """The oldest first, then by time of day; what has no time stands before what has."""
    return tuple(sorted(lines, key=lambda line: (line.on, line.at or time.min, line.kind.value, line.reference)))
