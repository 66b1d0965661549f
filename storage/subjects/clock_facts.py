"""What has happened on statutory clocks: every word on every fact, and how a command asks for them."""

from collections.abc import Mapping, Sequence
from datetime import date

from commands.domain.law.clock_facts import FactWord
from storage.declared import declared
from storage.kept import Kept, Way
from storage.part import Part, grouped
from storage.question import Question, question
from storage.subjects.assessments import ASSESSMENT, assessments, under_way
from storage.subjects.reviews import annual_on_roll, reviews

clock_facts = declared("clock_facts", FactWord, "reference", "fact", "n", readable={"fact": 60})

FACT = Kept(FactWord, clock_facts, Way.NUMBERED, of=ASSESSMENT, order=("reference", "at", "fact", "n"))
"""Of assessments, and of annual reviews, whose own story tells of them."""


class SqlClockFacts(Part):
    """The part of the records about what has happened."""

    keeps = (FACT,)

    async def words_on(self, references: Sequence[str]) -> Mapping[str, Sequence[FactWord]]:
        return grouped("reference", await self.some_of(FACT, clock_facts.c.reference.in_(set(references))))

    async def words_on_open(self) -> Mapping[str, Sequence[FactWord]]:
        return grouped("reference", await self._on_open())

    async def words_on_annual(self, first: date) -> Mapping[str, Sequence[FactWord]]:
        return grouped("reference", await self._on_annual(first))

    @question
    def _on_open(self) -> Question[Sequence[FactWord]]:
        meant = self.select(assessments, assessments.c.reference).where(*under_way(self))
        return self.all_of(FACT, clock_facts.c.reference.in_(meant))

    @question
    def _on_annual(self, first: date) -> Question[Sequence[FactWord]]:
        meant = self.select(reviews, reviews.c.reference).where(*annual_on_roll(self, first))
        return self.all_of(FACT, clock_facts.c.reference.in_(meant))
