"""Changing the key while two processes serve: no ask fails, nothing is lost, and the old key opens nothing more."""

import asyncio
import itertools
from dataclasses import asdict
from pathlib import Path

import pytest
from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import insert, text

from commands.domain.contact import Contact, How
from commands.domain.pupil import Pupil
from commands.domain.school import School
from commands.domain.words.family import Relation
from storage.database import Database
from storage.lists.imports import Imports
from storage.lists.schools import Schools
from storage.records import SqlOpenRecords
from storage.sealed.key_files import KeyTrouble, keys_in
from storage.sealed.keys import Keyring, new_key, sealed_with
from storage.sealed.rotation import rotate
from storage.sealed.sealing import sealed_columns
from storage.subjects.contacts import contacts
from storage.up_to_date import open_with
from tests.big_school import FIELDS, TODAY, a_pupil

WORDS = "Reading together {} every evening."
ROWS = 250
"""Rows there before: several batches."""


async def begun(database: Database, rows: int = ROWS) -> tuple[School, list[Pupil]]:
    """A school with two pupils; about the first, as many contacts are kept, and both are given back."""
    school = await Schools(database).add("Oakfield")
    await Imports(database, school).pupils([a_pupil(1), a_pupil(2)], fields=FIELDS, today=TODAY)
    async with SqlOpenRecords(database)(school, writing=True) as records:
        pupil, second = await records.adjustments.pupils_named(["pupil000"])
    async with database.writing() as connection:
        there = [{**asdict(contact(pupil, n)), "n": n + 1} for n in range(rows)]
        await connection.execute(insert(contacts), there)
    return school, [pupil, second]


def contact(pupil: Pupil, n: int) -> Contact:
    return Contact(pupil.school_id, pupil.id, "S", TODAY, How.CALL, Relation.MOTHER, f"Mrs {n}", WORDS.format(n))


async def agreed(database: Database, school: School, newest: int = 100_000) -> set[str]:
    """What was agreed with parents, as it reads now."""
    async with SqlOpenRecords(database)(school, writing=False) as records:
        found, _ = await records.contacts.newest(0, newest)
    return {one.agreed for one in found if isinstance(one, Contact)}


async def tokens(database: Database) -> list[str]:
    """Everything that lies sealed, as it lies there."""
    found: list[str] = []
    async with database.reading() as connection:
        for table, names in sealed_columns().items():
            for name in names:
                rows = await connection.scalars(text(f'SELECT "{name}" FROM {table.name}'))  # noqa: S608
                found += [kept for kept in rows if kept]
    return found


def opens(key: str, kept: str) -> bool:
    try:
        Fernet(key).decrypt(kept.rpartition(":")[2])
    except InvalidToken:
        return False
    return True


async def test_asks_go_on_while_the_key_is_changed_and_afterwards_the_old_key_opens_nothing(database_url: str) -> None:
    one, other = Database(database_url), Database(database_url)
    school, pupils = await begun(one)
    file = one.keyring.file
    assert file
    [[old], _] = keys_in(file)
    count, stop = itertools.count(ROWS), asyncio.Event()

    async def serves(database: Database, pupil: Pupil) -> int:
        """Logs contacts with a pupil's parents and reads the newest, as fast as it goes, until told to stop."""
        asked = 0
        while not stop.is_set():
            async with SqlOpenRecords(database)(school, writing=True) as records:
                await records.save(contact(pupil, next(count)))
            assert len(await agreed(database, school, newest=20)) == 20
            asked += 1
        return asked

    serving = [asyncio.create_task(serves(*each)) for each in zip((one, other), pupils, strict=True)]
    done = await asyncio.to_thread(rotate, database_url, Keyring.beside(database_url))
    stop.set()
    asked = [await task for task in serving]  # none of them failed

    assert min(asked) > 0
    assert done.rows >= ROWS
    assert await agreed(one, school) == await agreed(other, school) == {WORDS.format(n) for n in range(next(count))}
    [[new], _] = keys_in(file)
    lies = await tokens(one)
    assert len(lies) >= 2 * ROWS
    assert {sealed_with(kept) for kept in lies} == {done.first}
    assert all(opens(new, kept) and not opens(old, kept) for kept in lies)
    if one.kind == "sqlite":
        raw = b"".join(f.read_bytes() for f in Path(str(one.engine.url.database)).parent.glob("test.db*"))
        assert done.dropped[0].encode() not in raw  # nor does anything sealed with it lie in the file's free pages
    await one.close()
    await other.close()


class Cut(Exception):
    """The power goes."""


async def test_a_change_that_was_cut_off_goes_on_when_it_is_asked_for_again(
    database: Database, database_url: str
) -> None:
    school, _ = await begun(database)
    file = database.keyring.file
    assert file

    def cuts(done: int, of: int) -> None:
        if done >= 100:
            raise Cut

    with pytest.raises(Cut):
        await asyncio.to_thread(rotate, database_url, Keyring.beside(database_url), cuts)

    [new, old] = keys_in(file)[0]
    assert 0 < sum(opens(old, kept) for kept in await tokens(database)) < 2 * ROWS
    assert len(await agreed(database, school)) == ROWS  # meanwhile everything can be read
    open_with(database_url, Keyring.beside(database_url))  # and a process can be started

    await asyncio.to_thread(rotate, database_url, Keyring.beside(database_url))

    assert keys_in(file)[0] == [new]
    assert all(opens(new, kept) for kept in await tokens(database))
    assert len(await agreed(database, school)) == ROWS


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_keys_of_the_environment_are_changed_in_the_order_the_administrator_starts_processes(
    database_url: str,
) -> None:
    """Old; old and new; new and old; then everything is sealed anew, and the new one alone is enough."""
    [[old], _] = keys_in(Keyring.beside(database_url).file or Path())
    new = new_key()
    first = Database(database_url, Keyring([old]))
    school, _ = await begun(first, 3)
    with pytest.raises(KeyTrouble, match="CHATOPS_KEYS has one key"):
        rotate(database_url, Keyring([old]))
    for keys in ([old, new], [new, old]):
        open_with(database_url, Keyring(keys))
    with pytest.raises(KeyTrouble, match="sealed with key"):
        open_with(database_url, Keyring([new]))  # too early

    done = await asyncio.to_thread(rotate, database_url, Keyring([new, old]))

    open_with(database_url, Keyring([new]))
    last = Database(database_url, Keyring([new]))
    assert done.rows == 3 + 2  # what was agreed, and by which the import of two pupils can be taken back
    assert len(await agreed(last, school)) == 3
    with pytest.raises(KeyTrouble, match=f"sealed with key {done.first}, which is not in CHATOPS_KEYS"):
        open_with(database_url, Keyring([old]))
    await first.close()
    await last.close()
