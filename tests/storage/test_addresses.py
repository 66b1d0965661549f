"""Accounts under addresses that change or are given away, on each database; a second school's stay theirs."""

from collections.abc import Sequence

from sqlalchemy import insert, select

from commands.domain.person import Person, Role
from commands.domain.school import School
from commands.domain.staff_list import Said
from storage.database import Database
from storage.lists.accounts import Accounts
from storage.lists.addresses import change_address
from storage.lists.imports import Imports
from storage.lists.schools import Schools
from storage.tables import identities, staff
from tests.storage.test_records import NOW

FIELDS = ("email", "name", "role", "groups")


def person(email: str, name: str) -> Person:
    return Person("", "", email, name, Role.TEACHER, ())


async def listed(database: Database, school: School, *people: Person, **said: frozenset[str]) -> None:
    await Imports(database, school).staff(people, fields=FIELDS, said=Said(**said), allow_leavers=True)


async def heard(database: Database, user: str, email: str) -> None:
    await Accounts(database).remember("slack", "T1", user, email=email, address={"channel": user}, at=NOW)


async def accounts(database: Database) -> dict[str, str]:
    async with database.reading() as connection:
        return {row.user: row.email for row in await connection.execute(select(identities))}


async def everybody(database: Database, school: School) -> Sequence[tuple[str, str, bool]]:
    async with database.reading() as connection:
        rows = await connection.execute(select(staff).where(staff.c.school_id == school.id).order_by(staff.c.name))
        return [(row.name, row.email, row.left) for row in rows]


async def test_an_address_given_away_twice_leaves_two_without_one(database: Database, oakfield: School) -> None:
    given = {"new": frozenset({"t@x"})}
    await listed(database, oakfield, person("t@x", "Tom Reed"))
    await heard(database, "U1", "t@x")
    await listed(database, oakfield, person("t@x", "Tara Whitlock"), **given)
    assert await accounts(database) == {}
    await listed(database, oakfield, person("t@x", "Uma Vance"), **given)
    assert await everybody(database, oakfield) == [
        ("Tara Whitlock", "", True),
        ("Tom Reed", "", True),
        ("Uma Vance", "t@x", False),
    ]


async def test_a_stranger_remembered_under_an_address_that_is_new_here_is_forgotten_unless_they_are_elsewhere(
    database: Database, oakfield: School, elmwood: School
) -> None:
    await listed(database, elmwood, person("k@x", "Kim Two"))
    await heard(database, "U1", "t@x")
    await heard(database, "U2", "k@x")
    await listed(database, oakfield, person("t@x", "Tara Whitlock"), person("k@x", "Kim Two"))
    assert await accounts(database) == {"U2": "k@x"}


async def test_a_changed_address_takes_its_accounts_along_and_an_earlier_holders_are_forgotten(
    database: Database, oakfield: School, elmwood: School
) -> None:
    for school in (oakfield, elmwood):
        await listed(database, school, person("e.cole@x", "Emma Cole"))
    for user, email in (("U1", "e.cole@x"), ("U2", "e.hart@x")):
        await heard(database, user, email)
    changed = await change_address(database, oakfield, "e.cole@x", "e.hart@x")
    assert await accounts(database) == {"U1": "e.hart@x"}
    assert changed.elsewhere == ["Elmwood"]
    await change_address(database, elmwood, "E.Cole@x", "e.hart@x")
    assert [school.name for school, _ in await Schools(database).memberships("e.hart@x")] == ["Elmwood", "Oakfield"]


async def test_nobody_is_reached_by_an_address_they_have_no_more(database: Database, oakfield: School) -> None:
    async with database.writing() as connection:
        row = {"id": "T", "email": "", "name": "Tom", "role": Role.TEACHER, "groups": (), "left": False}
        await connection.execute(insert(staff).values(school_id=oakfield.id, **row))
    await heard(database, "U1", "")
    assert await Schools(database).memberships("", " ") == ()
    assert list(await Accounts(database).of_person(Person(oakfield.id, "T", "", "Tom", Role.TEACHER))) == []
