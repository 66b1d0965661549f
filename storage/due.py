"""What is due: read from every subject's tables in a constant number of queries; and the table of what is done."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Integer,
    String,
    Table,
    and_,
    cast,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain import due
from commands.domain.agency_referral import AgencyState
from commands.domain.annual_review import chain, is_announced
from commands.domain.assessment import standings
from commands.domain.calendar import SchoolCalendar, Span
from commands.domain.clock_facts import as_they_stand, to_do
from commands.domain.contact import LA_ANSWERS_WITHIN, AskedOf, ends_of_terms, school_year_of
from commands.domain.due import Due, DueKind, in_order
from commands.domain.pupil import Provision
from commands.domain.referral import ReferralState
from commands.domain.register import RegisterChange
from commands.domain.review import PAPERS, Review, ReviewKind, ReviewState
from commands.domain.round_robin import RobinState
from commands.domain.school import School
from commands.domain.senco_post import SencoPost
from commands.domain.tick import Tick
from commands.kit import Overtaken
from storage.agencies import OPEN, agency_referrals, appointments
from storage.assessments import SqlAssessments
from storage.clock_facts import SqlClockFacts
from storage.contacts import contacts, parent_requests
from storage.cycles import cycles
from storage.decisions import referral_decisions
from storage.register import register_entries
from storage.reviews import TO_COME, reviews
from storage.round_robins import round_robins
from storage.saving import Savers, add
from storage.tables import metadata, of_school, pupils, referrals
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
LONGEST_NOTICE = max(rule.before for rule in PAPERS.values())


class SqlDue:
    """The part of the records about what is due."""

    def __init__(
        self,
        school: School,
        connection: AsyncConnection,
        calendar: Callable[[], Awaitable[SchoolCalendar]],
        posts: Callable[[], Awaitable[Sequence[SencoPost]]],
        assessments: SqlAssessments,
        facts: SqlClockFacts,
    ) -> None:
        self.school, self.connection = school, connection
        self._calendar, self._posts, self._assessed, self._facts = calendar, posts, assessments, facts
        self.savers: Savers = {Tick: self._save_tick}

    async def until(self, last: date, *, today: date) -> Sequence[Due]:
        lines: list[Due] = []
        for part in (self._replies, self._watched, self._came_off, self._reviews, self._agencies, self._actions):
            lines += await part(last)
        lines += await self._appointments(last, today)
        lines += await self._requests(last)
        lines += await self._round_robins(last)
        lines += await self._assessments(last)
        lines += await self._annual_steps(last, today)
        lines += await self._of_the_post(last, today)
        return in_order(lines)

    async def ticks(self, kind: DueKind, keys: Sequence[str]) -> Sequence[Tick]:
        rows = await self.connection.execute(
            select(ticks)
            .where(ticks.c.school_id == self.school.id, ticks.c.kind == kind, ticks.c.key.in_(set(keys)))
            .order_by(ticks.c.key, ticks.c.n)
        )
        return [Tick(**row) for row in rows.mappings()]

    async def _rows(self, table: Table, *columns: Any, where: Sequence[ColumnElement[bool]], beside: Any = None) -> Any:
        """Columns of a table's rows that are about pupils on roll; `beside` is what else they are joined to."""
        on_roll = and_(
            pupils.c.school_id == table.c.school_id, pupils.c.id == table.c.pupil_id, pupils.c.left_on.is_(None)
        )
        return await self.connection.execute(
            select(table.c.pupil_id, *columns)
            .select_from((table if beside is None else beside).join(pupils, on_roll))
            .where(table.c.school_id == self.school.id, *where)
        )

    def _not_ticked(self, kind: DueKind, key: Any) -> ColumnElement[bool]:
        standing = select(ticks.c.n).where(
            ticks.c.school_id == self.school.id, ticks.c.kind == kind, ticks.c.key == key, ticks.c.undone_at.is_(None)
        )
        return ~standing.exists()

    async def _replies(self, last: date) -> list[Due]:
        """Those whose lateness would count: nobody has taken them on or asked for more."""
        t = referrals.c
        unanswered = (t.state == ReferralState.SUBMITTED, t.taken_on.is_(None), t.reply_by <= last)
        rows = await self._rows(referrals, t.reference, t.reply_by, where=unanswered)
        return [due.reply(row.pupil_id, row.reference, row.reply_by) for row in rows]

    async def _watched(self, last: date) -> list[Due]:
        """Not SEND keeps its day on the referral, monitoring on the decision."""
        t, d = referrals.c, referral_decisions.c
        decisions = referrals.outerjoin(
            referral_decisions, and_(d.school_id == t.school_id, d.reference == t.reference)
        )
        until = func.coalesce(t.monitor_until, d.monitor_until, type_=t.monitor_until.type)
        watched = (t.state == ReferralState.DECIDED, until <= last, self._not_ticked(DueKind.MONITOR, t.reference))
        rows = await self._rows(referrals, t.reference, until.label("until"), where=watched, beside=decisions)
        return [due.look_again(row.pupil_id, row.until, referral=row.reference) for row in rows]

    async def _came_off(self, last: date) -> list[Due]:
        """Pupils off the register by their latest entry."""
        t, later = register_entries.c, register_entries.alias("later").c
        newer = select(later.n).where(later.school_id == t.school_id, later.pupil_id == t.pupil_id, later.n > t.n)
        off = (
            t.what == RegisterChange.TAKEN_OFF,
            t.monitor_until <= last,
            pupils.c.provision == Provision.NONE,
            ~newer.exists(),
            self._not_ticked(DueKind.MONITOR, _key(t.pupil_id, cast(t.n, String))),
        )
        rows = await self._rows(register_entries, t.n, t.monitor_until, where=off)
        return [due.look_again(row.pupil_id, row.monitor_until, entry=row.n) for row in rows]

    async def _reviews(self, last: date) -> list[Due]:
        """The reviews and their papers, which may be due long before them; each with who leads the plan."""
        t, c = reviews.c, cycles.c
        plans = reviews.outerjoin(cycles, and_(c.school_id == t.school_id, c.reference == t.cycle))
        soon = last if date.max - last < LONGEST_NOTICE else last + LONGEST_NOTICE
        unsent = self._not_ticked(DueKind.PAPERS, t.reference)
        columns = (t.reference, t.kind, t.on, t.at, t.papers_due, t.cycle, c.lead, unsent.label("unsent"))
        to_come = (t.state.in_(TO_COME), or_(t.on <= soon, t.papers_due <= last))
        lines: list[Due] = []
        for row in await self._rows(reviews, *columns, where=to_come, beside=plans):
            lead = row.lead or ""
            lines.append(due.review(row.pupil_id, row.reference, row.kind, row.on, row.at, cycle=row.cycle, lead=lead))
            papers = due.papers(
                row.pupil_id, row.reference, row.kind, row.on, row.papers_due, cycle=row.cycle, lead=lead
            )
            lines += [papers] if papers and row.unsent else []
        return [line for line in lines if line.on <= last]

    async def _appointments(self, last: date, today: date) -> list[Due]:
        """Those of which it is not recorded what came of them."""
        t, a = agency_referrals.c, appointments.c
        referred = agency_referrals.join(
            appointments, and_(a.school_id == t.school_id, a.reference == t.reference, a.outcome.is_(None))
        )
        columns = (t.reference, t.agency, a.n, a.on, a.at)
        rows = await self._rows(agency_referrals, *columns, where=(t.state.in_(OPEN), a.on <= last), beside=referred)
        return [
            due.appointment(row.pupil_id, row.reference, row.agency, row.n, row.on, row.at, today=today) for row in rows
        ]

    async def _agencies(self, last: date) -> list[Due]:
        """The report an agency has promised; the day to ask how it stands, which a promised report has not beside
        its own; the day by which to refer again."""
        t, a, later = agency_referrals.c, appointments.c, appointments.alias("later").c
        newer = select(later.n).where(later.school_id == a.school_id, later.reference == a.reference, later.n > a.n)
        promised = agency_referrals.outerjoin(
            appointments, and_(a.school_id == t.school_id, a.reference == t.reference, ~newer.exists())
        )
        columns = (t.reference, t.agency, t.state, t.chase_on, t.re_refer_by, a.report_due)
        days = or_(t.chase_on <= last, t.re_refer_by <= last, a.report_due <= last)
        lines: list[Due] = []
        for row in await self._rows(agency_referrals, *columns, where=(t.state.in_(OPEN), days), beside=promised):
            kind, on = DueKind.CHASE, row.chase_on
            if row.state is AgencyState.REPORT_AWAITED and row.report_due:
                kind, on = DueKind.REPORT, row.report_due
            for what, when in ((kind, on), (DueKind.REFER_AGAIN, row.re_refer_by)):
                if when and when <= last:
                    lines.append(due.with_agency(what, row.pupil_id, row.reference, row.agency, when))
        return lines

    async def _actions(self, last: date) -> list[Due]:
        t = contacts.c
        n, lines = cast(t.n, String), list[Due]()
        for which, by in ((1, t.action_by), (2, t.also_action_by)):
            open_ = (by <= last, self._not_ticked(DueKind.ACTION, _key(t.pupil_id, n, literal(str(which)))))
            rows = await self._rows(contacts, t.n, by.label("by"), t.logged_by, where=open_)
            lines += [due.action(row.pupil_id, row.n, which, row.by, row.logged_by) for row in rows]
        return lines

    async def _requests(self, last: date) -> list[Due]:
        t = parent_requests.c
        asked = (t.to == AskedOf.LOCAL_AUTHORITY, t.answered_on.is_(None), t.on <= last - LA_ANSWERS_WITHIN)
        rows = await self._rows(parent_requests, t.reference, t.on, where=asked)
        return [due.request(row.pupil_id, row.reference, row.on) for row in rows]

    async def _round_robins(self, last: date) -> list[Due]:
        t = round_robins.c
        open_ = (t.state == RobinState.OPEN, t.closes_on <= last)
        rows = await self._rows(round_robins, t.reference, t.closes_on, where=open_)
        return [due.round_robin(row.pupil_id, row.reference, row.closes_on) for row in rows]

    async def _assessments(self, last: date) -> list[Due]:
        """What is to be done in each assessment under way; its days are worked out from what has happened."""
        under_way = await self._assessed.open()
        words = await self._facts.words_on([one.reference for one in under_way])
        lines: list[Due] = []
        for one in under_way:
            standing = standings(one, as_they_stand(words.get(one.reference, ())), await self._calendar())
            lines += [due.assessment(one, each) for each in to_do(standing)]
        return [line for line in lines if line.on <= last]

    async def _annual_steps(self, last: date, today: date) -> list[Due]:
        """The steps of annual reviews to come, and of those held within the months the authority has for its part."""
        t = reviews.c
        recent = (t.kind == ReviewKind.ANNUAL, t.state != ReviewState.CANCELLED, t.on >= today - FOLLOWED)
        columns = [column for column in reviews.c if column.name != "pupil_id"]
        found = [Review(**row) for row in (await self._rows(reviews, *columns, where=recent)).mappings()]
        words = await self._facts.words_on([review.reference for review in found])
        lines: list[Due] = []
        for review in found:
            facts = as_they_stand(words.get(review.reference, ()))
            steps = chain(review, facts, await self._calendar())
            lines += [due.annual_step(review, one) for one in to_do(steps) if is_announced(one, review)]
        return [line for line in lines if line.on <= last]

    async def _of_the_post(self, last: date, today: date) -> list[Due]:
        """What the SENCO's post itself brings: their own qualification, the yearly report. About no pupil."""
        calendar = await self._calendar()
        own = ((post.person_id, one) for post in await self._posts() for one in post.deadlines(calendar))
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

    async def _save_tick(self, tick: Tick) -> None:
        """A new one is added, and one taken back is marked as that. Of two at the same moment the second is
        overtaken."""
        this = and_(ticks.c.school_id == self.school.id, ticks.c.kind == tick.kind, ticks.c.key == tick.key)
        if tick.n == 0:
            before = await self.connection.scalar(select(func.max(ticks.c.n)).where(this))
            await add(self.connection, ticks, {**asdict(tick), "n": (before or 0) + 1})
            return
        changed = await self.connection.execute(
            update(ticks).where(this, ticks.c.n == tick.n, ticks.c.undone_at.is_(None)).values(asdict(tick))
        )
        if changed.rowcount == 0:
            raise Overtaken


def _summer_end(year: int, calendar: SchoolCalendar) -> date:
    """The last school day of that year's summer term."""
    end = ends_of_terms(date(year, 7, 1), calendar)[2]
    return calendar.previous_school_day(end) or end


def _key(*parts: Any) -> Any:
    """A line's key of several columns, as `commands.domain.due` writes it: with full stops between."""
    first, *others = parts
    for part in others:
        first = first.concat(".").concat(part)
    return first
