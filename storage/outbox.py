"""The outbox: notices that wait to be posted, are being posted, or stand posted somewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.channel import Channel
from commands.domain.discreet import Discreet
from commands.domain.person import Person, Role
from commands.kit import SENCO_CHANNEL, Card
from storage.asks import notice_id
from storage.codec import card_from
from storage.database import Database
from storage.people import person_from
from storage.tables import channels, identities, notices, staff

LEASE = timedelta(seconds=30)
"""How long a claimed notice is its claimer's. Longer than any attempt to post; after a crash the next one takes it."""
CLAIMING = 7_236_2001  # the number of the PostgreSQL lock under which claims are made one at a time


@dataclass(frozen=True, repr=False)
class Waiting(Discreet):
    """A notice in hand, to be posted now. `tries` counts this one."""

    school_id: str
    id: str
    to: str
    subject: str
    card: Card
    tries: int
    made_at: datetime


@dataclass(frozen=True, repr=False)
class Standing(Discreet):
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
    """Notices of every school, by the state of their delivery."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def claim(self, now: datetime, most: int) -> Sequence[Waiting]:
        """Takes due notices for this process. Of several that redraw one post, only the newest is taken, and none
        while an earlier one is still in somebody's hands: posts never overtake each other."""
        async with self.database.writing() as connection:
            if self.database.kind == "postgresql":
                await connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": CLAIMING})
            free = or_(notices.c.claimed_until.is_(None), notices.c.claimed_until <= now)
            rows = await connection.execute(
                select(notices)
                .where(notices.c.state == "waiting", notices.c.due_at <= now, free)
                .order_by(notices.c.id)
                .limit(most)
            )
            return [w for row in rows.mappings().all() if (w := await _take(connection, row, now))]

    async def release(self) -> None:
        """Takes back what a process that ended in the middle of posting had in hand, so that it need not rest until
        the claim runs out. Only on SQLite, which serves one process: on PostgreSQL the other may be alive."""
        if self.database.kind == "sqlite":
            async with self.database.writing() as connection:
                in_hand = (notices.c.state == "waiting") & notices.c.claimed_until.is_not(None)
                await connection.execute(update(notices).where(in_hand).values(claimed_until=None))

    async def last_post(self, waiting: Waiting, face: str, address: Mapping[str, Any]) -> str | None:
        """The post that an earlier notice of the same subject made in the same place."""
        if not waiting.subject:
            return None
        async with self.database.reading() as connection:
            post: str | None = await connection.scalar(
                select(notices.c.post)
                .where(
                    notices.c.school_id == waiting.school_id,
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
        await self._mark(waiting, state="sent", face=face, address=dict(address), post=post, sent_at=at, trouble="")

    async def share(self, waiting: Waiting, people: Sequence[Person]) -> None:
        """Makes a channel's notice into a private one for each of these people."""
        async with self.database.writing() as connection:
            row = (
                await connection.execute(
                    select(notices).where(notices.c.school_id == waiting.school_id, notices.c.id == waiting.id)
                )
            ).mappings()
            original = dict(row.one())
            for person in people:
                own = {"id": notice_id(), "to": person.id, "tries": 0, "claimed_until": None, "trouble": ""}
                await connection.execute(insert(notices).values({**original, **own}))
            await _mark(connection, waiting, state="shared", claimed_until=None)

    async def postpone(self, waiting: Waiting, until: datetime, trouble: str) -> None:
        """Puts it back, to be tried again then; `trouble` is for the administrator and names nobody."""
        await self._mark(waiting, due_at=until, trouble=trouble[:500])

    async def wake(self, school_id: str, person_id: str, now: datetime) -> None:
        """What waits for this person, or for any SENCO, is due now: they can be reached since a moment."""
        mine = (notices.c.school_id == school_id) & (notices.c.state == "waiting")
        mine &= notices.c.to.in_([person_id, SENCO_CHANNEL])
        async with self.database.writing() as connection:
            await connection.execute(update(notices).where(mine, notices.c.due_at > now).values(due_at=now))

    async def channel(self, school_id: str, name: str) -> Channel | None:
        async with self.database.reading() as connection:
            rows = await connection.execute(
                select(channels).where(channels.c.school_id == school_id, channels.c.name == name)
            )
            row = rows.mappings().first()
        return Channel(**row) if row else None

    async def trouble(self, channel: Channel, words: str) -> None:
        """Notes why nothing can be posted to a channel; "" clears it. A channel set anew meanwhile is left alone."""
        this = (channels.c.school_id == channel.school_id) & (channels.c.name == channel.name)
        async with self.database.writing() as connection:
            await connection.execute(
                update(channels).where(this, channels.c.address == dict(channel.address)).values(trouble=words[:500])
            )

    async def sencos(self, school_id: str) -> Sequence[Person]:
        async with self.database.reading() as connection:
            rows = await connection.execute(
                select(staff).where(staff.c.school_id == school_id, staff.c.role == Role.SENCO, staff.c.left.is_(False))
            )
            return [person_from(row) for row in rows.mappings()]

    async def addresses(self, person: Person) -> Sequence[tuple[str, Mapping[str, Any]]]:
        """Where a person can be reached, as (face, address), the place they were last heard first."""
        async with self.database.reading() as connection:
            rows = await connection.execute(
                select(identities.c.face, identities.c.address)
                .where(identities.c.email == person.email)
                .order_by(identities.c.seen_at.desc())
            )
            return [(row.face, row.address) for row in rows if row.address]

    async def person(self, school_id: str, person_id: str) -> Person | None:
        async with self.database.reading() as connection:
            rows = await connection.execute(
                select(staff).where(staff.c.school_id == school_id, staff.c.id == person_id, staff.c.left.is_(False))
            )
            row = rows.mappings().first()
        return person_from(row) if row else None

    async def standing(self, face: str, address: Mapping[str, Any]) -> Sequence[Standing]:
        """Every post standing at an address, oldest first, each once as last drawn."""
        async with self.database.reading() as connection:
            rows = await connection.execute(
                select(notices.c.post, notices.c.card, notices.c.sent_at)
                .where(notices.c.face == face, notices.c.address == dict(address), notices.c.state == "sent")
                .order_by(notices.c.id)
            )
            posts: dict[str, Standing] = {}
            for row in rows:
                posts[row.post] = Standing(row.post, card_from(row.card), row.sent_at)
        return list(posts.values())

    async def backlog(self) -> Backlog:
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

    async def _mark(self, waiting: Waiting, **values: Any) -> None:
        async with self.database.writing() as connection:
            await _mark(connection, waiting, claimed_until=None, **values)


async def _mark(connection: AsyncConnection, waiting: Waiting, **values: Any) -> None:
    this = (notices.c.school_id == waiting.school_id) & (notices.c.id == waiting.id)
    await connection.execute(update(notices).where(this, notices.c.state == "waiting").values(**values))


async def _take(connection: AsyncConnection, row: Mapping[Any, Any], now: datetime) -> Waiting | None:
    waiting = Waiting(
        row["school_id"], row["id"], row["to"], row["subject"], card_from(row["card"]), row["tries"] + 1, row["made_at"]
    )
    if waiting.subject:
        same = (
            (notices.c.school_id == waiting.school_id)
            & (notices.c.to == waiting.to)
            & (notices.c.subject == waiting.subject)
            & (notices.c.state == "waiting")
        )
        newer = await connection.scalar(select(func.count()).select_from(notices).where(same, notices.c.id > row["id"]))
        if newer:
            await _mark(connection, waiting, state="superseded")
            return None
        in_hand = await connection.scalar(
            select(func.count()).select_from(notices).where(same, notices.c.claimed_until > now)
        )
        if in_hand:
            return None
    await _mark(connection, waiting, claimed_until=now + LEASE, tries=waiting.tries)
    return waiting
