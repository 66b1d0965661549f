"""Where a time limit goes that ends on a day on which nobody works: each way is a `Roll` of the ruleset's rows."""

from datetime import date, timedelta

from commands.domain.days.calendar import SchoolCalendar
from commands.domain.law.ruleset import Roll

DAY = timedelta(days=1)


def rolled(day: date, roll: Roll, calendar: SchoolCalendar) -> date:
    """The last day on which an act is still in time, for a limit that ends on `day`; never earlier than that.

    The Tribunal's days (First-tier Tribunal (HESC) Rules, SI 2008/2699): by rule 12(3)(a), as amended on 21 July 2020,
    a limit that ends from 25 December to 1 January is met on the first working day after 1 January, one that ends in
    August on the first working day of September; any other by rule 12(2), on the next working day. A limit that ends
    on 31 July, a Saturday, ends in July: by the words of the rules it is met on the Monday, in August.
    """
    if roll is Roll.NONE:
        return day
    return _working(_after_the_break(day) if roll is Roll.TRIBUNAL else day, calendar)


def _after_the_break(day: date) -> date:
    if day.month == 8:
        return date(day.year, 9, 1)
    if (day.month, day.day) == (1, 1):
        return day + DAY
    return date(day.year + 1, 1, 2) if (day.month, day.day) >= (12, 25) else day


def _working(day: date, calendar: SchoolCalendar) -> date:
    while not calendar.is_working_day(day):
        day += DAY
    return day
