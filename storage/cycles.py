"""Cycles of pupils' plans: their tables, and how a command asks for them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.cycle import Cycle, Ended, NextStep, Stage
from commands.domain.names import searchable
from commands.domain.outcome import Line, LineKind, Outcome, Progress
from commands.domain.person import Person
from commands.domain.school import School
from commands.kit import About, Found, Overtaken
from storage.saving import Savers
from storage.tables import metadata, pupils
from storage.types import OneOf, Sealed

cycles = Table(
    "cycles",
    metadata,
    Column("school_id", String(40), ForeignKey("schools.id"), primary_key=True),
    Column("reference", String(12), primary_key=True),
    Column("pupil_id", String(40), nullable=False),
    Column("cycle_no", Integer, nullable=False),
    Column("stage", OneOf(Stage), nullable=False),
    Column("lead", String(40), nullable=False),
    Column("made_by", String(40), nullable=False),
    Column("made_on", Date, nullable=False),
    Column("needs", Sealed, nullable=False),
    Column("strengths", Sealed, nullable=False),
    Column("pupil_views", Sealed, nullable=False),
    Column("parents_views", Sealed, nullable=False),
    Column("review_on", Date),
    Column("started_on", Date),
    Column("closed_on", Date),
    Column("impact", Sealed, nullable=False),
    Column("next_step", OneOf(NextStep)),
    Column("monitor_until", Date),
    Column("ended", OneOf(Ended)),
    Column("changed_by", String(40), nullable=False),
    Column("version", Integer, nullable=False),
    # Two plans of one pupil made at the same moment would have the same number: the second is refused.
    UniqueConstraint("school_id", "pupil_id", "cycle_no"),
    Index(None, "school_id", "stage", "review_on"),
)

outcomes = Table(
    "outcomes",
    metadata,
    Column("school_id", String(40), ForeignKey("schools.id"), primary_key=True),
    Column("cycle", String(12), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("text", Sealed, nullable=False),
    Column("baseline", Sealed, nullable=False),
    Column("target", Sealed, nullable=False),
    Column("by", Date),
    Column("progress", OneOf(Progress), nullable=False),
    Column("what_worked", Sealed, nullable=False),
)

provision_lines = Table(
    "provision_lines",
    metadata,
    Column("school_id", String(40), ForeignKey("schools.id"), primary_key=True),
    Column("cycle", String(12), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("outcome", Integer, nullable=False),
    Column("kind", OneOf(LineKind), nullable=False),
    Column("what", Sealed, nullable=False),
    Column("who", Sealed, nullable=False),
    Column("how_often", Sealed, nullable=False),
    Column("first", Date, nullable=False),
    Column("until", Date),
    Column("recommendation", String(20), nullable=False),
    Column("advised_by", Sealed, nullable=False),
    Index(None, "school_id", "recommendation"),
)


class SqlCycles:
    """The part of the records about plans."""

    def __init__(self, school: School, connection: AsyncConnection) -> None:
        self.school, self.connection = school, connection
        self.savers: Savers = {Cycle: self._save_cycle, Outcome: self._save_outcome, Line: self._save_line}

    async def one(self, reference: str) -> Cycle | None:
        row = await self.connection.execute(self._mine(cycles).where(cycles.c.reference == reference))
        found = row.mappings().first()
        return Cycle(**found) if found else None

    async def of_pupils(self, pupil_ids: Sequence[str]) -> Sequence[Cycle]:
        rows = await self.connection.execute(
            self._mine(cycles)
            .where(cycles.c.pupil_id.in_(set(pupil_ids)))
            .order_by(cycles.c.made_on.desc(), cycles.c.cycle_no.desc())
        )
        return [Cycle(**row) for row in rows.mappings()]

    async def at(
        self, stages: Sequence[Stage], skip: int, most: int, *, by: Person | None = None
    ) -> tuple[Sequence[Cycle], int]:
        where = (cycles.c.school_id == self.school.id) & cycles.c.stage.in_(stages)
        if by:
            taught = select(pupils.c.id).where(pupils.c.school_id == self.school.id, pupils.c.group.in_(by.groups))
            where &= or_(cycles.c.lead == by.id, cycles.c.pupil_id.in_(taught))
        total = await self.connection.scalar(select(func.count()).select_from(cycles).where(where))
        rows = await self.connection.execute(
            select(cycles)
            .where(where)
            # Those without a date come first on either database: they cannot start.
            .order_by(cycles.c.review_on.is_not(None), cycles.c.review_on, cycles.c.reference)
            .offset(skip)
            .limit(most)
        )
        return [Cycle(**row) for row in rows.mappings()], total or 0

    async def outcomes(self, reference: str) -> Sequence[Outcome]:
        rows = await self.connection.execute(
            self._mine(outcomes).where(outcomes.c.cycle == reference).order_by(outcomes.c.n)
        )
        return [Outcome(**row) for row in rows.mappings()]

    async def lines(self, reference: str) -> Sequence[Line]:
        return (await self.lines_of([reference])).get(reference, [])

    async def lines_of(self, references: Sequence[str]) -> Mapping[str, Sequence[Line]]:
        table = provision_lines
        rows = await self.connection.execute(
            self._mine(table).where(table.c.cycle.in_(set(references))).order_by(table.c.cycle, table.c.n)
        )
        found: dict[str, list[Line]] = {}
        for row in rows.mappings():
            found.setdefault(row["cycle"], []).append(Line(**row))
        return found

    async def advised(self, agency_referral: str) -> Mapping[int, str]:
        table = provision_lines
        rows = await self.connection.execute(
            select(table.c.recommendation, table.c.cycle)
            .join(cycles, (cycles.c.school_id == table.c.school_id) & (cycles.c.reference == table.c.cycle))
            .where(
                table.c.school_id == self.school.id,
                table.c.recommendation.startswith(f"{agency_referral}.", autoescape=True),
            )
            .order_by(cycles.c.cycle_no)
        )
        return {int(row.recommendation.rpartition(".")[2]): row.cycle for row in rows}

    def _mine(self, table: Table) -> Any:
        return select(table).where(table.c.school_id == self.school.id)

    async def _save_cycle(self, cycle: Cycle) -> None:
        """Version 0 is new. Any other must still be the version that was read, or somebody else was first."""
        stored = asdict(replace(cycle, version=cycle.version + 1))
        if cycle.version == 0:
            await self.connection.execute(insert(cycles).values(stored))
            return
        changed = await self.connection.execute(
            update(cycles)
            .where(
                cycles.c.school_id == self.school.id,
                cycles.c.reference == cycle.reference,
                cycles.c.version == cycle.version,
            )
            .values(stored)
        )
        if changed.rowcount == 0:
            raise Overtaken

    async def _save_outcome(self, outcome: Outcome) -> None:
        await self._put(outcomes, outcome)

    async def _save_line(self, line: Line) -> None:
        await self._put(provision_lines, line)

    async def _put(self, table: Table, part: Outcome | Line) -> None:
        """Puts a part in place. It has no version of its own: its cycle is saved with it, and first."""
        same = (table.c.school_id == self.school.id) & (table.c.cycle == part.cycle) & (table.c.n == part.n)
        await self.connection.execute(delete(table).where(same))
        await self.connection.execute(insert(table).values(asdict(part)))


class OutcomeList:
    """The list "outcomes": those of the plan the form is about; what it is about begins with the plan's reference."""

    def __init__(self, of: SqlCycles) -> None:
        self._of = of

    async def find(self, typed: str, by: Person, most: int, about: str) -> Sequence[Found]:
        words = searchable(typed).split()
        found = [
            Found(str(outcome.n), _label(outcome))
            for outcome in await self._of.outcomes(About.read(about).which)
            if all(word in searchable(_label(outcome)) for word in words)
        ]
        return found[:most]

    async def label(self, id: str, about: str) -> str | None:
        of_plan = await self._of.outcomes(About.read(about).which)
        return next((_label(outcome) for outcome in of_plan if str(outcome.n) == id), None)


def _label(outcome: Outcome) -> str:
    return f"{outcome.n}. {outcome.text}"[:75]
