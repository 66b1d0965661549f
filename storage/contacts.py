"""Contacts with parents and parents' own requests: their tables, and how a command asks for them."""

from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from datetime import date
from typing import Any

from sqlalchemy import Column, Date, Index, Integer, String, Table, and_, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.contact import AskedOf, Contact, How, ParentRequest
from commands.domain.family import Relation
from commands.domain.pupil import Provision
from commands.domain.school import School
from commands.kit import Overtaken
from commands.kit.remembered.contacts import Met
from storage.people import pupil_from
from storage.saving import Savers
from storage.tables import metadata, of_school, pupils
from storage.types import OneOf, Sealed

contacts = Table(
    "contacts",
    metadata,
    of_school(),
    Column("pupil_id", String(40), primary_key=True),
    Column("n", Integer, primary_key=True),  # the order in which they were logged for one pupil
    Column("logged_by", String(40), nullable=False),
    Column("on", Date, nullable=False),
    Column("how", OneOf(How), nullable=False),
    Column("who", OneOf(Relation), nullable=False),
    Column("name", Sealed, nullable=False),
    Column("agreed", Sealed, nullable=False),
    Column("action", Sealed, nullable=False),
    Column("action_by", Date),
    Column("also_action", Sealed, nullable=False),
    Column("also_action_by", Date),
    Index(None, "school_id", "on"),
)

parent_requests = Table(
    "parent_requests",
    metadata,
    of_school(),
    Column("reference", String(12), primary_key=True),
    Column("pupil_id", String(40), nullable=False),
    Column("logged_by", String(40), nullable=False),
    Column("on", Date, nullable=False),
    Column("who", OneOf(Relation), nullable=False),
    Column("to", OneOf(AskedOf), nullable=False),
    Column("wish", Sealed, nullable=False),
    Column("answered_on", Date),
    Column("answered_by", Sealed, nullable=False),
    Column("version", Integer, nullable=False),
    Index(None, "school_id", "pupil_id"),
)


class SqlContacts:
    """The part of the records about contact with parents."""

    def __init__(self, school: School, connection: AsyncConnection) -> None:
        self.school, self.connection = school, connection
        self.savers: Savers = {Contact: self._save_contact, ParentRequest: self._save_request}

    async def newest(
        self, skip: int, most: int, *, pupil_id: str = "", logged_by: str = ""
    ) -> tuple[Sequence[Contact | ParentRequest], int]:
        """A page may hold rows of either table, so of each as many are read as could be on the pages so far."""
        found: list[Contact | ParentRequest] = []
        total = 0
        for table, entity, number in ((contacts, Contact, contacts.c.n), (parent_requests, ParentRequest, None)):
            mine = [table.c.school_id == self.school.id]
            mine += [table.c.pupil_id == pupil_id] if pupil_id else []
            mine += [table.c.logged_by == logged_by] if logged_by else []
            total += await self.connection.scalar(select(func.count()).select_from(table).where(*mine)) or 0
            columns = [table.c[field.name] for field in fields(entity)]
            order = [table.c.on.desc(), table.c.pupil_id, table.c.reference if number is None else number.desc()]
            rows = await self.connection.execute(select(*columns).where(*mine).order_by(*order).limit(skip + most))
            found += [entity(**row) for row in rows.mappings()]
        found.sort(key=lambda one: one.on, reverse=True)  # a stable sort: within a day the order stays
        return found[skip : skip + most], total

    async def request(self, reference: str) -> ParentRequest | None:
        mine = (parent_requests.c.school_id == self.school.id) & (parent_requests.c.reference == reference)
        row = (await self.connection.execute(select(parent_requests).where(mine))).mappings().first()
        return ParentRequest(**row) if row else None

    async def meetings(self, pupil_id: str, first: date, last: date) -> int:
        count = await self.connection.scalar(
            select(func.count())
            .select_from(contacts)
            .where(
                contacts.c.school_id == self.school.id,
                contacts.c.pupil_id == pupil_id,
                contacts.c.how == How.MEETING,
                contacts.c.on.between(first, last),
            )
        )
        return count or 0

    async def met_too_seldom(
        self, first: date, last: date, called_for: int, skip: int, most: int
    ) -> tuple[Sequence[Met], int]:
        meetings = (
            select(contacts.c.pupil_id, func.count().label("meetings"), func.max(contacts.c.on).label("last_on"))
            .where(
                contacts.c.school_id == self.school.id,
                contacts.c.how == How.MEETING,
                contacts.c.on.between(first, last),
            )
            .group_by(contacts.c.pupil_id)
            .subquery()
        )
        count = func.coalesce(meetings.c.meetings, 0)
        too_few = and_(
            pupils.c.school_id == self.school.id,
            pupils.c.left_on.is_(None),
            pupils.c.provision.in_([Provision.SUPPORT, Provision.PLAN]),
            count < called_for,
        )
        met = pupils.outerjoin(meetings, meetings.c.pupil_id == pupils.c.id)
        total = await self.connection.scalar(select(func.count()).select_from(met).where(too_few))
        rows = await self.connection.execute(
            select(*pupils.c, count.label("meetings"), meetings.c.last_on)
            .select_from(met)
            .where(too_few)
            .order_by(count, pupils.c.surname, pupils.c.forename, pupils.c.id)
            .offset(skip)
            .limit(most)
        )
        return [
            Met(pupil_from({column.name: row[column.name] for column in pupils.c}), row["meetings"], row["last_on"])
            for row in rows.mappings()
        ], total or 0

    async def _save_contact(self, contact: Contact) -> None:
        before = await self.connection.scalar(
            select(func.max(contacts.c.n)).where(
                contacts.c.school_id == self.school.id, contacts.c.pupil_id == contact.pupil_id
            )
        )
        try:
            await self.connection.execute(insert(contacts).values(**{**asdict(contact), "n": (before or 0) + 1}))
        except IntegrityError:  # two logged at the same moment; asked again, the second has the next number
            raise Overtaken from None

    async def _save_request(self, request: ParentRequest) -> None:
        """Version 0 is new. Any other must still be the version that was read, or somebody else was first."""
        stored: dict[str, Any] = asdict(replace(request, version=request.version + 1))
        if request.version == 0:
            await self.connection.execute(insert(parent_requests).values(stored))
            return
        changed = await self.connection.execute(
            update(parent_requests)
            .where(
                parent_requests.c.school_id == self.school.id,
                parent_requests.c.reference == request.reference,
                parent_requests.c.version == request.version,
            )
            .values(stored)
        )
        if changed.rowcount == 0:
            raise Overtaken
