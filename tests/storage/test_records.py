"""One school's records, on SQLite and on PostgreSQL: what is saved comes back, and never another school's."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import insert

from commands.domain.days.calendar import Span, TermDate
from commands.domain.person import Person, Role
from commands.domain.pupil import Provision
from commands.domain.referral import Happened, ReferralEvent, ReferralState
from commands.domain.school import School
from commands.kit import Ask, Card, Facts, Notice, Overtaken, Reply
from storage.database import Database
from storage.delivery.outbox import Outbox
from storage.lists.schools import Schools
from storage.migrate import differences, migrate
from storage.one_school import of, reading
from storage.records import SqlOpenRecords
from storage.subjects.people import sought
from storage.subjects.reviews import reviews
from storage.tables import pupils, term_dates
from storage.up_to_date import is_current
from tests.domain.test_referral import a_referral
from tests.storage.conftest import of_any_school

NOW = datetime(2026, 9, 14, 8, 0, tzinfo=UTC)


def an_ask(school: School, key: str = "k1", word: str = "refer") -> Ask:
    person = Person(school.id, "T", "tom@oakfield.example", "Tom", Role.TEACHER, ("4B",))
    return Ask(person=person, school=school, now=NOW, word=word, key=key, face="web")


async def enrol(database: Database, school: School, id: str, name: str, group: str = "4B") -> None:
    forename, surname = name.split(" ", 1)
    async with database.writing() as connection:
        await connection.execute(
            insert(pupils).values(
                school_id=school.id,
                id=id,
                upn="U" + id,
                surname=surname,
                forename=forename,
                year="4",
                group=group,
                provision=Provision.NONE,
                sought=sought(name),
            )
        )


def test_the_migrations_give_the_tables_of_the_code(database_url: str) -> None:
    assert is_current(database_url)
    assert differences(database_url) == []
    migrate(database_url)  # again: nothing to do
    assert is_current(database_url)


async def test_a_referral_comes_back_as_it_was_saved(database: Database, oakfield: School) -> None:
    referral = a_referral(school_id=oakfield.id, noticed="“Zoë’s” 🙂 \n نور")
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save(referral, ReferralEvent(oakfield.id, referral.reference, NOW, "T", Happened.RAISED, "words"))
    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        assert await records.referrals.one(referral.reference) == replace(referral, version=1)
        [event] = await records.referrals.history(referral.reference)
        assert (event.at, event.words) == (NOW, "words")
        assert await records.referrals.open(0, 10) == ([replace(referral, version=1)], 1)


async def test_no_question_returns_another_schools_rows(database: Database, oakfield: School, elmwood: School) -> None:
    await enrol(database, oakfield, "P1", "Amina Yusuf")
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save(a_referral(school_id=oakfield.id, raised_by="T"))
    async with SqlOpenRecords(database)(elmwood, writing=False) as records:
        assert await records.referrals.one("R-7K2PM") is None
        assert await records.referrals.raised_by("T") == []
        assert await records.referrals.open(0, 10) == ([], 0)
        assert await records.pupil("P1") is None
        assert await records.pupils(["P1"]) == {}
        assert await records.label("pupils", "P1") is None
        assert await records.find("pupils", "amina", an_ask(elmwood).person, 15) == []
    async with SqlOpenRecords(database)(elmwood, writing=True) as records:
        with pytest.raises(ValueError, match="another school"):
            await records.save(a_referral(school_id=oakfield.id))


async def test_whoever_changes_second_is_told_to_look_again(database: Database, oakfield: School) -> None:
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save(a_referral(school_id=oakfield.id))
    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        read = await records.referrals.one("R-7K2PM")
    assert read
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save(read.accepted(by="A", on=date(2026, 9, 14)))
    with pytest.raises(Overtaken):
        async with SqlOpenRecords(database)(oakfield, writing=True) as records:
            await records.save(read.accepted(by="B", on=date(2026, 9, 14)))
    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        now = await records.referrals.one("R-7K2PM")
    assert now
    assert (now.taken_by, now.state) == ("A", ReferralState.ASSESSING)


async def test_the_same_key_at_the_same_moment_is_answered_once(database: Database, oakfield: School) -> None:
    ran = 0

    async def asks_once() -> str:
        nonlocal ran
        async with SqlOpenRecords(database)(oakfield, writing=True) as records:
            earlier = await records.begin(an_ask(oakfield))
            if earlier:
                return earlier.text
            ran += 1
            await asyncio.sleep(0)  # the other has every chance to get in between
            await records.finish(an_ask(oakfield), Reply(f"answer {ran}"), outcome="answered", keep=True)
            return f"answer {ran}"

    answers = await asyncio.gather(*(asks_once() for _ in range(8)))

    assert answers == ["answer 1"] * 8
    assert ran == 1


async def test_an_ask_that_failed_leaves_its_key_free(database: Database, oakfield: School) -> None:
    async def fails() -> None:
        async with SqlOpenRecords(database)(oakfield, writing=True) as records:
            await records.begin(an_ask(oakfield))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fails()
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        assert await records.begin(an_ask(oakfield)) is None


async def test_a_search_needs_every_word_at_the_start_of_a_name_and_treats_signs_as_signs(
    database: Database, oakfield: School
) -> None:
    for id, name in (("P1", "Amina Yusuf"), ("P2", "Benjamin Amis"), ("P3", "Per_cent Hundred")):
        await enrol(database, oakfield, id, name, "6A" if id == "P1" else "4B")
    who = an_ask(oakfield).person
    async with SqlOpenRecords(database)(oakfield, writing=False) as records:

        async def found(typed: str) -> list[str]:
            return [f.value for f in await records.find("pupils", typed, who, 15)]

        assert await found("ami") == ["P2", "P1"]  # those taught come first
        assert await found("yus ami") == ["P1"]
        assert await found("min") == []
        assert await found("%") == []
        assert await found("_") == []
        assert await found("per cent") == ["P3"]
        assert await found("") == ["P2", "P3"]  # before anything is typed: those taught
        assert await found("🙂") == []


async def test_term_dates_make_the_calendar(database: Database, oakfield: School) -> None:
    term = TermDate(oakfield.id, Span.TERM, "Autumn", date(2026, 9, 1), date(2026, 12, 18))
    async with database.writing() as connection:
        await connection.execute(insert(term_dates).values(**term.__dict__))
    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        assert (await records.calendar()).dates == (term,)


def a_notice(words: str, subject: str = "R-1", to: str = "senco") -> Notice:
    return Notice(to, Card("Referral", (Facts((("State", words),)),)), subject)


async def tell(database: Database, school: School, key: str, *notices: Notice) -> None:
    async with SqlOpenRecords(database)(school, writing=True) as records:
        ask = an_ask(school, key)
        await records.begin(ask)
        await records.finish(ask, Reply("Done.", notices=notices), outcome="answered", keep=True)


async def test_of_several_notices_that_redraw_one_post_only_the_newest_is_posted(
    database: Database, oakfield: School
) -> None:
    await tell(database, oakfield, "k1", a_notice("first"))
    await tell(database, oakfield, "k2", a_notice("second"), a_notice("other", "R-2"))

    taken = await Outbox(database).claim(NOW, 10)

    assert sorted(w.card.plain() for w in taken) == ["Referral\nState: other", "Referral\nState: second"]
    assert await Outbox(database).claim(NOW, 10) == []  # in hand


async def test_a_later_redraw_waits_for_the_post_in_hand_and_finds_it(database: Database, oakfield: School) -> None:
    outbox = Outbox(database)
    await tell(database, oakfield, "k1", a_notice("first"))
    [first] = await outbox.claim(NOW, 10)
    await tell(database, oakfield, "k2", a_notice("second"))
    assert await outbox.claim(NOW, 10) == []

    await outbox.sent(first, "web", {"channel": "senco"}, "post-1", NOW)

    [second] = await outbox.claim(NOW, 10)
    assert await outbox.last_post(second, "web", {"channel": "senco"}) == "post-1"
    assert await outbox.last_post(second, "web", {"channel": "another"}) is None
    await outbox.sent(second, "web", {"channel": "senco"}, "post-1", NOW)
    [standing] = await outbox.standing("web", {"channel": "senco"})
    assert standing.card.plain() == "Referral\nState: second"


async def test_two_processes_share_the_notices_and_none_is_taken_twice(database: Database, oakfield: School) -> None:
    await tell(database, oakfield, "k1", *(a_notice("x", f"R-{n}") for n in range(40)))

    batches = await asyncio.gather(*(Outbox(database).claim(NOW, 10) for _ in range(12)))

    taken = [w.id for batch in batches for w in batch]
    assert max(map(len, batches)) == 4  # all are for one place, which gets no more than that at a time
    assert len(taken) == len(set(taken)) == 40


async def test_someone_on_two_lists_is_found_on_both_and_a_leaver_on_none(
    database: Database, oakfield: School, elmwood: School
) -> None:
    from storage.tables import staff

    async with database.writing() as connection:
        for school, left in ((oakfield, False), (elmwood, False)):
            await connection.execute(
                insert(staff).values(
                    school_id=school.id,
                    id="T",
                    email="kim@trust.example",
                    name="Kim",
                    role=Role.SENCO,
                    groups=(),
                    left=left,
                )
            )
        await connection.execute(
            insert(staff).values(
                school_id=oakfield.id,
                id="L",
                email="lee@trust.example",
                name="Lee",
                role=Role.SENCO,
                groups=(),
                left=True,
            )
        )
    schools = Schools(database)
    assert [s.name for s, _ in await schools.memberships("KIM@trust.example")] == ["Elmwood", "Oakfield"]
    assert list(await schools.memberships("lee@trust.example")) == []


def test_a_join_that_forgets_the_school_is_found() -> None:
    forgetful = reading(reviews, "S").join(pupils, pupils.c.id == reviews.c.pupil_id).where(pupils.c.left_on.is_(None))
    assert of_any_school(forgetful) == {"pupils"}
    assert of_any_school(forgetful.where(of(pupils, reviews.c.school_id))) == set()
