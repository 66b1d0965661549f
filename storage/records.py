"""The records a command asks: one school's rows, as frozen dataclasses, inside one transaction."""

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, Protocol

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.calendar import SchoolCalendar, TermDate
from commands.domain.channel import Channel
from commands.domain.person import Person
from commands.domain.school import School
from commands.kit import Found
from storage.adjustments import SqlAdjustments
from storage.agencies import SqlAgencies
from storage.agency_lists import AgencyList, AgencyReferralList
from storage.asks import SqlAsks
from storage.assessments import SqlAssessments
from storage.audit import SqlAudit
from storage.channels import SqlChannels
from storage.clock_facts import SqlClockFacts
from storage.closures import SqlClosures
from storage.contacts import SqlContacts
from storage.cycles import OutcomeList, SqlCycles
from storage.database import Database
from storage.decisions import SqlDecisions
from storage.digests import SqlDigests
from storage.due import SqlDue
from storage.lessons import SqlLessons
from storage.measures import SqlMeasures
from storage.people import LeaverList, PupilList, SqlPeople, StaffList
from storage.referrals import SqlReferrals
from storage.register import SqlRegister
from storage.reviews import SqlReviews
from storage.round_robins import SqlRoundRobins
from storage.saving import Savers
from storage.senco_posts import SqlSencoPosts
from storage.stories import SqlStories
from storage.tables import identities, term_dates
from storage.trainings import SqlTrainings
from storage.transfers import SqlTransfers
from storage.undelivered import SqlUndelivered


class List(Protocol):
    """One list that is searched by typing."""

    async def find(self, typed: str, by: Person, most: int, about: str) -> Sequence[Found]: ...
    async def label(self, id: str, about: str) -> str | None: ...


UNAMBIGUOUS = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""No 0 or O, 1, I or L to be misread, and no vowels to spell with."""


class SqlRecords(SqlPeople, SqlAsks):
    """Everything that can be asked of one school's data. Made by `open_records`, and good until its block ends."""

    def __init__(self, school: School, connection: AsyncConnection) -> None:
        self.school, self.connection = school, connection
        self.audit = SqlAudit(school, connection)
        self.channels = SqlChannels(school, connection)
        self.referrals = SqlReferrals(school, connection)
        self.agencies = SqlAgencies(school, connection)
        self.contacts = SqlContacts(school, connection)
        self.cycles = SqlCycles(school, connection)
        self.reviews = SqlReviews(school, connection)
        self.decisions = SqlDecisions(school, connection)
        self.register = SqlRegister(school, connection)
        self.adjustments = SqlAdjustments(school, connection)
        self.lessons = SqlLessons(school, connection)
        self.senco_posts = SqlSencoPosts(school, connection)
        self.assessments = SqlAssessments(school, connection)
        self.clock_facts = SqlClockFacts(school, connection)
        self.transfers = SqlTransfers(school, connection)
        self.due = SqlDue(
            school,
            connection,
            self.calendar,
            self.senco_posts.held,
            self.assessments,
            self.clock_facts,
            self.transfers,
        )
        self.digests = SqlDigests(school, connection)
        self.closures = SqlClosures(school, connection)
        self.measures = SqlMeasures(school, connection)
        self.stories = SqlStories(school, connection)
        self.trainings = SqlTrainings(school, connection)
        self.round_robins = SqlRoundRobins(school, connection)
        self.undelivered = SqlUndelivered(school, connection)
        self._calendar: SchoolCalendar | None = None
        self._lists: dict[str, List] = {
            "pupils": PupilList(self),
            "leavers": LeaverList(self),
            "staff": StaffList(self),
            "agencies": AgencyList(self.agencies),
            "agency referrals": AgencyReferralList(self.agencies),
            "outcomes": OutcomeList(self.cycles),
        }
        # What each letter of a reference stands for, asked whether somebody has it already.
        self._referenced: dict[str, Callable[[str], Awaitable[object]]] = {
            "R": self.referrals.one,
            "A": self.agencies.one,
            "Q": self.contacts.request,
            "C": self.cycles.one,
            "V": self.reviews.one,
            "N": self.adjustments.one,
            "K": self.closures.one,
            "T": self.trainings.one,
            "W": self.round_robins.one,
            "E": self.assessments.one,
            "P": self.transfers.one,
        }
        self._savers: Savers = {
            **self.channels.savers,
            **self.referrals.savers,
            **self.agencies.savers,
            **self.contacts.savers,
            **self.cycles.savers,
            **self.reviews.savers,
            **self.decisions.savers,
            **self.register.savers,
            **self.adjustments.savers,
            **self.lessons.savers,
            **self.due.savers,
            **self.digests.savers,
            **self.closures.savers,
            **self.measures.savers,
            **self.trainings.savers,
            **self.round_robins.savers,
            **self.senco_posts.savers,
            **self.assessments.savers,
            **self.clock_facts.savers,
            **self.transfers.savers,
        }

    async def find(self, of: str, typed: str, by: Person, most: int, about: str = "") -> Sequence[Found]:
        return await self._lists[of].find(typed, by, most, about) if of in self._lists else ()

    async def label(self, of: str, id: str, about: str = "") -> str | None:
        return await self._lists[of].label(id, about) if of in self._lists else None

    async def calendar(self) -> SchoolCalendar:
        """Read once, until something is saved."""
        if self._calendar is None:
            self._calendar = await self._read_calendar()
        return self._calendar

    async def _read_calendar(self) -> SchoolCalendar:
        rows = await self.connection.execute(select(term_dates).where(term_dates.c.school_id == self.school.id))
        closed = [closure.as_term_date for closure in await self.closures.standing()]
        return SchoolCalendar((*(TermDate(**row) for row in rows.mappings()), *closed), self.school.nation)

    async def reference(self, letter: str) -> str:
        while True:
            reference = f"{letter}-{''.join(secrets.choice(UNAMBIGUOUS) for _ in range(5))}"
            if await self._referenced[letter](reference) is None:
                return reference

    async def save(self, *things: Any) -> None:
        self._calendar = None
        for thing in things:
            if thing.school_id != self.school.id:
                raise ValueError("a record of another school cannot be saved here")
            await self._savers[type(thing)](thing)

    async def channel(self, name: str) -> Channel | None:
        return (await self.channels.all()).get(name)

    async def settle(self, person: Person, school_id: str, face: str) -> None:
        await self.connection.execute(
            update(identities)
            .where(identities.c.email == person.email, identities.c.face == face)
            .values(school_id=school_id)
        )


class OpenRecords:
    """The only door to a school's data: whatever is read or written through it is that school's."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @asynccontextmanager
    async def __call__(self, school: School, *, writing: bool) -> AsyncIterator[SqlRecords]:
        async with self.database.writing() if writing else self.database.reading() as connection:
            yield SqlRecords(school, connection)
