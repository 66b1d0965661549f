"""Digests on both databases: those nobody could post, what is put off in them, closures, and what making one costs."""

from datetime import date, timedelta

from sqlalchemy import event

from commands.digests.daily import daily
from commands.domain.days.closure import Closure
from commands.domain.due import DueKind
from commands.domain.review import Review, ReviewKind
from commands.domain.school import School
from commands.domain.snooze import Snooze
from storage.database import Database
from storage.delivery.outbox import Outbox
from storage.records import SqlOpenRecords
from storage.tables import notices
from tests.storage.test_schedules import DAILY, MONDAY, TUESDAY, Clock, a_process, count, furnished


async def test_a_digest_nobody_could_post_is_overtaken_by_the_next_which_says_so(
    database: Database, oakfield: School
) -> None:
    await furnished(database, oakfield)
    clock = Clock(TUESDAY)
    process = a_process(database, clock)
    await process.look()
    clock.at += timedelta(days=1)
    await process.look()
    assert await count(database, notices.c.state == "waiting") == 1
    assert await count(database, notices.c.state == "superseded") == 1
    [waiting] = await Outbox(database).claim(clock.at, 10)
    assert "it stands for Tuesday 15 September 2026 too" in waiting.card.plain()


async def test_a_day_that_one_senco_was_sent_and_another_could_not_be_was_not_missed(
    database: Database, oakfield: School
) -> None:
    await furnished(database, oakfield)
    await a_process(database, Clock(TUESDAY)).look()
    outbox = Outbox(database)
    [claimed] = await outbox.claim(TUESDAY, 10)
    await outbox.share(claimed, ["sam", "gone"])
    reached, _ = await outbox.claim(TUESDAY, 10)
    await outbox.sent(reached, "web", {"person": "sam"}, "p1", TUESDAY)
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        assert await records.digests.overtake(DAILY, TUESDAY + timedelta(hours=1)) == []
    assert await count(database, notices.c.state == "waiting") == 0


async def test_one_that_is_being_posted_is_not_overtaken(database: Database, oakfield: School) -> None:
    await furnished(database, oakfield)
    await a_process(database, Clock(TUESDAY)).look()
    [claimed] = await Outbox(database).claim(TUESDAY, 10)
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        assert await records.digests.overtake(DAILY, TUESDAY) == []
    await Outbox(database).postpone(claimed, TUESDAY, "slow down")
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        assert await records.digests.overtake(DAILY, TUESDAY) == [date(2026, 9, 15)]


async def test_a_closure_recorded_or_taken_back_has_the_clock_looked_at_anew(
    database: Database, oakfield: School
) -> None:
    await furnished(database, oakfield)
    tuesday = date(2026, 9, 15)
    closure = Closure(oakfield.id, "K-1", tuesday, tuesday, "Snow", "sam", tuesday)
    process = a_process(database, Clock(TUESDAY))
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save(closure)
    assert await process.look() == 0
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        [stored] = await records.closures.standing()
        await records.save(stored.taken_back("sam", tuesday))
    assert await process.look() == 1


async def test_the_latest_snooze_of_a_line_holds_and_another_schools_is_not_seen(
    database: Database, oakfield: School, elmwood: School
) -> None:
    day = date(2026, 9, 17)
    for school, until in ((oakfield, 20), (oakfield, 18), (elmwood, 25)):
        async with SqlOpenRecords(database)(school, writing=True) as records:
            await records.save(Snooze(school.id, DueKind.REVIEW, "V-1", day, date(2026, 9, until), "sam", MONDAY))
    async with SqlOpenRecords(database)(oakfield, writing=False) as records:
        assert await records.digests.snoozed(date(2026, 9, 14)) == {(DueKind.REVIEW, "V-1", day): date(2026, 9, 18)}
        assert await records.digests.snoozed(date(2026, 10, 14)) == {}


async def test_a_digest_costs_as_many_queries_for_a_hundred_lines_as_for_one(
    database: Database, oakfield: School, elmwood: School
) -> None:
    counts = []
    for school, lines in ((oakfield, 1), (elmwood, 100)):
        await furnished(database, school)
        async with SqlOpenRecords(database)(school, writing=True) as records:
            for n in range(1, lines):
                review = Review(
                    school.id, f"V-{n:05}", "P1", ReviewKind.ANNUAL, date(2026, 10, 1), "sam", date(2026, 9, 1)
                )
                await records.save(review)
        sent: list[str] = []

        def note(connection: object, cursor: object, statement: str, *rest: object, to: list[str] = sent) -> None:
            to.append(statement)

        event.listen(database.engine.sync_engine, "before_cursor_execute", note)
        async with SqlOpenRecords(database)(school, writing=False) as records:
            assert await daily(school, date(2026, 9, 15), records)
        event.remove(database.engine.sync_engine, "before_cursor_execute", note)
        counts.append(len(sent))
    assert counts[0] == counts[1] < 27
