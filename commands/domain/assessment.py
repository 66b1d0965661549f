"""An EHC needs assessment: what has happened and when, the days the law counts from that, what is met, what is next."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from commands.domain.days.calendar import SchoolCalendar
from commands.domain.law.clock_facts import DeadlineState, standing_of
from commands.domain.law.in_force import law
from commands.domain.law.ruleset import Clock, Fact, Ruleset
from commands.domain.privacy.discreet import Discreet
from commands.domain.words.labelled import Labelled

SENT, RECEIVED = "ehc_sent_on", "ehc_requested_on"
ASKED_FOR_ADVICE = "advice_request_received_on"
CLOSED_FOR = timedelta(weeks=4)
"""A closure shorter than this excuses nobody (SEND Regulations 2014, regulation 5(4)(a): four continuous weeks)."""
A_WEEK = timedelta(weeks=1)
CLOSURE_SOURCE = "SI 2014/1530, reg 5(4)(a), 10(4)(a) and 13(3)"


class AskedBy(Labelled):
    """Who asked the local authority (Children and Families Act 2014, section 36(1))."""

    SCHOOL = "school", "The school"
    PARENT = "parent", "A parent"
    YOUNG_PERSON = "young_person", "The young person, 16 or over"
    OTHER = "other", "Somebody else", "Brought to the authority's attention by anybody, section 23 or 24"


class AssessmentEnd(Labelled):
    """How it ended."""

    PLAN = "plan", "An EHC plan was issued"
    NO_PLAN = "no_plan", "The authority will issue no plan"
    NO_ASSESSMENT = "no_assessment", "The authority will not assess"
    WITHDRAWN = "withdrawn", "The request was withdrawn"
    MOVED = "moved", "The family moved to another authority"


class ExceptionReason(Labelled):
    """Why an authority or an adviser may be late (regulations 5(4), 8(2), 10(4), 13(3)). The hint says whose days."""

    SCHOOL_CLOSED = "school_closed", "School was closed", "The authority's days: closed for four weeks or more"
    EARLY_YEARS_CLOSED = "early_years_closed", "Early years provider was closed", "The authority's days, likewise"
    PERSONAL = "exceptional_personal", "Exceptional personal circumstances", "The authority's and an adviser's days"
    ABSENT = "absent_from_area", "Away from the area for four weeks", "The authority's and an adviser's days"
    MISSED = "missed_appointment", "An appointment was missed", "An adviser's days, not the authority's"


@dataclass(frozen=True, repr=False)
class Assessment(Discreet):
    """One request for an assessment of one pupil. It keeps the `ruleset` it began under."""

    school_id: str
    reference: str
    pupil_id: str
    asked_by: AskedBy
    ruleset: str
    begun_by: str
    begun_on: date
    ended_as: AssessmentEnd | None = None
    ended_on: date | None = None
    version: int = 0

    @property
    def is_open(self) -> bool:
        return self.ended_as is None

    @property
    def rules(self) -> Ruleset:
        """The law it is counted by."""
        return law(self.ruleset)

    def ended(self, how: AssessmentEnd, on: date) -> "Assessment":
        """Raises `ValueError` when it has ended before."""
        if not self.is_open:
            raise ValueError(f"{self.reference} has ended")
        return replace(self, ended_as=how, ended_on=on)


@dataclass(frozen=True, repr=False)
class ExceptionClaim(Discreet):
    """That somebody says an exception excuses their lateness: told on a day, with the day now expected. The day in law
    stays beside it."""

    school_id: str
    reference: str
    reason: ExceptionReason
    told_on: date
    letter: str
    expected_on: date | None
    by: str
    at: datetime
    n: int = 0


def facts_of(ruleset: Ruleset) -> tuple[Fact, ...]:
    """The facts of the clock, in the order of the ruleset."""
    return tuple(fact for fact in ruleset.facts.values() if fact.clock is Clock.EHC)


def is_estimated(facts: Mapping[str, date]) -> bool:
    """Whether the clock runs from the day the request was sent, since nobody knows yet when it was received."""
    return RECEIVED not in facts and SENT in facts


def standings(
    of: Assessment, facts: Mapping[str, date], calendar: SchoolCalendar, local: str = ""
) -> tuple[DeadlineState, ...]:
    """Every deadline these facts suffice for, the earliest first, each met or not. What the school must do and what is
    the authority's are told apart by their owner. `local` are the school's local rules, counted beside the law."""
    counted = {**facts, RECEIVED: facts[SENT]} if is_estimated(facts) else dict(facts)
    return standing_of(law(of.ruleset, local), Clock.EHC, counted, calendar)


def closure_excuses(asked_on: date, calendar: SchoolCalendar) -> tuple[date, date] | None:
    """The closure of four continuous weeks or more that a request for the school's advice on `asked_on` fell into: the
    first day closed, and the day school opens again. None when there is none.

    The request must lie between one week before the closure and one week before its end (regulation 5(4)(a)).
    """
    after_a_week = asked_on + A_WEEK
    opens = calendar.next_school_day(after_a_week)
    before = calendar.previous_school_day(min(after_a_week, opens - timedelta(days=1)) if opens else after_a_week)
    if opens is None or before is None:
        return None
    closed = before + timedelta(days=1)
    return (closed, opens) if opens - closed >= CLOSED_FOR else None
