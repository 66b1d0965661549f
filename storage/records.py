"""The records a command asks: one school's rows, as frozen dataclasses, inside one transaction."""

import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import cache
from typing import Any, get_type_hints

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.channel import Channel
from commands.domain.days.calendar import SchoolCalendar, TermDate
from commands.domain.person import Person
from commands.domain.school import School
from commands.kit import Found
from storage.asks import SqlAsks
from storage.database import Database
from storage.delivery.undelivered import SqlUndelivered
from storage.kept import Kept, Way
from storage.part import List, Part
from storage.question import Question, Together, question
from storage.subjects.adjustments import SqlAdjustments
from storage.subjects.agencies import SqlAgencies
from storage.subjects.assessments import SqlAssessments
from storage.subjects.channels import SqlChannels
from storage.subjects.clock_facts import SqlClockFacts
from storage.subjects.closures import SqlClosures
from storage.subjects.contacts import SqlContacts
from storage.subjects.cycles import SqlCycles
from storage.subjects.decisions import SqlDecisions
from storage.subjects.digests import SqlDigests
from storage.subjects.due import SqlDue
from storage.subjects.lessons import SqlLessons
from storage.subjects.measures import SqlMeasures
from storage.subjects.people import SqlPeople
from storage.subjects.referrals import SqlReferrals
from storage.subjects.register import SqlRegister
from storage.subjects.reviews import SqlReviews
from storage.subjects.round_robins import SqlRoundRobins
from storage.subjects.senco_posts import SqlSencoPosts
from storage.subjects.series import SqlSeries
from storage.subjects.stories import SqlStories
from storage.subjects.trainings import SqlTrainings
from storage.subjects.transfers import SqlTransfers
from storage.tables import identities, term_dates

UNAMBIGUOUS = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""No 0 or O, 1, I or L to be misread, and no vowels to spell with."""
TERM_DATE = Kept(TermDate, term_dates, Way.OWN)


class SqlRecords(SqlPeople, SqlAsks):
    """Everything that can be asked of one school's data. Made by `open_records`, and good until its block ends.

    The list of the subjects is these lines: a part's name among the records and its class, so that a new subject is one
    line, checked by the type checker, and not two that have to agree. What each keeps is worked out from them.
    """

    keeps = (*SqlPeople.keeps, TERM_DATE)

    channels: SqlChannels
    referrals: SqlReferrals
    agencies: SqlAgencies
    contacts: SqlContacts
    cycles: SqlCycles
    reviews: SqlReviews
    decisions: SqlDecisions
    register: SqlRegister
    adjustments: SqlAdjustments
    lessons: SqlLessons
    senco_posts: SqlSencoPosts
    series: SqlSeries
    assessments: SqlAssessments
    clock_facts: SqlClockFacts
    transfers: SqlTransfers
    due: SqlDue
    digests: SqlDigests
    closures: SqlClosures
    measures: SqlMeasures
    stories: SqlStories
    trainings: SqlTrainings
    round_robins: SqlRoundRobins
    undelivered: SqlUndelivered

    def __init__(self, school: School, connection: AsyncConnection, together: Together | None = None) -> None:
        super().__init__(school, connection)
        self.together = together
        self._calendar: SchoolCalendar | None = None
        own = {name: part(school, connection) for name, part in parts_of(type(self)).items()}
        vars(self).update(own)
        self.parts: Sequence[Part] = (self, *own.values())
        for part in self.parts:
            part.records = self
        self.keepers = {kind: part for part in self.parts for kind in part.keeps}
        self.kinds: Mapping[type, Kept[Any]] = {kind.type: kind for kind in self.keepers}
        self.letters: Mapping[str, Kept[Any]] = {kind.letter: kind for kind in self.keepers if kind.letter}

    async def find(self, of: str, typed: str, by: Person, most: int, about: str = "") -> Sequence[Found]:
        list_ = self._list(of)
        return await list_.find(typed, by, most, about) if list_ else ()

    async def label(self, of: str, id: str, about: str = "") -> str | None:
        list_ = self._list(of)
        return await list_.label(id, about) if list_ else None

    def _list(self, of: str) -> List | None:
        return next((part.lists[of] for part in self.parts if of in part.lists), None)

    async def calendar(self) -> SchoolCalendar:
        """Read once, until something is saved."""
        if self._calendar is None:
            closed = [closure.as_term_date for closure in await self.closures.standing()]
            self._calendar = SchoolCalendar((*await self._term_dates(), *closed), self.school.nation)
        return self._calendar

    @question
    def _term_dates(self) -> Question[list[TermDate]]:
        return self.all_of(TERM_DATE)

    async def reference(self, letter: str) -> str:
        table = self.letters[letter].table
        while True:
            reference = f"{letter}-{''.join(secrets.choice(UNAMBIGUOUS) for _ in range(5))}"
            if not await self.count_of(table, reference=reference):
                return reference

    async def save(self, *things: Any) -> None:
        self._calendar = None
        if self.together:
            self.together.has_changed(self.school.id)
        for thing in things:
            if thing.school_id != self.school.id:
                raise ValueError("a record of another school cannot be saved here")
            kind = self.kinds[type(thing)]
            await self.keepers[kind].keep(kind, thing)

    async def channel(self, name: str) -> Channel | None:
        return (await self.channels.all()).get(name)

    async def settle(self, person: Person, school_id: str, face: str) -> None:
        await self.connection.execute(
            update(identities)
            .where(identities.c.email == person.email, identities.c.face == face)
            .values(school_id=school_id)
        )


def parts_of(records: type[SqlRecords]) -> Mapping[str, type[Part]]:
    """The parts that records have, by name: what their class says they have."""
    kind: Any = records
    return _parts_of(kind)


@cache
def _parts_of(records: Any) -> Mapping[str, type[Part]]:
    hints = get_type_hints(records).items()
    return {name: of for name, of in hints if isinstance(of, type) and issubclass(of, Part)}


def kept_by(records: type[SqlRecords]) -> Sequence[Kept[Any]]:
    """Every kind of thing that records keep."""
    return [kind for part in (records, *parts_of(records).values()) for kind in part.keeps]


class SqlOpenRecords:
    """The only door to a school's data: whatever is read or written through it is that school's."""

    def __init__(self, database: Database, records: type[SqlRecords] = SqlRecords) -> None:
        self.database, self._records = database, records

    @asynccontextmanager
    async def __call__(self, school: School, *, writing: bool) -> AsyncIterator[SqlRecords]:
        async with self.database.writing() if writing else self.database.reading() as connection:
            yield self._records(school, connection)
