"""Trainings in the records, on SQLite and on PostgreSQL: whole, one school's own, one of two who take it back."""

from dataclasses import replace
from datetime import date

import pytest

from commands.domain.adjustment import Adjustment
from commands.domain.school import School
from commands.domain.training import Trained, Training
from commands.kit import Overtaken
from storage.database import Database
from storage.records import SqlOpenRecords

FIRST, SECOND = date(2026, 9, 7), date(2026, 10, 5)


def a_training(school: School, n: int, **changes: object) -> Training:
    seats = Training(
        school.id, f"T-{n}", FIRST, Adjustment.SEATING, "“Zoë’s” نور", Trained.SOME, "Year 4", "sam", FIRST
    )
    return replace(seats, **changes)  # type: ignore[arg-type]


async def test_they_come_back_the_newest_first_with_the_last_of_each_topic(
    database: Database, oakfield: School, elmwood: School
) -> None:
    first, second = a_training(oakfield, 1), a_training(oakfield, 2, on=SECOND)
    other, slip = a_training(oakfield, 3, topic=Adjustment.CALM), a_training(oakfield, 4, topic=Adjustment.SENSORY)
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save(first, second, other, slip.taken_back("sam", FIRST))
    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        page, total = await records.trainings.newest(0, 2)
        assert (page, total) == ([replace(second, version=1), replace(first, version=1)], 3)
        assert set(await records.trainings.last_by_topic()) == {(Adjustment.SEATING, SECOND), (Adjustment.CALM, FIRST)}
    async with SqlOpenRecords(database)(elmwood, writing=False) as records:
        assert await records.trainings.newest(0, 9) == ([], 0)
        assert await records.trainings.one("T-1") is None


async def test_of_two_who_take_it_back_the_second_is_told(database: Database, oakfield: School) -> None:
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save(a_training(oakfield, 1))
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        read = await records.trainings.one("T-1")
        assert read
        await records.save(read.taken_back("sam", SECOND))
        with pytest.raises(Overtaken):
            await records.save(read.taken_back("ada", SECOND))
