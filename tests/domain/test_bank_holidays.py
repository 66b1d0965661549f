"""The bank holidays of the four nations, against lists worked out by hand."""

from datetime import date

import pytest

from commands.domain.days.bank_holidays import SUBDIVISION, bank_holidays
from commands.domain.days.calendar import SchoolCalendar
from commands.domain.school import Nation


def on_weekdays(year: int, nation: Nation) -> set[str]:
    """Those that fall on a weekday, as "4 May"."""
    return {f"{day.day} {day:%b}" for day in bank_holidays(year, nation) if day.weekday() < 5}


@pytest.mark.parametrize("nation", [Nation.ENGLAND, Nation.WALES])
@pytest.mark.parametrize(
    ("year", "days"),
    [
        pytest.param(2026, "1 Jan, 3 Apr, 6 Apr, 4 May, 25 May, 31 Aug, 25 Dec, 28 Dec", id="26 December a Saturday"),
        pytest.param(2027, "1 Jan, 26 Mar, 29 Mar, 3 May, 31 May, 30 Aug, 27 Dec, 28 Dec", id="both at the weekend"),
        pytest.param(2028, "3 Jan, 14 Apr, 17 Apr, 1 May, 29 May, 28 Aug, 25 Dec, 26 Dec", id="1 January a Saturday"),
    ],
)
def test_england_and_wales(year: int, days: str, nation: Nation) -> None:
    assert on_weekdays(year, nation) == set(days.split(", "))


@pytest.mark.parametrize(
    ("nation", "day", "is_one"),
    [
        pytest.param(Nation.SCOTLAND, date(2026, 1, 2), True, id="Scotland: 2 January"),
        pytest.param(Nation.SCOTLAND, date(2027, 1, 4), True, id="Scotland: 2 January a Saturday, so the Monday"),
        pytest.param(Nation.SCOTLAND, date(2028, 1, 4), True, id="Scotland: both days at the weekend, so the Tuesday"),
        pytest.param(Nation.SCOTLAND, date(2026, 11, 30), True, id="Scotland: St Andrew's Day"),
        pytest.param(Nation.SCOTLAND, date(2026, 4, 6), False, id="Scotland: not Easter Monday"),
        pytest.param(Nation.SCOTLAND, date(2026, 8, 3), True, id="Scotland: the first Monday of August"),
        pytest.param(Nation.SCOTLAND, date(2026, 8, 31), False, id="Scotland: not the last"),
        pytest.param(Nation.NORTHERN_IRELAND, date(2026, 3, 17), True, id="Northern Ireland: St Patrick's Day"),
        pytest.param(Nation.NORTHERN_IRELAND, date(2027, 7, 12), True, id="Northern Ireland: 12 July"),
        pytest.param(Nation.NORTHERN_IRELAND, date(2026, 7, 13), True, id="Northern Ireland: 12 July a Sunday"),
        pytest.param(Nation.NORTHERN_IRELAND, date(2026, 4, 6), True, id="Northern Ireland: Easter Monday"),
        pytest.param(Nation.ENGLAND, date(2026, 1, 2), False, id="England: not 2 January"),
        pytest.param(Nation.ENGLAND, date(2026, 11, 30), False, id="England: not St Andrew's Day"),
        pytest.param(Nation.ENGLAND, date(2026, 3, 17), False, id="England: not St Patrick's Day"),
    ],
)
def test_the_nations_differ(nation: Nation, day: date, is_one: bool) -> None:
    assert (day in bank_holidays(day.year, nation)) is is_one
    assert SchoolCalendar(nation=nation).is_school_day(day) is not is_one


def test_every_nation_has_its_bank_holidays() -> None:
    assert SUBDIVISION.keys() == set(Nation)
