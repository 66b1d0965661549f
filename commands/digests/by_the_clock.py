"""The digests as the clock asks for them: which is owed, to whom it goes, and what its notices say.

A digest is due, not fired. Its key is of its kind, its school and its day, so it is made exactly once, whoever's clock
asks for it and however often.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial

from commands.digests.daily import daily, still_running
from commands.digests.marks import marked
from commands.digests.personal import last_day, personal
from commands.digests.weekly import keep_week
from commands.domain.digest import DigestKind, Report, Schedule, break_message_on, subject_of
from commands.domain.due import Due
from commands.domain.entry import local_day
from commands.domain.person import Person, Role
from commands.domain.school import School
from commands.kit import LEADERSHIP_CHANNEL, SENCO_CHANNEL, Ask, Card, Notice, Records, Reply
from commands.kit.clockwork import ClockAsk, Duty, Turn, by_the_clock
from commands.kit.what_is_due import what_is_due

OF_CHANNELS: Mapping[DigestKind, tuple[str, Callable[[School, date, Records], Awaitable[Card | None]]]] = {
    DigestKind.DAILY: (SENCO_CHANNEL, daily),
    DigestKind.WEEKLY: (LEADERSHIP_CHANNEL, keep_week),
}
"""Those that go to a channel: to which, and what draws them. The others go to each who wants one."""


async def look(schedule: Schedule, now: datetime, records: Records) -> Turn[Schedule]:
    """What is owed by a schedule: a digest, one for each who wants theirs, the message in a long break, or nothing."""
    if schedule.last_on is None:
        return Turn(schedule.begun(now))
    calendar = await records.calendar()
    report = schedule.due(now, calendar)
    if report:
        return Turn(schedule.looked_at(now, report.on), await _owed(schedule.kind, report, now, records))
    today = local_day(now)
    tells = schedule.breaks and schedule.is_time(now) and break_message_on(today, calendar) == today
    return Turn(schedule.looked_at(now), await _in_the_break(today, now, records) if tells else ())


DIGESTS = Duty("digests", Schedule, look)


def beforehand(schedule: Schedule, on: date, now: datetime, school: School) -> Turn[Schedule]:
    """A channel's digest of the day `on`, whatever the clock says."""
    moves = schedule.last_on is not None and on > schedule.last_on
    asked = _to_channel(schedule.kind, Report(on, now), now, school)
    return Turn(schedule.looked_at(now, on) if moves else None, (asked,))


async def _owed(kind: DigestKind, report: Report, now: datetime, records: Records) -> Sequence[ClockAsk]:
    """What is asked for a report, where there is anybody to send it to. Personal digests of an earlier week that still
    wait are taken back before the first of this one is made."""
    school = records.school
    if kind in OF_CHANNELS:
        channel, _ = OF_CHANNELS[kind]
        there = await records.channel(channel) or (channel == SENCO_CHANNEL and await records.staff(Role.SENCO))
        return (_to_channel(kind, report, now, school),) if there else ()
    readers = await records.digests.readers()
    if not readers:
        return ()
    await records.digests.overtake(kind, now)
    today = _day_of(report, now)
    due = await what_is_due(records, last_day(today), today=today)
    return [
        ClockAsk(
            _ask(school, f"{kind.value}:{reader.id}", report.on, now, kind.value), partial(_own, reader, due, report)
        )
        for reader in readers
    ]


def _to_channel(kind: DigestKind, report: Report, now: datetime, school: School) -> ClockAsk:
    return ClockAsk(_ask(school, kind.value, report.on, now, kind.value), partial(_of_channel, kind, report))


async def _of_channel(kind: DigestKind, report: Report, ask: Ask, records: Records) -> Reply:
    """It stands for earlier ones that could not be posted, and says so."""
    channel, drawn = OF_CHANNELS[kind]
    card = await drawn(ask.school, _day_of(report, ask.now), records)
    if card is None:
        return Reply("Nothing is due, so nothing is sent.")
    undelivered = await records.digests.overtake(kind, ask.now)
    return _posted(kind, report, channel, marked(card, report, undelivered))


async def _own(reader: Person, due: Sequence[Due], report: Report, ask: Ask, records: Records) -> Reply:
    card = await personal(reader, due, _day_of(report, ask.now), records)
    if card is None:
        return Reply("Nothing is asked, so nothing is sent.")
    return _posted(DigestKind.PERSONAL, report, reader.id, marked(card, report))


def _posted(kind: DigestKind, report: Report, to: str, card: Card) -> Reply:
    return Reply(f"{kind.label} of {report.on}.", notices=(Notice(to, card, subject_of(kind, report.on)),))


async def _in_the_break(today: date, now: datetime, records: Records) -> Sequence[ClockAsk]:
    card = await still_running(records.school, today, records)
    return (ClockAsk(_ask(records.school, "break", today, now, "break"), partial(_to_sencos, card)),) if card else ()


async def _to_sencos(card: Card, ask: Ask, records: Records) -> Reply:
    notices = tuple(Notice(senco.id, card) for senco in await records.staff(Role.SENCO))
    return Reply(f"The law's days in the break, {ask.today}.", notices=notices)


def _ask(school: School, kind: str, on: date, now: datetime, word: str) -> Ask:
    """`kind` is the digest's in its key, where each colleague's own is one of its kind."""
    return by_the_clock(school, now, f"digest {word}", f"digest:{kind}:{school.id}:{on}", str(on))


def _day_of(report: Report, now: datetime) -> date:
    """The day a digest speaks of: its own, or today when it comes on a later day, or when it is made beforehand."""
    return max(report.on, local_day(now))
