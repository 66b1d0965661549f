"""The outbox: notices that wait to be posted, are being posted, or stand posted somewhere."""

import asyncio
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.privacy.discreet import Discreet
from commands.kit import SENCO_CHANNEL, Card
from storage.asks import notice_id
from storage.database import Database
from storage.delivery.claims import (
    ANY_DUE,
    CHANGING,
    IN_ONE_PLACE,
    LEASE,
    STILL_WAITING,
    TAKEN,
    TOLD_BESIDE,
    moments,
    these,
)
from storage.delivery.codec import card_from
from storage.delivery.in_hand import Posted, Waiting, take, waiting
from storage.delivery.undelivered import Drawn, tell_of
from storage.one_school import changing, reading
from storage.tables import channels, notices

CLAIMING = 7_236_2001  # the number of the PostgreSQL lock under which claims are made one at a time


@dataclass(frozen=True, repr=False)
class LivePost(Discreet):
    """A post as it stands: its id on the platform, its latest card, and when it was last drawn (UTC)."""

    post: str
    card: Card
    at: datetime


@dataclass(frozen=True)
class Backlog:
    """How many notices wait, since when the oldest does, and why (each reason once; reasons name nobody)."""

    waiting: int
    oldest: datetime | None
    troubles: tuple[str, ...]


class Outbox:
    """Notices of every school, by the state of their delivery: waiting, sent, shared, superseded, undeliverable."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def claim(
        self, now: datetime, most: int, *, but: Collection[str] = (), busy: Mapping[str, int] | None = None
    ) -> Sequence[Waiting]:
        """Takes due notices for this process, one of each lane, `but` those it has in hand (by their ids): a claim of
        its own that has run out is no reason to post the same twice. `busy` counts what it has in hand by place: none
        gets more than `IN_ONE_PLACE` at a time, so that one that is slow does not have all hands.

        A lane is one post that changes, or one person's plain notices. Of several that redraw one post only the newest
        is taken, and none while an earlier one is in somebody's hands; plain notices reach a person in the order they
        were made.
        """
        counts = Counter(busy or {})
        at, ours = moments(now), list(but) or [""]  # never empty, which is written differently for IN and for NOT IN
        async with self.database.reading() as connection:
            if not await connection.scalar(ANY_DUE, at):
                return []
        await self._stays()
        async with self.database.writing() as connection:
            if self.database.kind == "postgresql":
                await connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": CLAIMING})
            full = [place for place, count in counts.items() if count >= IN_ONE_PLACE] or [""]
            rows = await connection.execute(TAKEN, {**at, "but": ours, "most": most, "full": full})
            taken = []
            for row in sorted(rows.mappings(), key=lambda row: str(row["id"])):
                one = waiting(row)
                counts[one.place] += 1
                if counts[one.place] <= IN_ONE_PLACE:
                    taken.append(one)
            return await take(connection, taken, now, {**at, "but": ours}) if taken else []

    async def release(self, now: datetime) -> None:
        """For a process that starts: what rests for long is due, since whoever starts the bot may have put it right.

        And it takes back what a process that ended in the middle of posting had in hand, so that it need not rest
        until the claim runs out: where it is certain that none is alive which has it still. That is so on SQLite, for
        the only process that serves the file; on PostgreSQL the other may be on another machine.
        """
        await self.rouse(now)
        if self.database.kind != "sqlite":
            return
        try:
            if await asyncio.to_thread(self.database.presence.alone):
                async with self.database.writing() as connection:
                    in_hand = (notices.c.state == "waiting") & notices.c.claimed_until.is_not(None)
                    await connection.execute(update(notices).where(in_hand).values(claimed_until=None, uncertain=True))
        finally:
            await self._stays()

    async def _stays(self) -> None:
        """Before anything is taken in hand: others know that this process is alive."""
        if not self.database.presence.staying:
            await asyncio.to_thread(self.database.presence.stays)

    async def rouse(self, now: datetime) -> None:
        """What rests for long, because a person had to act, is due now: something works again."""
        async with self.database.writing() as connection:
            resting = (notices.c.state == "waiting") & (notices.c.due_at > now + LEASE)
            await connection.execute(update(notices).where(resting).values(due_at=now))

    async def last_post(self, waiting: Waiting, face: str, address: Mapping[str, Any]) -> str | None:
        """The post that an earlier notice of the same subject made in the same place."""
        if not waiting.subject:
            return None
        async with self.database.reading() as connection:
            post: str | None = await connection.scalar(
                reading(notices, waiting.school_id, notices.c.post)
                .where(
                    notices.c.to == waiting.to,
                    notices.c.subject == waiting.subject,
                    notices.c.state == "sent",
                    notices.c.face == face,
                    notices.c.address == dict(address),
                )
                .order_by(notices.c.id.desc())
                .limit(1)
            )
        return post

    async def sent(self, waiting: Waiting, face: str, address: Mapping[str, Any], post: str, at: datetime) -> None:
        """It stands there now."""
        await self.sent_all([Posted(waiting, face, address, post, at)])

    async def sent_all(self, posted: Sequence[Posted]) -> None:
        """They stand there now. Those who were told the same privately, while there was no channel, are told this too:
        their own cards must not go on showing an old state."""
        async with self.database.writing() as connection:
            which = these("these", [one.waiting.which for one in posted])
            found = {(of, id) for of, id in await connection.execute(STILL_WAITING.with_for_update(), which)}
            noted = {one.waiting.which: one for one in posted if one.waiting.which in found}
            if not noted:
                return
            rows = [
                {"state": "sent", "face": one.face, "address": dict(one.address), "post": one.post, "sent_at": one.at}
                | {"trouble": "", "claimed_until": None, "of": of, "which": id}
                for (of, id), one in noted.items()
            ]
            await connection.execute(CHANGING, rows)
            told: dict[str, list[str]] = {}
            for id, to in await connection.execute(TOLD_BESIDE, these("sent", list(noted))):
                told.setdefault(id, []).append(to)
            for (_, id), one in noted.items():
                if id in told:
                    await _copy(connection, one.waiting, told[id])

    async def share(self, waiting: Waiting, people: Sequence[str]) -> None:
        """Makes a channel's notice into a private one for each of these people, once."""
        async with self.database.writing() as connection:
            if await _mark(connection, waiting, state="shared"):
                await _copy(connection, waiting, people)

    async def postpone(
        self, waiting: Waiting, until: datetime, trouble: str, *, uncertain: bool = False, refused: bool = False
    ) -> None:
        """Puts it back, to be tried again then; `trouble` names nobody. `uncertain`: it may have been posted after all.
        `refused`: its platform has said that it cannot be posted before a person acts."""
        unsure, why = waiting.uncertain or uncertain, trouble[:500]
        async with self.database.writing() as connection:
            await _mark(connection, waiting, due_at=until, trouble=why, uncertain=unsure, refused=refused)

    async def give_up(self, waiting: Waiting, trouble: str, now: datetime, drawn: Drawn) -> None:
        """Nobody is there any more to be told. Whoever caused it is, with the buttons `drawn` for their school."""
        async with self.database.writing() as connection:
            if not await _mark(connection, waiting, state="undeliverable", trouble=trouble[:500]):
                return
            if await tell_of(connection, school_id=waiting.school_id, id=waiting.id, now=now, drawn=drawn):
                this = changing(notices, waiting.school_id).where(notices.c.id == waiting.id)
                await connection.execute(this.values(given_up_at=now))

    async def wake(self, school_id: str, person_id: str, now: datetime) -> None:
        """What waits for this person, or for any SENCO, is due now: they can be reached since a moment."""
        mine = (notices.c.state == "waiting") & notices.c.to.in_([person_id, SENCO_CHANNEL])
        later = changing(notices, school_id).where(mine, notices.c.due_at > now)
        async with self.database.writing() as connection:
            await connection.execute(later.values(due_at=now))

    async def standing(self, face: str, address: Mapping[str, Any]) -> Sequence[LivePost]:
        """Every post standing at an address, oldest first, each once as last drawn."""
        async with self.database.reading() as connection:
            rows = await connection.execute(
                select(notices.c.post, notices.c.card, notices.c.sent_at)
                .where(notices.c.face == face, notices.c.address == dict(address), notices.c.state == "sent")
                .order_by(notices.c.id)
            )
            posts: dict[str, LivePost] = {}
            for row in rows:
                posts[row.post] = LivePost(row.post, card_from(row.card), row.sent_at)
        return list(posts.values())

    async def backlog(self) -> Backlog:
        """What waits now, of every school."""
        async with self.database.reading() as connection:
            waiting = notices.c.state == "waiting"
            count, oldest = (
                await connection.execute(select(func.count(), func.min(notices.c.made_at)).where(waiting))
            ).one()
            troubled = await connection.execute(
                select(notices.c.trouble).where(waiting, notices.c.trouble != "").distinct().limit(20)
            )
            of_channels = await connection.execute(
                select(channels.c.trouble).where(channels.c.trouble != "").distinct().limit(20)
            )
            troubles = sorted({*troubled.scalars(), *of_channels.scalars()})
        return Backlog(count, oldest, tuple(troubles))


async def _mark(connection: AsyncConnection, waiting: Waiting, **values: Any) -> bool:
    """Changes a notice that still waits and lets go of it (unless it is being claimed); whether it still waited."""
    this = changing(notices, waiting.school_id).where(notices.c.id == waiting.id, notices.c.state == "waiting")
    changed = await connection.execute(this.values({"claimed_until": None, **values}))
    return bool(changed.rowcount)


async def _copy(connection: AsyncConnection, waiting: Waiting, people: Sequence[str]) -> None:
    """The same notice, to be told to each of these people."""
    row = await connection.execute(reading(notices, waiting.school_id).where(notices.c.id == waiting.id))
    original = dict(row.mappings().one())
    fresh = {"state": "waiting", "tries": 0, "claimed_until": None, "trouble": "", "face": "", "post": ""}
    fresh |= {"uncertain": False, "refused": False}
    for person in people:
        own = {**fresh, "id": notice_id(), "to": person, "address": None, "sent_at": None}
        await connection.execute(insert(notices).values({**original, **own}))
