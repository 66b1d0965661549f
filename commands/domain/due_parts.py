"""The parts of a day: what is overdue, what is today, and what comes, each line in one part alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from commands.domain.days.calendar import SchoolCalendar
from commands.domain.due import Due, DueKind
from commands.domain.words.labelled import Labelled

SCHOOL_DAYS = 10
"""How far ahead reviews and what has to be done are shown (a school rule)."""
A_WEEK = timedelta(days=7)
"""How far ahead appointments are shown. Seven days and not the week's end: on a Friday, Monday's must be seen."""
KNOWN_AHEAD = timedelta(days=183)
"""How far ahead anything is listed at all."""


class DuePart(Labelled):
    """The parts, in the order in which they are read. The hint is the heading."""

    OVERDUE = "overdue", "Overdue", "Overdue, the oldest first"
    TODAY = "today", "Today", "Today"
    REFERRALS = "referrals", "Referrals waiting", "Referrals waiting for an answer"
    REVIEWS = "reviews", "Reviews", "Reviews in the next ten school days"
    APPOINTMENTS = "appointments", "Appointments", "Appointments in the next seven days"
    CHASE = "chase", "To chase", "To chase in the next ten school days"
    ACTIONS = "actions", "Actions", "Actions in the next ten school days"
    LATER = "later", "Later", "Later, in the next six months"


_OF_KIND = {
    DueKind.REPLY: DuePart.REFERRALS,
    DueKind.REVIEW: DuePart.REVIEWS,
    DueKind.INTERIM: DuePart.REVIEWS,
    DueKind.ANNUAL: DuePart.REVIEWS,
    DueKind.PAPERS: DuePart.REVIEWS,
    DueKind.APPOINTMENT: DuePart.APPOINTMENTS,
    DueKind.REPORT: DuePart.CHASE,
    DueKind.CHASE: DuePart.CHASE,
    DueKind.REFER_AGAIN: DuePart.CHASE,
}
"""What is not named here is an action."""


@dataclass(frozen=True)
class Ahead:
    """How far somebody looks from `today`: so many school days, a week, half a year."""

    today: date
    school_days: date

    @classmethod
    def of(cls, today: date, calendar: SchoolCalendar) -> "Ahead":
        return cls(today, calendar.add_school_days(today, SCHOOL_DAYS))

    @property
    def last(self) -> date:
        """The last day on which anything is listed."""
        return max(self.school_days, self.today + KNOWN_AHEAD)

    def part(self, line: Due) -> DuePart:
        """The one part a line belongs to."""
        if line.is_overdue(self.today):
            return DuePart.OVERDUE
        if line.on == self.today:
            return DuePart.TODAY
        part = _OF_KIND.get(line.kind, DuePart.ACTIONS)
        if part is DuePart.REFERRALS:
            return part
        until = self.today + A_WEEK if part is DuePart.APPOINTMENTS else self.school_days
        return part if line.on <= until else DuePart.LATER

    def parts(self, lines: Iterable[Due]) -> Mapping[DuePart, tuple[Due, ...]]:
        """Every part in order, those that are empty too, each with its lines in the order they came in."""
        found: dict[DuePart, list[Due]] = {part: [] for part in DuePart}
        for line in lines:
            found[self.part(line)].append(line)
        return {part: tuple(its) for part, its in found.items()}
