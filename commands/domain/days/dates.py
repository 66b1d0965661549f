"""Dates as people read them."""

from datetime import date


def day(value: date) -> str:
    """A date as a person says it: "Monday 14 September 2026"."""
    return f"{value:%A} {value.day} {value:%B} {value.year}"


def days(first: date, last: date) -> str:
    """A run of days, both ends included: one day, or "Monday 14 September 2026 to Friday 18 September 2026"."""
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def school_days(count: int) -> str:
    """A count of school days in words: "1 school day", "4 school days"."""
    return f"{count} school day" + ("" if count == 1 else "s")
