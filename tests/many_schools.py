"""Schools by the hundred and the thousand, put in by few statements: each with a SENCO and a busy fortnight."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Table, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.days.calendar import Span
from commands.domain.person import Role
from commands.domain.pupil import Provision
from commands.domain.review import Review, ReviewKind
from commands.domain.school import School
from storage.database import Database
from storage.subjects.digests import digest_schedules, first_schedules
from storage.subjects.people import sought
from storage.subjects.reviews import reviews
from storage.tables import pupils, schools, staff, term_dates

MONDAY = datetime(2026, 9, 14, 8, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
REVIEWS = 12
"""Lines of the digest of each school."""
ROWS = 2000
"""Rows put in by one statement."""


async def furnish(database: Database, count: int, first: int = 0) -> None:
    """So many schools, the first of that number, each with a SENCO, a term and a busy fortnight; nothing is due before
    Tuesday."""
    ids, wednesday = [f"S{n:05}" for n in range(first, first + count)], date(2026, 9, 16)
    scheduled = [asdict(schedule.begun(MONDAY)) for id in ids for schedule in first_schedules(id)[:1]]
    due = [
        asdict(Review(id, f"V-{n:05}", "P", ReviewKind.INTERIM, wednesday + n * timedelta(days=1), "S", MONDAY.date()))
        for id in ids
        for n in range(REVIEWS)
    ]
    async with database.writing() as connection:
        await put(connection, schools, [asdict(School(id, f"School {id}")) for id in ids])
        term = {"kind": Span.TERM, "name": "Autumn", "first": date(2026, 9, 1), "last": date(2026, 12, 18)}
        await put(connection, term_dates, [{"school_id": id, **term} for id in ids])
        senco = {"id": "S", "name": "Sam", "role": Role.SENCO, "groups": (), "left": False}
        await put(connection, staff, [{"school_id": id, "email": f"s@{id}", **senco} for id in ids])
        pupil = {"id": "P", "upn": "U", "surname": "Yusuf", "forename": "Amina", "year": "4"}
        kept = {**pupil, "provision": Provision.SUPPORT, "sought": sought("Amina Yusuf")}
        await put(connection, pupils, [{"school_id": id, **kept} for id in ids])
        await put(connection, digest_schedules, scheduled)
        await put(connection, reviews, due)


async def put(connection: AsyncConnection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    for n in range(0, len(rows), ROWS):
        await connection.execute(insert(table), rows[n : n + ROWS])
