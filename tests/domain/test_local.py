"""The moment at which clocks in London show a time, on the Sundays they change too."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.domain.days.calendar import LONDON
from commands.domain.days.local import at_local

BACK, FORWARD = date(2026, 10, 25), date(2027, 3, 28)


@pytest.mark.parametrize(
    ("day", "at", "moment"),
    [
        pytest.param(date(2026, 10, 23), "07:45", "2026-10-23 06:45", id="the Friday before the clocks go back"),
        pytest.param(date(2026, 10, 24), "23:59", "2026-10-24 22:59", id="the evening before they go back"),
        pytest.param(BACK, "00:30", "2026-10-24 23:30", id="half an hour before the hour that comes twice"),
        pytest.param(BACK, "01:00", "2026-10-25 00:00", id="twice, on the hour: the first"),
        pytest.param(BACK, "01:30", "2026-10-25 00:30", id="twice, at half past: the first"),
        pytest.param(BACK, "02:00", "2026-10-25 02:00", id="once again, after both"),
        pytest.param(BACK, "07:45", "2026-10-25 07:45", id="the Sunday they went back"),
        pytest.param(date(2026, 10, 26), "07:45", "2026-10-26 07:45", id="the Monday after"),
        pytest.param(date(2027, 3, 26), "07:45", "2027-03-26 07:45", id="the Friday before they go forward"),
        pytest.param(FORWARD, "00:59", "2027-03-28 00:59", id="the last minute of Greenwich time"),
        pytest.param(FORWARD, "01:00", "2027-03-28 01:00", id="left out, on the hour: the first moment after"),
        pytest.param(FORWARD, "01:30", "2027-03-28 01:00", id="left out, at half past: the first moment after"),
        pytest.param(FORWARD, "01:59:59.999999", "2027-03-28 01:00", id="left out, at the very end"),
        pytest.param(FORWARD, "02:00", "2027-03-28 01:00", id="the first moment of summer time itself"),
        pytest.param(FORWARD, "02:30", "2027-03-28 01:30", id="half an hour into summer time"),
        pytest.param(FORWARD, "07:45", "2027-03-28 06:45", id="the Sunday they went forward"),
        pytest.param(date(2027, 3, 29), "07:45", "2027-03-29 06:45", id="the Monday after they went forward"),
        pytest.param(date(1969, 1, 6), "07:45", "1969-01-06 06:45", id="1969, an hour ahead all winter"),
    ],
)
def test_the_moment_of_a_local_time(day: date, at: str, moment: str) -> None:
    assert at_local(day, time.fromisoformat(at)) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 30)) | st.sampled_from([BACK, FORWARD])
TIMES = st.times() | st.times(time(0, 59), time(2, 1))


@given(DAYS, TIMES)
def test_every_time_of_a_day_is_a_moment_of_that_day_in_london(day: date, at: time) -> None:
    moment = at_local(day, at)
    assert moment.tzinfo is UTC
    assert moment.astimezone(LONDON).date() == day


@given(DAYS, TIMES)
def test_a_time_the_clocks_show_is_shown_at_that_moment(day: date, at: time) -> None:
    shown = at_local(day, at).astimezone(LONDON).time()
    assert shown >= at
    assert shown == at or (day.month in (2, 3, 4, 5) and shown.minute == shown.second == 0)


@given(DAYS, TIMES)
def test_the_same_time_a_day_later_is_a_later_moment(day: date, at: time) -> None:
    between = at_local(day + timedelta(days=1), at) - at_local(day, at)
    assert timedelta(hours=22) <= between <= timedelta(hours=26)


@given(DAYS, TIMES, TIMES)
def test_a_later_time_is_never_an_earlier_moment(day: date, one: time, other: time) -> None:
    early, late = sorted((one, other))
    assert at_local(day, early) <= at_local(day, late)
