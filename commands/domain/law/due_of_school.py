"""What is due of the school's own year, by no record: next year's term dates, and the record of who left during it."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from dateutil.easter import easter

from commands.domain.contact import school_year_of
from commands.domain.days.calendar import SchoolCalendar
from commands.domain.days.usual_terms import last_known
from commands.domain.due import Due, DueKind, to_tick
from commands.domain.law.deadlines import Case, deadlines
from commands.domain.law.ruleset import Clock, Status
from commands.domain.law.rulesets import ENGLAND
from commands.domain.pupil import Provision, Pupil

LEFT_WITHIN = timedelta(days=120)
"""How long ago somebody may have left whose record is still asked after: fifteen school days with a summer between."""
AT_THE_END = (7, 1)
"""From here until September pupils leave with their year: their transfer has its own line for the record."""
SUPPORTED = frozenset({Provision.SUPPORT, Provision.PLAN})


def term_dates(calendar: SchoolCalendar, today: date) -> Iterator[Due]:
    """From Easter on, while the school's own dates end with this school year: next year's are to be imported. Nothing
    of a school that has given no dates at all."""
    ends = last_known(calendar)
    if ends is None:
        return
    last = school_year_of(ends)[1]
    if easter(last.year) <= today:
        on = calendar.previous_school_day(ends) or ends
        of = "What is proposed for later is worked out from the usual English terms. An administrator imports them"
        yield Due(DueKind.TERM_DATES, on, "", "due", "actions", of=of, key=str(last.year))


def leavers(left: Iterable[Pupil], calendar: SchoolCalendar) -> Iterator[Due]:
    """The educational record, the SEN file with it, of who left with SEN during the year: fifteen school days."""
    for pupil in left:
        day = pupil.left_on
        if day is None or pupil.provision not in SUPPORTED or AT_THE_END <= (day.month, day.day) < (9, 1):
            continue
        [one] = deadlines(ENGLAND, Clock.RECORDS, Case({"left_on": day}), calendar)
        key = f"{pupil.id}.{day.isoformat()}"
        yield Due(
            DueKind.LEAVER, one.act_by, pupil.id, "pupil", pupil.id, statutory=one.rule.status is Status.MUST,
            key=key, source=one.rule.source, steps=to_tick("Sent", DueKind.LEAVER, key),
        )  # fmt: skip
