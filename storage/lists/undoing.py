"""Taking back an import: rows go back to what they were, save those that somebody has changed since."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Table, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.school import School
from storage.database import Database
from storage.lists.addresses import follow
from storage.lists.import_log import A_DAY, Change, changes_of, import_rows, imports_done, key_of, now_in, same
from storage.one_school import changing, reading, removing
from storage.subjects.digests import look_again
from storage.tables import metadata, pupils, schools, staff, term_dates

BESIDE = frozenset(("pupils", "import_rows", "audit", "pupil_series", "register_clashes"))
"""Tables whose rows about a pupil do not keep them on the list: an import made them, or they only tell of it."""


class NothingToTakeBack(Exception):
    """Why nothing was taken back: one sentence."""


@dataclass(frozen=True)
class TakenBack:
    """What was taken back: the kind of list, when it was imported, how many rows are as they were, how many went, and
    our ids of what was left as it is, because it has changed since or something hangs on it."""

    kind: str
    at: datetime
    restored: int
    removed: int
    kept: tuple[str, ...]


async def take_back(
    database: Database, school: School, now: datetime, kind: str = "", *, trying: bool = False
) -> TakenBack:
    """Takes back a school's newest import (of a kind), if it is no older than a day; `trying` counts the same and
    writes nothing. Raises `NothingToTakeBack`."""
    async with database.reading() if trying else database.writing() as connection:
        lock = select(schools.c.id).where(schools.c.id == school.id)
        await connection.execute(lock if trying else lock.with_for_update())
        t = imports_done.c
        newest = reading(imports_done, school.id).where(t.taken_back_at.is_(None), *((t.kind == kind,) if kind else ()))
        row = (await connection.execute(newest.order_by(t.id.desc()).limit(1))).mappings().first()
        if row is None:
            raise NothingToTakeBack("There is no import to take back.")
        if row["at"] < now - A_DAY:
            raise NothingToTakeBack("The last import is older than a day, and can be taken back no more.")
        restored = removed = 0
        kept: list[str] = []
        moved: dict[str, str] = {}
        changes = await changes_of(connection, school.id, row["id"])
        for change in changes:
            there = await now_in(connection, change)
            if not _is_untouched(change, there) or await _is_needed(connection, school.id, change):
                kept.append(_named(change))
                continue
            restored, removed = restored + bool(change.before), removed + (not change.before)
            if change.of is staff and change.before and change.after and change.after["email"]:
                moved[change.after["email"]] = change.before["email"]
            if not trying:
                await _put_back(connection, change)
        if not trying:
            await follow(connection, school.id, {new: old for new, old in moved.items() if old and new != old})
            this = changing(imports_done, school.id).where(t.id == row["id"])
            await connection.execute(this.values(taken_back_at=now))
            if any(change.of is term_dates for change in changes):
                await look_again(connection, school.id)
            of_it = import_rows.c.import_id == row["id"]
            await connection.execute(removing(import_rows, school.id).where(of_it))
    return TakenBack(row["kind"], row["at"], restored, removed, tuple(kept))


def _is_untouched(change: Change, there: object) -> bool:
    if change.after is None or there is None:
        return change.after is None and there is None
    return same(change.of, change.after, there)  # type: ignore[arg-type]


async def _is_needed(connection: AsyncConnection, school_id: str, change: Change) -> bool:
    """Whether something was recorded of somebody whom the import brought: then they stay."""
    if change.before is not None or change.of not in (pupils, staff):
        return False
    row = change.after or {}
    if change.of is staff:
        return bool(await _mentioning(connection, school_id, "person_id", row["id"]))
    return bool(await _mentioning(connection, school_id, "pupil_id", row["id"]))


async def _mentioning(connection: AsyncConnection, school_id: str, column: str, id: str) -> int:
    found = 0
    for table in metadata.sorted_tables:
        if column in table.c and "school_id" in table.c and table.name not in BESIDE:
            found += await connection.scalar(_count(table, school_id).where(table.c[column] == id)) or 0
    return found


def _count(table: Table, school_id: str) -> Select[Any]:
    return reading(table, school_id, func.count())


async def _put_back(connection: AsyncConnection, change: Change) -> None:
    row = change.after or change.before or {}
    if change.before is None:
        await connection.execute(removing(change.of, row["school_id"]).where(*key_of(change.of, row)))
    elif change.after is None:
        await connection.execute(insert(change.of).values(change.before))
    else:
        await connection.execute(update(change.of).where(*key_of(change.of, row)).values(change.before))


def _named(change: Change) -> str:
    row = change.after or change.before or {}
    return str(row.get("pupil_id") or row.get("id") or row.get("name") or "")
