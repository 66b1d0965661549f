"""Promises about the audit: no look is answered without a line in it, and no line holds a name or anybody's words."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from commands.catalogue import COMMANDS
from commands.domain.audit import Did
from commands.domain.person import Person, Role
from commands.domain.pupil import Provision
from commands.kit import Ask, Command, Reply
from commands.kit.dispatcher import Dispatcher
from storage.audit import audit
from storage.database import Database
from storage.people import sought
from storage.records import OpenRecords
from storage.schools import Schools
from storage.tables import pupils
from tests.databases import empty_sqlite

NOW = datetime(2026, 9, 14, 8, tzinfo=UTC)
NAMES = ("Zebedee", "Quibble", "Uzq")


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.look], ids=lambda command: command.word)
async def test_every_look_leaves_a_line_without_a_name(command: Command, tmp_path: Path) -> None:
    """By name, by a button that carries the pupil, and refused: whatever there is to see in an empty school."""
    database = Database(empty_sqlite(tmp_path / "school.db"))
    school = await Schools(database).add("Oakfield")
    pupil = {"id": "P1", "upn": "Uzq", "surname": "Quibble", "forename": "Zebedee", "year": "4", "group": "4B"}
    async with database.writing() as connection:
        row = {"school_id": school.id, "provision": Provision.SUPPORT, "sought": sought("Zebedee Quibble")}
        await connection.execute(insert(pupils).values(**pupil, **row))
    role = Role.SENCO if Role.SENCO in command.only else next(iter(command.only))
    person = Person(school.id, "S", "s@oakfield.example", "Sam Okoro", role)
    dispatcher = Dispatcher(COMMANDS, OpenRecords(database), mint=lambda: "k", survey=_here)
    ask = Ask(person, school, NOW, command.word, "web/S/pressed", "web", about="P1", schools=(school,))

    for one in (ask, replace(ask, key="web/S/typed", about="", typed="Zebedee Quibble")):
        assert isinstance(await dispatcher.ask(one), Reply)
    await dispatcher.ask(replace(ask, key="web/S/nobody", person=replace(person, left=True)))

    async with database.reading() as connection:
        lines = (await connection.execute(select(audit))).all()
    await database.close()
    assert {line.ask_key.split("/")[2] for line in lines} == {"pressed", "typed", "nobody"}
    assert {line.word for line in lines} == {command.word}
    assert [line.did for line in lines if "/nobody/" in line.ask_key] == [Did.REFUSED]
    assert {line.pupil_id for line in lines if "/pressed/" in line.ask_key} == {"P1"}
    assert not [name for name in NAMES if name.casefold() in str(lines).casefold()]


async def _here(ask: Ask, place: Any) -> Any:
    return place
