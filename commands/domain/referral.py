"""A referral: what a teacher asks the SENCO to look at, the states it passes through and who moved it."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from commands.domain.days.calendar import SchoolCalendar
from commands.domain.decision import ReferralOutcome
from commands.domain.needs import AreaOfNeed
from commands.domain.privacy.discreet import Discreet
from commands.domain.school import School
from commands.domain.words.labelled import Labelled


class Urgency(Labelled):
    """How soon the referrer needs an answer; the school sets the school days for each."""

    ROUTINE = "routine", "Routine", "A concern to look into; lessons go on as usual"
    SOON = "soon", "Soon", "Getting worse, or holding the pupil back now"
    URGENT = "urgent", "Urgent", "Cannot take part in lessons as things are"


class Duration(Labelled):
    """How long something was tried. Six to eight weeks is the usual first review of a strategy."""

    DAYS = "under_2_weeks", "Less than 2 weeks"
    WEEKS = "2_to_6_weeks", "2 to 6 weeks"
    HALF_TERM = "6_to_12_weeks", "6 to 12 weeks"
    TERM = "over_12_weeks", "More than 12 weeks"


class Effect(Labelled):
    """How far something helped."""

    NONE = "none", "It did not help"
    SOME = "some", "It helped a little"
    GOOD = "good", "It helped"


class ReferralState(Labelled):
    """Where a referral stands. The words are those the referrer reads."""

    SUBMITTED = "submitted", "Waiting for the SENCO"
    INFO_REQUESTED = "info_requested", "The SENCO has asked the referrer for more"
    ASSESSING = "assessing", "Being assessed"
    DECIDED = "decided", "Decided"
    CLOSED = "closed", "Closed"

    @property
    def is_open(self) -> bool:
        return self not in (ReferralState.DECIDED, ReferralState.CLOSED)


class ClosedAs(Labelled):
    """Why a referral was closed without a decision."""

    DUPLICATE = "duplicate", "Duplicate", "Another referral already covers this"
    WITHDRAWN = "withdrawn", "Withdrawn", "The referrer no longer asks for it"


class NotSendReason(Labelled):
    """Why a concern is not, or not yet, a special educational need."""

    MAKING_PROGRESS = (
        "making_progress",
        "Making expected progress",
        "Data and work show progress from the starting point",
    )
    TEACHING_FIRST = "teaching_first", "High-quality teaching first", "Classroom adjustments have not had time to work"
    EAL_ONLY = "eal", "Learning English as an additional language", "A different home language is not in itself SEN"
    ATTENDANCE = "attendance", "Absence or lateness", "Missed teaching explains the gap"
    PASTORAL = "pastoral", "A pastoral or family matter", "Better met by the pastoral team"
    OTHER = "other", "Another reason", "Say which in your own words"


@dataclass(frozen=True, repr=False)
class Referral(Discreet):
    """One referral of one pupil. Dates are local dates of the school; `version` counts the changes made."""

    school_id: str
    reference: str
    pupil_id: str
    year: str
    raised_by: str
    raised_on: date
    reply_by: date
    areas: tuple[AreaOfNeed, ...]
    urgency: Urgency
    noticed: str
    tried: str
    tried_for: Duration
    tried_effect: Effect
    hoped: str
    parents_told: bool
    parents_told_on: date | None = None
    parents_view: str = ""
    since: date | None = None
    also_tried: str = ""
    also_tried_for: Duration | None = None
    also_tried_effect: Effect | None = None
    state: ReferralState = ReferralState.SUBMITTED
    outcome: ReferralOutcome | None = None
    taken_by: str = ""
    taken_on: date | None = None
    closed_as: ClosedAs | None = None
    ended_on: date | None = None
    not_send_reason: NotSendReason | None = None
    rationale: str = ""
    universal_adjustments: str = ""
    delivered_by: str = ""
    monitor_until: date | None = None
    review_trigger: str = ""
    parents_informed_on: date | None = None
    version: int = 0

    def accepted(self, by: str, on: date) -> "Referral":
        """Taken on for assessment by the SENCO `by`. A question still with the referrer stays open until answered."""
        if self.state is ReferralState.INFO_REQUESTED:
            return replace(self, taken_by=by, taken_on=on)
        return self._moved(ReferralState.ASSESSING, taken_by=by, taken_on=on)

    def questioned(self) -> "Referral":
        """The referrer has been asked for more."""
        return self._moved(ReferralState.INFO_REQUESTED)

    def answered(self) -> "Referral":
        """The referrer has answered: it goes back to where it stood before the question."""
        return self._moved(ReferralState.ASSESSING if self.taken_on else ReferralState.SUBMITTED)

    def closed(self, how: ClosedAs, on: date) -> "Referral":
        """Ended without a decision."""
        return self._moved(ReferralState.CLOSED, closed_as=how, ended_on=on)

    def not_send(
        self,
        *,
        on: date,
        reason: NotSendReason,
        rationale: str,
        universal_adjustments: str,
        delivered_by: str,
        monitor_until: date,
        review_trigger: str,
        parents_informed_on: date | None,
    ) -> "Referral":
        """Decided not to be SEND: what is in place instead, who does it, and what would reopen it."""
        return self._moved(
            ReferralState.DECIDED,
            outcome=ReferralOutcome.NOT_SEND,
            ended_on=on,
            not_send_reason=reason,
            rationale=rationale,
            universal_adjustments=universal_adjustments,
            delivered_by=delivered_by,
            monitor_until=monitor_until,
            review_trigger=review_trigger,
            parents_informed_on=parents_informed_on,
        )

    def decided(self, outcome: ReferralOutcome, on: date) -> "Referral":
        """Decided otherwise; what the outcome records stands in its `Decision`."""
        return self._moved(ReferralState.DECIDED, outcome=outcome, ended_on=on)

    def is_to_inform(self, decided_with: date | None = None) -> bool:
        """Whether its decision still lacks the day the parents were informed; `decided_with` is the one it recorded."""
        return self.outcome in INFORMED_LATER and not (self.parents_informed_on or decided_with)

    def informed(self, on: date) -> "Referral":
        """The parents have been informed of a decision made before they were."""
        if not self.is_to_inform():
            raise ValueError(f"{self.reference} has no day to fill in")
        return replace(self, parents_informed_on=on)

    def _moved(self, state: ReferralState, **changes: object) -> "Referral":
        if not self.allows(state):
            raise ValueError(f"{self.reference} cannot go from {self.state.value} to {state.value}")
        return replace(self, state=state, **changes)  # type: ignore[arg-type]

    def allows(self, state: ReferralState) -> bool:
        """Whether the table of moves lets the referral go to `state` from where it stands."""
        return state in MOVES[self.state]

    @property
    def state_in_words(self) -> str:
        if self.outcome:
            return self.outcome.state_in_words
        return f"{self.state.label}: {self.closed_as.in_sentence}" if self.closed_as else self.state.label

    @property
    def is_accepted(self) -> bool:
        """Taken on by a SENCO and not yet decided, whether or not a question is out: the checklist is in use."""
        return self.taken_on is not None and self.state.is_open

    def school_days_waiting(self, today: date, calendar: SchoolCalendar) -> int:
        """School days since it was raised, up to the day it ended."""
        return calendar.school_days_between(self.raised_on, self.ended_on or today)

    @property
    def may_be_withdrawn(self) -> bool:
        """Whether its referrer may take it back: until a SENCO has taken it, or it has ended."""
        return self.state.is_open and self.taken_on is None

    def is_overdue(self, today: date) -> bool:
        """Whether the SENCO's answer is late. Only a referral nobody has answered can be."""
        return self.state is ReferralState.SUBMITTED and not self.taken_on and today > self.reply_by


INFORMED_LATER = frozenset({ReferralOutcome.NOT_SEND, ReferralOutcome.MONITORING, ReferralOutcome.EHC_REQUEST})
"""What may be decided before the parents are informed. SEN support may not (Children and Families Act 2014, s.68)."""

MOVES: dict[ReferralState, frozenset[ReferralState]] = {
    ReferralState.SUBMITTED: frozenset(
        {ReferralState.ASSESSING, ReferralState.INFO_REQUESTED, ReferralState.DECIDED, ReferralState.CLOSED}
    ),
    ReferralState.INFO_REQUESTED: frozenset(
        {ReferralState.SUBMITTED, ReferralState.ASSESSING, ReferralState.DECIDED, ReferralState.CLOSED}
    ),
    ReferralState.ASSESSING: frozenset({ReferralState.INFO_REQUESTED, ReferralState.DECIDED, ReferralState.CLOSED}),
    ReferralState.DECIDED: frozenset(),
    ReferralState.CLOSED: frozenset(),
}


def reply_due(school: School, urgency: Urgency, raised_on: date, calendar: SchoolCalendar) -> date:
    """The school day by which the SENCO answers, by the school's own periods."""
    days = {
        Urgency.ROUTINE: school.reply_routine,
        Urgency.SOON: school.reply_soon,
        Urgency.URGENT: school.reply_urgent,
    }[urgency]
    return calendar.add_school_days(raised_on, days)


class Happened(Labelled):
    """What a line of a referral's history records."""

    RAISED = "raised", "Referred"
    ACCEPTED = "accepted", "Accepted for assessment"
    QUESTION = "question", "The SENCO asked"
    ANSWER = "answer", "The referrer answered"
    ADDED = "added", "The referrer added"
    NOT_SEND = "not_send", "Decided: not SEND"
    DECIDED = "decided", "Decided"
    CLOSED = "closed", "Closed"
    INFORMED = "informed", "Parents informed"


@dataclass(frozen=True, repr=False)
class ReferralEvent(Discreet):
    """A line of a referral's history: what happened, when (an aware UTC time), by whom, and the words if there were."""

    school_id: str
    reference: str
    at: datetime
    by: str
    what: Happened
    words: str = ""
