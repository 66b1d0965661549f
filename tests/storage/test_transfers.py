"""Phase transfers in the records, on SQLite and on PostgreSQL: who goes on, one school's own, one of two at once."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update

from commands.domain.due import DueKind
from commands.domain.pupil import Provision
from commands.domain.review import Review, ReviewKind, ReviewState
from commands.domain.school import School
from commands.domain.tick import Tick
from commands.domain.transfer import HandOver, PassedOn, Transfer
from commands.kit import Overtaken
from commands.kit.what_is_due import what_is_due
from storage.database import Database
from storage.records import SqlOpenRecords
from storage.tables import pupils
from tests.storage.test_records import NOW, enrol

TODAY, MAY = date(2026, 9, 14), date(2027, 5, 4)
OF_TRANSFERS = {DueKind.TRANSFER_MEETING, DueKind.TRANSFER_NAMED, DueKind.TRANSITION, DueKind.RIGHTS}


async def enrols(database: Database, school: School, id: str, name: str, year: str, **also: object) -> None:
    await enrol(database, school, id, name)
    values = {"year": year, "provision": Provision.PLAN, **also}
    async with database.writing() as connection:
        this = (pupils.c.school_id == school.id) & (pupils.c.id == id)
        await connection.execute(update(pupils).where(this).values(**values))


def a_transfer(school: School, reference: str = "P-1", **changes: object) -> Transfer:
    first = Transfer(school.id, reference, "P1", 2027, "Meadow “High”", "england-2014", "sam", TODAY)
    return replace(first, **changes)  # type: ignore[arg-type]


async def test_who_goes_on_stands_with_all_that_is_known(database: Database, oakfield: School, elmwood: School) -> None:
    for school in (oakfield, elmwood):
        await enrols(database, school, "P1", "Amina Yusuf", "6")
    await enrols(database, oakfield, "P2", "Ben Abel", "6", provision=Provision.SUPPORT)
    await enrols(database, oakfield, "P3", "Cy Bond", "6", provision=Provision.NONE)
    await enrols(database, oakfield, "P4", "Di Cole", "5")
    await enrols(database, oakfield, "P5", "Ed Dunn", "5", provision=Provision.SUPPORT)
    await enrols(database, oakfield, "P6", "Flo Eve", "6", left_on=TODAY)
    review = Review(oakfield.id, "V-1", "P1", ReviewKind.ANNUAL, date(2026, 10, 5), "sam", TODAY)
    word = HandOver(oakfield.id, "P-1", PassedOn.VISIT, MAY, "tom", "sam", NOW, "With نور.")
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        gone = replace(review, reference="V-2", state=ReviewState.CANCELLED)
        await records.save(a_transfer(oakfield), word, replace(word, on=None), review, gone)
    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        ben, amina = await records.transfers.moving(TODAY)
        assert (ben.pupil.id, ben.transfer, ben.words) == ("P2", None, ())
        assert amina.transfer == a_transfer(oakfield, version=1)
        assert amina.reviews == [replace(review, version=1)]
        assert amina.words == [replace(word, n=1), replace(word, on=None, n=2)]
        assert await records.transfers.of("P1", TODAY) == amina
        assert await records.transfers.of("P3", TODAY) is None
        # In the summer term those with a plan who follow a year later stand after them.
        assert [(one.pupil.id, one.on.year, one.year) for one in await records.transfers.moving(MAY)] == [
            ("P2", 2027, "6"),
            ("P1", 2027, "6"),
            ("P4", 2028, "6"),
        ]
    async with SqlOpenRecords(database)(elmwood, writing=False) as records:
        [theirs] = await records.transfers.moving(TODAY)
        assert (theirs.transfer, theirs.reviews) == (None, ())
        assert await records.transfers.one("P-1") is None


async def test_a_schools_own_years_say_who_goes_on(database: Database, oakfield: School) -> None:
    await enrols(database, oakfield, "P1", "Amina Yusuf", "6")
    await enrols(database, oakfield, "P2", "Ben Abel", "2")
    infants = replace(oakfield, transfer_years=("2",))
    async with SqlOpenRecords(database)(infants, writing=False) as records:
        assert [one.pupil.id for one in await records.transfers.moving(TODAY)] == ["P2"]


async def test_of_two_who_record_a_pupils_place_at_once_the_second_is_told(
    database: Database, oakfield: School
) -> None:
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save(a_transfer(oakfield))
        with pytest.raises(Overtaken):
            await records.save(a_transfer(oakfield, "P-2"))
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        with pytest.raises(Overtaken):
            await records.save(a_transfer(oakfield, version=7))


async def test_what_is_due_of_a_transfer_and_of_rights_that_pass(database: Database, oakfield: School) -> None:
    await enrols(database, oakfield, "P1", "Amina Yusuf", "6")
    await enrols(database, oakfield, "P2", "Bea Long", "11", born=date(2011, 3, 1))
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save(a_transfer(oakfield))
        lines = [one for one in await what_is_due(records, date.max, today=TODAY) if one.kind in OF_TRANSFERS]
        assert [(one.kind, one.on, one.pupil_id, one.reference) for one in lines] == [
            (DueKind.TRANSFER_MEETING, date(2026, 11, 20), "P1", "P-1"),
            (DueKind.TRANSFER_MEETING, date(2027, 1, 5), "P2", ""),
            (DueKind.TRANSFER_NAMED, date(2027, 2, 14), "P1", "P-1"),
            (DueKind.TRANSFER_NAMED, date(2027, 3, 30), "P2", ""),
            (DueKind.RIGHTS, date(2027, 6, 25), "P2", ""),
            (DueKind.TRANSITION, date(2027, 7, 30), "P2", ""),
            (DueKind.TRANSITION, date(2027, 7, 30), "P1", "P-1"),
        ]
        await records.save(Tick(oakfield.id, DueKind.RIGHTS, "P2", "sam", NOW))
        again = await what_is_due(records, date.max, today=TODAY)
        assert DueKind.RIGHTS not in {one.kind for one in again}
        assert "Meadow" not in str([(one.of, one.about, one.key) for one in again])
