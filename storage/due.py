"""What is due: read from every subject's tables in a constant number of queries."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import String, and_, cast, func, literal, or_

from commands.domain import due
from commands.domain.agency_referral import AgencyState
from commands.domain.contact import LA_ANSWERS_WITHIN, AskedOf
from commands.domain.due import Due, DueKind, in_order
from commands.domain.pupil import Provision
from commands.domain.referral import ReferralState
from commands.domain.register import RegisterChange
from commands.domain.review import PAPERS
from commands.kit import Overtaken
from storage.agencies import IS_OPEN, agency_referrals, appointments
from storage.contacts import contacts, parent_requests
from storage.cycles import cycles
from storage.decisions import referral_decisions
from storage.due_clocks import TICK, SqlDueOfClocks, ticks
from storage.kept import Kept
from storage.one_school import changing, of
from storage.register import register_entries
from storage.reviews import IS_TO_COME, reviews
from storage.tables import pupils, referrals

LONGEST_NOTICE = max(rule.before for rule in PAPERS.values())


class SqlDue(SqlDueOfClocks):
    """The part of the records about what is due."""

    keeps = (TICK,)

    async def until(self, last: date, *, today: date) -> Sequence[Due]:
        lines: list[Due] = []
        for part in (self._replies, self._watched, self._came_off, self._reviews, self._agencies, self._actions):
            lines += await part(last)
        lines += await self._appointments(last, today)
        lines += await self._requests(last)
        lines += await self._round_robins(last)
        lines += await self._assessments(last)
        lines += await self._annual_steps(last, today)
        lines += await self._transfers(last, today)
        lines += await self._of_the_post(last, today)
        return in_order(lines)

    async def _replies(self, last: date) -> list[Due]:
        """Those whose lateness would count: nobody has taken them on or asked for more."""
        t = referrals.c
        unanswered = (t.state == ReferralState.SUBMITTED, t.taken_on.is_(None), t.reply_by <= last)
        rows = await self._rows(referrals, t.reference, t.reply_by, where=unanswered)
        return [due.reply(row.pupil_id, row.reference, row.reply_by) for row in rows]

    async def _watched(self, last: date) -> list[Due]:
        """Not SEND keeps its day on the referral, monitoring on the decision."""
        t, d = referrals.c, referral_decisions.c
        decided = of(referral_decisions, t.school_id) & (d.reference == t.reference)
        decisions = referrals.outerjoin(referral_decisions, decided)
        until = func.coalesce(t.monitor_until, d.monitor_until, type_=t.monitor_until.type)
        watched = (t.state == ReferralState.DECIDED, until <= last, self._not_ticked(DueKind.MONITOR, t.reference))
        rows = await self._rows(referrals, t.reference, until.label("until"), where=watched, beside=decisions)
        return [due.look_again(row.pupil_id, row.until, referral=row.reference) for row in rows]

    async def _came_off(self, last: date) -> list[Due]:
        """Pupils off the register by their latest entry."""
        t, newer = register_entries.c, register_entries.alias("newer")
        is_old = self.select(newer, newer.c.n).where(newer.c.pupil_id == t.pupil_id, newer.c.n > t.n).exists()
        off = (
            t.what == RegisterChange.TAKEN_OFF,
            t.monitor_until <= last,
            pupils.c.provision == Provision.NONE,
            ~is_old,
            self._not_ticked(DueKind.MONITOR, _key(t.pupil_id, cast(t.n, String))),
        )
        rows = await self._rows(register_entries, t.n, t.monitor_until, where=off)
        return [due.look_again(row.pupil_id, row.monitor_until, entry=row.n) for row in rows]

    async def _reviews(self, last: date) -> list[Due]:
        """The reviews and their papers, which may be due long before them; each with who leads the plan."""
        t, c = reviews.c, cycles.c
        plans = reviews.outerjoin(cycles, of(cycles, t.school_id) & (c.reference == t.cycle))
        soon = last if date.max - last < LONGEST_NOTICE else last + LONGEST_NOTICE
        unsent = self._not_ticked(DueKind.PAPERS, t.reference)
        columns = (t.reference, t.kind, t.on, t.at, t.papers_due, t.cycle, c.lead, unsent.label("unsent"))
        to_come = (IS_TO_COME, or_(t.on <= soon, t.papers_due <= last))
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
        open_ = of(appointments, t.school_id) & (a.reference == t.reference) & a.outcome.is_(None)
        referred = agency_referrals.join(appointments, open_)
        columns = (t.reference, t.agency, a.n, a.on, a.at)
        rows = await self._rows(agency_referrals, *columns, where=(IS_OPEN, a.on <= last), beside=referred)
        return [
            due.appointment(row.pupil_id, row.reference, row.agency, row.n, row.on, row.at, today=today) for row in rows
        ]

    async def _agencies(self, last: date) -> list[Due]:
        """The report an agency has promised; the day to ask how it stands, which a promised report has not beside
        its own; the day by which to refer again."""
        t, a, newer = agency_referrals.c, appointments.c, appointments.alias("newer")
        is_old = self.select(newer, newer.c.n).where(newer.c.reference == a.reference, newer.c.n > a.n).exists()
        last_one = and_(of(appointments, t.school_id), a.reference == t.reference, ~is_old)
        promised = agency_referrals.outerjoin(appointments, last_one)
        columns = (t.reference, t.agency, t.state, t.chase_on, t.re_refer_by, a.report_due)
        days = or_(t.chase_on <= last, t.re_refer_by <= last, a.report_due <= last)
        lines: list[Due] = []
        for row in await self._rows(agency_referrals, *columns, where=(IS_OPEN, days), beside=promised):
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

    async def keep(self, kind: Kept[Any], thing: Any) -> None:
        """A new one is added, and one taken back is marked as that. Of two at the same moment the second is
        overtaken."""
        if thing.n == 0:
            await super().keep(kind, thing)
            return
        this = changing(ticks, self.school.id).where(*TICK.like(thing), ticks.c.n == thing.n)
        undone = this.where(ticks.c.undone_at.is_(None)).values(undone_by=thing.undone_by, undone_at=thing.undone_at)
        if (await self.connection.execute(undone)).rowcount == 0:
            raise Overtaken


def _key(*parts: Any) -> Any:
    """A line's key of several columns, as `commands.domain.due` writes it: with full stops between."""
    first, *others = parts
    for part in others:
        first = first.concat(".").concat(part)
    return first
