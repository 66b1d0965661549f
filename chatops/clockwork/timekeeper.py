"""The clock is looked after: whether this machine's agrees with the database's, and what one that ran ahead did.

On PostgreSQL the processes may stand on several machines, and the database's clock is the one they share: a machine
whose own lies further from it than `APART` makes no digest and closes no round robin until it is right again, while
what staff ask is answered and posted, by the database's time. On SQLite all processes read the same machine's clock, so
there is nothing to compare it with; what that clock did while it ran ahead is put right once it is right.
"""

import logging
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from chatops.clockwork.clock import Clock
from chatops.clockwork.looker import Looker
from commands.domain.days.dates import day
from commands.domain.person import Role
from commands.domain.round_robin import RoundRobin, waited_for
from commands.domain.school import School
from commands.kit import Ask, Card, Notice, Prose, Records, Reply
from commands.kit.clockwork import ClockAsk, by_the_clock
from commands.kit.dispatcher import Dispatcher
from commands.round_robins.cards import settled, to_answer
from storage.database import Database
from storage.delivery.ahead import AheadMarks, PutRight, put_right
from storage.lists.schools import Schools
from storage.records import SqlOpenRecords, SqlRecords

log = logging.getLogger("chatops.clock")

APART = timedelta(minutes=2)
"""How far this machine's clock may lie from the database's."""
COMPARED_EVERY = 20.0
"""Seconds after which the two are compared again."""
LOOKED_EVERY = timedelta(minutes=1)
"""How often the records are searched for what stands ahead."""
PATIENCE = timedelta(minutes=5)
"""How long it must stand ahead before it is put right: a machine that was just started may for a moment be behind."""
LONGER = timedelta(hours=1)
"""The same where people have asked something at a time to come, and no other clock says which of the two is right."""


class Timekeeper(Looker):
    """Compares the clocks and puts right what one that ran ahead did. `made` is called when there is something to
    deliver."""

    what = "the clock"

    def __init__(self, database: Database, clock: Clock, dispatcher: Dispatcher, *, made: Callable[[], None]) -> None:
        super().__init__()
        self.marks = AheadMarks(database)
        self.notes: list[str] = []
        """What was put right since this process started, in sentences that name nobody."""
        self._database, self._clock, self._dispatcher, self._made = database, clock, dispatcher, made
        self._skew = timedelta()
        self._compared: float | None = None
        self._alone = True  # no other clock was heard of
        self._looked_at: datetime | None = None
        self._ahead_since: datetime | None = None

    def now(self) -> datetime:
        """The time by the clock that all processes share (aware, UTC)."""
        return self._clock.now() - self._skew

    async def compare(self) -> None:
        """Knows, from some seconds ago at most, how the clocks lie. Raises when the database does not answer."""
        if self._compared is not None and time.monotonic() - self._compared < COMPARED_EVERY:
            return
        before = self._clock.machine()
        theirs = await self._database.time()
        self._alone = theirs is None
        if theirs is not None:
            skew, was = before + (self._clock.machine() - before) / 2 - theirs, self.wrong
            self._skew = skew if abs(skew) > timedelta(seconds=1) else timedelta()
            if self.wrong and not was:
                log.error("clock wrong seconds=%d", self._skew.total_seconds())
            elif was and not self.wrong:
                log.info("clock right again")
        self._compared = time.monotonic()

    async def is_right(self) -> bool:
        """Whether what hangs on the time of day may be done by this process."""
        await self.compare()
        return not self.wrong

    @property
    def wrong(self) -> str:
        """What is wrong with this machine's clock, in a sentence; "" while it agrees."""
        return apart(self._skew)

    def troubles(self, still_after: float) -> Iterator[str]:
        yield from super().troubles(still_after)
        if self.wrong:
            yield f"{self.wrong} Until they agree it makes no digests and closes no round robins."

    async def look(self) -> int:
        """Puts right what has stood ahead for some minutes; gives of how many schools."""
        now = self._clock.now()
        if not await self.is_right() or (self._looked_at and timedelta() <= now - self._looked_at < LOOKED_EVERY):
            return 0
        self._looked_at = now
        await self.marks.put_right_people(now)
        ahead = await self.marks.schools(now)
        if not ahead or self._ahead_since is None or now < self._ahead_since:
            self._ahead_since = now if ahead else None
            return 0
        unsure = self._alone and await self.marks.people_are_ahead(now)
        if now - self._ahead_since < (LONGER if unsure else PATIENCE):
            return 0
        schools = {school.id: school for school in await Schools(self._database).all()}
        for school_id in ahead:
            await self._put_right(schools[school_id], now)
            self.moves()
        self._ahead_since = None
        self._made()
        return len(ahead)

    async def _put_right(self, school: School, now: datetime) -> None:
        async with SqlOpenRecords(self._database)(school, writing=True) as records:
            was = await put_right(records, now)
            if was.until or was.robins:
                await self._tell(records, was, now)
        log.warning(
            "put right what a clock ahead did school=%s until=%s robins=%d", school.id, was.until, len(was.robins)
        )
        note = f"{put_off(was)} That was put right."
        if was.until and note not in self.notes:
            self.notes.append(note)

    async def _tell(self, records: SqlRecords, was: PutRight, now: datetime) -> None:
        key = f"digest:put-right-{now:%H%M}:{records.school.id}:{now.date()}"
        ask = by_the_clock(records.school, now, "clock put right", key, str(now.date()))
        await self._dispatcher.of_the_clock(ClockAsk(ask, partial(_told, was)), records)


async def _told(was: PutRight, ask: Ask, records: Records) -> Reply:
    sencos = [Notice(senco.id, card(was)) for senco in await records.staff(Role.SENCO)]
    for robin in was.robins:
        views = await records.round_robins.views(robin.reference)
        sencos += [settled(robin, v.person_id, open_again(robin), to_answer(robin)) for v in waited_for(views)]
    return Reply("The clock was put right.", notices=tuple(sencos))


def apart(skew: timedelta) -> str:
    """What there is to say of a machine's clock that lies so far ahead of the database's (behind, when negative); ""
    when that is near enough."""
    if abs(skew) <= APART:
        return ""
    minutes = round(abs(skew).total_seconds() / 60)
    how = f"{minutes} minutes" if minutes < 120 else f"{round(minutes / 60)} hours"
    where = "ahead of" if skew > timedelta() else "behind"
    return f"This machine's clock is {how} {where} the database's: put the wrong one right (switch network time on)."


def put_off(was: PutRight) -> str:
    return f"The digests had been put off to {day(was.until)} by a process whose clock ran ahead." if was.until else ""


def open_again(robin: RoundRobin) -> str:
    by = f" until {day(robin.closes_on)}" if robin.closes_on else ""
    return f"This was closed before its day, by a clock that ran ahead. It is open again{by}."


def card(was: PutRight) -> Card:
    """What each SENCO is told, privately."""
    said = []
    if was.until:
        said.append(Prose(f"{put_off(was)} That is put right: what you missed comes as a late digest."))
        said.append(Prose("One that came before its day comes again on it."))
    if was.robins:
        names = ", ".join(robin.reference for robin in was.robins)
        said.append(Prose(f"Closed before their day by the same clock, and open again: {names}."))
    return Card("The clock was put right", tuple(said))
