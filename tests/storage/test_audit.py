"""The audit on SQLite and on PostgreSQL: only added to, whoever asks; removed by one door, which tells of itself."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, insert, select, text
from sqlalchemy.exc import DBAPIError

from commands.domain.person import Person, Role
from commands.domain.privacy.audit import AuditEntry, Did
from commands.domain.school import School
from commands.kit import Ask, Button, Card, Refusal, Reply
from storage.database import Database
from storage.records import SqlOpenRecords
from storage.rights.audit import SqlAudit, add_lines, audit_doors, remove
from storage.tables import pupils

NOW = datetime(2026, 9, 14, 8, tzinfo=UTC)
TYPED = "Zq-Typed by somebody"


def a_line(school: School, key: str, pupil: str = "P1", *, at: datetime = NOW, did: Did = Did.LOOKED) -> AuditEntry:
    return AuditEntry(school.id, key, did, at, "T", Role.TEACHER, "web", "pupil", pupil)


async def stored(database: Database, *lines: AuditEntry) -> None:
    async with database.writing() as connection:
        await add_lines(connection, lines)


async def standing(database: Database, school: School) -> Sequence[AuditEntry]:
    async with database.reading() as connection:
        return await SqlAudit(school, connection).between()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit SET word = 'help'",
        "UPDATE audit SET person_id = 'X' WHERE ask_key = 'k1'",
        "DELETE FROM audit",
        "TRUNCATE audit",
        "INSERT OR REPLACE INTO audit SELECT school_id, ask_key, did, pupil_id, reference, at, 'X', role, face, word, "
        "offered, name FROM audit",
    ],
)
async def test_the_database_refuses_whatever_is_not_adding(database: Database, oakfield: School, change: str) -> None:
    await stored(database, a_line(oakfield, "k1"), a_line(oakfield, "k2"))
    other = {"TRUNCATE": "postgresql", "INSERT OR": "sqlite"}.get(change[:9].strip(), database.kind)

    if (
        change.startswith("INSERT") and database.kind == other
    ):  # what stands stays: nothing is replaced, nothing refused
        async with database.writing() as connection:
            await connection.execute(text(change))
    else:
        with pytest.raises(DBAPIError) as refused:
            async with database.writing() as connection:
                await connection.execute(text(change))
        if database.kind == other:
            assert any(
                words in str(refused.value.orig) for words in ("only added to", "RestrictViolation")
            )  # PostgreSQL's words are hushed

    assert await standing(database, oakfield) == [a_line(oakfield, "k1"), a_line(oakfield, "k2")]


async def test_the_same_thing_twice_is_one_line(database: Database, oakfield: School) -> None:
    await stored(database, a_line(oakfield, "k1"))
    await stored(database, replace(a_line(oakfield, "k1"), at=NOW + timedelta(hours=1)), a_line(oakfield, "k1", "P2"))

    assert await standing(database, oakfield) == [a_line(oakfield, "k1"), a_line(oakfield, "k1", "P2")]


async def test_the_door_lets_one_pupils_lines_go_or_old_ones_and_what_was_removed_by_whom_stays(
    database: Database, oakfield: School, elmwood: School
) -> None:
    old, hers = a_line(oakfield, "old", "P2", at=NOW - timedelta(days=900)), a_line(oakfield, "hers")
    kept, elsewhere = a_line(oakfield, "kept", ""), a_line(elmwood, "elsewhere")
    await stored(database, old, hers, kept, elsewhere)
    erasing = replace(a_line(oakfield, "erase", did=Did.REMOVED), person_id="root", face="terminal", word="erase")
    tidying = replace(erasing, ask_key="retain", pupil_id="", at=NOW + timedelta(seconds=1))

    async with database.writing() as connection:
        assert await remove(connection, erasing, pupil_id="P1") == 1
    assert await standing(database, oakfield) == [old, erasing, kept]
    async with database.writing() as connection:
        assert await remove(connection, tidying, before=NOW) == 1
    assert await standing(database, oakfield) == [erasing, kept, tidying]
    assert await standing(database, elmwood) == [elsewhere]
    with pytest.raises(DBAPIError):  # the door is shut again
        async with database.writing() as connection:
            await connection.execute(text("DELETE FROM audit WHERE ask_key = 'kept'"))


@pytest.mark.parametrize("told", [False, True], ids=["with nobody told", "and left open"])
async def test_a_door_nobody_is_told_of_lets_nothing_out_and_one_left_open_cannot_be_committed(
    database: Database, oakfield: School, told: bool
) -> None:
    await stored(database, a_line(oakfield, "k1"))

    async def goes_through_it() -> None:
        async with database.writing() as connection:
            if told:
                await add_lines(connection, [a_line(oakfield, "door", did=Did.REMOVED)])
            door = {"school_id": oakfield.id, "ask_key": "door", "pupil_id": "P1", "shut": "open"}
            await connection.execute(insert(audit_doors).values(**door))
            await connection.execute(text("DELETE FROM audit WHERE ask_key = 'k1'"))
            if not told:
                await connection.execute(delete(audit_doors))

    with pytest.raises(DBAPIError):
        await goes_through_it()
    assert await standing(database, oakfield) == [a_line(oakfield, "k1")]


async def test_a_line_holds_ids_the_records_know_and_nothing_that_was_typed(
    database: Database, oakfield: School, elmwood: School
) -> None:
    async with database.writing() as connection:
        for school, id in ((oakfield, "P1"), (oakfield, "P2"), (elmwood, "P9")):
            await connection.execute(insert(pupils).values(**_pupil(school, id)))
    person = Person(oakfield.id, "T", "t@oakfield.example", "Tom Reed", Role.TEACHER)
    ask = Ask(person, oakfield, NOW, "pupil", "web/T/1", "web", about=f"P1 {TYPED}", typed=TYPED)
    lists = Card("List", buttons=(Button("A", "pupil", "P1"), Button("B", "pupil", "P2 15"), Button("C", "x", "P9")))
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.begin(ask)
        await records.finish(ask, Reply(TYPED, about=f"P1 {TYPED}"), outcome="answered", keep=False)
        await records.looked(replace(ask, key="web/T/2", about="", typed=TYPED), Reply("", lists))
        await records.looked(replace(ask, key="web/T/3", about="", typed="M-SMITH"), Reply(TYPED))
        await records.refused(replace(ask, key="web/T/4", about="P9"), Refusal("", lists).card)

    lines = await standing(database, oakfield)
    assert [(one.ask_key.split("/")[2], one.did, one.pupil_id, one.reference) for one in lines] == [
        ("1", Did.LOOKED, "P1", ""),
        ("2", Did.LISTED, "P1", ""),
        ("2", Did.LISTED, "P2", ""),
        ("3", Did.LOOKED, "", ""),
        ("4", Did.LISTED, "P1", ""),
        ("4", Did.LISTED, "P2", ""),
        ("4", Did.REFUSED, "", ""),
    ]
    async with database.reading() as connection:
        rows = (await connection.execute(select(text("*")).select_from(text("audit")))).all()
    everything = str(rows)
    assert not [words for words in (TYPED, "Typed", "SMITH", "Yusuf", "Amina") if words in everything]


def _pupil(school: School, id: str) -> dict[str, object]:
    from commands.domain.pupil import Provision

    return {
        "school_id": school.id, "id": id, "upn": id, "surname": "Yusuf", "forename": "Amina", "year": "4",
        "group": "4B", "provision": Provision.NONE, "sought": " amina yusuf ",
    }  # fmt: skip
