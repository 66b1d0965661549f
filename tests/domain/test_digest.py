"""When a digest is due: tables of moments, the clock changes, INSET days, half-term, closures and standstills."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.domain.days.calendar import LONDON, SchoolCalendar, Span, TermDate
from commands.domain.days.timed import wait_after
from commands.domain.digest import (
    DigestKind,
    Report,
    Schedule,
    Weekday,
    break_message_on,
    is_chased_on,
    is_first_back,
    is_last_before,
)

TERM, BREAK, INSET, CLOSURE = Span.TERM, Span.BREAK, Span.INSET, Span.CLOSURE
YEAR = (
    (TERM, date(2026, 9, 1), date(2026, 12, 18)),
    (INSET, date(2026, 9, 1), date(2026, 9, 1)),
    (BREAK, date(2026, 10, 26), date(2026, 10, 30)),
    (INSET, date(2026, 11, 2), date(2026, 11, 2)),
    (TERM, date(2027, 1, 4), date(2027, 3, 25)),
    (BREAK, date(2027, 2, 15), date(2027, 2, 19)),
    (TERM, date(2027, 4, 12), date(2027, 7, 21)),
)


def calendar(*more: tuple[Span, date, date]) -> SchoolCalendar:
    return SchoolCalendar(tuple(TermDate("S", kind, kind.label, first, last) for kind, first, last in (*YEAR, *more)))


def local(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), LONDON).astimezone(UTC)


DAILY = Schedule("S", DigestKind.DAILY)
WEEKLY = Schedule("S", DigestKind.WEEKLY, at=time(8, 0), inset=True)
MON, TUE, WED, FRI, SAT = (date(2026, 9, d) for d in (14, 15, 16, 18, 19))


@pytest.mark.parametrize(
    ("last_on", "now", "expected"),
    [
        pytest.param(MON, local(TUE, 7, 44), None, id="a minute before its time"),
        pytest.param(MON, local(TUE, 7, 45), (TUE, ()), id="at its time"),
        pytest.param(TUE, local(TUE, 7, 45), None, id="made already"),
        pytest.param(TUE, local(TUE, 23, 59), None, id="made already, at night"),
        pytest.param(MON, local(TUE, 8, 15), (TUE, ()), id="half an hour after is as good as punctual"),
        pytest.param(MON, local(TUE, 10), (TUE, (), "late"), id="a missed hour"),
        pytest.param(MON, local(TUE, 22), (TUE, (), "late"), id="the whole day missed"),
        pytest.param(MON, local(WED, 6), None, id="back in the night: today's takes yesterday's in"),
        pytest.param(MON, local(WED, 7, 45), (WED, (TUE,)), id="and stands for it"),
        pytest.param(MON, local(SAT, 9), (FRI, (TUE, WED, date(2026, 9, 17)), "late"), id="back on a Saturday"),
        pytest.param(FRI, local(SAT, 9), None, id="nothing on a Saturday"),
        pytest.param(FRI, local(date(2026, 9, 20), 12), None, id="nothing on a Sunday"),
        pytest.param(FRI, local(date(2026, 9, 21), 7, 45), (date(2026, 9, 21), ()), id="Monday again"),
        pytest.param(date(2026, 10, 23), local(date(2026, 10, 28), 9), None, id="nothing in half-term"),
        pytest.param(date(2026, 10, 23), local(date(2026, 11, 2), 9), None, id="nothing on an INSET day"),
        pytest.param(
            date(2026, 10, 23), local(date(2026, 11, 3), 7, 45), (date(2026, 11, 3), ()), id="first day back"
        ),
        pytest.param(
            date(2026, 10, 22), local(date(2026, 10, 24), 9), (date(2026, 10, 23), (), "late"),
            id="the last before half-term is sent late, for nothing comes for nine days",
        ),
        pytest.param(
            date(2026, 10, 22), local(date(2026, 11, 3), 7, 45), (date(2026, 11, 3), (date(2026, 10, 23),)),
            id="half-term missed with the day before it",
        ),
        pytest.param(date(2026, 12, 18), local(date(2026, 12, 25), 9), None, id="nothing at Christmas"),
        pytest.param(date(2026, 10, 22), datetime(2026, 10, 23, 6, 45, tzinfo=UTC), (date(2026, 10, 23), ()),
                     id="British Summer Time is an hour ahead"),
        pytest.param(date(2026, 11, 2), datetime(2026, 11, 3, 7, 44, tzinfo=UTC), None,
                     id="after the clocks went back 7:45 is 7:45 GMT"),
        pytest.param(date(2026, 11, 2), datetime(2026, 11, 3, 7, 45, tzinfo=UTC), (date(2026, 11, 3), ()),
                     id="and it comes then"),
        pytest.param(date(2027, 4, 9), datetime(2027, 4, 12, 6, 45, tzinfo=UTC), (date(2027, 4, 12), ()),
                     id="after the clocks went forward it is 6:45 GMT"),
        pytest.param(None, local(TUE, 9), None, id="never looked at: nothing is owed yet"),
    ],
)  # fmt: skip
def test_when_a_daily_digest_is_due(
    last_on: date | None, now: datetime, expected: tuple[date, tuple[date, ...]] | None
) -> None:
    found = replace(DAILY, last_on=last_on).due(now, calendar())
    if expected is None:
        assert found is None
    else:
        assert found
        assert (found.on, found.missed, *(("late",) if found.late else ())) == expected


@pytest.mark.parametrize("at", [time(0, 30), time(1, 0), time(1, 30), time(1, 59), time(2, 0)], ids=str)
@pytest.mark.parametrize("sunday", [date(2026, 10, 25), date(2027, 3, 28)], ids=["back", "forward"])
def test_over_a_clock_change_there_is_one_a_day_even_at_a_time_that_is_twice_or_never(sunday: date, at: time) -> None:
    """On a calendar where even Sundays count there would be no excuse; so each minute of the weekend is looked at."""

    class EveryDay(SchoolCalendar):
        def is_school_day(self, day: date) -> bool:
            return True

    schedule = replace(DAILY, at=at, last_on=sunday - timedelta(days=2))
    now, made = local(sunday - timedelta(days=1), 0), []
    while now < local(sunday + timedelta(days=1), 23):
        if schedule.next_at is None or schedule.next_at <= now:
            report = schedule.due(now, EveryDay())
            schedule = schedule.looked_at(now, report.on if report else None)
            made += [(report.on, report.missed, report.late)] if report else []
        now += timedelta(minutes=1)
    assert made == [(sunday + timedelta(days=n), (), False) for n in (-1, 0, 1)]


def test_a_closure_made_this_morning_holds_todays_back() -> None:
    schedule = replace(DAILY, last_on=MON)
    assert schedule.due(local(TUE, 7, 45), calendar((CLOSURE, TUE, TUE))) is None
    assert schedule.due(local(WED, 7, 45), calendar((CLOSURE, TUE, TUE))) == Report(WED, local(WED, 7, 45))


def test_a_closure_taken_back_after_its_time_lets_todays_come() -> None:
    looked = replace(DAILY, last_on=MON).looked_at(local(TUE, 7, 45))
    report = looked.due(local(TUE, 9), calendar())
    assert report
    assert (report.on, report.late) == (TUE, True)


@pytest.mark.parametrize(
    ("day", "daily", "with_inset"),
    [(date(2026, 9, 1), False, True), (date(2026, 11, 2), False, True), (MON, True, True), (SAT, False, False)],
)
def test_inset_days_where_the_school_wants_them(day: date, daily: bool, with_inset: bool) -> None:
    assert DAILY.is_sent_on(day, calendar()) is daily
    assert replace(DAILY, inset=True).is_sent_on(day, calendar()) is with_inset


@pytest.mark.parametrize(
    ("weekday", "week_of", "expected"),
    [
        pytest.param(Weekday.MONDAY, date(2026, 9, 14), [14], id="its own day"),
        pytest.param(Weekday.WEDNESDAY, date(2026, 9, 14), [16], id="another day"),
        pytest.param(Weekday.MONDAY, date(2026, 10, 26), [], id="none in half-term"),
        pytest.param(Weekday.FRIDAY, date(2026, 12, 14), [18], id="the last day of term"),
        pytest.param(Weekday.MONDAY, date(2027, 5, 3), [4], id="a bank holiday: the next day"),
        pytest.param(Weekday.FRIDAY, date(2027, 3, 22), [], id="Good Friday: none, for the week is over"),
    ],
)
def test_the_weekly_summary_comes_on_its_day_or_the_next_the_school_is_open(
    weekday: Weekday, week_of: date, expected: list[int]
) -> None:
    schedule = replace(WEEKLY, weekday=weekday)
    days = [week_of + timedelta(days=n) for n in range(7)]
    assert [day.day for day in days if schedule.is_sent_on(day, calendar())] == expected


def test_a_weekly_summary_missed_in_three_weeks_is_one() -> None:
    found = replace(WEEKLY, last_on=date(2026, 9, 14)).due(local(date(2026, 10, 6), 9), calendar())
    assert found
    assert (found.on, found.missed, found.late) == (date(2026, 10, 5), (date(2026, 9, 21), date(2026, 9, 28)), True)


@pytest.mark.parametrize(
    ("day", "first_back", "last_before"),
    [
        pytest.param(date(2026, 10, 22), None, None, id="Thursday before half-term"),
        pytest.param(date(2026, 10, 23), None, date(2026, 11, 3), id="the last day before half-term"),
        pytest.param(date(2026, 11, 3), date(2026, 10, 23), None, id="the first day back"),
        pytest.param(FRI, None, None, id="an ordinary Friday"),
        pytest.param(date(2026, 9, 21), None, None, id="an ordinary Monday"),
        pytest.param(date(2026, 12, 18), None, date(2027, 1, 4), id="the last day of term"),
        pytest.param(date(2027, 4, 30), None, date(2027, 5, 4), id="before a bank holiday"),
    ],
)
def test_the_digests_at_the_edges_of_a_break(day: date, first_back: date | None, last_before: date | None) -> None:
    assert is_first_back(DAILY, day, calendar()) == first_back
    assert is_last_before(DAILY, day, calendar()) == last_before


def test_in_a_long_break_there_is_one_day_for_the_laws_own_message() -> None:
    half_term = [date(2026, 10, 24) + timedelta(days=n) for n in range(10)]
    assert {break_message_on(day, calendar()) for day in half_term} == {date(2026, 10, 29)}
    christmas = [date(2026, 12, 19) + timedelta(days=n) for n in range(16)]
    assert {break_message_on(day, calendar()) for day in christmas} == {date(2026, 12, 29)}  # 28th: a bank holiday
    assert break_message_on(SAT, calendar()) is None
    assert break_message_on(MON, calendar()) is None
    assert break_message_on(date(2027, 5, 3), calendar()) is None  # a bank holiday weekend is no long break


@pytest.mark.parametrize(
    ("at", "last_on", "now", "to", "comes"),
    [
        pytest.param(time(7, 45), TUE, local(TUE, 8), time(15), False, id="later, after today's was sent"),
        pytest.param(time(7, 45), TUE, local(TUE, 8), time(7), False, id="earlier, after today's was sent"),
        pytest.param(time(15), MON, local(TUE, 8), time(7, 45), True, id="earlier, and that has passed"),
        pytest.param(time(15), MON, local(TUE, 7), time(7, 45), False, id="earlier, and that is to come"),
    ],
)
def test_another_time_brings_no_second_one(at: time, last_on: date, now: datetime, to: time, comes: bool) -> None:
    schedule = replace(DAILY, at=at, last_on=last_on).changed(now, active=True, at=to)
    report = schedule.due(now, calendar())
    assert bool(report) is comes
    assert report is None or not report.late  # it was asked for only now
    assert schedule.due(local(WED, 23), calendar())


def test_another_weekday_owes_nothing_for_the_day_that_has_passed() -> None:
    was = replace(WEEKLY, weekday=Weekday.WEDNESDAY, last_on=date(2026, 9, 9))
    changed = was.changed(local(TUE, 9), active=True, weekday=Weekday.MONDAY)
    assert changed.due(local(TUE, 9), calendar()) is None
    assert changed.next_on(changed.unsent_from(local(TUE, 9)), calendar()) == date(2026, 9, 21)


def test_switched_off_and_on_again_owes_nothing_for_the_time_between() -> None:
    off = replace(DAILY, last_on=MON).changed(local(TUE, 7), active=False)
    assert (off.next_at, off.due(local(WED, 9), calendar())) == (None, None)
    on = off.changed(local(FRI, 9), active=True)
    assert on.due(local(FRI, 9), calendar()) is None
    assert on.next_at == local(SAT, 7, 45)


def test_the_waits_after_failures_grow_to_an_hour() -> None:
    assert [wait_after(n).total_seconds() // 60 for n in range(1, 9)] == [1, 2, 4, 8, 16, 32, 60, 60]


@given(
    days=st.lists(st.integers(0, 13), max_size=8),
    hours=st.lists(st.integers(0, 24 * 13), min_size=1, max_size=40),
    at=st.times(min_value=time(0), max_value=time(23, 59)).map(lambda t: t.replace(second=0, microsecond=0)),
)
def test_whenever_it_is_looked_at_every_day_is_sent_for_once(days: list[int], hours: list[int], at: time) -> None:
    """Whatever days are closed and whenever a process happens to look, no day is made twice and none is forgotten."""
    closed = [(CLOSURE, d, d) for d in (MON + timedelta(days=n) for n in days)]
    schedule, told = replace(DAILY, at=at, last_on=MON - timedelta(days=1)), list[date]()
    for hour in (*sorted(hours), 24 * 14 - 1):
        now = local(MON, 0) + timedelta(hours=hour)
        if report := schedule.due(now, calendar(*closed)):
            told += [*report.missed, report.on]
        schedule = schedule.looked_at(now, report.on if report else None)
    owed = [d for d in (MON + timedelta(days=n) for n in range(14)) if DAILY.is_sent_on(d, calendar(*closed))]
    assert told == owed


@given(passed=st.dates(date(2026, 9, 1), date(2027, 3, 1)))
def test_what_the_authority_let_pass_is_listed_by_the_next_digest_and_then_by_one_in_seven_days(passed: date) -> None:
    schedule, of_the_year = Schedule("S", DigestKind.DAILY), calendar()
    sent = [d for d in (passed + n * timedelta(days=1) for n in range(1, 120)) if schedule.is_sent_on(d, of_the_year)]
    listed = [day for day in sent if is_chased_on(day, passed, schedule.previous_on(day, of_the_year))]

    assert listed[0] == sent[0]
    weeks = [((day - passed).days - 1) // 7 for day in listed]
    assert weeks == sorted({((day - passed).days - 1) // 7 for day in sent})
