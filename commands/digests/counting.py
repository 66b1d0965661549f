"""The leaders' week counted: the records asked, a constant number of times, and put beside the last term."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from commands.domain.agency import STANDARD
from commands.domain.contact import meetings_called_for, school_year_of
from commands.domain.days.calendar import SchoolCalendar, TermDate
from commands.domain.law.ruleset import Owner
from commands.domain.leaders_week import WINDOW, Counted, Summary, Wait, monday, summary
from commands.domain.needs import NEED_TYPES
from commands.domain.pupil import Provision
from commands.domain.review import reach
from commands.domain.school import School
from commands.kit import Records
from commands.kit.limits import CATEGORIES
from commands.kit.plans_unreviewed import plans_unreviewed
from commands.kit.ports.measures import Course, WeekShown
from commands.kit.what_is_due import what_is_due

OTHER = "other"
"""The agency under which the school's own agencies are pooled: their names may say which pupil it is."""


async def week_of(school: School, today: date, records: Records) -> Summary:
    """What may be sent about the week of `today`, as things stand now. Nothing is written."""
    calendar = await records.calendar()
    term = calendar.term_begun(today)
    then = _same_day_of_last_term(today, term, calendar)
    courses = await records.measures.courses(_reaches_back_to(today, term, then))
    roll = await records.measures.roll()
    reviews = await records.measures.reviews(term.first if term else None, today)
    overdue = [line for line in await what_is_due(records, today, today=today) if line.is_overdue(today)]
    late = {line.pupil_id for line in overdue if line.statutory and line.owner is Owner.SCHOOL and line.pupil_id}
    called_for, by = meetings_called_for(today, calendar)
    of = Counter[Provision]()
    needs = Counter[str]()
    for count in roll:
        of[count.provision] += count.pupils
        if count.provision is not Provision.NONE and count.primary_need in NEED_TYPES:
            needs[count.primary_need] += count.pupils
    took = {course: _took(course, calendar) for course in set(courses) if course.decided}
    counted = Counted(
        on=today,
        roll=of.total(),
        support=of[Provision.SUPPORT],
        plan=of[Provision.PLAN],
        needs=needs,
        open=sum(course.ended_on is None for course in courses),
        decided=_decided(courses, took, today),
        overdue=reviews.overdue,
        met=await records.measures.met(*school_year_of(today), called_for),
        met_called_for=called_for,
        met_by=by,
        waits=await _waits(today, records),
        late=len(late),
        unplanned=len(await plans_unreviewed(records, today)),
        unreviewed=await records.measures.unreviewed(*reach(term, calendar)) if term else None,
        new=_new(courses, term.first, today) if term else None,
        on_time=reviews.on_time if term else None,
        new_then=_new(courses, then[0].first, then[1]) if then else None,
        decided_then=_decided(courses, took, then[1]) if then else (),
        decided_by_week=_by_week(courses, took, today, term, then) if term else (),
    )
    week = monday(today)
    last = await records.measures.last_shown(week)
    weeks_then = [monday(then[1])] if then else []
    shown = await records.measures.shown(weeks_then)

    def figures(kept: WeekShown | None) -> Mapping[str, int]:
        return kept.figures if kept and kept.step == school.hide_below else {}

    return summary(
        counted,
        school.hide_below,
        last=figures(last),
        before=figures(last) if last and last.week == week - timedelta(weeks=1) else {},
        then=figures(shown.get(weeks_then[0])) if then else {},
    )


def _same_day_of_last_term(
    today: date, term: TermDate | None, calendar: SchoolCalendar
) -> tuple[TermDate, date] | None:
    """The term before, and the day of it as far from its first Monday as today is from this one's."""
    before = [one for one in calendar.terms if term and one.last < term.first]
    if term is None or not before:
        return None
    return before[-1], min(monday(before[-1].first) + (today - monday(term.first)), before[-1].last)


def _reaches_back_to(today: date, term: TermDate | None, then: tuple[TermDate, date] | None) -> date:
    begins = then[0].first if then else term.first if term else today
    return min(begins, today) - WINDOW


def _took(course: Course, calendar: SchoolCalendar) -> int:
    return calendar.school_days_between(course.raised_on, course.ended_on) if course.ended_on else 0


def _new(courses: Sequence[Course], first: date, last: date) -> int:
    return sum(first <= course.raised_on <= last for course in courses)


def _decided(courses: Sequence[Course], took: dict[Course, int], until: date) -> tuple[int, ...]:
    """How long each decision of the six weeks until a day took."""
    ended = [c for c in courses if c.decided and c.ended_on and until - WINDOW < c.ended_on <= until]
    return tuple(took[course] for course in ended)


def _by_week(
    courses: Sequence[Course],
    took: dict[Course, int],
    today: date,
    term: TermDate,
    then: tuple[TermDate, date] | None,
) -> tuple[tuple[date, tuple[int, ...], tuple[int, ...]], ...]:
    """For each Monday of the term until today, the newest that fit a chart, and the same week of the last term."""
    weeks = []
    start = monday(term.first)
    for n in range((min(today, term.last) - start).days // 7 + 1):
        week = timedelta(weeks=n)
        of_then = _decided(courses, took, monday(then[0].first) + week) if then else ()
        weeks.append((start + week, _decided(courses, took, start + week), of_then))
    return tuple(weeks[-CATEGORIES:])


async def _waits(today: date, records: Records) -> tuple[Wait, ...]:
    known = await records.agencies.known()
    standard = {agency.key for agency in STANDARD}
    weeks: dict[str, list[int]] = defaultdict(list)
    usual: dict[str, list[int]] = defaultdict(list)
    for key, sent_on in await records.measures.waiting():
        named = key if key in standard else OTHER
        weeks[named].append((today - sent_on).days // 7)
        usual[named].append(known.get(key, known[OTHER]).wait_weeks)
    # What is usual of several agencies together: the middle of what is usual for those who wait.
    return tuple(Wait(key, tuple(weeks[key]), sorted(usual[key])[len(usual[key]) // 2]) for key in weeks)
