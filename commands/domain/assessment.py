"""An EHC needs assessment: what has happened and when, the days the law counts from that, what is met, what is next."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from commands.domain.days.calendar import SchoolCalendar
from commands.domain.days.dates import day
from commands.domain.days.usual_terms import is_assumed, with_usual_terms
from commands.domain.law.clock_facts import DeadlineState, standing_of
from commands.domain.law.deadlines import LONGEST_CLOSURE
from commands.domain.law.in_force import law
from commands.domain.law.ruleset import Clock, Fact, Ruleset
from commands.domain.privacy.discreet import Discreet
from commands.domain.words.labelled import Labelled

SENT, RECEIVED, RESPONSIBLE = "ehc_sent_on", "ehc_requested_on", "became_responsible_on"
ASKED_FOR_ADVICE = "advice_request_received_on"
AFTERWARDS = timedelta(days=366)
"""How long after its end an assessment is followed: two months to appeal, the hearing, fourteen weeks for an order."""
CLOSED_FOR = timedelta(weeks=4)
"""A closure shorter than this excuses nobody (SEND Regulations 2014, regulation 5(4)(a): four continuous weeks)."""
A_WEEK = timedelta(weeks=1)
DAY = timedelta(days=1)
UNSURE = (
    "The school's own term dates do not reach that far, so the usual English terms are assumed: import next year's "
    "dates to be sure."
)
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
    return ruleset.facts_of(Clock.EHC)


def asked_of(ruleset: Ruleset, known: Container[str], *, afterwards: bool, most: int) -> tuple[Fact, ...]:
    """The facts people are asked for of an assessment while these are known: those of the assessment itself, or
    (`afterwards`) those of mediation, appeal and order, to which the letter belongs too. At most so many: what is known
    first."""
    facts = [fact for fact in facts_of(ruleset) if fact.is_asked(known) and (fact.afterwards is afterwards)]
    dropped = [fact for fact in facts if fact.id not in known][::-1][: max(0, len(facts) - most)]
    return tuple(fact for fact in facts if fact not in dropped)


def is_afterwards(one: DeadlineState, ruleset: Ruleset) -> bool:
    """Whether a deadline rests on what comes after a decision: mediation, an appeal, an order."""
    return any(ruleset.facts[fact].afterwards for fact in one.deadline.since)


def is_estimated(facts: Mapping[str, date]) -> bool:
    """Whether the clock runs from the day the request was sent, since nobody knows yet when it was received."""
    return SENT in facts and RECEIVED not in facts and RESPONSIBLE not in facts


def standings(
    of: Assessment, facts: Mapping[str, date], calendar: SchoolCalendar, local: str = ""
) -> tuple[DeadlineState, ...]:
    """Every deadline these facts suffice for, the earliest first, each met or not. What the school must do and what is
    the authority's are told apart by their owner. `local` are the school's local rules, counted beside the law."""
    counted = {**facts, RECEIVED: facts[SENT]} if is_estimated(facts) else dict(facts)
    return standing_of(law(of.ruleset, local), Clock.EHC, counted, calendar)


def still_standing(
    of: Assessment, facts: Mapping[str, date], calendar: SchoolCalendar, local: str = ""
) -> tuple[DeadlineState, ...]:
    """The same; of one that has ended only what comes after: the family's time to appeal, and what an order, an
    agreement or an appeal that was not opposed binds the authority to."""
    found = standings(of, facts, calendar, local)
    return found if of.is_open else tuple(one for one in found if is_afterwards(one, of.rules))


def closure_excuses(asked_on: date, calendar: SchoolCalendar) -> tuple[date, date] | None:
    """The closure of four continuous weeks or more that a request for the school's advice on `asked_on` fell into: the
    first day closed, and the day school opens again. None when there is none.

    The request must lie between one week before the closure and one week before its end (regulation 5(4)(a)). On an
    INSET day the head is there to be asked: the school is not closed. Where the school's own dates end, the usual terms
    are assumed; `is_closure_assumed` says so.
    """
    calendar = with_usual_terms(calendar, asked_on)
    after_a_week = asked_on + A_WEEK
    opens = _open(after_a_week, DAY, calendar)
    before = _open(min(after_a_week, opens - DAY), -DAY, calendar) if opens else None
    if opens is None or before is None:
        return None
    closed = before + DAY
    return (closed, opens) if opens - closed >= CLOSED_FOR else None


def is_closure_assumed(asked_on: date, calendar: SchoolCalendar) -> bool:
    """Whether the school's own dates do not reach far enough to tell: neither the day school opens again, nor that it
    stayed open four weeks on."""
    opens = _open(asked_on + A_WEEK, DAY, with_usual_terms(calendar, asked_on))
    return opens is None or is_assumed(opens, calendar)


def closure_in_words(asked_on: date, calendar: SchoolCalendar) -> str:
    """What the school's closures say of a request for its advice on `asked_on`: that one may excuse the authority, that
    none does, or that it is not known."""
    found, assumed = closure_excuses(asked_on, calendar), is_closure_assumed(asked_on, calendar)
    if found:
        first, opens = found
        told = (
            f"The request for the school's advice fell into a closure from {day(first)} until {day(opens)}. "
            f"The authority may say that this excuses its lateness ({CLOSURE_SOURCE}); other advisers may not."
        )
        return f"{told} {UNSURE}" if assumed else told
    if assumed:
        return f"Whether the request fell into a closure that excuses the authority is not known. {UNSURE}"
    return f"The request fell into no closure of four weeks or more that would excuse the authority ({CLOSURE_SOURCE})."


def _open(start: date, step: timedelta, calendar: SchoolCalendar) -> date | None:
    """The first day with staff in school on or after `start`, or with a step back on or before it; None for none within
    the longest closure there is."""
    days = (start + n * step for n in range(LONGEST_CLOSURE.days))
    return next((one for one in days if calendar.is_staff_day(one)), None)
