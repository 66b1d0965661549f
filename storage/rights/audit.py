"""The audit: its table, to which the database lets nobody do anything but add; and the one door for removing lines.

It is a table of its own beside `asks`. A row of `asks` changes (begun, then answered) and holds a reply, which is
trimmed in time; one ask can be about several pupils; and an export from the terminal or a search is no ask. Both are
written in one transaction, so that there is no answer without its line here and no line without its ask.

Triggers made by the migration refuse UPDATE, DELETE, replacing and TRUNCATE, whoever asks. `remove` alone is let
through: it first writes down who removes what, then opens a door that the database closes with the transaction.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    CompoundSelect,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    bindparam,
    insert,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.person import Role
from commands.domain.privacy.audit import OF_ONE, AuditEntry, Did, named_in
from commands.kit import Ask
from storage.kept import Kept, Way
from storage.one_school import reading, removing
from storage.part import Part
from storage.prepared import SCHOOL, added
from storage.question import Question, question
from storage.tables import metadata, of_school, pupils
from storage.types import OneOf, UtcTime

audit = Table(
    "audit",
    metadata,
    of_school(),
    Column("ask_key", String(340), primary_key=True),
    Column("did", OneOf(Did), primary_key=True),
    Column("pupil_id", String(40), primary_key=True),
    Column("reference", String(12), primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("person_id", String(60), nullable=False),
    Column("role", OneOf(Role)),
    Column("face", String(20), nullable=False),
    Column("word", String(60), nullable=False),
    Column("offered", Integer, nullable=False),
    Column("name", String(200), nullable=False, server_default=""),
    Index(None, "school_id", "pupil_id", "at"),
    Index(None, "school_id", "at"),
    sqlite_with_rowid=False,  # a row is its key, so that none can be replaced behind the triggers
)

audit_doors = Table(
    "audit_doors",
    metadata,
    of_school(),
    Column("ask_key", String(340), primary_key=True),
    Column("pupil_id", String(40)),
    Column("before", UtcTime),
    Column("shut", String(340), nullable=False),
    # No key is “open”, so a transaction that leaves a door open cannot be committed.
    ForeignKeyConstraint(
        ["school_id", "shut"], ["audit_doors.school_id", "audit_doors.ask_key"], deferrable=True, initially="DEFERRED"
    ),
)
"""The door: while a row stands here, and the audit says who opened it, that pupil's lines or those of before that time
may be removed."""

OPEN = "open"
LINE = Kept(AuditEntry, audit, Way.OWN)


_NAMED: BindParameter[Any] = bindparam("named", expanding=True)


@cache
def _of_pupils(*tables: Table) -> CompoundSelect[Any]:
    """The pupils that the references which are named are of, in these tables."""
    of = (reading(t, bindparam(SCHOOL), t.c.reference, t.c.pupil_id).where(t.c.reference.in_(_NAMED)) for t in tables)
    return union_all(*of)


class SqlAudit(Part):
    """The part of the records about who did what."""

    keeps = (LINE,)

    async def of_pupil(self, pupil_id: str, skip: int, most: int) -> tuple[Sequence[AuditEntry], int]:
        t = audit.c
        newest = (t.at.desc(), t.ask_key, t.did, t.reference)
        return await self.page_of(LINE, skip, most, t.pupil_id == pupil_id, t.did.in_(OF_ONE), order=newest)

    async def between(
        self,
        since: datetime | None = None,
        until: datetime | None = None,
        *,
        pupil_id: str | None = None,
        person_id: str | None = None,
    ) -> Sequence[AuditEntry]:
        """Every line from a time to before another, the oldest first; of one pupil, of one person."""
        t = audit.c
        which = [t.at >= since] if since else []
        which += [t.at < until] if until else []
        which += [t.pupil_id == pupil_id] if pupil_id is not None else []
        which += [t.person_id == person_id] if person_id is not None else []
        return await self.some_of(LINE, *which, order=(t.at, t.ask_key, t.did, t.pupil_id, t.reference))

    async def concerned(self, abouts: Iterable[str]) -> Sequence[tuple[str, str]]:
        """The pupils that references or ids among these words are of, each once with the reference that led there."""
        references, ids = named_in(abouts)
        found: dict[str, str] = {}
        if ids:
            found = dict.fromkeys(await self._pupils_among(frozenset(ids)), "")
        letters = {reference[0] for reference in references}
        tables = [kind.table for letter, kind in self.records.letters.items() if letter in letters]
        tables = [t for t in tables if "pupil_id" in t.c]  # or what has a reference is about no pupil
        if tables:
            asked = {SCHOOL: self.school.id, "named": references}
            of = {row.reference: row.pupil_id for row in await self.connection.execute(_of_pupils(*tables), asked)}
            for reference in references:  # in the order they stood in
                if reference in of:
                    found[of[reference]] = found.get(of[reference]) or reference
        return list(found.items())

    @question
    def _pupils_among(self, ids: frozenset[str]) -> Question[Sequence[str]]:
        known = self.select(pupils, pupils.c.id).where(pupils.c.id.in_(ids))
        return Question(known, lambda rows: [id for (id,) in rows])

    async def did(self, ask: Ask, key: str, did: Did, abouts: Iterable[str], listed: Iterable[str] = ()) -> None:
        """Writes down that the asker did something about whom `abouts` name; if they name nobody, a line for each pupil
        whom `listed` names, or else one line about nobody."""
        await add_lines(self.connection, await self.lines(ask, key, did, abouts, listed))

    async def lines(
        self, ask: Ask, key: str, did: Did, abouts: Iterable[str], listed: Iterable[str] = ()
    ) -> list[AuditEntry]:
        """The lines that say so."""
        line = AuditEntry(
            self.school.id,
            key,
            did,
            ask.now,
            ask.person.id,
            None if ask.is_the_clocks else ask.person.role,
            ask.face,
            ask.word,
            name="" if ask.is_the_clocks else ask.person.name,
        )
        whom = await self.concerned(abouts)
        if not whom and (whom := await self.concerned(listed)):
            line = replace(line, did=Did.LISTED)
        return [replace(line, pupil_id=id, reference=r) for id, r in whom or [("", "")]]

    async def knows(self, key: str) -> bool:
        """Whether there is a line under a key."""
        return await self.one_of(LINE, ask_key=key) is not None


async def add_lines(connection: AsyncConnection, lines: Sequence[AuditEntry]) -> None:
    """Adds lines; those that stand there already stay as they are."""
    await connection.execute(added(audit, connection.dialect.name), [asdict(line) for line in lines])


async def remove(
    connection: AsyncConnection, by: AuditEntry, *, pupil_id: str | None = None, before: datetime | None = None
) -> int:
    """Removes a school's lines about one pupil (who is to be forgotten) or of before a time (what is no longer to be
    kept); gives how many. `by` says who does it and stays for ever, as every line of a removal does.

    For the commands that erase and that keep to retention times, and nothing else.
    """
    if by.did is not Did.REMOVED or (pupil_id is None) == (before is None):
        raise ValueError("a removal says that it is one, and of one pupil or of before a time")
    await add_lines(connection, [by])
    door = {"school_id": by.school_id, "ask_key": by.ask_key, "pupil_id": pupil_id, "before": before, "shut": OPEN}
    await connection.execute(insert(audit_doors).values(door))
    which = audit.c.pupil_id == pupil_id if before is None else audit.c.at < before
    removed = await connection.execute(removing(audit, by.school_id).where(audit.c.did != Did.REMOVED, which))
    await connection.execute(removing(audit_doors, by.school_id).where(audit_doors.c.ask_key == by.ask_key))
    return removed.rowcount
