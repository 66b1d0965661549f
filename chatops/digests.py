"""The digests are made: whatever schedule is to be looked at now, by whichever process comes first, exactly once.

A digest is due, not fired. One transaction holds the schedule, writes the ask down under the digest's key, stores what
is to be told and moves the schedule on; `chatops.deliver` posts it. Whatever ends a process before the commit leaves
nothing behind, and whatever ends it afterwards leaves a notice that is posted.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import date, datetime

from chatops.looker import Looker
from commands.digests.daily import daily, still_running
from commands.digests.marks import marked
from commands.digests.personal import last_day, personal
from commands.digests.weekly import keep_week
from commands.domain.calendar import LONDON
from commands.domain.digest import DigestKind, Report, Schedule, break_message_on
from commands.domain.person import Person, Role
from commands.domain.school import School
from commands.kit import LEADERSHIP_CHANNEL, SENCO_CHANNEL, Ask, Card, Notice, Records, Reply
from commands.kit.ask import CLOCK
from storage.digests import subject_of
from storage.records import SqlRecords
from storage.schedules import Claim, Schedules

log = logging.getLogger("chatops.digests")

Maker = Callable[[School, date, Records], Awaitable[Card | None]]
Pressable = Callable[[Ask, Reply], Reply]

MAKERS: Mapping[DigestKind, Maker] = {DigestKind.DAILY: daily, DigestKind.WEEKLY: keep_week}
CHANNEL_OF = {DigestKind.DAILY: SENCO_CHANNEL, DigestKind.WEEKLY: LEADERSHIP_CHANNEL}


async def always() -> bool:
    """The clock is right."""
    return True


class Digests(Looker):
    """Makes digests. One runs in each process; several share the work. `pressable` marks a reply's buttons; none is
    made while `is_right` says that this machine's clock is not to be trusted."""

    what = "digests"

    def __init__(
        self,
        schedules: Schedules,
        *,
        pressable: Pressable,
        now: Callable[[], datetime],
        made: Callable[[], None],
        is_right: Callable[[], Awaitable[bool]] = always,
    ) -> None:
        super().__init__()
        self._is_right = is_right
        self.schedules = schedules
        self._pressable, self._now, self._made = pressable, now, made

    async def look(self) -> int:
        """Looks at every schedule whose time has come; gives how many digests there were to make.

        With nothing due it costs one query. A school whose digest cannot be made is put back and tried again after a
        wait that grows; the others do not wait for it.
        """
        count = 0
        if not await self.schedules.any_due(self._now()) or not await self._is_right():
            return count
        while not self.ending:
            claim: Claim | None = None
            now = self._now()
            try:
                async with self.schedules.next_due(now) as claim:
                    if claim is None:
                        break
                    count += await self._look(claim, now)
                self.moves()
            except Exception as trouble:
                if claim is None:
                    raise
                kind = type(trouble).__name__  # its message could repeat what people wrote
                of = claim.schedule
                self.failures += 1
                log.error("digest not made school=%s kind=%s error=%s", of.school_id, of.kind.value, kind)
                said = f"The {of.kind.in_sentence} could not be made ({kind}). It is tried again by itself."
                await self.schedules.put_back(of, now, said)
        if count:
            self._made()
        return count

    async def make(self, school: School, kind: DigestKind, on: date) -> bool:
        """Makes the digest of that day now, whatever the clock says; whether there was none yet."""
        now = self._now()
        async with self.schedules.one(school, kind) as claim:
            made = await self._make(claim.records, kind, Report(on, now), now)
            if claim.schedule.last_on and on > claim.schedule.last_on:
                await claim.records.save(claim.schedule.looked_at(now, on))
        self._made()
        return made

    async def _look(self, claim: Claim, now: datetime) -> int:
        schedule, records = claim.schedule, claim.records
        if schedule.last_on is None:
            await records.save(schedule.begun(now))
            return 0
        calendar = await records.calendar()
        report = schedule.due(now, calendar)
        if report is None:
            today = now.astimezone(LONDON).date()
            if schedule.breaks and break_message_on(today, calendar) == today and schedule.is_time(now):
                await self._tell_of_break(records, today, now)
            await records.save(schedule.looked_at(now))
            return 0
        make = self._make_personal if schedule.kind is DigestKind.PERSONAL else self._make
        made = await _anybody(schedule, records) and await make(records, schedule.kind, report, now)
        await records.save(schedule.looked_at(now, report.on))
        return int(made)

    async def _make(self, records: SqlRecords, kind: DigestKind, report: Report, now: datetime) -> bool:
        """Whether it was not made before. With nothing to tell, that it was looked at is what is kept."""
        ask = asked(records.school, kind.value, report.on, now)
        if await records.begin(ask) is not None:
            return False
        card = await MAKERS[kind](records.school, _day_of(report, now), records)
        if card is None:
            await records.finish(ask, Reply("Nothing is due, so nothing is sent."), outcome="empty", keep=True)
            return True
        undelivered = await records.digests.overtake(kind, now)
        notice = Notice(CHANNEL_OF[kind], marked(card, report, undelivered), subject_of(kind, report.on))
        reply = self._pressable(ask, Reply(f"{kind.label} of {report.on}.", notices=(notice,)))
        await records.finish(ask, reply, outcome="answered", keep=True)
        log.info("digest made key=%s late=%s missed=%d", ask.key, report.late, len(report.missed))
        return True

    async def _make_personal(self, records: SqlRecords, kind: DigestKind, report: Report, now: datetime) -> bool:
        """One for each colleague who wants it, each exactly once; those of an earlier week that still wait are taken
        back. Whether any was made."""
        await records.digests.overtake(kind, now)
        today, made = _day_of(report, now), 0
        due = await records.due.until(last_day(today), today=today)
        for reader in await records.digests.readers():
            ask = asked(records.school, f"{kind.value}:{reader.id}", report.on, now, word=f"digest {kind.value}")
            if await records.begin(ask) is not None:
                continue
            card = await personal(reader, due, today, records)
            if card is None:
                await records.finish(ask, Reply("Nothing is asked, so nothing is sent."), outcome="empty", keep=True)
                continue
            notice = Notice(reader.id, marked(card, report), subject_of(kind, report.on))
            reply = self._pressable(ask, Reply(f"{kind.label} of {report.on}.", notices=(notice,)))
            await records.finish(ask, reply, outcome="answered", keep=True)
            made += 1
        log.info("personal digests made school=%s on=%s count=%d", records.school.id, report.on, made)
        return made > 0

    async def _tell_of_break(self, records: SqlRecords, today: date, now: datetime) -> None:
        ask = asked(records.school, "break", today, now)
        card = await still_running(records.school, today, records)
        if card is None or await records.begin(ask) is not None:
            return
        notices = tuple(Notice(senco.id, card) for senco in await records.staff(Role.SENCO))
        reply = self._pressable(ask, Reply(f"The law's days in the break, {today}.", notices=notices))
        await records.finish(ask, reply, outcome="answered", keep=True)


def asked(school: School, kind: str, on: date, now: datetime, *, word: str = "") -> Ask:
    """The clock asks for a digest: its key is the same whoever fires it, and whenever."""
    clock = Person(school.id, CLOCK, "", "The clock", Role.SENCO)
    return Ask(
        person=clock,
        school=school,
        now=now,
        word=word or f"digest {kind}",
        key=f"digest:{kind}:{school.id}:{on}",
        face=CLOCK,
        about=str(on),
    )


async def _anybody(schedule: Schedule, records: SqlRecords) -> bool:
    """Whether there is anybody to send it to: its channel, or for the daily one a SENCO; whoever wants their own."""
    if schedule.kind is DigestKind.PERSONAL:
        return bool(await records.digests.readers())
    if await records.channel(CHANNEL_OF[schedule.kind]):
        return True
    return schedule.kind is DigestKind.DAILY and bool(await records.staff(Role.SENCO))


def _day_of(report: Report, now: datetime) -> date:
    """The day a digest speaks of: its own, or today when it comes on a later day, or when it is made beforehand."""
    return max(report.on, now.astimezone(LONDON).date())
