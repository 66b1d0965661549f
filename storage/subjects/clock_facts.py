"""What has happened on statutory clocks: every word on every fact, and how a command asks for them."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Table

from commands.domain.law.clock_facts import FactWord
from storage.declared import declared
from storage.kept import Kept, Way
from storage.one_school import of
from storage.part import Part, grouped
from storage.question import Question, question
from storage.subjects.assessments import ASSESSMENT, assessments, still_followed
from storage.subjects.people import ON_ROLL
from storage.subjects.reviews import IS_ANNUAL, reviews
from storage.tables import pupils

clock_facts = declared("clock_facts", FactWord, "reference", "fact", "n", readable={"fact": 60})

FACT = Kept(FactWord, clock_facts, Way.NUMBERED, of=ASSESSMENT, order=("reference", "at", "fact", "n"))
"""Of assessments, and of annual reviews, whose own story tells of them."""


class SqlClockFacts(Part):
    """The part of the records about what has happened."""

    keeps = (FACT,)

    async def words_on(self, references: Sequence[str]) -> Mapping[str, Sequence[FactWord]]:
        return grouped("reference", await self.some_of(FACT, clock_facts.c.reference.in_(set(references))))

    async def words_on_followed(self, since: date) -> Mapping[str, Sequence[FactWord]]:
        return grouped("reference", await self._on_followed(since))

    async def words_on_annual(self, first: date) -> Mapping[str, Sequence[FactWord]]:
        return grouped("reference", await self._on_annual(first))

    @question
    def _on_followed(self, since: date) -> Question[Sequence[FactWord]]:
        return self._on(assessments, still_followed(since))

    @question
    def _on_annual(self, first: date) -> Question[Sequence[FactWord]]:
        return self._on(reviews, IS_ANNUAL, reviews.c.on >= first)

    def _on(self, things: Table, *where: ColumnElement[bool]) -> Question[Sequence[FactWord]]:
        """What was said of some things about pupils on roll."""
        facts = clock_facts.c
        its = of(things, facts.school_id) & (things.c.reference == facts.reference)
        theirs = of(pupils, things.c.school_id) & (pupils.c.id == things.c.pupil_id) & ON_ROLL
        said = self.select(clock_facts, *FACT.columns).select_from(clock_facts.join(things, its).join(pupils, theirs))
        return Question(said.where(*where).order_by(*FACT.in_order), lambda rows: [FACT.type(*row) for row in rows])
