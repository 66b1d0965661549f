"""Staff addresses that change or are given to somebody else, and the accounts remembered under them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.person import Person
from commands.domain.privacy.discreet import Discreet
from commands.domain.school import School
from storage.database import Database
from storage.one_school import changing, of, reading
from storage.subjects.people import person_from
from storage.tables import identities, schools, staff


class NotChanged(Exception):
    """Why an address was not changed: one sentence that says what to do."""


@dataclass(frozen=True, repr=False)
class Changed(Discreet):
    """Whose address was changed, as they are now, and which other schools have them under the old one."""

    person: Person
    elsewhere: Sequence[str]


async def change_address(
    database: Database, school: School, whose: str, email: str, *, reissued: bool = False
) -> Changed:
    """Gives somebody of a school's staff list, who may have left, another address; they stay who they are. `whose` is
    their address so far or our id of them; `email` is in lower case. With `reissued`, somebody who has left gives the
    address up. Raises `NotChanged`."""
    async with database.writing() as connection:
        await connection.execute(select(schools.c.id).where(schools.c.id == school.id).with_for_update())
        called = staff.c.id == whose.strip()
        if "@" in whose:
            called = staff.c.email == whose.strip().lower()
        row = (await connection.execute(reading(staff, school.id).where(called))).mappings().first()
        if row is None:
            raise NotChanged("Nobody on this school's staff list has that address. Look it up in the last file.")
        person = person_from(row)
        if person.email == email:
            raise NotChanged("That is their address already.")
        other = (await connection.execute(reading(staff, school.id).where(staff.c.email == email))).mappings().first()
        if other and not other["left"]:
            raise NotChanged("The new address is that of somebody else on this school's staff list.")
        if other and not reissued:
            raise NotChanged(
                "The new address was that of somebody who has left. If it was given to this person, say --reissued too."
            )
        if other:
            await connection.execute(changing(staff, school.id).where(staff.c.id == other["id"]).values(email=""))
        await connection.execute(changing(staff, school.id).where(staff.c.id == person.id).values(email=email))
        there = select(schools.c.name).join_from(staff, schools, of(staff, schools.c.id))
        there = there.where(staff.c.email == person.email, staff.c.left.is_(False), staff.c.school_id != school.id)
        elsewhere = list(await connection.scalars(there.order_by(schools.c.name))) if person.email else []
        await follow(connection, school.id, {person.email: email})
    return Changed(person, elsewhere)


async def follow(connection: AsyncConnection, school_id: str, moved: Mapping[str, str]) -> None:
    """The accounts remembered under old addresses are remembered under the new ones. Those of an earlier holder of a
    new address are forgotten."""
    await forget_strangers(connection, school_id, moved.values())
    for old, new in moved.items():
        if old:
            await connection.execute(update(identities).where(identities.c.email == old).values(email=new))


async def forget(connection: AsyncConnection, emails: Collection[str]) -> None:
    """The accounts remembered under these addresses are asked about anew before they are let in or written to."""
    if emails:
        await connection.execute(delete(identities).where(identities.c.email.in_(list(emails))))


async def forget_strangers(connection: AsyncConnection, school_id: str, emails: Collection[str]) -> None:
    """The same of addresses that are new on a school's list, save those of somebody present at another school: they are
    theirs there, and stay it."""
    theirs = select(staff.c.email).where(staff.c.school_id != school_id, staff.c.left.is_(False))
    strangers = identities.c.email.in_(list(emails)) & identities.c.email.not_in(theirs)
    await connection.execute(delete(identities).where(strangers))
