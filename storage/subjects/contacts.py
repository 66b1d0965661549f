"""Contacts with parents and parents' own requests: their tables, and how a command asks for them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import String, cast, func, literal

from commands.domain import due
from commands.domain.contact import LA_ANSWERS_WITHIN, AskedOf, Contact, How, ParentRequest
from commands.domain.due import Due, DueKind, LinesWanted
from commands.domain.pupil import Provision
from commands.kit.ports.contacts import Met
from storage.declared import declared
from storage.kept import Kept, Way
from storage.part import Part
from storage.question import Question, question
from storage.subjects.people import BY_NAME, ON_ROLL, PUPIL
from storage.subjects.ticks import keyed, not_ticked, on_roll, only
from storage.tables import pupils

contacts = declared("contacts", Contact, "pupil_id", "n", indexes=(("on",),))

parent_requests = declared("parent_requests", ParentRequest, "reference", indexes=(("pupil_id",),))

CONTACT = Kept(Contact, contacts, Way.NUMBERED, order=("on", "n"))
REQUEST = Kept(ParentRequest, parent_requests, Way.VERSIONED, "Q", order=("on", "reference"))
IS_MEETING = contacts.c.how == How.MEETING


class SqlContacts(Part):
    """The part of the records about contact with parents."""

    keeps = (CONTACT, REQUEST)
    due_kinds = frozenset({DueKind.ACTION, DueKind.REQUEST})

    async def newest(
        self, skip: int, most: int, *, pupil_id: str = "", logged_by: str = ""
    ) -> tuple[Sequence[Contact | ParentRequest], int]:
        """A page may hold rows of either table, so of each as many are read as could be on the pages so far."""
        mine = {"pupil_id": pupil_id, "logged_by": logged_by}
        mine = {name: value for name, value in mine.items() if value}
        found: list[Contact | ParentRequest] = []
        total = 0
        last: dict[Kept[Any], Any] = {CONTACT: contacts.c.n.desc(), REQUEST: parent_requests.c.reference}
        for kind in last:
            order = (kind.table.c.on.desc(), kind.table.c.pupil_id, last[kind])
            page, count = await self.page_of(kind, 0, skip + most, *kind.equal(mine), order=order)
            found += page
            total += count
        found.sort(key=lambda one: one.on, reverse=True)  # a stable sort: within a day the order stays
        return found[skip : skip + most], total

    async def request(self, reference: str) -> ParentRequest | None:
        return await self.one_of(REQUEST, reference=reference)

    async def meetings(self, pupil_id: str, first: date, last: date) -> int:
        of = contacts.c
        return await self.count_of(contacts, IS_MEETING, of.pupil_id == pupil_id, of.on.between(first, last))

    async def met_too_seldom(
        self, first: date, last: date, called_for: int, skip: int, most: int
    ) -> tuple[Sequence[Met], int]:
        of = contacts.c
        meetings = (
            self.select(contacts, of.pupil_id, func.count().label("meetings"), func.max(of.on).label("last_on"))
            .where(IS_MEETING, of.on.between(first, last))
            .group_by(of.pupil_id)
            .subquery()
        )
        count = func.coalesce(meetings.c.meetings, 0)
        seldom = (
            self.select(pupils, *pupils.c, count.label("meetings"), meetings.c.last_on)
            .select_from(pupils.outerjoin(meetings, meetings.c.pupil_id == pupils.c.id))
            .where(ON_ROLL, pupils.c.provision.in_([Provision.SUPPORT, Provision.PLAN]), count < called_for)
        )
        total = await self.connection.scalar(seldom.with_only_columns(func.count(), maintain_column_froms=True))
        page = await self.rows(seldom.order_by(count, *BY_NAME).offset(skip).limit(most))
        return [Met(PUPIL.read(row), row["meetings"], row["last_on"]) for row in page], total or 0

    async def due_lines(self, wanted: LinesWanted) -> Sequence[Due]:
        """Actions that were agreed, and requests to which the local authority owes its answer."""
        actions = [line for which in (1, 2) for line in await self._actions_due(wanted, which)]
        return [*actions, *await self._requests_due(wanted)]

    @question
    def _actions_due(self, wanted: LinesWanted, which: int) -> Question[Sequence[Due]]:
        t = contacts.c
        by = t.action_by if which == 1 else t.also_action_by
        key = keyed(t.pupil_id, cast(t.n, String), literal(str(which)))
        is_open = (by <= wanted.last, not_ticked(self, DueKind.ACTION, key), *only(wanted, key))
        agreed = on_roll(self, contacts, t.n, by.label("by"), t.logged_by).where(*is_open)
        return Question(agreed, lambda rows: [due.action(id, n, which, on, lead) for id, n, on, lead in rows])

    @question
    def _requests_due(self, wanted: LinesWanted) -> Question[Sequence[Due]]:
        r = parent_requests.c
        asked = (r.to == AskedOf.LOCAL_AUTHORITY, r.answered_on.is_(None), r.on <= wanted.last - LA_ANSWERS_WITHIN)
        open_ = on_roll(self, parent_requests, r.reference, r.on).where(*asked, *only(wanted, r.reference))
        return Question(open_, lambda rows: [due.request(*row) for row in rows])
