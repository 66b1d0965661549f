"""Holds, requests for erasure, and posts to be taken down: their tables, and how they are read and written."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, Integer, String, Table, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.privacy.discreet import Discreet
from commands.domain.privacy.erasure import ErasureRequest, Hold
from storage.database import Database
from storage.delivery.claims import FARTHEST
from storage.kept import Kept, Way
from storage.one_school import changing, reading, removing
from storage.tables import metadata, of_school
from storage.types import Mapped, Sealed, UtcTime

pupil_holds = Table(
    "pupil_holds",
    metadata,
    of_school(),
    Column("pupil_id", String(40), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("reason", Sealed, nullable=False),
    Column("by", String(60), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("released_by", String(60), nullable=False),
    Column("released_at", UtcTime),
)

erasure_requests = Table(
    "erasure_requests",
    metadata,
    of_school(),
    Column("code", String(64), primary_key=True),
    Column("pupil_id", String(40), primary_key=True),
    Column("account", String(60), nullable=False),
    Column("asked_by", String(40), nullable=False),
    Column("confirmer", String(40), nullable=False),
    Column("asked_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
)

take_downs = Table(
    "take_downs",
    metadata,
    of_school(),
    Column("id", String(40), primary_key=True),
    Column("face", String(20), nullable=False),
    Column("address", Mapped, nullable=False),
    Column("post", String(500), nullable=False),
    Column("state", String(20), nullable=False),  # waiting, gone, left
    Column("made_at", UtcTime, nullable=False),
    Column("due_at", UtcTime, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("trouble", String(500), nullable=False),
    Index(None, "state", "due_at"),
)

HOLD = Kept(Hold, pupil_holds, Way.LATEST)


async def holds_of(connection: AsyncConnection, school_id: str, pupil_id: str) -> Sequence[Hold]:
    """Every hold there was of a pupil, in order."""
    of = pupil_holds.c
    rows = await connection.execute(reading(pupil_holds, school_id).where(of.pupil_id == pupil_id).order_by(of.n))
    return [Hold(**row) for row in rows.mappings()]


async def save_hold(connection: AsyncConnection, hold: Hold) -> None:
    """Keeps a new hold, or one that was released."""
    await HOLD.save(connection, hold)


async def requests_of(connection: AsyncConnection, school_id: str, code: str) -> Sequence[ErasureRequest]:
    """What was asked under a code, a request for each pupil."""
    of = erasure_requests.c
    rows = await connection.execute(reading(erasure_requests, school_id).where(of.code == code))
    return [ErasureRequest(**row) for row in rows.mappings()]


async def save_request(connection: AsyncConnection, request: ErasureRequest) -> None:
    """Keeps a request; one made before about the same pupil is none any more."""
    before = removing(erasure_requests, request.school_id)
    await connection.execute(before.where(erasure_requests.c.pupil_id == request.pupil_id))
    await connection.execute(insert(erasure_requests).values(asdict(request)))


@dataclass(frozen=True, repr=False)
class TakeDown(Discreet):
    """A post that is to be taken down; `tries` are those made so far."""

    school_id: str
    id: str
    face: str
    address: Mapping[str, Any]
    post: str
    state: str
    made_at: datetime
    due_at: datetime
    tries: int
    trouble: str


class TakeDowns:
    """The posts of every school that are to be taken down."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def due(self, now: datetime, most: int) -> Sequence[TakeDown]:
        """Those to be tried now. Two processes may both try one: the second finds it gone. One that seems to rest for
        longer than any does was put to rest by a clock that ran ahead."""
        of = take_downs.c
        due = or_(of.due_at <= now, of.due_at > now + FARTHEST)
        async with self.database.reading() as connection:
            rows = await connection.execute(
                select(take_downs).where(of.state == "waiting", due).order_by(of.due_at, of.id).limit(most)
            )
            return [TakeDown(**row) for row in rows.mappings()]

    async def of_school(self, school_id: str) -> Sequence[TakeDown]:
        """All of a school's, the oldest first."""
        of = take_downs.c
        async with self.database.reading() as connection:
            rows = await connection.execute(reading(take_downs, school_id).order_by(of.made_at, of.id))
            return [TakeDown(**row) for row in rows.mappings()]

    async def tried(self, one: TakeDown, state: str, due_at: datetime, trouble: str = "") -> None:
        """Notes how a try ended: "gone", "left" for good, or "waiting" until it is due again."""
        of = take_downs.c
        async with self.database.writing() as connection:
            await connection.execute(
                changing(take_downs, one.school_id)
                .where(of.id == one.id, of.state == "waiting")
                .values(state=state, due_at=due_at, trouble=trouble[:500], tries=one.tries + 1)
            )
