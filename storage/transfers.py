"""Phase transfers: their tables, and how a command asks for them."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Integer,
    String,
    Table,
    UniqueConstraint,
    and_,
    func,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.pupil import YEARS, Provision
from commands.domain.review import Review, ReviewKind, ReviewState
from commands.domain.school import School
from commands.domain.transfer import HandOver, Moving, PassedOn, Transfer, looks_ahead, the_years_before, transfer_day
from storage.people import pupil_from
from storage.reviews import reviews
from storage.saving import Savers, add, keep
from storage.tables import metadata, of_school, pupils
from storage.types import OneOf, Sealed, UtcTime

transfers = Table(
    "transfers",
    metadata,
    of_school(),
    Column("reference", String(12), primary_key=True),
    Column("pupil_id", String(40), nullable=False),
    Column("year", Integer, nullable=False),
    Column("to", Sealed, nullable=False),
    Column("ruleset", String(60), nullable=False),
    Column("begun_by", String(40), nullable=False),
    Column("begun_on", Date, nullable=False),
    Column("stays", Boolean, nullable=False),
    Column("named_on", Date),
    Column("version", Integer, nullable=False),
    UniqueConstraint("school_id", "pupil_id", "year"),
)

handovers = Table(
    "handovers",
    metadata,
    of_school(),
    Column("reference", String(12), primary_key=True),
    Column("what", OneOf(PassedOn), primary_key=True),
    Column("n", Integer, primary_key=True),  # the order of the words on one thing
    Column("on", Date),
    Column("done_by", String(40), nullable=False),
    Column("recorded_by", String(40), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("note", Sealed, nullable=False),
)


class SqlTransfers:
    """The part of the records about phase transfers."""

    def __init__(self, school: School, connection: AsyncConnection) -> None:
        self.school, self.connection = school, connection
        self.savers: Savers = {Transfer: self._save, HandOver: self._save_handover}

    async def moving(self, today: date) -> Sequence[Moving]:
        return await self._moving(today)

    async def of(self, pupil_id: str, today: date) -> Moving | None:
        return next(iter(await self._moving(today, pupils.c.id == pupil_id)), None)

    async def one(self, reference: str) -> Transfer | None:
        found = await self._transfers(transfers.c.reference == reference)
        return found[0] if found else None

    async def _moving(self, today: date, *which: Any) -> list[Moving]:
        """Four questions, however many they are; one where nobody moves on."""
        years, on = self.school.transfer_years, transfer_day(today)
        following = the_years_before(years) if looks_ahead(today) else ()
        rows = await self.connection.execute(
            select(pupils).where(
                pupils.c.school_id == self.school.id,
                pupils.c.year.in_((*years, *following)),
                pupils.c.provision != Provision.NONE,
                pupils.c.left_on.is_(None),
                *which,
            )
        )
        found = [pupil_from(row) for row in rows.mappings()]
        moving = [Moving(one, on, one.year) for one in found if one.year in years]
        for one in found:
            if one.year not in years and one.provision is Provision.PLAN:
                after = YEARS[YEARS.index(one.year) + 1]
                moving.append(Moving(one, on.replace(year=on.year + 1), after))
        moving.sort(key=lambda one: (one.on, YEARS.index(one.year), one.pupil.surname, one.pupil.forename))
        return await self._with_what_is_known(moving) if moving else []

    async def _with_what_is_known(self, moving: Sequence[Moving]) -> list[Moving]:
        ids = {one.pupil.id for one in moving}
        known = {
            (one.pupil_id, one.year): one
            for one in await self._transfers(
                transfers.c.pupil_id.in_(ids), transfers.c.year.in_({one.on.year for one in moving})
            )
        }
        words: dict[str, list[HandOver]] = {}
        for word in await self._handovers([one.reference for one in known.values()]):
            words.setdefault(word.reference, []).append(word)
        held = await self.connection.execute(
            select(reviews)
            .where(
                reviews.c.school_id == self.school.id,
                reviews.c.pupil_id.in_(ids),
                reviews.c.kind == ReviewKind.ANNUAL,
                reviews.c.state != ReviewState.CANCELLED,
            )
            .order_by(reviews.c.on, reviews.c.reference)
        )
        annual: dict[str, list[Review]] = {}
        for row in held.mappings():
            annual.setdefault(row["pupil_id"], []).append(Review(**row))
        whole = []
        for one in moving:
            transfer = known.get((one.pupil.id, one.on.year))
            passed = words.get(transfer.reference, ()) if transfer else ()
            held_of = annual.get(one.pupil.id, ())
            whole.append(Moving(one.pupil, one.on, one.year, transfer, held_of, passed, self.school.local_rules))
        return whole

    async def _transfers(self, *where: Any) -> list[Transfer]:
        rows = await self.connection.execute(
            select(transfers).where(transfers.c.school_id == self.school.id, *where).order_by(transfers.c.reference)
        )
        return [Transfer(**row) for row in rows.mappings()]

    async def _handovers(self, references: Sequence[str]) -> list[HandOver]:
        t = handovers.c
        rows = await self.connection.execute(
            select(handovers)
            .where(t.school_id == self.school.id, t.reference.in_(references))
            .order_by(t.reference, t.at, t.what, t.n)
        )
        return [HandOver(**row) for row in rows.mappings()]

    async def _save(self, one: Transfer) -> None:
        await keep(self.connection, transfers, one, "reference")

    async def _save_handover(self, word: HandOver) -> None:
        t = handovers.c
        this = and_(t.school_id == self.school.id, t.reference == word.reference, t.what == word.what)
        before = await self.connection.scalar(select(func.max(t.n)).where(this))
        await add(self.connection, handovers, {**asdict(word), "n": (before or 0) + 1})
