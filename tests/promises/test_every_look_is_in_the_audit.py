"""Promises about the audit: no look is answered without a line in it, and no line holds a name or anybody's words."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from commands.catalogue import COMMANDS
from commands.domain.person import Person, Role
from commands.domain.privacy.audit import Did
from commands.domain.pupil import Provision
from commands.domain.school import School
from commands.kit import Ask, Command, Reply
from commands.kit.dispatcher import Dispatcher
from commands.pupils.page import pupil
from storage.database import Database
from storage.lists.schools import Schools
from storage.records import SqlOpenRecords
from storage.rights.audit import audit
from storage.subjects.people import sought
from storage.tables import pupils
from tests.databases import empty_sqlite

NOW = datetime(2026, 9, 14, 8, tzinfo=UTC)
NAMES = ("Zebedee", "Quibble", "Uzq")


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """One school, with one pupil in it."""
    database = Database(empty_sqlite(tmp_path / "school.db"))
    school = await Schools(database).add("Oakfield")
    await enrolled(database, school, "P1", "Zebedee Quibble")
    yield database
    await database.close()


async def enrolled(database: Database, school: School, id: str, name: str) -> None:
    forename, surname = name.split()
    pupil = {"id": id, "upn": "Uzq" + id, "surname": surname, "forename": forename, "year": "4", "group": "4B"}
    async with database.writing() as connection:
        row = {"school_id": school.id, "provision": Provision.SUPPORT, "sought": sought(name)}
        await connection.execute(insert(pupils).values(**pupil, **row))


async def asking(database: Database, command: Command) -> tuple[Dispatcher, Ask]:
    """The dispatcher, and somebody who may ask the command pressing a button that carries the pupil."""
    [school] = await Schools(database).all()
    role = Role.SENCO if Role.SENCO in command.row.roles else next(iter(command.row.roles))
    person = Person(school.id, "S", "s@oakfield.example", "Sam Okoro", role)
    dispatcher = Dispatcher(COMMANDS, SqlOpenRecords(database), mint=lambda: "k", survey=_here)
    return dispatcher, Ask(person, school, NOW, command.word, "web/S/pressed", "web", about="P1", schools=(school,))


async def lines_of(database: Database) -> Sequence[Any]:
    async with database.reading() as connection:
        return (await connection.execute(select(audit))).all()


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.look], ids=lambda command: command.word)
async def test_every_look_leaves_a_line_without_a_name(command: Command, database: Database) -> None:
    """By a button that carries the pupil, by name, and refused: whatever there is to see in an empty school."""
    dispatcher, ask = await asking(database, command)

    for one in (ask, replace(ask, key="web/S/typed", about="", typed="Zebedee Quibble")):
        assert isinstance(await dispatcher.ask(one), Reply)
    await dispatcher.ask(replace(ask, key="web/S/nobody", person=replace(ask.person, left=True)))

    lines = await lines_of(database)
    assert {line.ask_key.split("/")[2] for line in lines} == {"pressed", "typed", "nobody"}
    assert {line.word for line in lines} == {command.word}
    assert [line.did for line in lines if "/nobody/" in line.ask_key] == [Did.REFUSED]
    assert {line.pupil_id for line in lines if "/pressed/" in line.ask_key} == {"P1"}
    assert not [name for name in NAMES if name.casefold() in str(lines).casefold()]


async def test_a_key_sent_again_with_another_name_does_not_hide_whom_it_showed(database: Database) -> None:
    dispatcher, ask = await asking(database, pupil)
    await enrolled(database, ask.school, "P2", "Yolanda Quartz")

    for typed in ("zebedee", "yolanda", "yolanda"):
        await dispatcher.ask(replace(ask, about="", typed=typed))

    assert sorted(line.pupil_id for line in await lines_of(database)) == ["P1", "P2"]


async def _here(ask: Ask, place: Any) -> Any:
    return place
