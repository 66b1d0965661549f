"""Round robins and colleagues' views: their tables, and how a command asks for them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Date, Index, Integer, String, Table, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.round_robin import Reminders, RobinState, RoundRobin, Scale, View, ViewState
from commands.domain.school import School
from storage.saving import Savers, keep
from storage.tables import metadata, of_school, pupils, staff
from storage.types import OneOf, Sealed, UtcTime

round_robins = Table(
    "round_robins",
    metadata,
    of_school(),
    Column("reference", String(12), primary_key=True),
    Column("pupil_id", String(40), nullable=False),
    Column("about", String(12), nullable=False),
    Column("made_by", String(40), nullable=False),
    Column("made_on", Date, nullable=False),
    Column("state", OneOf(RobinState), nullable=False),
    Column("asked_on", Date),
    Column("closes_on", Date),
    Column("reminders", OneOf(Reminders), nullable=False),
    Column("reminded", Integer, nullable=False),
    Column("closed_on", Date),
    Column("closed_by", String(40), nullable=False),
    Column("next_at", UtcTime),
    Column("failures", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Index(None, "next_at"),
    Index(None, "school_id", "pupil_id"),
    Index(None, "school_id", "state"),
)

views = Table(
    "views",
    metadata,
    of_school(),
    Column("reference", String(12), primary_key=True),
    Column("person_id", String(40), primary_key=True),
    Column("state", OneOf(ViewState), nullable=False),
    Column("at", UtcTime),
    *(Column(aspect, OneOf(Scale)) for aspect in ("progress", "attention", "self_management")),
    *(Column(aspect, OneOf(Scale)) for aspect in ("social", "communication", "memory")),
    Column("line", Sealed, nullable=False),
    Column("version", Integer, nullable=False),
    Index(None, "school_id", "person_id", "state"),
)


class SqlRoundRobins:
    """The part of the records about round robins."""

    def __init__(self, school: School, connection: AsyncConnection) -> None:
        self.school, self.connection = school, connection
        self.savers: Savers = {RoundRobin: self._save, View: self._save_view}

    async def one(self, reference: str) -> RoundRobin | None:
        return next(iter(await self._read(round_robins.c.reference == reference)), None)

    async def views(self, reference: str) -> Sequence[View]:
        return (await self.views_of([reference])).get(reference, ())

    async def views_of(self, references: Sequence[str]) -> Mapping[str, Sequence[View]]:
        named = and_(staff.c.school_id == views.c.school_id, staff.c.id == views.c.person_id)
        rows = await self.connection.execute(
            select(views)
            .select_from(views.outerjoin(staff, named))
            .where(views.c.school_id == self.school.id, views.c.reference.in_(set(references)))
            .order_by(views.c.reference, staff.c.name, views.c.person_id)
        )
        found: dict[str, list[View]] = {}
        for row in rows.mappings():
            found.setdefault(row["reference"], []).append(View(**row))
        return found

    async def of_pupil(self, pupil_id: str) -> Sequence[RoundRobin]:
        newest = await self._read(round_robins.c.pupil_id == pupil_id, round_robins.c.state != RobinState.TAKEN_BACK)
        return newest[::-1]

    async def asked_for(self, about: str) -> Sequence[RoundRobin]:
        newest = await self._read(round_robins.c.about == about, round_robins.c.state != RobinState.TAKEN_BACK)
        return newest[::-1]

    async def not_ended(self) -> Sequence[RoundRobin]:
        found = await self._read(
            round_robins.c.state.in_((RobinState.DRAFT, RobinState.OPEN)), self._on_roll, order=round_robins.c.closes_on
        )
        return sorted(found, key=lambda robin: (robin.closes_on is None, robin.closes_on or robin.made_on))

    async def asked_of(self, person_id: str) -> Sequence[RoundRobin]:
        waiting = select(views.c.reference).where(
            views.c.school_id == self.school.id, views.c.person_id == person_id, views.c.state == ViewState.ASKED
        )
        return await self._read(
            round_robins.c.state == RobinState.OPEN,
            round_robins.c.reference.in_(waiting),
            self._on_roll,
            order=round_robins.c.closes_on,
        )

    @property
    def _on_roll(self) -> Any:
        there = select(pupils.c.id).where(pupils.c.school_id == self.school.id, pupils.c.left_on.is_(None))
        return round_robins.c.pupil_id.in_(there)

    async def _read(self, *where: Any, order: Any = None) -> list[RoundRobin]:
        first = round_robins.c.made_on if order is None else order
        rows = await self.connection.execute(
            select(round_robins)
            .where(round_robins.c.school_id == self.school.id, *where)
            .order_by(first, round_robins.c.reference)
        )
        return [RoundRobin(**row) for row in rows.mappings()]

    async def _save(self, robin: RoundRobin) -> None:
        await save_robin(self.connection, robin)

    async def _save_view(self, view: View) -> None:
        await keep(self.connection, views, view, "reference", "person_id")


async def save_robin(connection: AsyncConnection, robin: RoundRobin) -> None:
    """Raises `Overtaken` when it has changed since it was read."""
    await keep(connection, round_robins, robin, "reference")
