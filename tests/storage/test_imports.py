"""Taking over a school's lists, on each database: who is new, changed, gone, back; and what is left alone."""

import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from commands.domain.days.calendar import Span, TermDate
from commands.domain.person import Person, Role
from commands.domain.pupil import Provision, Pupil
from commands.domain.school import School
from commands.domain.staff_list import Said
from storage.database import Database
from storage.lists.imports import Imports
from storage.lists.list_plans import Counts, TooManyLeavers
from storage.lists.rolls import count_roll
from storage.lists.schools import Schools
from storage.records import SqlOpenRecords
from storage.subjects.people import person_from, pupil_from
from storage.tables import pupils, staff

TODAY = date(2026, 11, 23)
TOMORROW = date(2026, 11, 24)
FIELDS = ("upn", "surname", "forename", "year", "group", "provision")


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    await database.close()


@pytest.fixture
async def school(database: Database) -> School:
    return await Schools(database).add("Larkfield")


def pupil(n: int, surname: str = "Yusuf", **more: object) -> Pupil:
    row = Pupil("", "", f"A{n:012}", surname, f"Pupil{n}", "", date(2017, 9, 14), "4", "4B", Provision.NONE)
    return replace(row, **more)  # type: ignore[arg-type]


def teacher(name: str, role: Role = Role.TEACHER) -> Person:
    return Person("", "", f"{name.lower()}@larkfield.example", name, role, ("4B",))


async def roll(database: Database, school: School) -> list[Pupil]:
    async with database.reading() as connection:
        rows = await connection.execute(select(pupils).where(pupils.c.school_id == school.id).order_by(pupils.c.upn))
        return [pupil_from(row) for row in rows.mappings()]


async def taken_over(
    database: Database, school: School, rows: Sequence[Pupil], fields: Sequence[str] = FIELDS, today: date = TODAY
) -> Counts:
    return await Imports(database, school).pupils(rows, fields=fields, today=today)


async def test_the_same_file_twice_changes_nothing(database: Database, school: School) -> None:
    rows = [pupil(n) for n in range(3)]
    assert await taken_over(database, school, rows) == Counts(new=3)
    before = await roll(database, school)
    assert await taken_over(database, school, rows) == Counts(unchanged=3)
    assert await roll(database, school) == before


async def test_a_pupil_keeps_their_id_whatever_changes(database: Database, school: School) -> None:
    await taken_over(database, school, [pupil(1)])
    [before] = await roll(database, school)
    assert await taken_over(database, school, [pupil(1, "Warsame", group="5A")]) == Counts(changed=1)
    [after] = await roll(database, school)
    assert (after.id, after.surname, after.group) == (before.id, "Warsame", "5A")


async def test_a_changed_name_is_found_and_the_old_one_is_not(database: Database, school: School) -> None:
    await taken_over(database, school, [pupil(1, "Yusuf")])
    await taken_over(database, school, [pupil(1, "O'Neill")])
    async with SqlOpenRecords(database)(school, writing=False) as records:
        assert len(await records.find("pupils", "oneill", teacher("Tom"), 15)) == 1
        assert not await records.find("pupils", "yusuf", teacher("Tom"), 15)


async def test_a_missing_pupil_is_marked_as_left_and_never_deleted(database: Database, school: School) -> None:
    await taken_over(database, school, [pupil(1), pupil(2)])
    assert await taken_over(database, school, [pupil(1)]) == Counts(unchanged=1, left=1)
    assert [p.left_on for p in await roll(database, school)] == [None, TODAY]
    assert await taken_over(database, school, [pupil(1)], today=TOMORROW) == Counts(unchanged=1)
    assert [p.left_on for p in await roll(database, school)] == [None, TODAY]


async def test_a_pupil_who_comes_back_is_on_roll_again(database: Database, school: School) -> None:
    await taken_over(database, school, [pupil(1), pupil(2)])
    await taken_over(database, school, [pupil(1)])
    assert await taken_over(database, school, [pupil(1), pupil(2)]) == Counts(unchanged=1, returned=1)
    assert [p.left_on for p in await roll(database, school)] == [None, None]


async def test_what_the_file_has_no_column_for_is_left_alone(database: Database, school: School) -> None:
    await taken_over(database, school, [pupil(1, attendance=91.5, in_care=True)])
    assert await taken_over(database, school, [pupil(1)]) == Counts(unchanged=1)
    [kept] = await roll(database, school)
    assert (kept.attendance, kept.in_care) == (91.5, True)
    assert await taken_over(database, school, [pupil(1)], (*FIELDS, "attendance")) == Counts(changed=1)


async def test_a_pupil_on_a_line_that_cannot_be_used_has_not_left(database: Database, school: School) -> None:
    await taken_over(database, school, [pupil(1), pupil(2)])
    counts = await Imports(database, school).pupils([pupil(1)], fields=FIELDS, today=TODAY, known={pupil(2).upn})
    assert counts == Counts(unchanged=1)


async def test_a_truncated_file_is_refused_and_nothing_is_written(database: Database, school: School) -> None:
    await taken_over(database, school, [pupil(n) for n in range(10)])
    imports = Imports(database, school)
    with pytest.raises(TooManyLeavers, match="6 of 10 people"):
        await imports.pupils([pupil(n, "New") for n in range(4)], fields=FIELDS, today=TODAY)
    assert {p.surname for p in await roll(database, school)} == {"Yusuf"}
    assert not any(p.has_left for p in await roll(database, school))
    allowed = await imports.pupils([pupil(n) for n in range(4)], fields=FIELDS, today=TODAY, allow_leavers=True)
    assert allowed == Counts(unchanged=4, left=6)


async def test_trying_counts_the_same_and_writes_nothing(database: Database, school: School) -> None:
    await taken_over(database, school, [pupil(1), pupil(2), pupil(3)])
    before = await roll(database, school)
    rows = [pupil(1), pupil(2, "Warsame"), pupil(4)]
    tried = await Imports(database, school, trying=True).pupils(rows, fields=FIELDS, today=TODAY)
    assert await roll(database, school) == before
    assert tried == await taken_over(database, school, rows) == Counts(new=1, changed=1, unchanged=1, left=1)


async def test_one_schools_list_does_not_touch_anothers(database: Database, school: School) -> None:
    other = await Schools(database).add("Oakfield")
    await taken_over(database, school, [pupil(1), pupil(2)])
    await taken_over(database, other, [pupil(1, "Ahmed")])
    assert [p.surname for p in await roll(database, school)] == ["Yusuf", "Yusuf"]
    assert [p.surname for p in await roll(database, other)] == ["Ahmed"]


async def test_a_failing_import_writes_nothing_at_all(database: Database, school: School) -> None:
    clash = [*(pupil(n) for n in range(600)), replace(pupil(601), year=None)]  # type: ignore[arg-type]
    with pytest.raises(Exception, match=r"(?i)null"):
        await taken_over(database, school, clash)
    assert await roll(database, school) == []


async def test_ten_thousand_pupils_take_less_than_ten_seconds(database: Database, school: School) -> None:
    rows = [pupil(n) for n in range(10_000)]
    told: list[tuple[int, int]] = []
    began = time.monotonic()
    await Imports(database, school, told=lambda done, of: told.append((done, of))).pupils(
        rows, fields=FIELDS, today=TODAY
    )
    assert time.monotonic() - began < 10
    assert told[-1] == (10_000, 10_000)


async def test_staff_are_known_by_their_address_and_leave_and_return(database: Database, school: School) -> None:
    imports = Imports(database, school)
    fields = ("email", "name", "role", "groups")
    everyone = [teacher("Tom"), teacher("Sam", Role.SENCO), teacher("Ivy")]
    assert await imports.staff(everyone, fields=fields) == Counts(new=3)
    promoted = [teacher("Tom", Role.LEADERSHIP), teacher("Sam", Role.SENCO)]
    assert await imports.staff(promoted, fields=fields) == Counts(changed=1, unchanged=1, left=1)
    assert (await count_roll(database, school, TODAY)).staff == {Role.LEADERSHIP: 1, Role.SENCO: 1}
    back = Said(same=frozenset({teacher("Ivy").email}))
    assert await imports.staff(everyone, fields=fields, said=back) == Counts(changed=1, unchanged=1, returned=1)
    async with database.reading() as connection:
        people = [person_from(row) for row in (await connection.execute(select(staff))).mappings()]
    assert {person.name for person in people if not person.left} == {"Tom", "Sam", "Ivy"}


async def test_term_dates_replace_those_of_their_own_school_year(database: Database, school: School) -> None:
    imports = Imports(database, school)
    autumn = TermDate("", Span.TERM, "Autumn", date(2026, 9, 1), date(2026, 12, 18))
    spring = TermDate("", Span.TERM, "Spring", date(2027, 1, 4), date(2027, 3, 25))
    next_autumn = TermDate("", Span.TERM, "Autumn", date(2027, 9, 1), date(2027, 12, 17))
    assert await imports.terms([autumn, spring]) == Counts(new=2)
    assert await imports.terms([autumn, spring]) == Counts(unchanged=2)
    assert await imports.terms([next_autumn]) == Counts(new=1)
    longer = replace(spring, last=date(2027, 3, 26))
    assert await imports.terms([longer]) == Counts(changed=1, left=1)
    async with SqlOpenRecords(database)(school, writing=False) as records:
        kept = (await records.calendar()).dates
    assert {(row.first, row.last) for row in kept} == {
        (longer.first, longer.last),
        (next_autumn.first, next_autumn.last),
    }
