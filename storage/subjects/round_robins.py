"""Round robins and colleagues' views: their tables, and how a command asks for them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Index

from commands.domain import due
from commands.domain.due import Due, DueKind, LinesWanted
from commands.domain.round_robin import RobinState, RoundRobin, View, ViewState
from storage.declared import declared
from storage.kept import Kept, Way
from storage.one_school import of
from storage.part import ByReference, grouped
from storage.question import Question, question
from storage.subjects.people import ON_ROLL
from storage.subjects.ticks import on_roll, only
from storage.tables import pupils, staff

round_robins = declared(
    "round_robins",
    RoundRobin,
    "reference",
    indexes=(
        ("pupil_id",),
        ("state",),
    ),
    beside=(Index(None, "next_at"),),
)

views = declared("views", View, "reference", "person_id", indexes=(("person_id", "state"),))

ROBIN = Kept(RoundRobin, round_robins, Way.VERSIONED, "W", order=("made_on", "reference"))
VIEW = Kept(View, views, Way.VERSIONED, of=ROBIN)
NOT_TAKEN_BACK = round_robins.c.state != RobinState.TAKEN_BACK


class SqlRoundRobins(ByReference[RoundRobin]):
    """The part of the records about round robins."""

    keeps = (ROBIN, VIEW)
    due_kinds = frozenset({DueKind.ROBIN})

    async def views(self, reference: str) -> Sequence[View]:
        return (await self.views_of([reference])).get(reference, ())

    async def views_of(self, references: Sequence[str]) -> Mapping[str, Sequence[View]]:
        named = of(staff, views.c.school_id) & (staff.c.id == views.c.person_id)
        rows = await self.rows(
            self.select(views, *VIEW.columns)
            .outerjoin(staff, named)
            .where(views.c.reference.in_(set(references)))
            .order_by(views.c.reference, staff.c.name, views.c.person_id)
        )
        return grouped("reference", map(VIEW.read, rows))

    async def of_pupil(self, pupil_id: str) -> Sequence[RoundRobin]:
        return (await self.some_of(ROBIN, NOT_TAKEN_BACK, pupil_id=pupil_id))[::-1]

    async def asked_for(self, about: str) -> Sequence[RoundRobin]:
        return (await self.some_of(ROBIN, NOT_TAKEN_BACK, about=about))[::-1]

    async def not_ended(self) -> Sequence[RoundRobin]:
        found = await self._closing(round_robins.c.state.in_((RobinState.DRAFT, RobinState.OPEN)))
        return sorted(found, key=lambda robin: (robin.closes_on is None, robin.closes_on or robin.made_on))

    async def asked_of(self, person_id: str) -> Sequence[RoundRobin]:
        asked = (views.c.person_id == person_id) & (views.c.state == ViewState.ASKED)
        waiting = self.select(views, views.c.reference).where(asked)
        return await self._closing(round_robins.c.state == RobinState.OPEN, round_robins.c.reference.in_(waiting))

    @question
    def due_lines(self, wanted: LinesWanted) -> Question[Sequence[Due]]:
        t = round_robins.c
        is_open = (t.state == RobinState.OPEN, t.closes_on <= wanted.last, *only(wanted, t.reference))
        rows = on_roll(self, round_robins, t.reference, t.closes_on).where(*is_open)
        return Question(rows, lambda rows: [due.round_robin(*row) for row in rows])

    async def _closing(self, *which: Any) -> list[RoundRobin]:
        """Those about pupils on roll, by the day they close."""
        t = round_robins.c
        there = t.pupil_id.in_(self.select(pupils, pupils.c.id).where(ON_ROLL))
        return await self.some_of(ROBIN, *which, there, order=(t.closes_on, t.reference))
