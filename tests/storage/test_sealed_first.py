"""A database from before anything was sealed: brought up to date, cut off in between, it lies sealed in the end."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select, text

from storage.database import Database
from storage.lists.schools import Schools
from storage.migrate import differences, migrate
from storage.sealed.key_files import KeyTrouble
from storage.sealed.keys import Keyring
from storage.subjects.contacts import contacts
from storage.up_to_date import is_current

ROWS = 250


class Cut(Exception):
    """The power goes."""


def cuts(done: int, of: int) -> None:
    if done >= 100:
        raise Cut


async def lies_open(database: Database) -> list[int]:
    """The numbers of the contacts that can be read by whoever has the database."""
    async with database.reading() as connection:
        return list(await connection.scalars(text("SELECT n FROM contacts WHERE agreed LIKE '%zq-agreed%' ORDER BY n")))


async def test_what_was_written_before_is_sealed_in_batches_and_reads_as_before(
    database: Database, database_url: str
) -> None:
    url = database_url
    school = await Schools(database).add("Oakfield")
    async with database.writing() as connection:  # as an older version left it
        await connection.execute(text("DELETE FROM seal_keys"))
        row = (
            'INSERT INTO contacts (school_id, pupil_id, n, "on", logged_by, how, who, name, agreed, action, '
            "also_action) VALUES (:school, 'P', :n, '2026-09-14', 'S', 'call', 'mother', '', :agreed, '', '')"
        )
        older = [{"school": school.id, "n": n, "agreed": f"zq-agreed {n}"} for n in range(ROWS)]
        await connection.execute(text(row), older)
    assert not is_current(url)

    with pytest.raises(Cut):
        await asyncio.to_thread(migrate, url, None, cuts)
    assert 0 < len(await lies_open(database)) < ROWS
    assert not is_current(url)  # so nobody serves from it yet
    await asyncio.to_thread(migrate, url)

    assert is_current(url)
    assert differences(url) == []
    assert await lies_open(database) == []
    async with database.reading() as connection:
        rows = await connection.execute(select(contacts.c.agreed, contacts.c.name).order_by(contacts.c.n))
        assert [tuple(row) for row in rows] == [(f"zq-agreed {n}", "") for n in range(ROWS)]
    if database.kind == "sqlite":
        file = Path(str(database.engine.url.database))
        assert not any(b"zq-agreed" in part.read_bytes() for part in file.parent.glob("test.db*"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_key_file_that_is_lost_open_to_others_or_another_one_is_said_in_a_sentence(database_url: str) -> None:
    url, file = database_url, Keyring.beside(database_url).file
    assert file
    assert file.stat().st_mode & 0o777 == 0o600
    kept = file.read_bytes()

    file.chmod(0o640)
    with pytest.raises(KeyTrouble, match=r"others \(its mode is 640\), so it is not used. Run: chmod 600"):
        migrate(url)
    file.unlink()
    with pytest.raises(KeyTrouble, match=r"is not there\. Put it back from your copy.*nothing else opens it"):
        migrate(url)  # it makes no new one in its place
    assert not file.exists()
    Keyring(file=file).make_if_missing()  # somebody else's
    with pytest.raises(KeyTrouble, match=r"is sealed with key .{8}, which is not in"):
        migrate(url)
    file.write_bytes(b"\n")
    with pytest.raises(KeyTrouble, match="holds no key"):
        migrate(url)
    file.write_bytes(kept)
    migrate(url)


def test_no_query_asks_for_what_lies_sealed() -> None:
    """It lies there differently each time, so a comparison would find nothing and say nothing."""
    agreed = contacts.c.agreed
    questions: list[Callable[[], object]] = [
        lambda: agreed == "Cards home",
        lambda: agreed.contains("home"),
        lambda: agreed.in_(["Cards home"]),
        lambda: agreed.desc(),
    ]
    for ask in questions:
        with pytest.raises(TypeError, match="never compared"):
            ask()
