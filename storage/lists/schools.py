"""The schools of a database, and which of them somebody's e-mail address is on the staff list of."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.channel import where_is
from commands.domain.person import Person
from commands.domain.school import School
from storage.database import Database
from storage.one_school import of, reading
from storage.subjects.digests import add_schedules
from storage.subjects.people import person_from
from storage.tables import channel_places, schools, staff


class Schools:
    """Questions that come before it is known which school is meant."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def all(self) -> Sequence[School]:
        """Every school, by name."""
        async with self.database.reading() as connection:
            rows = await connection.execute(select(schools).order_by(schools.c.name))
            return [School(**row) for row in rows.mappings()]

    async def add(self, name: str, **settings: Any) -> School:
        """A new school. Raises `ValueError` when one is already called that."""
        school = School(id="S" + secrets.token_hex(6), name=name.strip(), **settings)
        async with self.database.writing() as connection:
            taken = await connection.scalar(select(schools.c.id).where(schools.c.name == school.name))
            if taken:
                raise ValueError(f"There is already a school called {school.name}.")
            await connection.execute(insert(schools).values(asdict(school)))
            await add_schedules(connection, school.id)
        return school

    async def change(self, name: str, **settings: Any) -> School:
        """Puts a school's settings right; those not given stay. Raises `ValueError` when there is no such school."""
        async with self.database.writing() as connection:
            found = await connection.execute(
                update(schools).where(schools.c.name == name.strip()).values(**settings).returning(*schools.c)
            )
            row = found.mappings().first()
        if row is None:
            raise ValueError(f"There is no school called {name.strip()}. Run: chatops school list")
        return School(**row)

    async def memberships(self, *emails: str) -> Sequence[tuple[School, Person]]:
        """The schools on whose present staff list the first known of these addresses stands, by name."""
        async with self.database.reading() as connection:
            for email in emails:
                address = email.strip().lower()
                found = await _memberships(connection, address) if address else []
                if found:
                    return found
        return ()

    async def of_channel(self, face: str, address: Mapping[str, Any]) -> str | None:
        """The id of the school whose channel that is."""
        async with self.database.reading() as connection:
            whose: str | None = await connection.scalar(
                select(channel_places.c.school_id).where(channel_places.c.place == where_is(face, address))
            )
        return whose

    async def people(self, school: School) -> Sequence[Person]:
        """The present staff of one school, by name."""
        async with self.database.reading() as connection:
            rows = await connection.execute(
                reading(staff, school.id).where(staff.c.left.is_(False)).order_by(staff.c.name)
            )
            return [person_from(row) for row in rows.mappings()]


async def _memberships(connection: AsyncConnection, email: str) -> list[tuple[School, Person]]:
    rows = await connection.execute(
        select(staff, *(column.label("of_" + column.name) for column in schools.c))
        .join_from(staff, schools, of(staff, schools.c.id))
        .where(staff.c.email == email, staff.c.left.is_(False))
        .order_by(schools.c.name)
    )
    found = []
    for row in rows.mappings():
        school = School(**{c.name: row["of_" + c.name] for c in schools.c})
        found.append((school, person_from({c.name: row[c.name] for c in staff.c})))
    return found
