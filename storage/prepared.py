"""Statements that are built once: what is asked on every press is written down with blanks, and asked by filling them.

SQLAlchemy takes longer to build a statement than SQLite to answer it. All that is built here is kept for as long as the
process lives, so it is built from tables and names of columns alone, never from what stands in them.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Delete, Select, Table, Update, bindparam, func
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import Insert

from storage.one_school import changing, reading, removing

SCHOOL = "of_school"
"""The blank for the school's id."""


def blank(name: str) -> str:
    """The blank for what a column must equal; that column may be given another value by the same statement."""
    return f"of_{name}"


def filled(**equal: object) -> dict[str, object]:
    """The blanks filled."""
    return {blank(name): value for name, value in equal.items()}


@cache
def sought(
    table: Table, columns: tuple[str, ...], equal: tuple[str, ...], order: tuple[str, ...], most: int | None
) -> Select[Any]:
    """These columns of a school's rows in which others equal what is filled in, none of which may be None."""
    c = table.c
    wanted = reading(table, bindparam(SCHOOL), *(c[name] for name in columns)).where(*_like(table, equal))
    return wanted.order_by(*(c[name] for name in order)).limit(most)


@cache
def counted(table: Table, equal: tuple[str, ...]) -> Select[Any]:
    return reading(table, bindparam(SCHOOL), func.count()).where(*_like(table, equal))


@cache
def highest(table: Table, equal: tuple[str, ...]) -> Select[Any]:
    """The highest `n` among them."""
    return reading(table, bindparam(SCHOOL), func.max(table.c.n)).where(*_like(table, equal))


@cache
def removed(table: Table, equal: tuple[str, ...]) -> Delete:
    return removing(table, bindparam(SCHOOL)).where(*_like(table, equal))


@cache
def changed(table: Table, equal: tuple[str, ...]) -> Update:
    """To be filled with the columns' new values besides, by their own names."""
    return changing(table, bindparam(SCHOOL)).where(*_like(table, equal))


@cache
def added(table: Table, dialect: str, *, gives: str = "") -> Insert:
    """A row, unless there is one with its key; gives that column of it when it was added. To be filled with the values
    of its columns, by their own names."""
    insert: Any = (postgresql if dialect == "postgresql" else sqlite).insert(table).on_conflict_do_nothing()
    wanted: Insert = insert.returning(table.c[gives]) if gives else insert
    return wanted


def _like(table: Table, equal: Sequence[str]) -> Sequence[ColumnElement[bool]]:
    return [table.c[name] == bindparam(blank(name)) for name in equal]
