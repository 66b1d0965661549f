"""What a school must do every so often, about no pupil: rows of the ruleset, silent until a SENCO wants to be told."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from commands.domain.days.calendar import SchoolCalendar
from commands.domain.days.dates import day
from commands.domain.due import Due, DueKind, to_tick
from commands.domain.entry import local_day
from commands.domain.law.ruleset import Duty
from commands.domain.tick import Tick

WANTED, MADE = "wanted", "made"
"""What ticks say beside that something was done: that somebody wants to be told, and when it was last done before."""


@dataclass(frozen=True)
class Told:
    """What has been said of one duty, by the ticks that stand: since when somebody wants to be told (None: nobody
    does), the day it was last done before that, and the days that have been met."""

    wanted: date | None = None
    made: date | None = None
    met: frozenset[date] = frozenset()


def told_of(duty: Duty, ticks: Iterable[Tick]) -> Told:
    """The same, from every tick there is of duties."""
    wanted, made, met = None, None, set()
    for tick in ticks:
        parts = tick.key.split(".")
        if not tick.stands or duty.id not in parts:
            continue
        if parts[0] == WANTED:
            wanted = local_day(tick.at)
        elif parts[0] == MADE:
            made = date.fromisoformat(parts[2])
        else:
            met.add(date.fromisoformat(parts[1]))
    return Told(wanted, made, frozenset(met))


def next_day(duty: Duty, told: Told) -> date | None:
    """The day it is next due: from the last day that was met or the day it was last done; else the first in law, or
    the day somebody began to want to be told. None while nobody does, or where no line is kept here."""
    if told.wanted is None or not duty.is_kept_here:
        return None
    every = relativedelta(months=duty.every)
    if told.met:
        return max(told.met) + every
    if told.made is not None:
        due = told.made + every
        return max(due, duty.first) if duty.first else due
    return duty.first or told.wanted


def duty_lines(duties: Iterable[Duty], ticks: Iterable[Tick], calendar: SchoolCalendar) -> Iterator[Due]:
    """A line for each duty somebody wants to be told of, on the last school day until its day."""
    every = tuple(ticks)
    for duty in duties:
        on = next_day(duty, told_of(duty, every))
        if on:
            key = f"{duty.id}.{on.isoformat()}"
            yield Due(
                DueKind.DUTY, calendar.previous_school_day(on) or on, "", "school duties", "", of=duty.what,
                statutory=True, key=key, source=duty.source, steps=to_tick("Done", DueKind.DUTY, key),
            )  # fmt: skip


def in_words(duty: Duty, told: Told) -> str:
    """How it stands: who it is for, when it is next due, or why it is silent; by what, and when that was last read."""
    on = next_day(duty, told)
    if duty.kept:
        state = duty.kept
    elif not duty.commenced:
        state = "Off until an administrator says that it is in force (chatops school rules)"
    else:
        state = f"Next by {day(on)}" if on else "Nobody is told of it"
    read = f", read on {day(duty.seen)}" if duty.seen else ""
    return f"{state}. {duty.whom}. {duty.source}{read}."
