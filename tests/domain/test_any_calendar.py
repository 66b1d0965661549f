"""What holds of any calendar whatever: of any term dates, overlapping, the wrong way round or none, in any nation."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from commands.domain.days.bank_holidays import bank_holidays
from commands.domain.days.calendar import SchoolCalendar, Span, TermDate
from commands.domain.school import Nation

DAYS = st.dates(date(2026, 6, 1), date(2028, 6, 1))


@st.composite
def calendars(draw: st.DrawFn) -> SchoolCalendar:
    """Any at all."""
    kinds = st.sampled_from(Span)
    spans = st.builds(TermDate, st.just("S"), kinds, st.just("A row"), DAYS, DAYS)
    return SchoolCalendar(tuple(draw(st.lists(spans, max_size=12))), draw(st.sampled_from(Nation)))


def looked_up(calendar: SchoolCalendar, day: date) -> bool:
    """What a school day is, said the slow way: by looking at every row."""
    kinds = {r.kind for r in calendar.dates if r.covers(day)}
    terms = [r for r in calendar.dates if r.kind is Span.TERM and r.first <= r.last]
    known = bool(terms) and min(r.first for r in terms) <= day <= max(r.last for r in terms)
    return (
        day.weekday() < 5
        and day not in bank_holidays(day.year, calendar.nation)
        and not kinds & {Span.BREAK, Span.INSET, Span.CLOSURE}
        and (Span.TERM in kinds or not known)
    )


@given(calendars(), DAYS)
def test_the_quick_answer_is_the_slow_one(calendar: SchoolCalendar, day: date) -> None:
    assert calendar.is_school_day(day) is looked_up(calendar, day)


@given(calendars(), DAYS)
def test_the_next_and_the_previous_are_the_nearest(calendar: SchoolCalendar, day: date) -> None:
    following, before = calendar.next_school_day(day), calendar.previous_school_day(day)
    assert following is not None
    assert before is not None
    assert before <= day <= following
    assert calendar.is_school_day(following)
    assert calendar.is_school_day(before)
    between = (before + timedelta(days=n) for n in range(1, (following - before).days))
    assert not any(calendar.is_school_day(d) for d in between)


@given(calendars(), DAYS, st.integers(1, 40))
def test_so_many_on_and_as_many_back_is_where_one_was(calendar: SchoolCalendar, day: date, count: int) -> None:
    assert calendar.subtract_school_days(calendar.add_school_days(day, count), count) == (
        calendar.previous_school_day(day)
    )
    assert calendar.add_school_days(calendar.subtract_school_days(day, count), count) == calendar.next_school_day(day)


@given(calendars(), DAYS, DAYS, DAYS)
def test_counts_add_up(calendar: SchoolCalendar, one: date, two: date, three: date) -> None:
    first, middle, last = sorted((one, two, three))
    between = calendar.school_days_between
    assert between(first, middle) + between(middle, last) == between(first, last)
    assert between(first, last) + calendar.is_school_day(first) == calendar.school_days_in(first, last)


@given(calendars(), DAYS)
def test_a_break_is_more_than_a_weekend(calendar: SchoolCalendar, day: date) -> None:
    following = calendar.next_school_day(day + timedelta(days=1))
    assert following is not None
    assert calendar.last_before_break(day) is (calendar.is_school_day(day) and (following - day).days > 3)


@given(calendars(), DAYS)
def test_staff_are_in_whenever_pupils_are(calendar: SchoolCalendar, day: date) -> None:
    assert calendar.is_staff_day(day) or not calendar.is_school_day(day)
