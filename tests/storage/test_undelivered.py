"""Notices that reach nobody, on each database: who is told of one given up, once and no further; what home has."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, select, update

from commands.domain.person import Person, Role
from commands.domain.school import School
from commands.domain.undelivered import LONG, STANDS, Undelivered
from commands.kit import Ask, Card, Notice, Prose, Reply
from commands.kit.ask import CLOCK
from storage.asks import tell as put
from storage.database import Database
from storage.delivery.in_hand import Waiting
from storage.delivery.outbox import Outbox
from storage.records import SqlOpenRecords
from storage.tables import notices, staff
from tests.storage.test_records import NOW

REFERENCE = "R-7K2PM"


@pytest.fixture
async def school(database: Database, oakfield: School) -> School:
    for id, role in (("T", Role.TEACHER), ("U", Role.TEACHER), ("S1", Role.SENCO), ("S2", Role.SENCO)):
        row = {"id": id, "email": f"{id}@x", "name": f"Name {id}", "role": role, "groups": (), "left": False}
        async with database.writing() as connection:
            await connection.execute(insert(staff).values(school_id=oakfield.id, **row))
    return oakfield


async def leave(database: Database, *ids: str) -> None:
    async with database.writing() as connection:
        await connection.execute(update(staff).where(staff.c.id.in_(ids)).values(left=True))


async def asked(
    database: Database,
    school: School,
    by: str,
    to: Sequence[str],
    *,
    key: str = "k1",
    subject: str = "",
    face: str = "web",
) -> None:
    """Somebody asks something about the referral, of which these are told."""
    ask = Ask(Person(school.id, by, "", by, Role.TEACHER), school, NOW, "refer", key, face)
    card = Card("About it", (Prose("zq-typed"),))
    async with SqlOpenRecords(database)(school, writing=True) as records:
        await records.begin(ask)
        told = tuple(Notice(one, card, subject) for one in to)
        await records.finish(ask, Reply("", notices=told, about=REFERENCE), outcome="answered", keep=True)


async def gives_up(database: Database, to: str) -> None:
    """Whatever waits for somebody is given up, by two processes that each think it is theirs."""
    async with database.reading() as connection:
        rows = (await connection.execute(select(notices).where(notices.c.to == to, notices.c.state == "waiting"))).all()
    for row in rows:
        one = Waiting(row.school_id, row.id, row.ask_key, row.to, row.subject, Card("x"), 1, NOW)
        for _ in range(2):
            await Outbox(database).give_up(one, "Gone.", NOW, lambda card, school_id: card)


async def waiting(database: Database) -> list[tuple[str, str]]:
    """For whom something waits, and what it says first."""
    return [(one.to, one.card.plain().split(":")[0].split("\n")[-1]) for one in await Outbox(database).claim(NOW, 20)]


CAUSED, SENCOS = "A message you caused could not be delivered", "A message from the bot could not be delivered"


async def test_whoever_caused_it_is_told_once(database: Database, school: School) -> None:
    await asked(database, school, "S1", ["T"])
    await gives_up(database, "T")
    assert await waiting(database) == [("S1", CAUSED)]


@pytest.mark.parametrize("face", ["web", CLOCK])
async def test_when_who_caused_it_has_left_or_is_the_clock_each_senco_is_told_and_after_them_nobody(
    database: Database, school: School, face: str
) -> None:
    await asked(database, school, "U", ["T"], face=face)
    await leave(database, "U")
    await gives_up(database, "T")
    async with database.reading() as connection:
        told = select(notices.c.to).where(notices.c.state == "waiting").order_by(notices.c.to)
        assert list(await connection.scalars(told)) == ["S1", "S2"]
    for senco in ("S1", "S2"):
        await gives_up(database, senco)
    assert await waiting(database) == []


async def test_what_tells_of_it_and_is_given_up_itself_goes_to_the_sencos(database: Database, school: School) -> None:
    await asked(database, school, "U", ["T"])
    await gives_up(database, "T")
    await gives_up(database, "U")
    assert await waiting(database) == [("S1", SENCOS), ("S2", SENCOS)]


async def test_where_there_is_no_senco_it_waits_for_one(database: Database, school: School) -> None:
    await asked(database, school, "U", ["T"])
    await leave(database, "U", "S1", "S2")
    await gives_up(database, "T")
    assert await waiting(database) == [("senco", SENCOS)]


async def test_a_copy_that_others_have_and_a_digest_are_nobodys_loss(database: Database, school: School) -> None:
    await asked(database, school, "U", ["senco"], subject=REFERENCE)
    [shared] = await Outbox(database).claim(NOW, 5)
    await Outbox(database).share(shared, ["S1", "S2"])
    async with database.writing() as connection:
        await put(connection, school.id, "digest:x", Notice("S1", Card("Week"), "digest:personal:2026-09-14"), NOW)
    await gives_up(database, "S1")
    assert [to for to, _ in await waiting(database)] == ["S2"]
    await gives_up(database, "S2")
    assert (await waiting(database)) == [("U", CAUSED)]
    async with SqlOpenRecords(database)(school, writing=False) as records:
        assert [one.to for one in await records.undelivered.of_school(NOW)] == ["S2"]


async def stands(database: Database, school: School, at: datetime) -> list[tuple[str, str, int, bool]]:
    async with SqlOpenRecords(database)(school, writing=False) as records:
        found: Sequence[Undelivered] = await records.undelivered.of_school(at)
    return [(one.to, one.reference, one.count, one.given_up_at is not None) for one in found]


async def test_what_waits_stands_there_after_a_day_or_at_once_when_refused_and_what_was_given_up_for_two_weeks(
    database: Database, school: School, elmwood: School
) -> None:
    outbox = Outbox(database)
    await asked(database, school, "S1", ["T", "senco"])
    await asked(database, school, "S1", ["T"], key="k2")
    await asked(database, school, "S1", ["U"], key="k3")
    assert await stands(database, school, NOW) == []
    assert await stands(database, school, NOW + LONG) == [("T", REFERENCE, 2, False), ("U", REFERENCE, 1, False)]

    for one in await outbox.claim(NOW, 20):
        await outbox.postpone(one, NOW, "Busy.", refused=one.to == "U")
    assert await stands(database, school, NOW) == [("U", REFERENCE, 1, False)]
    assert await stands(database, elmwood, NOW + LONG) == []

    await leave(database, "T", "U")
    for gone in ("T", "U"):
        await gives_up(database, gone)
    until = NOW + STANDS
    assert await stands(database, school, until - timedelta(hours=1)) == [
        ("T", REFERENCE, 2, True),
        ("U", REFERENCE, 1, True),
    ]
    assert await stands(database, school, until) == []
