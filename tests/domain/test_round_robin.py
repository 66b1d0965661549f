"""A round robin's own rules: when colleagues are reminded, when it closes, what its answers add up to."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.domain.days.calendar import LONDON, SchoolCalendar, Span, TermDate
from commands.domain.days.local import at_local
from commands.domain.round_robin import (
    CLOSE_AT,
    Aspect,
    Reminders,
    RobinState,
    RoundRobin,
    Scale,
    View,
    ViewState,
    in_short,
    spread,
    stands_out,
)

CALENDAR = SchoolCalendar(
    (
        TermDate("", Span.TERM, "Autumn", date(2026, 9, 1), date(2026, 12, 18)),
        TermDate("", Span.BREAK, "Half-term", date(2026, 10, 26), date(2026, 10, 30)),
    )
)
DRAFT = RoundRobin("S", "W-7K2PM", "P", "", "senco", date(2026, 10, 21))
WEDNESDAY = datetime(2026, 10, 21, 11, 0, tzinfo=UTC)
"""Two days before half-term."""


def local(*when: int) -> datetime:
    return datetime(*when, tzinfo=LONDON)  # type: ignore[misc,arg-type]


def asked(closes_on: date = date(2026, 11, 6), reminders: Reminders = Reminders.TWICE) -> RoundRobin:
    return DRAFT.asking(closes_on, reminders, WEDNESDAY, CALENDAR)


def test_reminders_skip_half_term_and_the_last_day_is_the_last_to_remind() -> None:
    assert asked().reminder_days(CALENDAR) == (date(2026, 11, 2), date(2026, 11, 4))
    assert asked(date(2026, 11, 2)).reminder_days(CALENDAR) == (date(2026, 11, 2),)
    assert asked(reminders=Reminders.NEVER).reminder_days(CALENDAR) == ()
    assert DRAFT.reminder_days(CALENDAR) == ()


@pytest.mark.parametrize(
    ("now", "reminds"),
    [
        pytest.param(local(2026, 10, 26, 9), False, id="in-half-term"),
        pytest.param(local(2026, 11, 2, 7, 59), False, id="a-minute-early"),
        pytest.param(local(2026, 11, 2, 8, 0), True, id="the-third-school-day"),
        pytest.param(local(2026, 11, 2, 17, 0), False, id="out-of-hours"),
        pytest.param(local(2026, 11, 3, 8, 0), True, id="after-a-standstill"),
        pytest.param(local(2026, 11, 7, 9, 0), False, id="a-saturday"),
    ],
)
def test_nobody_is_reminded_but_on_a_school_day_in_hours(now: datetime, reminds: bool) -> None:
    assert (asked().reminding(now, CALENDAR) is not None) is reminds


def test_after_a_standstill_one_reminder_stands_for_both_and_none_comes_again() -> None:
    late = asked().reminding(local(2026, 11, 5, 9), CALENDAR)
    assert late
    assert late.reminded == 2
    assert late.reminding(local(2026, 11, 5, 10), CALENDAR) is None
    assert late.next_look(local(2026, 11, 5, 10), CALENDAR) == at_local(date(2026, 11, 6), CLOSE_AT)


def test_it_closes_at_five_on_its_date_across_the_clock_change() -> None:
    robin = asked()
    assert not robin.is_to_close(local(2026, 11, 6, 16, 59))
    assert robin.is_to_close(datetime(2026, 11, 6, 17, 0, tzinfo=UTC))
    assert not DRAFT.is_to_close(local(2026, 12, 1, 9))


def test_a_date_put_off_does_not_remind_again_for_a_day_that_has_passed() -> None:
    reminded = asked().reminding(local(2026, 11, 2, 8), CALENDAR)
    assert reminded
    later = reminded.asking(date(2026, 11, 13), Reminders.TWICE, local(2026, 11, 3, 9), CALENDAR)
    assert (later.asked_on, later.closes_on, later.reminded) == (date(2026, 10, 21), date(2026, 11, 13), 1)
    assert later.next_at == at_local(date(2026, 11, 4), time(8))


@pytest.mark.parametrize("state", [RobinState.CLOSED, RobinState.TAKEN_BACK])
def test_what_has_ended_ends_no_more_and_is_asked_no_more(state: RobinState) -> None:
    ended = asked().ended(state, date(2026, 11, 6))
    assert ended.next_at is None
    with pytest.raises(ValueError, match="ended"):
        ended.ended(RobinState.CLOSED, date(2026, 11, 7))
    with pytest.raises(ValueError, match="ended"):
        ended.asking(date(2026, 11, 20), Reminders.TWICE, WEDNESDAY, CALENDAR)


@given(st.integers(0, 24 * 60), st.sampled_from(Reminders), st.integers(1, 40))
def test_whenever_it_is_looked_at_it_ends_and_reminds_each_day_once_at_most(
    minutes: int, reminders: Reminders, days: int
) -> None:
    now = datetime(2026, 10, 20, 0, 0, tzinfo=UTC) + timedelta(minutes=minutes)
    robin = DRAFT.asking(now.date() + timedelta(days=days), reminders, now, CALENDAR)
    looks = told = 0
    while not robin.is_to_close(now):
        assert robin.next_at
        assert robin.next_at >= now
        now = robin.next_at
        looks += 1
        assert looks < 20
        reminded = robin.reminding(now, CALENDAR)
        if reminded:
            told += 1
            here = now.astimezone(LONDON)
            assert CALENDAR.is_school_day(here.date())
            assert time(8) <= here.time() < time(17)
        robin = (reminded or robin).looked_at(now, CALENDAR)
    assert told <= len(reminders.after)


def view(who: str, state: ViewState = ViewState.ANSWERED, **said: Scale) -> View:
    return replace(View("S", "W-7K2PM", who, state), **said)  # type: ignore[arg-type]


def test_what_stands_out_is_what_most_find_difficult_and_silence_counts_for_nothing() -> None:
    views = [
        view("a", attention=Scale.MUCH, memory=Scale.SOME, progress=Scale.FINE),
        view("b", attention=Scale.SOME, memory=Scale.MUCH, progress=Scale.UNSEEN),
        view("c", attention=Scale.FINE, progress=Scale.STRENGTH),
        view("d", ViewState.NOT_THEIRS),
        view("e", ViewState.ASKED),
        view("f", ViewState.LEFT_OUT),
    ]
    assert in_short(views) == "3 of 4 answered"
    counted = spread(views)
    assert counted[Aspect.ATTENTION] == {Scale.STRENGTH: 0, Scale.FINE: 1, Scale.SOME: 1, Scale.MUCH: 1}
    assert sum(counted[Aspect.PROGRESS].values()) == 2
    assert stands_out(views) == "Most see difficulty in attention and memory."
    assert stands_out([view("a", memory=Scale.FINE)]) == "Most see no difficulty in any of these."
    assert stands_out([view("a", ViewState.ASKED)]) == ""
