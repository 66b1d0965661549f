"""What a clock that ran ahead leaves behind, and where it is put back to: a schedule further on than its own rule
allows, days still to come that are reckoned as past, round robins closed before their time."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from commands.domain.days.calendar import LONDON, SchoolCalendar
from commands.domain.days.local import at_local
from commands.domain.days.timed import wait_after
from commands.domain.digest import Schedule
from commands.domain.round_robin import REMIND_AT, RobinState, RoundRobin

LEEWAY = timedelta(minutes=10)
"""How far two honest clocks may lie apart. What stands ahead by no more is left as it is."""
DAY = timedelta(days=1)
LONGEST_DAY = timedelta(hours=25)


def day_of(now: datetime) -> date:
    """The latest local day on which an honest clock may be at `now` (aware)."""
    return (now + LEEWAY).astimezone(LONDON).date()


def furthest(schedule: Schedule, now: datetime) -> datetime:
    """The latest moment for which a look at `now` (aware) can have put the next one."""
    at = at_local(day_of(now) + DAY if schedule.is_time(now + LEEWAY) else day_of(now), schedule.at)
    return max(at, now + LEEWAY + wait_after(schedule.failures))


def is_ahead(schedule: Schedule, now: datetime) -> bool:
    """Whether it stands further on than its own rule can have brought it by `now` (aware)."""
    late = schedule.next_at is not None and schedule.next_at > furthest(schedule, now)
    return late or _reckons_ahead(schedule, now) or (schedule.since is not None and schedule.since > now + LEEWAY)


def put_off_to(schedule: Schedule, now: datetime) -> date | None:
    """The day to which digests that belong to days before it had been put off; None when none would have failed to
    come but for one of a day that was reckoned already."""
    if not schedule.active or schedule.next_at is None:
        return None
    lost = _reckons_ahead(schedule, now) or schedule.next_at > furthest(schedule, now) + LONGEST_DAY
    return max(schedule.next_at.astimezone(LONDON).date(), schedule.last_on or date.min) if lost else None


def brought_back(schedule: Schedule, now: datetime, made_on: date | None) -> Schedule:
    """As an honest clock would have it: to be looked at now. `made_on` is the latest day up to today for which a
    digest was made; what came due since is owed, and what came before the schedule was last changed is not."""
    since = schedule.since if schedule.since and schedule.since <= now + LEEWAY else None
    last_on = schedule.last_on
    if _reckons_ahead(schedule, now):
        begun_on = schedule.reckoned_up_to(since or now)
        last_on = max(made_on, begun_on) if made_on and since else made_on or begun_on
    return replace(
        schedule, last_on=last_on, since=since, next_at=now if schedule.active else None, failures=0, trouble=""
    )


def reopened(robin: RoundRobin, now: datetime, calendar: SchoolCalendar) -> RoundRobin:
    """One that the clock closed before its day, open again; the reminders still to come will come."""
    again = replace(robin, state=RobinState.OPEN, closed_on=None, closed_by="", failures=0)
    passed = sum(at_local(on, REMIND_AT) <= now for on in again.reminder_days(calendar))
    again = replace(again, reminded=passed)
    return replace(again, next_at=again.next_look(now, calendar))


def _reckons_ahead(schedule: Schedule, now: datetime) -> bool:
    return schedule.last_on is not None and schedule.last_on > day_of(now)
