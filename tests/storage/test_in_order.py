"""Names stand in the order people look for them, and groups are found in any case, the same on each database."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date

import pytest

from commands.domain.person import Person, Role
from commands.domain.pupil import Provision, Pupil
from commands.domain.words.register_filter import RegisterFilter
from storage.database import Database
from storage.lists.imports import Imports
from storage.lists.schools import Schools
from storage.records import SqlOpenRecords, SqlRecords

NAMES = ("Öz Ada", "de Souza Ana", "Zed Bo", "Élan Cy", "Dunn Di", "Eaton Ed", "O'Neill Fay", "Oakes Gus", "d'Arcy Hal")
IN_ORDER = ["d'Arcy", "de Souza", "Dunn", "Eaton", "Élan", "Oakes", "O'Neill", "Öz", "Zed"]


@pytest.fixture
async def records(database_url: str) -> AsyncIterator[SqlRecords]:
    database = Database(database_url)
    school = await Schools(database).add("Larkfield")
    rows = []
    for n, name in enumerate(NAMES):
        surname, forename = name.rsplit(" ", 1)
        group = "7 Ŵyn" if n % 2 else "7 Éclair"
        rows.append(Pupil("", "", f"A{n:012}", surname, forename, "", date(2014, 9, 14), "7", group, Provision.SUPPORT))
    fields = ("upn", "surname", "forename", "year", "group", "provision")
    await Imports(database, school).pupils(rows, fields=fields, today=date(2026, 11, 23))
    staff = [Person("", "", f"s{n}@larkfield.example", name, Role.TEACHER, ("7 Ŵyn",)) for n, name in enumerate(NAMES)]
    people = [replace(person, name=" ".join(reversed(person.name.rsplit(" ", 1)))) for person in staff]
    await Imports(database, school).staff(people, fields=("email", "name", "role", "groups"))
    async with SqlOpenRecords(database)(school, writing=False) as opened:
        yield opened
    await database.close()


async def test_pupils_stand_as_people_look_for_them(records: SqlRecords) -> None:
    assert [pupil.surname for pupil in await records.pupils_with(Provision.SUPPORT)] == IN_ORDER
    nobody = Person("", "", "", "", Role.SENCO)
    found = await records.find("pupils", "", nobody, 15)
    assert [one.label.split(",")[0].split(" ", 1)[1] for one in found] == IN_ORDER


async def test_staff_stand_as_people_look_for_them(records: SqlRecords) -> None:
    forenames = [person.name.split(" ")[0] for person in await records.staff(Role.TEACHER)]
    assert forenames == ["Ada", "Ana", "Bo", "Cy", "Di", "Ed", "Fay", "Gus", "Hal"]


@pytest.mark.parametrize("typed", ["ŵyn", "ŴYN", "Ŵyn", "7 ŵYN"])
async def test_a_group_is_found_as_typed_in_any_case(records: SqlRecords, typed: str) -> None:
    listed = await records.register.listed(RegisterFilter.read(typed), 50)
    assert {pupil.group for pupil in listed} == {"7 Ŵyn"}
    assert sum(count.pupils for count in await records.register.counts(RegisterFilter.read(typed))) == len(listed) == 4
