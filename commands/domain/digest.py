"""When a digest is due: its days, its time, and what a look at the clock and the calendar says is owed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Self

from commands.domain.days.bank_holidays import bank_holidays
from commands.domain.days.calendar import LONDON, SchoolCalendar
from commands.domain.days.local import at_local
from commands.domain.days.timed import Timed
from commands.domain.words.labelled import Labelled

DAY = timedelta(days=1)
LATE = timedelta(minutes=30)
"""How long after its time a digest is still as good as punctual."""
FURTHEST = 400
"""Days looked along for a day on which a digest is sent: more than the longest holiday, and an end to looking."""
LONG_BREAK = 5
"""A break of more days than these, weekends counted, may have a message of its own."""
OVER_A_WEEKEND = 3
"""Days from a Friday to the Monday after it."""


class DigestKind(Labelled):
    """The two digests that go to a channel, and the one that goes to each colleague who wants it."""

    DAILY = "daily", "Daily digest"
    WEEKLY = "weekly", "Weekly summary"
    PERSONAL = "personal", "Personal digest"


class Weekday(Labelled):
    """A day of the school week."""

    MONDAY = "0", "Monday"
    TUESDAY = "1", "Tuesday"
    WEDNESDAY = "2", "Wednesday"
    THURSDAY = "3", "Thursday"
    FRIDAY = "4", "Friday"

    @property
    def number(self) -> int:
        """As `date.weekday` counts."""
        return int(self.value)


@dataclass(frozen=True)
class Report:
    """What is owed: a digest for the day `on`. `missed` are the earlier days it stands for as well, whose own were
    never made; `late` is whether it comes well after its time."""

    on: date
    due_at: datetime
    missed: tuple[date, ...] = ()
    late: bool = False


@dataclass(frozen=True)
class Schedule(Timed):
    """When one school's digest of one kind is sent, and how far that is reckoned.

    `at` is local time. A weekly or personal one is sent on `weekday`, or on the first school day after it in that
    week. `days_ahead` are the school days a daily one looks ahead; `all_clear`, a line on days when nothing is due;
    `inset`, on INSET days too; `breaks`, one private message in a long break. `last_on` is the latest day nothing more
    is owed for; None until the schedule is first looked at. `since` is when it was last changed. `next_at` is when to
    look again, not a promise to send: what is due then is asked of the calendar of that moment. `failures` counts
    looks in a row that failed, and `trouble` says of what kind the last was.
    """

    school_id: str
    kind: DigestKind
    active: bool = True
    at: time = time(7, 45)
    weekday: Weekday = Weekday.MONDAY
    days_ahead: int = 10
    all_clear: bool = False
    inset: bool = False
    breaks: bool = False
    last_on: date | None = None
    since: datetime | None = None
    next_at: datetime | None = None
    failures: int = 0
    trouble: str = ""
    version: int = 0

    @property
    def holds(self) -> str:
        """What is in it, in a sentence for whoever sets it up."""
        match self.kind:
            case DigestKind.DAILY:
                return (
                    f"What is overdue, then what comes in the next {self.days_ahead} school days: reviews and their "
                    "papers, appointments, agencies to chase, round robins closing, actions; and referrals waiting. "
                    "References, kinds and dates; no pupil is named."
                )
            case DigestKind.WEEKLY:
                return (
                    "The register, referrals and decisions, reviews and meetings with parents, waits for agencies, "
                    "beside last term and England. Counts in steps; no pupil, no reference."
                )
            case DigestKind.PERSONAL:
                return "What a colleague is asked for: questions, views, reviews they lead, plans to note something of."

    def is_sent_on(self, day: date, calendar: SchoolCalendar) -> bool:
        """Whether a digest belongs to that day: a school day (or an INSET day, where the school wants it); for a
        weekly one, the first such day of the week from its weekday on."""
        if self.kind is DigestKind.DAILY:
            return self._is_open(day, calendar)
        since_its_day = day.weekday() - self.weekday.number
        if since_its_day < 0 or not self._is_open(day, calendar):
            return False
        return not any(self._is_open(day - n * DAY, calendar) for n in range(1, since_its_day + 1))

    def _is_open(self, day: date, calendar: SchoolCalendar) -> bool:
        return calendar.is_staff_day(day) if self.inset else calendar.is_school_day(day)

    def next_on(self, day: date, calendar: SchoolCalendar) -> date | None:
        """The first day on or after `day` to which a digest belongs; None when there is none within a year."""
        return next((d for d in (day + n * DAY for n in range(FURTHEST)) if self.is_sent_on(d, calendar)), None)

    def previous_on(self, day: date, calendar: SchoolCalendar) -> date | None:
        """The last day before `day` to which a digest belongs; None when there is none within a year."""
        return next((d for d in (day - n * DAY for n in range(1, FURTHEST)) if self.is_sent_on(d, calendar)), None)

    def made_before(self, day: date, calendar: SchoolCalendar) -> date | None:
        """The day of the last digest before `day` that was made, or looked at with nothing to tell; None when there
        was none since the schedule was last changed."""
        before = self.previous_on(day, calendar)
        if before is None or self.last_on is None or (self.since and at_local(before, self.at) < self.since):
            return None
        return min(before, self.last_on)

    def due(self, now: datetime, calendar: SchoolCalendar) -> Report | None:
        """What is owed at `now` (aware): the latest day whose time has passed and for which nothing was reckoned yet.

        Days before it that are owed as well come with it as missed: after a standstill there is one digest, not a
        pile. On a day that has a digest of its own still to come, an earlier day's waits for it.
        """
        today = now.astimezone(LONDON).date()
        if not self.active or self.last_on is None:
            return None
        owed = [
            day for day in _days(max(self.last_on, today - FURTHEST * DAY), today) if self.is_sent_on(day, calendar)
        ]
        if not owed or at_local(owed[-1], self.at) > now:
            return None
        due_at = at_local(owed[-1], self.at)
        punctual = max(due_at, self.since or due_at) + LATE
        return Report(owed[-1], due_at, tuple(owed[:-1]), now > punctual)

    def reckoned_up_to(self, now: datetime) -> date:
        """The last day whose time has passed at `now`: nothing is owed for it when a schedule begins only now."""
        today = now.astimezone(LONDON).date()
        return today if self.is_time(now) else today - DAY

    def is_time(self, now: datetime) -> bool:
        """Whether today's time has passed at `now`."""
        return at_local(now.astimezone(LONDON).date(), self.at) <= now

    def unsent_from(self, now: datetime) -> date:
        """The first day whose digest is still to come at `now`."""
        return max(self.last_on or date.min, self.reckoned_up_to(now)) + DAY

    def begun(self, now: datetime) -> "Schedule":
        """Begins now, or again: what went before is not owed."""
        return replace(self, active=True, last_on=self.reckoned_up_to(now), since=now).looked_at(now)

    def changed(self, now: datetime, *, active: bool, **settings: Any) -> "Schedule":
        """With other settings. Under the new ones today's may be owed at once, if none was made; an earlier day's is
        not: it was not when it was that day."""
        with_them = replace(self, **settings)
        if not active:
            return replace(with_them, active=False, next_at=None, failures=0, trouble="")
        if not self.active or self.last_on is None:
            return with_them.begun(now)
        yesterday = now.astimezone(LONDON).date() - DAY
        return replace(with_them, last_on=max(self.last_on, yesterday), since=now, next_at=now)

    def looked_at(self, now: datetime, made: date | None = None) -> "Schedule":
        """Looked at without trouble, with the day a digest was made for: to be looked at again at its time next."""
        today = now.astimezone(LONDON).date()
        next_at = at_local(today + DAY if self.is_time(now) else today, self.at)
        last_on = max((day for day in (self.last_on, made) if day), default=None)
        return replace(self, last_on=last_on, next_at=next_at if self.active else None, failures=0, trouble="")

    def put_back(self, now: datetime, error: str) -> Self:
        trouble = f"The {self.kind.in_sentence} could not be made ({error}). It is tried again by itself."
        return replace(super().put_back(now, error), trouble=trouble[:200])


@dataclass(frozen=True)
class DigestReader:
    """Whether a colleague wants the personal digest, by their latest word, given at the aware time `at`. Nobody gets
    it who did not ask for it."""

    school_id: str
    person_id: str
    wanted: bool
    at: datetime


def subject_of(kind: DigestKind, on: date) -> str:
    """The subject of a digest's notices: each day's is a post of its own."""
    return f"{subjects_of(kind)}{on}"


def subjects_of(kind: DigestKind) -> str:
    """What the subjects of a kind's notices begin with."""
    return f"digest:{kind.value}:"


def is_first_back(schedule: Schedule, day: date, calendar: SchoolCalendar) -> date | None:
    """The day of the digest before `day`'s, when more than a weekend lies between; else None."""
    before = schedule.previous_on(day, calendar)
    return before if before and (day - before).days > OVER_A_WEEKEND else None


def is_last_before(schedule: Schedule, day: date, calendar: SchoolCalendar) -> date | None:
    """The day of the digest after `day`'s, when more than a weekend lies between; else None."""
    after = schedule.next_on(day + DAY, calendar)
    return after if after and (after - day).days > OVER_A_WEEKEND else None


def is_chased_on(day: date, passed: date, before: date | None) -> bool:
    """Whether the digest of `day` lists a day (`passed`) that the local authority has let go by. Most plans are late,
    and a line that stands there every morning is not read: so the first digest after it does, and then one in each
    seven days. `before` is the day of the last digest that was made, None when there was none."""
    return before is None or _weeks_since(passed, day) > _weeks_since(passed, before)


def _weeks_since(passed: date, day: date) -> int:
    return (day - passed - DAY).days // 7


def break_message_on(day: date, calendar: SchoolCalendar) -> date | None:
    """For a day in a break of more than five days, the day on which the one message about what the law still counts
    is sent: the first working day of its second half. None for any other day."""
    before, after = calendar.previous_school_day(day), calendar.next_school_day(day)
    if before is None or after is None or before == day:
        return None
    length = (after - before).days - 1
    if length <= LONG_BREAK:
        return None
    days = (before + n * DAY for n in range(1 + length // 2, length + 1))
    return next((d for d in days if d.weekday() < 5 and d not in bank_holidays(d.year, calendar.nation)), None)


def _days(after: date, until: date) -> Iterator[date]:
    return (after + n * DAY for n in range(1, (until - after).days + 1))
