"""An annual review planned backwards from its meeting: the day proposed, the chain of steps, what no longer fits."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from commands.domain.days.calendar import SchoolCalendar
from commands.domain.days.usual_terms import is_assumed, with_usual_terms
from commands.domain.law.clock_facts import DeadlineState, is_ours, standing_of
from commands.domain.law.deadlines import act_on
from commands.domain.law.in_force import law_on
from commands.domain.law.ruleset import Clock, Fact, Owner, Ruleset, Status
from commands.domain.law.rulesets import ENGLAND
from commands.domain.pupil import YEARS
from commands.domain.review import Review

MADE, COMPLETED, LAST_MEETING = "plan_made_on", "last_completed_on", "last_meeting_on"
MEETING, BORN, PAPERS = "meeting_on", "born_on", "papers_sent_on"
DECIDED, NOTICE = "review_decided_on", "notice_on"
CEASE, CEASE_APPEALED, CEASE_DECIDED = "cease_notified_on", "cease_appealed_on", "cease_appeal_decided_on"
CERTIFICATE = "mediation_certificate_on"
OF_THE_MEETING = ("ar.latest_meeting", "ar.target_meeting")
"""What the meeting itself meets."""
AMENDING = ("ar.reps", "ar.final", "ar.no_amendment")
"""What only an amendment brings: nothing of it is waited for once a decision came without a notice."""
NOT_RECORDED = (MEETING, BORN, PAPERS)
"""Facts that stand elsewhere: in the review, with the pupil, in the day's list."""

PLANNED_WITHIN = timedelta(days=274)
"""How long after a meeting the next need not be planned yet: nine of the twelve months (a school rule)."""
PREPARING_FOR_ADULTHOOD = (
    "Higher education or employment, and what leads there",
    "Independent living: choices, money, travel, a home of one's own",
    "Taking part in society: friends, hobbies, community",
    "Health as an adult: who takes over from children's services",
)
"""From Year 9 on a review must consider what helps a young person prepare for adulthood and independent living."""
ADULTHOOD_SOURCE = "SI 2014/1530, reg 20(6)"
UNDER_FIVE = (
    "Whether a review after three to six months fits better than one a year",
    "What the health visitor and the early years provider see",
    "What the move to Reception will ask for",
)
UNDER_FIVE_SOURCE = "CoP 9.178"


def facts_of(ruleset: Ruleset) -> tuple[Fact, ...]:
    """The facts people record of an annual review, in the order of the ruleset."""
    return tuple(fact for fact in ruleset.facts_of(Clock.ANNUAL) if fact.id not in NOT_RECORDED)


def chain(
    review: Review, facts: Mapping[str, date], calendar: SchoolCalendar, local: str = ""
) -> tuple[DeadlineState, ...]:
    """Every step of a review, from its meeting and what has happened, the earliest first. Moving the meeting moves
    whatever hangs on it. It is counted by the law that held when it was booked, and the school's `local` rules."""
    known = {**facts, MEETING: review.held_on or review.on}
    steps = standing_of(law_on(review.booked_on, local), Clock.ANNUAL, known, calendar)
    steps = tuple(replace(one, met_on=review.held_on) if _is_the_meeting(one) else one for one in steps)
    keeps = DECIDED in facts and NOTICE not in facts
    return tuple(one for one in steps if not (keeps and one.deadline.rule.id in AMENDING))


def _is_the_meeting(one: DeadlineState) -> bool:
    return one.deadline.rule.id in OF_THE_MEETING


def proposed(
    facts: Mapping[str, date], today: date, calendar: SchoolCalendar, transfer: date | None = None
) -> date | None:
    """A school day for the meeting: the one the rules aim at, or `transfer` (the latest for a move to the next phase)
    where that is earlier, while the notice of two weeks fits; otherwise the first day on which it does. None when
    nothing is known to count from. Where the school's own terms end before, it lies in the usual ones, and never in
    July or August."""
    rules = {one.deadline.rule.id: one.deadline for one in standing_of(ENGLAND, Clock.ANNUAL, facts, calendar)}
    target = rules.get("ar.target_meeting")
    if target and is_assumed(target.due, calendar):
        usual = with_usual_terms(calendar, target.due, in_july=False)
        target = replace(target, act_by=act_on(target.due, Owner.SCHOOL, usual))
    aimed = min((on for on in (target.act_by if target else None, transfer) if on), default=None)
    return max(aimed, earliest(today, calendar)) if aimed else None


def earliest(today: date, calendar: SchoolCalendar) -> date:
    """The first school day for which invitations and papers sent tomorrow still give their notice."""
    first = today + timedelta(days=1) - ENGLAND.rules["ar.papers"].period
    usual = with_usual_terms(calendar, first, in_july=False) if is_assumed(first, calendar) else calendar
    return usual.next_school_day(first) or first


def misfits(review: Review, steps: Sequence[DeadlineState], today: date) -> Iterator[DeadlineState]:
    """The school's duties before the meeting whose day has passed undone: their notice no longer fits."""
    for one in steps:
        duty = one.deadline.rule.status is Status.MUST and is_ours(one) and not _is_the_meeting(one)
        if review.state.is_to_come and duty and one.is_to_do and one.deadline.due < min(today, review.on):
            yield one


def is_too_late(review: Review, steps: Sequence[DeadlineState]) -> date | None:
    """The latest day for the meeting, when it is to be later than that; else None."""
    latest = next((one.deadline.due for one in steps if one.deadline.rule.id == "ar.latest_meeting"), None)
    return latest if latest and review.state.is_to_come and review.on > latest else None


def is_announced(one: DeadlineState, review: Review, today: date = date.min) -> bool:
    """Whether a step stands in the day's list. The meeting and its papers have lines of their own. What follows the
    meeting stands there once it was held, or on the day `today` once its day has passed, and what went before no more;
    this tool's advice only where it was not late from the start."""
    rule, due = one.deadline.rule, one.deadline.due
    if _has_a_line(one) or rule.id == "ar.completion" or rule.under:
        return False
    if rule.status is Status.LOCAL and due < review.booked_on:
        return False
    if review.state.is_to_come:
        return due <= review.on or due < today
    return due > (review.held_on or review.on)


def is_called_late(one: DeadlineState, review: Review, today: date) -> bool:
    """Whether a step that is not done may be called late: it stands in the day's list, or has its own line there."""
    return (_has_a_line(one) and review.state.is_to_come) or is_announced(one, review, today)


def _has_a_line(one: DeadlineState) -> bool:
    return _is_the_meeting(one) or one.deadline.rule.id == "ar.papers"


def known_since(today: date) -> date:
    """The day from which on a meeting held counts as the last annual review known: nine months ago. The next must be
    within twelve, and is planned some three months before."""
    return today - PLANNED_WITHIN


def is_for_adulthood(year: str) -> bool:
    """Whether a review must consider preparing for adulthood: from Year 9 on."""
    return year in YEARS and year != "X" and YEARS.index(year) >= YEARS.index("9")


def checklist(year: str, born: date | None, on: date) -> tuple[str, tuple[str, ...], str] | None:
    """What this pupil's review is to look at beside its outcomes: a heading, the points, the source. None for most."""
    if is_for_adulthood(year):
        return "Preparing for adulthood", PREPARING_FOR_ADULTHOOD, ADULTHOOD_SOURCE
    if born and (on.year - born.year - ((on.month, on.day) < (born.month, born.day))) < 5:
        return "Under five", UNDER_FIVE, UNDER_FIVE_SOURCE
    return None
