"""Dates as people read them."""

from datetime import date

HALF_A_YEAR = 182
"""Days from which on a day and a month alone could be taken for those of another year."""


def day(value: date) -> str:
    """A date as a person says it: "Monday 14 September 2026"."""
    return f"{value:%A} {value.day} {value:%B} {value.year}"


def short(value: date, today: date) -> str:
    """A date in a list, where many stand below each other: "Fri 20 Nov", with its year when it is half a year off."""
    year = f" {value.year}" if abs((value - today).days) > HALF_A_YEAR else ""
    return f"{value:%a} {value.day} {value:%b}{year}"


def days(first: date, last: date) -> str:
    """A run of days, both ends included: one day, or "Monday 14 September 2026 to Friday 18 September 2026"."""
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def school_days(count: int) -> str:
    """A count of school days in words: "1 school day", "4 school days"."""
    return f"{count} school day" + ("" if count == 1 else "s")


def late(count: int) -> str:
    """How late something overdue is, by the school days since: "7 school days late"; over a weekend it is none yet."""
    return f"{school_days(count)} late" if count else "late since the last school day"
