"""A referral to an agency outside the school: consent, the states it passes through, and when to chase it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from commands.domain.agency import Agency
from commands.domain.days.calendar import LONDON, SchoolCalendar
from commands.domain.privacy.discreet import Discreet
from commands.domain.words.labelled import Labelled


class AgencyState(Labelled):
    """Where a referral to an agency stands."""

    DRAFT = "draft", "Draft"
    CONSENT_PENDING = "consent_pending", "Waiting for consent"
    READY = "ready", "Ready to send"
    SENT = "sent", "Sent"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    ACCEPTED = "accepted", "Accepted"
    WAITING = "waiting", "On the waiting list"
    BOOKED = "booked", "Appointment booked"
    ATTENDED = "attended", "Attended"
    REPORT_AWAITED = "report_awaited", "Waiting for the report"
    REPORT_RECEIVED = "report_received", "Report received"
    RECOMMENDATIONS_LOGGED = "recommendations_logged", "Recommendations recorded"
    CLOSED = "closed", "Closed"
    REJECTED = "rejected", "Rejected by the agency"
    MORE_INFO_REQUESTED = "more_info_requested", "The agency has asked for more"
    WAS_NOT_BROUGHT = "was_not_brought", "Was not brought"
    CANCELLED_FAMILY = "cancelled_family", "Cancelled by the family"
    CANCELLED_SERVICE = "cancelled_service", "Cancelled by the service"
    DISCHARGED = "discharged", "Discharged by the agency"
    WITHDRAWN = "withdrawn", "Withdrawn"

    @property
    def is_open(self) -> bool:
        return bool(MOVES[self])


_S = AgencyState
_MISSED = frozenset({_S.BOOKED, _S.DISCHARGED, _S.WITHDRAWN})

# A letter often says two things at once, so a step can be passed over going forwards (the first word from an agency
# may be an appointment). Three states lead to themselves: consent is renewed before sending, an appointment is moved,
# a further recommendation is recorded. A rejected referral is commonly made again with what was missing.
MOVES: dict[AgencyState, frozenset[AgencyState]] = {
    _S.DRAFT: frozenset({_S.CONSENT_PENDING, _S.READY, _S.WITHDRAWN}),
    _S.CONSENT_PENDING: frozenset({_S.READY, _S.WITHDRAWN}),
    _S.READY: frozenset({_S.READY, _S.SENT, _S.WITHDRAWN}),
    _S.SENT: frozenset(
        {_S.ACKNOWLEDGED, _S.ACCEPTED, _S.BOOKED, _S.REJECTED, _S.MORE_INFO_REQUESTED, _S.WITHDRAWN},
    ),
    _S.ACKNOWLEDGED: frozenset({_S.ACCEPTED, _S.BOOKED, _S.REJECTED, _S.MORE_INFO_REQUESTED, _S.WITHDRAWN}),
    _S.ACCEPTED: frozenset({_S.WAITING, _S.BOOKED, _S.DISCHARGED, _S.WITHDRAWN}),
    _S.WAITING: frozenset({_S.BOOKED, _S.DISCHARGED, _S.WITHDRAWN}),
    _S.BOOKED: frozenset(
        {
            _S.ATTENDED,
            _S.WAS_NOT_BROUGHT,
            _S.CANCELLED_FAMILY,
            _S.CANCELLED_SERVICE,
            _S.BOOKED,
            _S.DISCHARGED,
            _S.WITHDRAWN,
        }
    ),
    _S.ATTENDED: frozenset({_S.REPORT_AWAITED, _S.REPORT_RECEIVED, _S.BOOKED, _S.CLOSED, _S.DISCHARGED}),
    _S.REPORT_AWAITED: frozenset({_S.REPORT_RECEIVED, _S.BOOKED, _S.DISCHARGED, _S.WITHDRAWN}),
    _S.REPORT_RECEIVED: frozenset({_S.RECOMMENDATIONS_LOGGED}),
    _S.RECOMMENDATIONS_LOGGED: frozenset({_S.RECOMMENDATIONS_LOGGED, _S.BOOKED, _S.CLOSED}),
    _S.CLOSED: frozenset(),
    _S.REJECTED: frozenset({_S.READY, _S.CLOSED}),
    _S.MORE_INFO_REQUESTED: frozenset({_S.ACKNOWLEDGED, _S.ACCEPTED, _S.BOOKED, _S.REJECTED, _S.WITHDRAWN}),
    _S.WAS_NOT_BROUGHT: _MISSED,
    _S.CANCELLED_FAMILY: _MISSED,
    _S.CANCELLED_SERVICE: _MISSED,
    _S.DISCHARGED: frozenset(),
    _S.WITHDRAWN: frozenset(),
}


class ConsentGiver(Labelled):
    """Who gave consent, or was informed where that is all that is needed."""

    MOTHER = "mother", "Mother"
    FATHER = "father", "Father"
    PARENT = "parent", "Parent", "Or both parents together"
    CARER = "carer", "Carer", "Somebody else with parental responsibility"
    PUPIL = "pupil", "The pupil", "16 or over; for CAMHS, competent to decide"


@dataclass(frozen=True, repr=False)
class AgencyReferral(Discreet):
    """One pupil's referral to one agency. `agency` is the agency's key; `version` counts the changes made.

    `sent_on` and `accepted_on` are what waits are counted from; `chase_on` is the day to ask how it stands.
    """

    school_id: str
    reference: str
    agency: str
    pupil_id: str
    reason: str
    started_by: str
    started_on: date
    state: AgencyState = AgencyState.DRAFT
    consent_by: ConsentGiver | None = None
    consent_on: date | None = None
    consent_scope: str = ""
    consent_until: date | None = None
    sent_on: date | None = None
    accepted_on: date | None = None
    chase_on: date | None = None
    re_refer_by: date | None = None
    ended_on: date | None = None
    version: int = 0

    def allows(self, to: AgencyState) -> bool:
        """Whether the table of moves lets it go to `to` from where it stands."""
        return to in MOVES[self.state]

    def has_consent(self, on: date) -> bool:
        """Whether consent has been given and has not run out on that day."""
        return self.consent_on is not None and (self.consent_until is None or on <= self.consent_until)

    def consented(self, by: ConsentGiver, on: date, scope: str, until: date | None) -> "AgencyReferral":
        """Consent has been given, or given anew: it can be sent."""
        given = replace(self, consent_by=by, consent_on=on, consent_scope=scope, consent_until=until)
        return given.moved(AgencyState.READY, on)

    def again_by(self, day: date | None) -> "AgencyReferral":
        """With the day by which a rejected referral is to be made again."""
        return replace(self, re_refer_by=day)

    def moved(self, to: AgencyState, on: date, chase_on: date | None = None) -> "AgencyReferral":
        """Moved on that day. Raises ValueError where the table, or the lack of consent, stands in the way."""
        if not self.allows(to):
            raise ValueError(f"{self.reference} cannot go from {self.state.value} to {to.value}")
        if to is AgencyState.READY and self.consent_on is None:
            raise ValueError(f"{self.reference} is not ready without consent")
        if to is AgencyState.SENT:
            if not self.has_consent(on):
                raise ValueError(f"{self.reference} cannot be sent without consent")
            return replace(self, state=to, sent_on=on, accepted_on=None, chase_on=chase_on)
        # An appointment is an acceptance, whether or not the agency said so first.
        accepted = to in (AgencyState.ACCEPTED, AgencyState.BOOKED) and self.accepted_on is None
        return replace(
            self,
            state=to,
            accepted_on=on if accepted else self.accepted_on,
            chase_on=chase_on,
            re_refer_by=self.re_refer_by if to is AgencyState.REJECTED else None,
            ended_on=None if to.is_open else on,
        )

    def on_another_day(self, on: date, chase_on: date | None) -> "AgencyReferral":
        """With the day of its last step put right; waits are counted from it, and it is chased accordingly."""
        state = self.state
        return replace(
            self,
            sent_on=on if state is AgencyState.SENT else self.sent_on,
            accepted_on=on if state is AgencyState.ACCEPTED else self.accepted_on,
            ended_on=None if state.is_open else on,
            chase_on=chase_on,
        )

    def weeks_since_sent(self, today: date) -> int | None:
        return (today - self.sent_on).days // 7 if self.sent_on else None

    def weeks_since_accepted(self, today: date) -> int | None:
        return (today - self.accepted_on).days // 7 if self.accepted_on else None

    def is_to_be_chased(self, today: date) -> bool:
        return self.chase_on is not None and self.chase_on <= today


ACKNOWLEDGED_WITHIN = 15
"""School days in which an agency acknowledges a referral before it is chased. The product's own choice, not law."""
LOOKED_AT_WITHIN = 5
"""School days, a week, in which a missed appointment or an agency's question is seen to. The product's own choice."""


def chase_date(
    referral: AgencyReferral, to: AgencyState, on: date, agency: Agency | None, calendar: SchoolCalendar
) -> date | None:
    """The school day on which to ask how it stands, for a referral that moves to `to` on the day `on`.

    After sending: fifteen school days. Acknowledged, accepted or waiting: the agency's usual wait since it was sent,
    on the first school day from then. Missed, cancelled or asked for more: within the week. None where there is
    nothing to wait for, or where the day is said by whoever moves it (a report that is due).
    """
    match to:
        case AgencyState.SENT:
            return calendar.add_school_days(on, ACKNOWLEDGED_WITHIN)
        case AgencyState.ACKNOWLEDGED | AgencyState.ACCEPTED | AgencyState.WAITING if agency:
            end = (referral.sent_on or on) + timedelta(weeks=agency.wait_weeks)
            return calendar.add_school_days(end - timedelta(days=1), 1)
        case (
            AgencyState.WAS_NOT_BROUGHT
            | AgencyState.CANCELLED_FAMILY
            | AgencyState.CANCELLED_SERVICE
            | AgencyState.MORE_INFO_REQUESTED
        ):
            return calendar.add_school_days(on, LOOKED_AT_WITHIN)
    return None


def is_too_young_to_consent(giver: ConsentGiver, agency: Agency | None, born: date | None, on: date) -> bool:
    """Whether this was the pupil's own word where, at their age, the agency needs the parent's."""
    if giver is not ConsentGiver.PUPIL or agency is None or born is None:
        return False
    return relativedelta(on, born).years < agency.consent.pupil_from


@dataclass(frozen=True, repr=False)
class AgencyEvent(Discreet):
    """A line of its history: the state it came to, when that was recorded (an aware UTC time), by whom, and the words
    if there were. `on` is the day it happened; None in lines from before that was kept."""

    school_id: str
    reference: str
    at: datetime
    by: str
    state: AgencyState
    words: str = ""
    on: date | None = None

    @property
    def recorded_on(self) -> date:
        return self.at.astimezone(LONDON).date()

    @property
    def day(self) -> date:
        """The day it happened, as far as is known."""
        return self.on or self.recorded_on
