"""The SENCO's day: what is overdue, what is due today and in the next school days, in one card for a channel."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from commands.digests.lines import line_item
from commands.domain.days.calendar import SchoolCalendar
from commands.domain.days.dates import day, school_days
from commands.domain.digest import DAY, DigestKind, Schedule, is_chased_on, is_first_back, is_last_before
from commands.domain.due import Due, DueKind, in_order
from commands.domain.law.ruleset import Owner
from commands.domain.privacy.discreet import Discreet
from commands.domain.school import School
from commands.domain.snooze import snoozed_until
from commands.kit import Button, Card, Facts, Items, Prose, Records
from commands.kit.cards import Part
from commands.kit.limits import ITEMS
from commands.kit.plans_unreviewed import NONE_KNOWN, plans_unreviewed, to_plan_them
from commands.kit.what_is_due import what_is_due

ALL_CLEAR = "Nothing is due today or in the school days ahead."
CHASED_WEEKLY = "Late at the local authority, listed once a week"


@dataclass(frozen=True, repr=False)
class Group(Discreet):
    """Lines under one heading. `least` of them are shown, if there are so many, however long the groups before are."""

    heading: str
    lines: Sequence[Due]
    least: int
    shown: Sequence[Due] = field(default=())


async def daily(school: School, today: date, records: Records) -> Card | None:
    """The digest of `today`; None when there is nothing to tell and the school wants no all-clear.

    It names no pupil and repeats nothing typed: it is for a channel.
    """
    schedule, calendar = await records.digests.schedule(DigestKind.DAILY), await records.calendar()
    next_day = is_last_before(schedule, today, calendar)
    ahead = calendar.add_school_days(today, schedule.days_ahead)
    last = max(ahead, next_day - DAY) if next_day else ahead
    lines = await what_is_due(records, last, today=today)
    snoozes = await records.digests.snoozed(today)
    awake = [line for line in lines if not snoozed_until(line, snoozes, today)]
    before = schedule.made_before(today, calendar)
    to_show = [
        line
        for line in awake
        if not _is_theirs(line, today)
        or is_chased_on(today, line.on, before)
        or (before and snoozed_until(line, snoozes, before))  # put off until now
    ]
    clashes = await records.register.clashing()
    unplanned = len(await plans_unreviewed(records, today))
    facts = _counts(clashes, unplanned, len(lines) - len(awake))
    tells = bool(facts) and [words for words, _ in facts] != [NONE_KNOWN]  # it would be the same card every morning
    if not (to_show or tells or schedule.all_clear):
        return None
    facts += ((CHASED_WEEKLY, str(len(awake) - len(to_show))),) if len(awake) > len(to_show) else ()
    groups = _shared_out(_groups(to_show, today, schedule, calendar))
    parts: list[Part] = [*_about_breaks(today, schedule, calendar)]
    for group in groups:
        if group.shown:
            items = tuple(line_item(line, today, calendar) for line in group.shown)
            parts += [Prose("", f"{group.heading} ({len(group.lines)})"), Items(items)]
    parts += [] if to_show else [Prose(ALL_CLEAR)]
    hidden = Counter(line.kind for group in groups for line in group.lines) - Counter(
        line.kind for group in groups for line in group.shown
    )
    if hidden:
        counts = tuple((kind.label, str(hidden[kind])) for kind in DueKind if hidden[kind])
        parts += [Prose("", f"Not listed here ({hidden.total()})"), Facts(counts)]
    parts += [Facts(facts)] if facts else []
    see = (Button("See all", "due"),) if hidden else ()
    settle = (Button("Register clashes", "register clashes"),) if clashes else ()
    return Card(f"The day: {day(today)}", tuple(parts), (*see, *settle, *to_plan_them(unplanned)))


async def still_running(school: School, today: date, records: Records) -> Card | None:
    """For a long break: what the law counts on with, late or due before school is open again; None when nothing is."""
    calendar = await records.calendar()
    back = calendar.next_school_day(today) or today
    lines = [line for line in await what_is_due(records, back, today=today) if line.statutory]
    if not lines:
        return None
    shown = lines[:ITEMS]
    items = Items(tuple(line_item(line, today, calendar) for line in shown))
    more = (Prose(f"{len(lines) - len(shown)} more are not listed."),) if len(lines) > len(shown) else ()
    words = f"School is shut until {day(back)}, but these days are set by law and do not wait."
    return Card(f"In the break: {day(today)}", (Prose(words), items, *more))


def _groups(lines: Sequence[Due], today: date, schedule: Schedule, calendar: SchoolCalendar) -> Iterator[Group]:
    """The lines under their headings, in the order they are read."""
    before, after = is_first_back(schedule, today, calendar), is_last_before(schedule, today, calendar)
    late = [line for line in lines if line.is_overdue(today)]
    ours = [line for line in late if not _is_theirs(line, today)]
    to_come = [line for line in lines if line.on > today]
    yield Group("Overdue", [line for line in ours if before is None or line.on <= before], 5)
    if before:
        yield Group(f"Passed since {day(before)}", [line for line in ours if line.on > before], 3)
    yield Group("Today", [line for line in lines if line.on == today], 3)
    if after:
        yield Group(f"Before {day(after)}", [line for line in to_come if line.on < after], 3)
    rest = [line for line in to_come if after is None or line.on >= after]
    yield Group(f"The next {school_days(schedule.days_ahead)}", rest, 0)
    yield Group("Late at the local authority", [line for line in late if _is_theirs(line, today)], 1)


def _is_theirs(line: Due, today: date) -> bool:
    """Whether it is the local authority's lateness."""
    return line.owner is Owner.AUTHORITY and line.is_overdue(today)


def _shared_out(groups: Iterator[Group]) -> list[Group]:
    """The groups with the lines there is room for. Each has its least first, so that a long row of overdue lines does
    not hide today; what is left goes round in order. Days the law sets are the last to be left out."""
    all_groups = list(groups)
    room = {n: min(len(group.lines), group.least) for n, group in enumerate(all_groups)}
    left = ITEMS - sum(room.values())
    for n, group in enumerate(all_groups):
        more = min(left, len(group.lines) - room[n])
        room[n], left = room[n] + more, left - more
    return [replace(group, shown=_first(group.lines, room[n])) for n, group in enumerate(all_groups)]


def _first(lines: Sequence[Due], most: int) -> Sequence[Due]:
    return in_order(sorted(lines, key=lambda line: not line.statutory)[:most])


def _about_breaks(today: date, schedule: Schedule, calendar: SchoolCalendar) -> Iterator[Prose]:
    before, after = is_first_back(schedule, today, calendar), is_last_before(schedule, today, calendar)
    if before:
        yield Prose(f"The first digest since {day(before)}. What passed meanwhile is listed.")
    if after:
        yield Prose(f"The last digest before {day(after)}. What is due until then is listed; a day set by law stands.")


def _counts(clashes: int, unplanned: int, snoozed: int) -> tuple[tuple[str, str], ...]:
    counts: Mapping[str, int] = {
        "Register clashes to settle": clashes,
        NONE_KNOWN: unplanned,
        "Snoozed": snoozed,
    }
    return tuple((words, str(count)) for words, count in counts.items() if count)
