"""The SEN register's tables and records: entries kept for good, clashes with the information system."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    case,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.clash import ClashState, RegisterClash
from commands.domain.pupil import YEARS, Provision, Pupil
from commands.domain.register import RegisterChange, RegisterEntry
from commands.domain.register_filter import RegisterFilter
from commands.domain.school import School
from commands.kit import Overtaken
from commands.kit.remembered.register import RegisterCount
from storage.people import pupil_from
from storage.saving import Savers, add
from storage.tables import metadata, pupils
from storage.types import OneOf, Sealed, UtcTime

register_entries = Table(
    "register_entries",
    metadata,
    Column("school_id", String(40), ForeignKey("schools.id"), primary_key=True),
    Column("pupil_id", String(40), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("what", OneOf(RegisterChange), nullable=False),
    Column("from_on", Date),
    Column("provision", OneOf(Provision), nullable=False),
    Column("primary_need", String(10), nullable=False),
    Column("secondary_need", String(10), nullable=False),
    Column("reason", Sealed, nullable=False),
    Column("parents_informed_on", Date),
    Column("monitor_until", Date),
    Column("recorded_by", String(40), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("referral", String(12), nullable=False),
)

register_clashes = Table(
    "register_clashes",
    metadata,
    Column("school_id", String(40), ForeignKey("schools.id"), primary_key=True),
    Column("pupil_id", String(40), primary_key=True),
    Column("provision", OneOf(Provision), nullable=False),
    Column("primary_need", String(10), nullable=False),
    Column("secondary_need", String(10), nullable=False),
    Column("found_on", Date, nullable=False),
    Column("state", OneOf(ClashState), nullable=False),
    Column("settled_by", String(40), nullable=False),
    Column("settled_on", Date),
    Column("version", Integer, nullable=False),
    Index(None, "school_id", "state", "found_on"),
)

ON_REGISTER = (Provision.SUPPORT, Provision.PLAN)
IN_ORDER = case({year: n for n, year in enumerate(YEARS)}, value=pupils.c.year, else_=len(YEARS))


class SqlRegister:
    """The part of the records about the register."""

    def __init__(self, school: School, connection: AsyncConnection) -> None:
        self.school, self.connection = school, connection
        self.savers: Savers = {RegisterEntry: self._save_entry, RegisterClash: self._save_clash}

    async def listed(self, only: RegisterFilter, most: int) -> Sequence[Pupil]:
        rows = await self.connection.execute(
            select(pupils)
            .where(*self._meant(only))
            .order_by(IN_ORDER, pupils.c.group, pupils.c.surname, pupils.c.forename, pupils.c.id)
            .offset(only.skip)
            .limit(most)
        )
        return [pupil_from(row) for row in rows.mappings()]

    async def counts(self, only: RegisterFilter) -> Sequence[RegisterCount]:
        by = (pupils.c.year, pupils.c.provision, pupils.c.primary_need)
        rows = await self.connection.execute(select(*by, func.count()).where(*self._meant(only)).group_by(*by))
        return [RegisterCount(*row) for row in rows]

    def _meant(self, only: RegisterFilter) -> list[ColumnElement[bool]]:
        where = [
            pupils.c.school_id == self.school.id,
            pupils.c.left_on.is_(None),
            pupils.c.provision.in_(only.provisions or ON_REGISTER),
        ]
        if only.years:
            where.append(pupils.c.year.in_(only.years))
        if only.needs:
            where.append(pupils.c.primary_need.in_(only.needs) | pupils.c.secondary_need.in_(only.needs))
        spaced = " " + func.lower(pupils.c.group) + " "
        where += [spaced.contains(f" {word} ", autoescape=True) for word in only.group]
        return where

    async def history(self, pupil_id: str) -> Sequence[RegisterEntry]:
        return (await self.histories([pupil_id])).get(pupil_id, ())

    async def histories(self, pupil_ids: Sequence[str]) -> Mapping[str, Sequence[RegisterEntry]]:
        rows = await self.connection.execute(
            select(register_entries)
            .where(register_entries.c.school_id == self.school.id, register_entries.c.pupil_id.in_(set(pupil_ids)))
            .order_by(register_entries.c.pupil_id, register_entries.c.n)
        )
        found: dict[str, list[RegisterEntry]] = defaultdict(list)
        for row in rows.mappings():
            found[row["pupil_id"]].append(RegisterEntry(**row))
        return found

    async def clash(self, pupil_id: str) -> RegisterClash | None:
        mine = (register_clashes.c.school_id == self.school.id) & (register_clashes.c.pupil_id == pupil_id)
        row = (await self.connection.execute(select(register_clashes).where(mine))).mappings().first()
        return RegisterClash(**row) if row else None

    async def clashes(self, skip: int, most: int) -> tuple[Sequence[RegisterClash], int]:
        waiting = register_clashes.c.school_id == self.school.id
        waiting &= register_clashes.c.state == ClashState.WAITING
        total = await self.connection.scalar(select(func.count()).select_from(register_clashes).where(waiting))
        rows = await self.connection.execute(
            select(register_clashes)
            .where(waiting)
            .order_by(register_clashes.c.found_on, register_clashes.c.pupil_id)
            .offset(skip)
            .limit(most)
        )
        return [RegisterClash(**row) for row in rows.mappings()], total or 0

    async def _save_entry(self, entry: RegisterEntry) -> None:
        """Keeps an entry, and with it what everybody reads: the pupil's present state. Of two entries made at the
        same moment from the same history, the second is overtaken."""
        await add(self.connection, register_entries, asdict(entry))
        await self.connection.execute(
            update(pupils)
            .where(pupils.c.school_id == self.school.id, pupils.c.id == entry.pupil_id)
            .values(provision=entry.provision, primary_need=entry.primary_need, secondary_need=entry.secondary_need)
        )

    async def _save_clash(self, clash: RegisterClash) -> None:
        await save_clash(self.connection, clash)


async def save_clash(connection: AsyncConnection, clash: RegisterClash) -> None:
    """Version 0 is new. Any other must still be the version that was read, or somebody else was first."""
    stored: dict[str, Any] = asdict(replace(clash, version=clash.version + 1))
    if clash.version == 0:
        await connection.execute(insert(register_clashes).values(stored))
        return
    this = (register_clashes.c.school_id == clash.school_id) & (register_clashes.c.pupil_id == clash.pupil_id)
    changed = await connection.execute(
        update(register_clashes).where(this, register_clashes.c.version == clash.version).values(stored)
    )
    if changed.rowcount == 0:
        raise Overtaken
