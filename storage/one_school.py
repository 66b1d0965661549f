"""Whose rows: the one condition by which a question or a change is one school's, and statements that begin with it."""

from typing import Any

from sqlalchemy import ColumnElement, Delete, FromClause, Select, Table, Update, delete, select, update


def of(table: FromClause, school: Any) -> ColumnElement[bool]:
    """A school's rows of a table: by the school's id, or by the column `school_id` of another table it is joined to."""
    condition: ColumnElement[bool] = table.c.school_id == school
    return condition


def reading(table: FromClause, school_id: Any, *columns: Any) -> Select[Any]:
    """These columns, or all, of a school's rows."""
    return select(*(columns or (table,))).select_from(table).where(of(table, school_id))


def changing(table: Table, school_id: Any) -> Update:
    """A change of a school's rows; of a parameter's, where many rows are changed by one statement."""
    return update(table).where(of(table, school_id))


def removing(table: Table, school_id: Any) -> Delete:
    return delete(table).where(of(table, school_id))
