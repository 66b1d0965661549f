"""The one way in: roles on both passes, forged answers, repeats, trouble; with the real commands and real records."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, insert, select, text

from commands.catalogue import COMMANDS
from commands.domain.person import Person, Role
from commands.domain.pupil import Provision
from commands.domain.school import School
from commands.kit import Answers, Ask, Place, Reply, Show
from commands.kit.dispatcher import Dispatcher
from commands.referrals.refer import ReferralForm
from storage.database import Database
from storage.lists.schools import Schools
from storage.records import SqlOpenRecords
from storage.subjects.people import sought
from storage.subjects.referrals import referrals
from storage.tables import asks, notices, pupils

NOW = datetime(2026, 9, 14, 8, 0, tzinfo=UTC)
FILLED: Answers = {
    "safeguarding": "no",
    "pupil": "P1",
    "areas": ("cognition_learning",),
    "noticed": "Cannot yet retell a story.",
    "tried": "Story maps",
    "tried_for": "2_to_6_weeks",
    "tried_effect": "some",
    "parents_told": "no",
    "parents_view": "Meeting on Friday",
    "urgency": "routine",
    "hoped": "A second pair of eyes.",
}


class Desk:
    """A dispatcher over a database, and the people who ask it."""

    def __init__(self, database: Database, school: School, other: School) -> None:
        self.database, self.school, self.other = database, school, other
        self.keys = (f"form{n}" for n in range(1000))
        self.dispatcher = Dispatcher(
            COMMANDS, SqlOpenRecords(database), mint=lambda: next(self.keys), survey=self._survey
        )

    async def _survey(self, ask: Ask, place: Place) -> Place:
        return place

    def ask(self, word: str, role: Role = Role.TEACHER, *, key: str = "k", about: str = "", id: str = "T") -> Ask:
        person = Person(self.school.id, id, f"{id}@oakfield.example", f"{id} Reed", role, ("4B",))
        return Ask(
            person=person, school=self.school, now=NOW, word=word, key=f"web/{id}/{key}", face="web", about=about
        )

    async def count(self, table: object) -> int:
        async with self.database.reading() as connection:
            return int(await connection.scalar(select(func.count()).select_from(table)) or 0)  # type: ignore[arg-type]


@pytest.fixture
async def desk(database_url: str) -> AsyncIterator[Desk]:
    database = Database(database_url)
    schools = Schools(database)
    desk = Desk(database, await schools.add("Oakfield", safeguarding_lead="Grace Lin"), await schools.add("Elmwood"))
    async with database.writing() as connection:
        for school, id in ((desk.school, "P1"), (desk.other, "P9")):
            row = {"school_id": school.id, "id": id, "upn": id, "surname": "Yusuf", "forename": "Amina", "year": "4"}
            await connection.execute(
                insert(pupils).values(**row, group="4B", provision=Provision.NONE, sought=sought("Amina Yusuf"))
            )
    yield desk
    await database.close()


async def test_asking_without_answers_shows_the_form_with_a_new_key(desk: Desk) -> None:
    shown = await desk.dispatcher.ask(desk.ask("refer"))

    assert isinstance(shown, Show)
    assert (shown.form, shown.word, shown.key) == (ReferralForm, "refer", "form0")
    assert await desk.count(asks) == 0  # nothing has been asked yet, so nothing is written down


async def test_the_role_is_checked_when_the_form_opens_and_again_when_it_comes_back(desk: Desk) -> None:
    for answers in (None, FILLED):
        refused = await desk.dispatcher.ask(desk.ask("refer", Role.ADMIN), answers)
        assert isinstance(refused, Reply)
        assert "may not ask this" in refused.text
    assert await desk.count(referrals) == 0
    assert await desk.dispatcher.search(desk.ask("refer", Role.ADMIN), "pupil", "amina") == ()


@pytest.mark.parametrize("forged", ["P9", "P404", "' OR 1=1 --", "Amina Yusuf"])
async def test_a_pupil_who_is_not_this_schools_is_an_error_under_the_question(desk: Desk, forged: str) -> None:
    shown = await desk.dispatcher.ask(desk.ask("refer"), {**FILLED, "pupil": forged})

    assert isinstance(shown, Show)
    assert "not on your school's list" in shown.errors["pupil"]
    assert shown.answers["noticed"] == FILLED["noticed"]
    assert shown.key == "k"  # the form comes back as itself
    assert await desk.count(referrals) == 0


async def test_the_same_key_gives_the_same_reply_and_one_referral(desk: Desk) -> None:
    first = await desk.dispatcher.ask(desk.ask("refer"), FILLED)
    again = await desk.dispatcher.ask(desk.ask("refer"), {**FILLED, "noticed": "Something else."})

    assert isinstance(first, Reply)
    assert isinstance(again, Reply)
    assert first.text == again.text
    assert first.card == again.card
    assert (await desk.count(referrals), await desk.count(notices)) == (1, 1)


async def test_a_key_is_one_persons_own(desk: Desk) -> None:
    await desk.dispatcher.ask(desk.ask("refer"), FILLED)
    other = await desk.dispatcher.ask(desk.ask("refer", id="U"), FILLED)

    assert isinstance(other, Reply)
    assert await desk.count(referrals) == 2


async def test_when_the_database_fails_nothing_is_stored_and_the_form_comes_back_filled(desk: Desk) -> None:
    async with desk.database.writing() as connection:
        await connection.execute(text("ALTER TABLE referrals RENAME TO elsewhere"))

    shown = await desk.dispatcher.ask(desk.ask("refer"), FILLED)

    assert isinstance(shown, Show)
    assert "Send it again" in shown.errors[""]
    assert shown.answers == FILLED
    assert await desk.count(asks) == 0

    async with desk.database.writing() as connection:
        await connection.execute(text("ALTER TABLE elsewhere RENAME TO referrals"))
    assert isinstance(await desk.dispatcher.ask(desk.ask("refer"), FILLED), Reply)
    assert await desk.count(referrals) == 1


async def test_every_look_is_written_down_and_its_answer_is_not_kept(desk: Desk) -> None:
    reply = await desk.dispatcher.ask(desk.ask("refer"), FILLED)
    assert isinstance(reply, Reply)
    looking = desk.ask("read referral", Role.SENCO, about=reply.about, id="S")

    for ask in (looking, looking, replace(looking, key="web/S/k2")):
        seen = await desk.dispatcher.ask(ask)
        assert isinstance(seen, Reply)
        assert seen.card
        assert "Amina" in seen.card.plain()

    async with desk.database.reading() as connection:
        rows = (
            await connection.execute(select(asks.c.about, asks.c.reply).where(asks.c.word == "read referral"))
        ).all()
    assert [tuple(row) for row in rows] == [(reply.about, None), (reply.about, None)]


async def test_a_key_spent_on_one_referral_does_not_hide_the_reading_of_another(desk: Desk) -> None:
    first = await desk.dispatcher.ask(desk.ask("refer"), FILLED)
    second = await desk.dispatcher.ask(desk.ask("refer", key="k2"), FILLED)
    assert isinstance(first, Reply)
    assert isinstance(second, Reply)

    for about in (first.about, second.about):
        await desk.dispatcher.ask(desk.ask("read referral", Role.SENCO, about=about, id="S", key="mine"))

    async with desk.database.reading() as connection:
        read = await connection.scalars(select(asks.c.about).where(asks.c.word == "read referral"))
        assert set(read) == {first.about, second.about}


async def test_a_refused_attempt_is_written_down(desk: Desk) -> None:
    reply = await desk.dispatcher.ask(desk.ask("refer"), FILLED)
    assert isinstance(reply, Reply)

    await desk.dispatcher.ask(desk.ask("read referral", about=reply.about, id="U"))
    await desk.dispatcher.ask(desk.ask("accept referral", about=reply.about, id="U"))

    async with desk.database.reading() as connection:
        rows = await connection.execute(select(asks.c.word, asks.c.person_id).where(asks.c.outcome == "refused"))
        assert {tuple(row) for row in rows} == {("read referral", "U"), ("accept referral", "U")}


async def test_two_sencos_at_once_on_one_referral_are_both_answered_truly(desk: Desk) -> None:
    reply = await desk.dispatcher.ask(desk.ask("refer"), FILLED)
    assert isinstance(reply, Reply)

    both = [desk.ask("accept referral", Role.SENCO, about=reply.about, id=id) for id in ("S1", "S2")]
    said = await asyncio.gather(*(desk.dispatcher.ask(ask) for ask in both))

    words = sorted(answer.text[:19] for answer in said if isinstance(answer, Reply))
    assert words == ["Accepted. You have ", "Nothing was changed"]


async def test_yes_to_safeguarding_keeps_only_that_the_form_was_stopped(desk: Desk) -> None:
    reply = await desk.dispatcher.ask(desk.ask("refer"), {**FILLED, "safeguarding": "yes", "pupil": "nobody"})

    assert isinstance(reply, Reply)
    assert "Grace Lin" in reply.text
    assert await desk.count(referrals) == 0
    async with desk.database.reading() as connection:
        [row] = (await connection.execute(select(asks.c.outcome, asks.c.about))).all()
    assert tuple(row) == ("stopped", "")


@pytest.mark.parametrize(
    ("typed", "prefix", "word", "rest"),
    [
        ("my referrals", "", "my referrals", ""),
        ("Refer  Amina Yusuf", "", "refer", "Amina Yusuf"),
        ("setup", "senco", "senco setup", ""),
        ("referrals", "senco", "referrals", ""),
        ("senco setup", "senco", "senco setup", ""),
        ("read referral r-7k2pm", "", "read referral", "r-7k2pm"),
        ("", "senco", "", ""),
        ("gibberish here", "", "gibberish here", ""),
    ],
)
def test_the_longest_word_is_understood(typed: str, prefix: str, word: str, rest: str) -> None:
    async def no_survey(ask: Ask, place: Place) -> Place:
        return place

    dispatcher = Dispatcher(COMMANDS, SqlOpenRecords(Database("sqlite:///:memory:")), mint=str, survey=no_survey)
    assert dispatcher.understand(typed, prefix) == (word, rest)
