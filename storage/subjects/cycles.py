"""Cycles of pupils' plans: their tables, and how a command asks for them."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, UniqueConstraint, or_

from commands.domain.cycle import Cycle, Stage
from commands.domain.outcome import Outcome, ProvisionLine
from commands.domain.person import Person
from commands.domain.words.names import searchable
from commands.kit import About, Found
from storage.declared import declared
from storage.kept import Kept, Way
from storage.one_school import of
from storage.part import ByReference, List, grouped
from storage.tables import pupils

# Two plans of one pupil made at the same moment would have the same number: the second is refused.
cycles = declared(
    "cycles",
    Cycle,
    "reference",
    indexes=(("stage", "review_on"),),
    beside=(UniqueConstraint("school_id", "pupil_id", "cycle_no"),),
)

outcomes = declared("outcomes", Outcome, "cycle", "n")

provision_lines = declared(
    "provision_lines", ProvisionLine, "cycle", "n", readable={"recommendation": 20}, indexes=(("recommendation",),)
)

CYCLE = Kept(Cycle, cycles, Way.VERSIONED, "C", order=("pupil_id", "cycle_no"))
OUTCOME = Kept(Outcome, outcomes, Way.LATEST, of=CYCLE)
LINE = Kept(ProvisionLine, provision_lines, Way.LATEST, of=CYCLE)
"""Parts of a plan have no version of their own: their cycle is saved with them, and first."""


class SqlCycles(ByReference[Cycle]):
    """The part of the records about plans."""

    keeps = (CYCLE, OUTCOME, LINE)

    @property
    def lists(self) -> Mapping[str, List]:
        return {"outcomes": OutcomeList(self)}

    async def of_pupils(self, pupil_ids: Sequence[str]) -> Sequence[Cycle]:
        newest = (cycles.c.made_on.desc(), cycles.c.cycle_no.desc())
        return await self.some_of(CYCLE, cycles.c.pupil_id.in_(set(pupil_ids)), order=newest)

    async def at(
        self, stages: Sequence[Stage], skip: int, most: int, *, by: Person | None = None
    ) -> tuple[Sequence[Cycle], int]:
        where: ColumnElement[bool] = cycles.c.stage.in_(stages)
        if by:
            taught = self.select(pupils, pupils.c.id).where(pupils.c.group.in_(by.groups))
            where &= or_(cycles.c.lead == by.id, cycles.c.pupil_id.in_(taught))
        # Those without a date come first on either database: they cannot start.
        order = (cycles.c.review_on.is_not(None), cycles.c.review_on, cycles.c.reference)
        return await self.page_of(CYCLE, skip, most, where, order=order)

    async def outcomes(self, reference: str) -> Sequence[Outcome]:
        return await self.some_of(OUTCOME, cycle=reference)

    async def lines(self, reference: str) -> Sequence[ProvisionLine]:
        return await self.some_of(LINE, cycle=reference)

    async def lines_of(self, references: Sequence[str]) -> Mapping[str, Sequence[ProvisionLine]]:
        return grouped("cycle", await self.some_of(LINE, provision_lines.c.cycle.in_(set(references))))

    async def advised(self, agency_referral: str) -> Mapping[int, str]:
        t = provision_lines.c
        rows = await self.connection.execute(
            self.select(provision_lines, t.recommendation, t.cycle)
            .join(cycles, of(cycles, t.school_id) & (cycles.c.reference == t.cycle))
            .where(t.recommendation.startswith(f"{agency_referral}.", autoescape=True))
            .order_by(cycles.c.cycle_no)
        )
        return {int(row.recommendation.rpartition(".")[2]): row.cycle for row in rows}


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
