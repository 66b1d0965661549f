"""Everything held about one pupil: for every table there is, which of its rows are theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.privacy.discreet import Discreet
from commands.domain.pupil import Pupil
from storage.one_school import of, reading
from storage.rights.mentions import Marks
from storage.subjects.people import pupil_from
from storage.tables import metadata, pupils

Row = Mapping[str, Any]


class Belongs(Enum):
    """How a table's rows belong to a pupil."""

    OWN = "its rows name their pupil"
    BY_REFERENCE = "its rows hang on a reference of a pupil's"
    MENTIONS = "its rows may be about several pupils, or about none, and say so in words and keys"
    NOBODYS = "its rows are the school's or its staff's"


MENTIONING: Mapping[str, Sequence[str]] = {
    "asks": ("key", "about", "reply"),
    "notices": ("ask_key", "subject", "card"),
    "ticks": ("key",),
    "snoozes": ("key",),
}
"""The tables that mention pupils, and where they do."""
ABOUT: Mapping[str, Sequence[str]] = {
    "asks": ("key", "about"),
    "notices": ("ask_key", "subject"),
    "ticks": ("key",),
    "snoozes": ("key",),
}
"""Where a mention makes the whole row a pupil's; one found elsewhere alone stands beside others'."""
NOBODYS = frozenset(
    (
        *("schools", "staff", "identities", "channels", "term_dates", "closures", "agencies", "seal_keys"),
        *("digest_schedules", "digest_readers", "senco_posts", "trainings", "weeks_shown", "lesson_looks"),
        *("trials", "channel_places", "channel_setups"),
        "take_downs",  # places on a platform alone
        "audit_doors",  # a row stands there within one transaction, and never after it
    )
)
REFERS = ("reference", "cycle")
"""What a column is called that says on whose record a row hangs."""


def belongs(table: Table) -> Belongs:
    """How a table's rows belong to a pupil. Raises `LookupError` for one of which it was never decided."""
    if table.name in NOBODYS:
        return Belongs.NOBODYS
    if table.name in MENTIONING:
        return Belongs.MENTIONS
    if table is pupils or "pupil_id" in table.c:
        return Belongs.OWN
    if any(name in table.primary_key.columns for name in REFERS):
        return Belongs.BY_REFERENCE
    raise LookupError(f"whether {table.name} is about pupils has not been decided: see storage.rights.about_pupil")


@dataclass(frozen=True, repr=False)
class Held(Discreet):
    """All of one pupil's rows, by table; of tables that mention pupils, `beside` are rows that are about others too."""

    pupil: Pupil
    marks: Marks
    rows: Mapping[Table, Sequence[Row]]
    beside: Mapping[Table, Sequence[Row]] = field(default_factory=dict)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many rows by the table's name, of tables that hold any."""
        return {table.name: len(rows) for table, rows in self.rows.items() if rows}

    @property
    def counts_beside(self) -> Mapping[str, int]:
        return {table.name: len(rows) for table, rows in self.beside.items() if rows}


async def held_about(connection: AsyncConnection, school_id: str, pupil_id: str) -> Held | None:
    """Everything held about one pupil; None when there is no such pupil."""
    row = (await connection.execute(reading(pupils, school_id).where(pupils.c.id == pupil_id))).mappings().first()
    if row is None:
        return None
    pupil = pupil_from(row)
    marks = await marks_of(connection, pupil)
    rows: dict[Table, Sequence[Row]] = {}
    beside: dict[Table, Sequence[Row]] = {}
    for table in metadata.sorted_tables:
        how = belongs(table)
        if how in (Belongs.OWN, Belongs.BY_REFERENCE):
            rows[table] = await _read(connection, table, theirs(table, marks, school_id))
        elif how is Belongs.MENTIONS:
            every = await _read(connection, table, of(table, school_id))
            mentioning = [row for row in every if marks.in_any(row[name] for name in MENTIONING[table.name])]
            rows[table] = [row for row in mentioning if marks.in_any(row[name] for name in ABOUT[table.name])]
            own = {id(row) for row in rows[table]}
            beside[table] = [row for row in mentioning if id(row) not in own]
    return Held(pupil, marks, rows, beside)


async def marks_of(connection: AsyncConnection, pupil: Pupil) -> Marks:
    """What names a pupil anywhere."""
    references: set[str] = set()
    for table in metadata.sorted_tables:
        if "pupil_id" in table.c and "reference" in table.c:
            theirs = reading(table, pupil.school_id, table.c.reference).where(table.c.pupil_id == pupil.id)
            found = await connection.scalars(theirs.distinct())
            references |= {reference for reference in found if reference}
    names = {pupil.name, pupil.full_name, f"{pupil.forename} {pupil.surname}", f"{pupil.surname}, {pupil.forename}"}
    return Marks(pupil.id, frozenset(references), pupil.upn, frozenset(names))


def theirs(table: Table, marks: Marks, school_id: str) -> ColumnElement[bool]:
    """Which rows of a table that names its pupil, or hangs on a reference, are theirs."""
    mine = of(table, school_id)
    if table is pupils:
        return and_(mine, pupils.c.id == marks.pupil_id)
    if "pupil_id" in table.c:
        return and_(mine, table.c.pupil_id == marks.pupil_id)
    column = next(table.c[name] for name in REFERS if name in table.primary_key.columns)
    return and_(mine, column.in_(marks.references))


async def _read(connection: AsyncConnection, table: Table, which: ColumnElement[bool]) -> list[Row]:
    rows = await connection.execute(select(table).where(which).order_by(*table.primary_key.columns))
    return [dict(row) for row in rows.mappings()]
