"""A database of each kind, and two schools in it; every statement that is about one school is about it alone."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import BinaryExpression, ClauseElement, ColumnClause, event
from sqlalchemy.sql import operators, visitors

from commands.domain.school import School
from storage.database import Database
from storage.lists.schools import Schools

MEASURED = ("_in_time", "_speed")
"""Modules in which time is measured: the looking would be measured with it."""


def of_any_school(statement: ClauseElement) -> set[str]:
    """The tables of schools' rows that are not bound to the school to which a statement binds others: whoever joins or
    looks something up without saying so could be given another school's."""
    used, bound = set[str](), set[str]()
    for part in visitors.iterate(statement):
        if isinstance(part, ColumnClause) and part.table is not None and "school_id" in part.table.c:
            used.add(part.table.description)
        if isinstance(part, BinaryExpression) and part.operator is operators.eq:
            sides = [side for side in (part.left, part.right) if isinstance(side, ColumnClause)]
            bound |= {side.table.description for side in sides if side.name == "school_id" and side.table is not None}
    return used - bound if bound else set()


@pytest.fixture
async def database(database_url: str, request: pytest.FixtureRequest) -> AsyncIterator[Database]:
    database = Database(database_url)

    def look(_: object, statement: Any, *__: object) -> None:
        if isinstance(statement, ClauseElement) and not getattr(statement, "is_insert", False):
            assert not of_any_school(statement), statement

    if not request.module.__name__.endswith(MEASURED):
        event.listen(database.engine.sync_engine, "before_execute", look)
    yield database
    await database.close()


@pytest.fixture
async def oakfield(database: Database) -> School:
    return await Schools(database).add("Oakfield")


@pytest.fixture
async def elmwood(database: Database) -> School:
    return await Schools(database).add("Elmwood")
