"""What is due by clocks: round robins, assessments, annual reviews, transfers, the SENCO's post; what is ticked off."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Column, ColumnElement, Integer, String, Table

from commands.domain import due
from commands.domain.annual_review import chain, is_announced
from commands.domain.assessment import standings
from commands.domain.calendar import SchoolCalendar, Span
from commands.domain.clock_facts import as_they_stand, to_do
from commands.domain.contact import ends_of_terms, school_year_of
from commands.domain.deadlines import end_of_compulsory_school_age
from commands.domain.due import Due, DueKind
from commands.domain.due_transfers import of_transfer, rights
from commands.domain.pupil import Provision
from commands.domain.round_robin import RobinState
from commands.domain.tick import Tick
from commands.domain.transfer import transfer_day
from storage.kept import Kept, Way
from storage.one_school import of
from storage.part import Part
from storage.people import ON_ROLL
from storage.reviews import IS_ANNUAL, REVIEW, reviews
from storage.round_robins import round_robins
from storage.tables import metadata, of_school, pupils
from storage.types import OneOf, UtcTime

ticks = Table(
    "ticks",
    metadata,
    of_school(),
    Column("kind", OneOf(DueKind), primary_key=True),
    Column("key", String(60), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("by", String(40), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("undone_by", String(40), nullable=False),
    Column("undone_at", UtcTime),
)

FOLLOWED = timedelta(days=200)
"""How long after its meeting an annual review is followed: more than the twelve weeks there are for an amended plan."""
REPORTED = (6, 7, 8)
"""The months in which the year's SEN information report is asked for."""


TICK = Kept(Tick, ticks, Way.NUMBERED)


class SqlDueOfClocks(Part):
    """The part of what is due whose days are worked out, and what every part is read with."""

    async def _rows(self, table: Table, *columns: Any, where: Sequence[ColumnElement[bool]], beside: Any = None) -> Any:
        """Columns of a table's rows that are about pupils on roll; `beside` is what else they are joined to."""
        on_roll = of(pupils, table.c.school_id) & (pupils.c.id == table.c.pupil_id) & ON_ROLL
        joined = (table if beside is None else beside).join(pupils, on_roll)
        return await self.connection.execute(
            self.select(table, table.c.pupil_id, *columns).select_from(joined).where(*where)
        )

    def _not_ticked(self, kind: DueKind, key: Any) -> ColumnElement[bool]:
        of_line = (ticks.c.kind == kind, ticks.c.key == key, ticks.c.undone_at.is_(None))
        return ~self.select(ticks, ticks.c.n).where(*of_line).exists()

    async def ticks(self, kind: DueKind, keys: Sequence[str]) -> Sequence[Tick]:
        return await self.some_of(TICK, ticks.c.key.in_(set(keys)), kind=kind)

    async def _round_robins(self, last: date) -> list[Due]:
        t = round_robins.c
        open_ = (t.state == RobinState.OPEN, t.closes_on <= last)
        rows = await self._rows(round_robins, t.reference, t.closes_on, where=open_)
        return [due.round_robin(row.pupil_id, row.reference, row.closes_on) for row in rows]

    async def _assessments(self, last: date) -> list[Due]:
        """What is to be done in each assessment under way; its days are worked out from what has happened."""
        under_way = await self.records.assessments.open()
        words = await self.records.clock_facts.words_on([one.reference for one in under_way])
        lines: list[Due] = []
        for one in under_way:
            standing = standings(
                one, as_they_stand(words.get(one.reference, ())), await self.records.calendar(), self.school.local_rules
            )
            lines += [due.assessment(one, each) for each in to_do(standing)]
        return [line for line in lines if line.on <= last]

    async def _annual_steps(self, last: date, today: date) -> list[Due]:
        """The steps of annual reviews to come, and of those held within the months the authority has for its part."""
        columns = [column for column in REVIEW.columns if column.key != "pupil_id"]
        recent = await self._rows(reviews, *columns, where=(IS_ANNUAL, reviews.c.on >= today - FOLLOWED))
        found = [REVIEW.read(row) for row in recent.mappings()]
        words = await self.records.clock_facts.words_on([review.reference for review in found])
        lines: list[Due] = []
        for review in found:
            facts = as_they_stand(words.get(review.reference, ()))
            steps = chain(review, facts, await self.records.calendar(), self.school.local_rules)
            lines += [due.annual_step(review, one) for one in to_do(steps) if is_announced(one, review)]
        return [line for line in lines if line.on <= last]

    async def _transfers(self, last: date, today: date) -> list[Due]:
        """What this year's phase transfers bring, and the day on which rights under a plan pass on in this school
        year."""
        calendar, on = await self.records.calendar(), transfer_day(today)
        moving = [one for one in await self.records.transfers.moving(today) if one.on == on]
        lines = [line for one in moving for line in of_transfer(one, calendar)]
        born = pupils.c.born
        sixteen = (date(on.year - 17, 9, 1) <= born, born <= date(on.year - 16, 8, 31))
        with_plan = (ON_ROLL, pupils.c.provision == Provision.PLAN, self._not_ticked(DueKind.RIGHTS, pupils.c.id))
        rows = await self.connection.execute(self.select(pupils, pupils.c.id, born).where(*with_plan, *sixteen))
        lines += [rights(row.id, end_of_compulsory_school_age(row.born)) for row in rows]
        return [line for line in lines if line.on <= last]

    async def _of_the_post(self, last: date, today: date) -> list[Due]:
        """What the SENCO's post itself brings: their own qualification, the yearly report. About no pupil."""
        calendar = await self.records.calendar()
        posts = await self.records.senco_posts.held()
        own = ((post.person_id, one) for post in posts for one in post.deadlines(calendar))
        lines = [due.qualification(person_id, one) for person_id, one in own]
        # Last summer's stays until it is done, where the school was there already: its dates say so.
        known = {row.last.year for row in calendar.dates if row.kind is Span.TERM and 4 <= row.first.month <= 7}
        year = school_year_of(today)[1].year
        known = {*known, year} if today.month in REPORTED else known - {year}
        reports = [due.information_report(_summer_end(n, calendar)) for n in (year - 1, year) if n in known]
        done = await self.ticks(DueKind.INFORMATION, [line.key for line in reports]) if reports else ()
        standing = {tick.key for tick in done if tick.stands}
        lines += [line for line in reports if line.key not in standing]
        return [line for line in lines if line.on <= last]


def _summer_end(year: int, calendar: SchoolCalendar) -> date:
    """The last school day of that year's summer term."""
    end = ends_of_terms(date(year, 7, 1), calendar)[2]
    return calendar.previous_school_day(end) or end
