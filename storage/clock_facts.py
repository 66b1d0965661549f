"""What has happened on statutory clocks: every word on every fact, and how a command asks for them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from sqlalchemy import Column, Date, Integer, String, Table, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.clock_facts import FactWord
from commands.domain.school import School
from storage.saving import Savers, add
from storage.tables import metadata, of_school
from storage.types import Sealed, UtcTime

clock_facts = Table(
    "clock_facts",
    metadata,
    of_school(),
    Column("reference", String(12), primary_key=True),
    Column("fact", String(60), primary_key=True),
    Column("n", Integer, primary_key=True),  # the order of the words on one fact
    Column("on", Date),
    Column("by", String(40), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("note", Sealed, nullable=False),
)


class SqlClockFacts:
    """The part of the records about what has happened."""

    def __init__(self, school: School, connection: AsyncConnection) -> None:
        self.school, self.connection = school, connection
        self.savers: Savers = {FactWord: self._save_fact}

    async def words_on(self, references: Sequence[str]) -> Mapping[str, Sequence[FactWord]]:
        t = clock_facts.c
        rows = await self.connection.execute(
            select(clock_facts)
            .where(t.school_id == self.school.id, t.reference.in_(set(references)))
            .order_by(t.reference, t.at, t.fact, t.n)
        )
        found: dict[str, list[FactWord]] = {}
        for row in rows.mappings():
            found.setdefault(row["reference"], []).append(FactWord(**row))
        return found

    async def _save_fact(self, word: FactWord) -> None:
        t = clock_facts.c
        this = and_(t.school_id == self.school.id, t.reference == word.reference, t.fact == word.fact)
        before = await self.connection.scalar(select(func.max(t.n)).where(this))
        await add(self.connection, clock_facts, {**asdict(word), "n": (before or 0) + 1})
