"""A round robin: a pupil's teachers are asked for their views, reminded on school days, and it closes on its date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta

from commands.domain.days.calendar import LONDON, SchoolCalendar
from commands.domain.days.local import at_local
from commands.domain.days.timed import Timed
from commands.domain.privacy.discreet import Discreet
from commands.domain.words.labelled import Labelled

LASTS = 10
"""School days a round robin is open when nobody says otherwise (a school rule)."""
LONGEST = timedelta(days=90)
"""How long it may be open: beyond it, the year is a slip."""
REMIND_AT, REMIND_UNTIL = time(8, 0), time(17, 0)
"""Local times between which colleagues are reminded."""
CLOSE_AT = time(17, 0)
"""The local time at which it closes on its date."""
COLLEAGUES = 15
"""How many colleagues one round robin asks at most: each has a line on its card."""
LINE = 500
"""Characters of the one line a colleague may write."""


class Scale(Labelled):
    """How it goes, in words."""

    STRENGTH = "strength", "A strength"
    FINE = "fine", "As expected"
    SOME = "some", "Some difficulty"
    MUCH = "much", "Much difficulty"
    UNSEEN = "unseen", "I cannot say"


SEEN = (Scale.STRENGTH, Scale.FINE, Scale.SOME, Scale.MUCH)
"""What is counted: all but that somebody cannot say."""


class Aspect(Labelled):
    """What colleagues are asked about. The values are the names of a view's fields."""

    PROGRESS = "progress", "Progress"
    ATTENTION = "attention", "Attention"
    SELF_MANAGEMENT = "self_management", "Self-management"
    SOCIAL = "social", "Getting on", "With other pupils and with adults"
    COMMUNICATION = "communication", "Communication"
    MEMORY = "memory", "Memory"


class Reminders(Labelled):
    """After how many school days those who have not answered are reminded."""

    TWICE = "3,5", "After 3 and 5 school days"
    ONCE = "5", "Once, after 5 school days"
    OFTEN = "2,4,6", "After 2, 4 and 6 school days"
    NEVER = "never", "Never"

    @property
    def after(self) -> tuple[int, ...]:
        return tuple(int(n) for n in str(self.value).split(",") if n.isdecimal())


class RobinState(Labelled):
    """Where a round robin stands."""

    DRAFT = "draft", "Not asked yet"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"
    TAKEN_BACK = "taken_back", "Taken back"


class ViewState(Labelled):
    """Where one colleague's part of it stands."""

    ASKED = "asked", "No answer yet"
    ANSWERED = "answered", "Answered"
    NOT_THEIRS = "not_theirs", "Does not teach this pupil"
    LEFT_OUT = "left_out", "Left out"


@dataclass(frozen=True, repr=False)
class View(Discreet):
    """One colleague's part of a round robin: whether they answered, and what they said. It can be said again until
    the round robin closes; the last word stands."""

    school_id: str
    reference: str
    person_id: str
    state: ViewState = ViewState.ASKED
    at: datetime | None = None
    progress: Scale | None = None
    attention: Scale | None = None
    self_management: Scale | None = None
    social: Scale | None = None
    communication: Scale | None = None
    memory: Scale | None = None
    line: str = ""
    version: int = 0

    def said_of(self, aspect: Aspect) -> Scale | None:
        """What they said of one thing; None when nothing, or that they cannot say."""
        said: Scale | None = getattr(self, str(aspect.value))
        return said if said in SEEN else None


assert {aspect.value for aspect in Aspect} <= {one.name for one in fields(View)}  # noqa: S101 - checked on loading


@dataclass(frozen=True, repr=False)
class RoundRobin(Timed, Discreet):
    """One round robin about one pupil.

    `about` is the reference of the referral, plan or review it was asked for ("" for none). `reminded` counts the
    reminder days that have passed. `closed_by` is who closed it ("" for the clock, or the last answer). `next_at` is
    the aware time at which the clock looks at it again; `failures` counts looks in a row that failed.
    """

    school_id: str
    reference: str
    pupil_id: str
    about: str
    made_by: str
    made_on: date
    state: RobinState = RobinState.DRAFT
    asked_on: date | None = None
    closes_on: date | None = None
    reminders: Reminders = Reminders.TWICE
    reminded: int = 0
    closed_on: date | None = None
    closed_by: str = ""
    next_at: datetime | None = None
    failures: int = 0
    version: int = 0

    @property
    def is_open(self) -> bool:
        return self.state is RobinState.OPEN

    def asking(self, closes_on: date, reminders: Reminders, now: datetime, calendar: SchoolCalendar) -> "RoundRobin":
        """Asked now (aware), or, when it is open, with another date. Raises `ValueError` when it has ended."""
        if self.state not in (RobinState.DRAFT, RobinState.OPEN):
            raise ValueError(f"{self.reference} has ended")
        asked_on = self.asked_on or now.astimezone(LONDON).date()
        asked = replace(
            self, state=RobinState.OPEN, asked_on=asked_on, closes_on=closes_on, reminders=reminders, failures=0
        )
        passed = sum(at_local(on, REMIND_AT) <= now for on in asked.reminder_days(calendar))
        asked = replace(asked, reminded=passed)
        return replace(asked, next_at=asked.next_look(now, calendar))

    def ended(self, state: RobinState, on: date, by: str = "") -> "RoundRobin":
        """Closed, or taken back. Raises `ValueError` when it has ended before."""
        if self.state not in (RobinState.DRAFT, RobinState.OPEN):
            raise ValueError(f"{self.reference} has ended")
        return replace(self, state=state, closed_on=on, closed_by=by, next_at=None, failures=0)

    def reminder_days(self, calendar: SchoolCalendar) -> tuple[date, ...]:
        """The school days on which those who have not answered are reminded, its last day included."""
        if self.asked_on is None or self.closes_on is None:
            return ()
        days = [calendar.add_school_days(self.asked_on, after) for after in self.reminders.after]
        return tuple(day for day in days if day <= self.closes_on)

    def is_to_close(self, now: datetime) -> bool:
        """Whether its time is over."""
        return self.is_open and self.closes_on is not None and at_local(self.closes_on, CLOSE_AT) <= now

    def reminding(self, now: datetime, calendar: SchoolCalendar) -> "RoundRobin | None":
        """As it is once colleagues are reminded now; None when that is not due, or not now: never on a day that is no
        school day, and never out of hours."""
        here = now.astimezone(LONDON)
        passed = sum(at_local(on, REMIND_AT) <= now for on in self.reminder_days(calendar))
        in_hours = REMIND_AT <= here.time() < REMIND_UNTIL and calendar.is_school_day(here.date())
        return replace(self, reminded=passed) if self.is_open and passed > self.reminded and in_hours else None

    def next_look(self, now: datetime, calendar: SchoolCalendar) -> datetime | None:
        """When the clock has something to do with it next, or has to look whether it has."""
        if not self.is_open or self.closes_on is None:
            return None
        moments = [at_local(self.closes_on, CLOSE_AT)]
        for on in self.reminder_days(calendar)[self.reminded :]:
            at = at_local(on, REMIND_AT)
            moments.append(at if at > now else _next_morning(now, calendar))
        return max(min(moments), now)

    def looked_at(self, now: datetime, calendar: SchoolCalendar) -> "RoundRobin":
        """Looked at without trouble."""
        return replace(self, next_at=self.next_look(now, calendar), failures=0)


def _next_morning(now: datetime, calendar: SchoolCalendar) -> datetime:
    """The next moment at which anybody may be reminded who may not be now."""
    today = now.astimezone(LONDON).date()
    day = today if at_local(today, REMIND_AT) > now else today + timedelta(days=1)
    return at_local(calendar.next_school_day(day) or day, REMIND_AT)


def waited_for(views: Iterable[View]) -> tuple[View, ...]:
    """Those who have not answered."""
    return tuple(view for view in views if view.state is ViewState.ASKED)


def answered(views: Iterable[View]) -> tuple[View, ...]:
    """Those who have given their view."""
    return tuple(view for view in views if view.state is ViewState.ANSWERED)


def in_short(views: Sequence[View]) -> str:
    """How far it has come: "4 of 5 answered". Who does not teach the pupil, or was left out, is not counted."""
    given, waiting = len(answered(views)), len(waited_for(views))
    return f"{given} of {given + waiting} answered"


def spread(views: Iterable[View]) -> dict[Aspect, dict[Scale, int]]:
    """For each thing asked about, how many said what; what nobody could say is not counted."""
    given = answered(views)
    return {
        aspect: {scale: sum(view.said_of(aspect) is scale for view in given) for scale in SEEN} for aspect in Aspect
    }


def stands_out(views: Sequence[View]) -> str:
    """The things most of those who answered find difficult: "Most see difficulty in attention and memory."; or that
    there is none."""
    counted = spread(views)
    hard = [
        aspect.in_sentence
        for aspect, said in counted.items()
        if 2 * (said[Scale.SOME] + said[Scale.MUCH]) > sum(said.values())
    ]
    if not answered(views):
        return ""
    if not hard:
        return "Most see no difficulty in any of these."
    *first, last = hard
    return f"Most see difficulty in {', '.join(first)} and {last}." if first else f"Most see difficulty in {last}."
