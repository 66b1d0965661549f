"""The checklist's ticks and the decisions on referrals: their tables and records."""

from collections.abc import Sequence
from dataclasses import asdict, fields

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, String, Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.decision import Check, Checked, Decision, Evidence, Outcome
from commands.domain.needs import AreaOfNeed
from commands.domain.school import School
from storage.saving import Savers, add
from storage.tables import metadata
from storage.types import OneOf, Sealed, SealedStrings, SomeOf, UtcTime

referral_checks = Table(
    "referral_checks",
    metadata,
    Column("school_id", String(40), ForeignKey("schools.id"), primary_key=True),
    Column("reference", String(12), primary_key=True),
    Column("n", Integer, primary_key=True),  # the order within one referral
    Column("what", OneOf(Check), nullable=False),
    Column("on", Date, nullable=False),
    Column("line", Sealed, nullable=False),
    Column("by", String(40), nullable=False),
    Column("at", UtcTime, nullable=False),
)

referral_decisions = Table(
    "referral_decisions",
    metadata,
    Column("school_id", String(40), ForeignKey("schools.id"), primary_key=True),
    Column("reference", String(12), primary_key=True),
    Column("outcome", OneOf(Outcome), nullable=False),
    Column("decided_by", String(40), nullable=False),
    Column("decided_on", Date, nullable=False),
    Column("rationale", Sealed, nullable=False),
    Column("in_place", Sealed, nullable=False),
    Column("delivered_by", Sealed, nullable=False),
    Column("monitor_until", Date),
    Column("review_trigger", Sealed, nullable=False),
    Column("parents_informed_on", Date),
    Column("areas", SomeOf(AreaOfNeed), nullable=False),
    Column("primary_need", String(10), nullable=False),
    Column("secondary_need", String(10), nullable=False),
    Column("starts_on", Date),
    Column("agency", Sealed, nullable=False),
    Column("consent", Boolean),
    Column("consent_on", Date),
    Column("evidence", SomeOf(Evidence), nullable=False),
    Column("evidence_lines", SealedStrings, nullable=False),
)


class SqlDecisions:
    """The part of the records about what leads to a decision."""

    def __init__(self, school: School, connection: AsyncConnection) -> None:
        self.school, self.connection = school, connection
        self.savers: Savers = {Checked: self._save_tick, Decision: self._save_decision}

    async def ticks(self, reference: str) -> Sequence[Checked]:
        rows = await self.connection.execute(
            select(*(referral_checks.c[field.name] for field in fields(Checked)))
            .where(referral_checks.c.school_id == self.school.id, referral_checks.c.reference == reference)
            .order_by(referral_checks.c.n)
        )
        return [Checked(**row) for row in rows.mappings()]

    async def one(self, reference: str) -> Decision | None:
        this = (referral_decisions.c.school_id == self.school.id) & (referral_decisions.c.reference == reference)
        row = (await self.connection.execute(select(referral_decisions).where(this))).mappings().first()
        return Decision(**row) if row else None

    async def _save_tick(self, tick: Checked) -> None:
        """Ticks are only ever added. Of two made at the same moment the second is overtaken, and made again."""
        this = (referral_checks.c.school_id == self.school.id) & (referral_checks.c.reference == tick.reference)
        before = await self.connection.scalar(select(func.max(referral_checks.c.n)).where(this))
        await add(self.connection, referral_checks, {"n": (before or 0) + 1, **asdict(tick)})

    async def _save_decision(self, decision: Decision) -> None:
        """A referral is decided once."""
        await add(self.connection, referral_decisions, asdict(decision))
