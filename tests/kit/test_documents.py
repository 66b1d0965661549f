"""A reply's document: it knows the ask that makes it again, it is kept nowhere, and only a look may give one."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from commands.domain.person import Person, Role
from commands.domain.privacy.reach import EVERYBODY
from commands.kit import Ask, Place, Records, Reply, command
from commands.kit.dispatcher import Dispatcher
from commands.kit.documents import Document, Rows, Words
from commands.kit.failed import NOT_STORED
from storage.database import Database
from storage.lists.schools import Schools
from storage.records import SqlOpenRecords
from storage.tables import asks

PAPER = Document("Paper 1", "A paper", "Oakfield", "Made today.", (Words("zq-words"),))


@command("paper", EVERYBODY, look=True)
async def paper(ask: Ask, records: Records) -> Reply:
    return Reply("Here it is.", about="R-22222", document=PAPER)


@command("change and paper", EVERYBODY)
async def changing(ask: Ask, records: Records) -> Reply:
    return Reply("Here it is.", document=PAPER)


async def asked(url: str, word: str) -> tuple[Reply, str, list[str | None]]:
    """The reply to a word, the school's id, and what is kept of replies."""

    async def nowhere(ask: Ask, place: Place) -> Place:
        return place

    database = Database(url)
    school = await Schools(database).add("Oakfield")
    dispatcher = Dispatcher((paper, changing), SqlOpenRecords(database), mint=lambda: "k", survey=nowhere)
    who = Person(school.id, "T", "t@oakfield.example", "Tom Reed", Role.TEACHER)
    now = datetime(2026, 9, 14, 8, tzinfo=UTC)
    reply = await dispatcher.ask(Ask(person=who, school=school, now=now, word=word, key="web/T/k", face="web"))
    async with database.reading() as connection:
        kept = list(await connection.scalars(select(asks.c.reply)))
    await database.close()
    assert isinstance(reply, Reply)
    return reply, school.id, kept


async def test_a_document_knows_the_ask_that_makes_it_again_and_is_not_kept(database_url: str) -> None:
    reply, school, kept = await asked(database_url, "paper")
    assert reply.document
    assert (reply.document.word, reply.document.about) == ("paper", f"R-22222@{school}")
    assert reply.document.parts == PAPER.parts
    assert kept == [None]


async def test_what_changes_something_gives_no_document_since_a_repeat_could_not(database_url: str) -> None:
    reply, _, kept = await asked(database_url, "change and paper")
    assert reply == Reply(NOT_STORED)
    assert kept == []


def test_a_table_has_a_cell_for_every_column() -> None:
    with pytest.raises(ValueError, match="a cell for every column"):
        Rows(("A", "B"), (("one",),))
