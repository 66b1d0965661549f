"""A database of each kind, and two schools in it."""

from collections.abc import AsyncIterator

import pytest

from commands.domain.school import School
from storage.database import Database
from storage.schools import Schools


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    await database.close()


@pytest.fixture
async def oakfield(database: Database) -> School:
    return await Schools(database).add("Oakfield")


@pytest.fixture
async def elmwood(database: Database) -> School:
    return await Schools(database).add("Elmwood")
