"""What stands in the database after a run, looked at row by row: every one an entity, whole, and somebody's right."""

from collections.abc import Collection, Iterator
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import JSON, String, Table, select

from commands.catalogue import COMMANDS
from commands.domain.person import Person
from commands.kit.limits import LONG_TEXT
from storage.database import Database
from storage.delivery.codec import card_from, reply_from
from storage.tables import asks, metadata
from tests.promises.test_arrows import test_an_entitys_fields_are_its_tables_columns as arrows

ENTITIES: dict[str, Any] = {table.name: entity for entity, table, _ in arrows.pytestmark[0].args[1]}
"""Each table's entity: the list the promise keeps."""
ADAPTERS = {name: TypeAdapter(entity) for name, entity in ENTITIES.items()}
WHO = (
    "by", "person_id", "raised_by", "taken_by", "started_by", "logged_by", "lead", "made_by", "changed_by",
    "written_by", "recorded_by", "taken_back_by", "decided_by", "booked_by", "closed_by", "settled_by", "undone_by",
    "set_by", "begun_by",
)  # fmt: skip
WRITTEN = ("card", "reply", "address", "sought")
"""Columns that hold the bot's own JSON, not a person's words."""


async def wrong_in(database: Database, forbidden: Collection[str]) -> list[str]:
    """What is wrong with what is stored, a sentence each. `forbidden` are keys of asks that may not be answered."""
    wrong: list[str] = []
    rows: dict[str, list[Any]] = {}
    async with database.reading() as connection:
        for table in metadata.sorted_tables:
            try:
                rows[table.name] = [dict(row) for row in (await connection.execute(select(table))).mappings()]
            except Exception as trouble:  # whatever a column's type raises: the row does not open
                wrong.append(f"{table.name} does not open: {type(trouble).__name__} {trouble}")
    pupils = {row["id"] for row in rows["pupils"]}
    staff = {row["id"]: Person(**row) for row in rows["staff"]}
    for table in metadata.sorted_tables:
        for row in rows.get(table.name, ()):
            wrong += _of_row(table, row, pupils, staff)
    for row in rows["asks"]:
        wrong += _of_ask(row, staff, forbidden)
    return wrong


async def stored_in(database: Database) -> str:
    """How far the requests went: commands answered, and rows of them."""
    async with database.reading() as connection:
        words = [*await connection.scalars(select(asks.c.word).where(asks.c.outcome == "answered"))]
        counts = {
            table.name: len((await connection.execute(select(table.c.school_id))).all())
            for table in metadata.sorted_tables
            if table.name in ENTITIES and "school_id" in table.c
        }
    kept = ", ".join(f"{count:,} {name}" for name, count in counts.items() if count)
    return f"{len(words):,} asks answered, of {len(set(words))} commands; stored: {kept}"


def _of_row(table: Table, row: dict[str, Any], pupils: Collection[str], staff: Collection[str]) -> Iterator[str]:
    if entity := ENTITIES.get(table.name):
        if table.name == "weeks_shown":
            row = row | {"card": card_from(row["card"])}
        given = {name: value for name, value in row.items() if name in entity.__dataclass_fields__}
        try:
            whole = ADAPTERS[table.name].validate_python(given) == entity(**given)
        except (ValidationError, ValueError) as trouble:
            yield f"{table.name} is no {entity.__name__}: {trouble}"
        else:
            if not whole:
                yield f"{table.name} holds values of other types than {entity.__name__}'s"
    if row.get("pupil_id") and row["pupil_id"] not in pupils:
        yield f"{table.name} is of a pupil who is not there"
    for name in WHO:
        if isinstance(who := row.get(name), str) and who and who not in staff and who != "clock":
            yield f"{table.name}.{name} is somebody who is not there: {who!r}"
    for column in table.columns:
        value = row[column.name]
        if column.name in WRITTEN or not isinstance(value, str) or isinstance(column.type, JSON):
            continue
        most = column.type.length if isinstance(column.type, String) and column.type.length else LONG_TEXT
        if type(column.type).__name__ in ("String", "Text") and len(value) > most:
            yield f"{table.name}.{column.name} has {len(value)} characters, which PostgreSQL would not take"
        if any((ord(c) < 32 and c not in "\n\t") or "\ud800" <= c <= "\udfff" for c in value):
            yield f"{table.name}.{column.name} holds characters nobody types: {value!r}"
    if table.name == "notices":
        card_from(row["card"])
    if row.get("reply"):
        reply_from(row["reply"])


def _of_ask(row: dict[str, Any], staff: dict[str, Person], forbidden: Collection[str]) -> Iterator[str]:
    commands = {command.word: command for command in COMMANDS}
    if row["outcome"] == "begun":
        yield f"the ask {row['key']} was begun and never finished"
    if row["outcome"] not in ("answered", "stopped"):
        return
    command, person = commands.get(row["word"]), staff.get(row["person_id"])
    if command and (person is None or not command.allows(person)):
        yield f"{row['word']} was answered to somebody who may not ask it: {row['key']}"
    parts = row["key"].split("/")
    if len(parts) > 2 and f"{parts[2].removesuffix('-ask_0').removeprefix('fuzz.')}/{row['word']}" in forbidden:
        yield f"{row['word']} was answered though its answers cannot be read: {row['key']}"
