"""Reviews and their history: their tables, and how a command asks for them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_

from commands.domain import due
from commands.domain.due import Due, DueKind, LinesWanted
from commands.domain.pupil import Provision
from commands.domain.review import PAPERS, Review, ReviewEvent, ReviewKind, ReviewState
from storage.declared import declared
from storage.kept import Kept, Way
from storage.one_school import of
from storage.part import ByReference
from storage.question import Question, question
from storage.subjects.cycles import cycles
from storage.subjects.people import BY_NAME, ON_ROLL
from storage.subjects.ticks import not_ticked, on_roll, only
from storage.tables import pupils

reviews = declared(
    "reviews",
    Review,
    "reference",
    indexes=(
        ("cycle",),
        ("pupil_id",),
        ("state", "on"),
    ),
)

review_events = declared("review_events", ReviewEvent, "reference", "n")

REVIEW = Kept(Review, reviews, Way.VERSIONED, "V", order=("on", "reference"))
EVENT = Kept(ReviewEvent, review_events, Way.NUMBERED, of=REVIEW)
TO_COME = [state for state in ReviewState if state.is_to_come]
LONGEST_NOTICE = max(rule.before for rule in PAPERS.values())
IS_TO_COME = reviews.c.state.in_(TO_COME)
IS_ANNUAL = (reviews.c.kind == ReviewKind.ANNUAL) & (reviews.c.state != ReviewState.CANCELLED)


class SqlReviews(ByReference[Review]):
    """The part of the records about reviews."""

    keeps = (REVIEW, EVENT)
    due_kinds = frozenset({DueKind.REVIEW, DueKind.INTERIM, DueKind.ANNUAL, DueKind.PAPERS})

    async def to_come(self, skip: int, most: int) -> tuple[Sequence[Review], int]:
        return await self.page_of(REVIEW, skip, most, IS_TO_COME)

    async def to_come_for(self, pupil_ids: Sequence[str]) -> Sequence[Review]:
        return await self.some_of(REVIEW, IS_TO_COME, reviews.c.pupil_id.in_(set(pupil_ids)))

    async def annual_of(self, pupil_id: str) -> Sequence[Review]:
        return (await self.some_of(REVIEW, IS_ANNUAL, pupil_id=pupil_id))[::-1]

    @question
    def annual_since(self, first: date) -> Question[Sequence[Review]]:
        there = reviews.c.pupil_id.in_(self.select(pupils, pupils.c.id).where(ON_ROLL))
        return self.all_of(REVIEW, IS_ANNUAL, reviews.c.on >= first, there)

    @question
    def no_annual_known(self, since: date) -> Question[Sequence[str]]:
        t, p = reviews.c, pupils.c
        known = self.select(reviews, t.pupil_id).where(IS_ANNUAL, or_(IS_TO_COME, t.held_on >= since))
        without = self.select(pupils, p.id).where(ON_ROLL, p.provision == Provision.PLAN, p.id.not_in(known))
        return Question(without.order_by(*BY_NAME), lambda rows: [pupil_id for (pupil_id,) in rows])

    async def of_cycle(self, cycle: str) -> Review | None:
        return await self.one_of(REVIEW, IS_TO_COME, cycle=cycle)

    async def booked_for(self, first: date, last: date) -> int:
        return await self.count_of(reviews, IS_TO_COME, reviews.c.on.between(first, last))

    async def held(self, first: date, before: date | None) -> Sequence[tuple[str, date]]:
        t = reviews.c
        held = self.select(reviews, t.pupil_id, t.held_on).where(t.state == ReviewState.HELD, t.held_on >= first)
        if before:
            held = held.where(t.held_on < before)
        return [(pupil_id, on) for pupil_id, on in await self.connection.execute(held)]

    async def history(self, reference: str) -> Sequence[ReviewEvent]:
        return await self.some_of(EVENT, reference=reference)

    @question
    def due_lines(self, wanted: LinesWanted) -> Question[Sequence[Due]]:
        """The reviews and their papers, which may be due long before them; each with who leads the plan."""
        t, c, last = reviews.c, cycles.c, wanted.last
        plans = reviews.outerjoin(cycles, of(cycles, t.school_id) & (c.reference == t.cycle))
        soon = last if date.max - last < LONGEST_NOTICE else last + LONGEST_NOTICE
        unsent = not_ticked(self, DueKind.PAPERS, t.reference).label("unsent")
        columns = (t.reference, t.kind, t.on, t.at, t.papers_due, t.cycle, c.lead, unsent)
        to_come = (IS_TO_COME, or_(t.on <= soon, t.papers_due <= last), *only(wanted, t.reference))
        return Question(on_roll(self, reviews, *columns, beside=plans).where(*to_come), _lines)


def _lines(rows: Iterable[Any]) -> Sequence[Due]:
    lines: list[Due] = []
    for pupil_id, reference, kind, on, at, papers_due, cycle, lead, unsent in rows:
        one, plan = (pupil_id, reference, kind, on), {"cycle": cycle, "lead": lead or ""}
        lines.append(due.review(*one, at, **plan))
        papers = due.papers(*one, papers_due, **plan) if unsent else None
        lines += [papers] if papers else []
    return lines
