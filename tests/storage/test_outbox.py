"""The outbox on both databases: what is claimed together, what waits for what, and first meetings at one moment."""

import asyncio
from collections import Counter
from datetime import timedelta

from sqlalchemy import insert, select

from commands.domain.channel import Channel
from commands.domain.person import Role
from commands.domain.school import School
from commands.kit import Card
from storage.database import Database
from storage.delivery.claims import IN_ONE_PLACE, LEASE
from storage.delivery.in_hand import Posted, Waiting
from storage.delivery.outbox import Outbox
from storage.delivery.reach import Reachable
from storage.lists.accounts import Accounts
from storage.records import SqlOpenRecords
from storage.tables import notices, staff
from tests.storage.test_mornings import statements
from tests.storage.test_records import NOW, a_notice, tell


async def test_plain_notices_reach_a_person_in_order_even_when_the_first_must_wait(
    database: Database, oakfield: School
) -> None:
    outbox = Outbox(database)
    await tell(database, oakfield, "k1", a_notice("accepted", "", "T"), a_notice("decided", "", "T"))
    [first] = await outbox.claim(NOW, 10)
    assert "accepted" in first.card.plain()

    await outbox.postpone(first, NOW + timedelta(seconds=30), "slow down")

    assert await outbox.claim(NOW, 10) == []
    [first] = await outbox.claim(NOW + timedelta(seconds=31), 10)
    assert "accepted" in first.card.plain()
    await outbox.sent(first, "web", {"person": "T"}, "p1", NOW)
    [second] = await outbox.claim(NOW + timedelta(seconds=31), 10)
    assert "decided" in second.card.plain()


async def test_a_notice_that_fails_again_and_again_holds_the_later_ones_back_no_longer(
    database: Database, oakfield: School
) -> None:
    outbox = Outbox(database)
    await tell(database, oakfield, "k1", a_notice("poisoned", "", "T"), a_notice("next", "", "T"))
    for n in range(8):
        [first] = await outbox.claim(NOW, 10)
        assert "poisoned" in first.card.plain(), n
        await outbox.postpone(first, NOW, "refused")

    assert {"next" in one.card.plain() for one in await outbox.claim(NOW, 10)} == {True, False}


async def test_a_claim_runs_out_and_is_taken_by_another(database: Database, oakfield: School) -> None:
    await tell(database, oakfield, "k1", a_notice("first"))
    [claimed] = await Outbox(database).claim(NOW, 10)

    assert await Outbox(database).claim(NOW + LEASE / 2, 10) == []
    [again] = await Outbox(database).claim(NOW + LEASE, 10)

    assert (again.id, again.tries) == (claimed.id, 2)


async def test_a_notice_is_shared_among_the_sencos_once(database: Database, oakfield: School) -> None:
    outbox = Outbox(database)
    await tell(database, oakfield, "k1", a_notice("first"))
    [claimed] = await outbox.claim(NOW, 10)

    await outbox.share(claimed, ["S1", "S2"])
    await outbox.share(claimed, ["S1", "S2"])

    assert sorted(one.to for one in await outbox.claim(NOW, 10)) == ["S1", "S2"]


async def test_who_waits_is_woken_when_they_can_be_reached(database: Database, oakfield: School) -> None:
    outbox = Outbox(database)
    await tell(database, oakfield, "k1", a_notice("for T", "", "T"), a_notice("for U", "", "U"))
    for claimed in await outbox.claim(NOW, 10):
        await outbox.postpone(claimed, NOW + timedelta(minutes=10), "nobody there")

    await outbox.wake(oakfield.id, "T", NOW)

    assert [one.to for one in await outbox.claim(NOW, 10)] == ["T"]


async def test_two_first_requests_of_one_person_at_one_moment_are_both_welcome(database: Database) -> None:
    accounts = Accounts(database)

    async def meets() -> None:
        await accounts.remember("slack", "T1", "U1", email="Tom@oakfield.example", address={"channel": "U1"}, at=NOW)

    await asyncio.gather(*(meets() for _ in range(8)))

    known = await accounts.known("slack", "T1", "U1")
    assert known
    assert known.email == "tom@oakfield.example"


async def test_a_notice_taken_up_after_a_crash_says_that_it_may_have_been_posted(
    database: Database, oakfield: School
) -> None:
    outbox = Outbox(database)
    await tell(database, oakfield, "k1", a_notice("first", "digest:daily:2026-09-14"))
    [claimed] = await outbox.claim(NOW, 10)
    assert not claimed.uncertain
    [again] = await outbox.claim(NOW + LEASE, 10)
    assert again.uncertain
    await outbox.postpone(again, NOW, "slow down")
    [once_more] = await outbox.claim(NOW + LEASE, 10)
    assert once_more.uncertain  # whatever came of the later tries, nobody knows of the first


async def test_a_notice_that_was_refused_was_not_posted_and_one_that_broke_off_may_have_been(
    database: Database, oakfield: School
) -> None:
    outbox = Outbox(database)
    await tell(database, oakfield, "k1", a_notice("first"))
    for broke_off in (False, True):
        [claimed] = await outbox.claim(NOW, 10)
        assert not claimed.uncertain
        await outbox.postpone(claimed, NOW, "no", uncertain=broke_off)
    [claimed] = await outbox.claim(NOW, 10)
    assert claimed.uncertain


async def test_what_a_process_had_in_hand_when_it_ended_may_have_been_posted(
    database: Database, oakfield: School
) -> None:
    outbox = Outbox(database)
    await tell(database, oakfield, "k1", a_notice("first"))
    await outbox.claim(NOW, 10)
    await outbox.release(NOW)
    taken = await outbox.claim(NOW, 10)
    assert [one.uncertain for one in taken] == ([True] if database.kind == "sqlite" else [])


async def test_of_a_channel_in_trouble_each_senco_is_told_once_and_again_when_it_works(
    database: Database, oakfield: School
) -> None:
    async with database.writing() as connection:
        for id in ("S1", "S2"):
            row = {"id": id, "email": f"{id}@oakfield.example", "name": id, "role": Role.SENCO, "groups": ()}
            await connection.execute(insert(staff).values(school_id=oakfield.id, **row))
    channel = Channel(oakfield.id, "senco", "web", {"channel": "senco"})
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save(channel)
    reach, card = Reachable(database), Card("The SENCO channel")

    news = await asyncio.gather(*(reach.trouble(channel, f"gone {n}", card, NOW) for n in range(4)))
    assert sorted(news) == [False, False, False, True]
    assert sorted(one.to for one in await Outbox(database).claim(NOW, 10)) == ["S1", "S2"]
    assert await reach.trouble(channel, "", card, NOW)
    assert not await reach.trouble(channel, "", card, NOW)
    assert await reach.trouble(channel, "gone", card, NOW)


async def test_what_is_in_hand_holds_its_lane_though_its_claim_has_run_out(
    database: Database, oakfield: School
) -> None:
    """A newer card for the same post waits until the older one stands, and the older one is not put aside while it is
    being posted; else there would be two posts."""
    outbox = Outbox(database)
    await tell(database, oakfield, "k1", a_notice("first"))
    [posting] = await outbox.claim(NOW, 10)
    await tell(database, oakfield, "k2", a_notice("second"))
    later = NOW + 2 * LEASE

    assert await outbox.claim(later, 10, but=[posting.id]) == []
    await outbox.sent(posting, "web", {"channel": "senco"}, "p1", later)
    [newer] = await outbox.claim(later, 10)

    assert await outbox.last_post(newer, "web", {"channel": "senco"}) == "p1"


def words(waiting: Waiting) -> str:
    return waiting.card.plain().rpartition(": ")[2]


async def test_one_place_never_has_more_than_a_few_hands_and_the_others_have_the_rest(
    database: Database, oakfield: School, elmwood: School
) -> None:
    outbox = Outbox(database)
    await tell(database, oakfield, "k1", *(a_notice(f"first {n}", f"R-{n}") for n in range(3 * IN_ONE_PLACE)))
    await tell(database, elmwood, "k2", a_notice("second"))

    taken = await outbox.claim(NOW, 100)
    assert [one.school_id for one in taken] == [*[oakfield.id] * IN_ONE_PLACE, elmwood.id]
    assert [words(one) for one in taken[:2]] == ["first 0", "first 1"]
    busy = Counter(one.place for one in taken)
    assert await outbox.claim(NOW, 100, but=[one.id for one in taken], busy=busy) == []

    await outbox.sent(taken[0], "web", {"channel": "senco"}, "p1", NOW)
    busy[taken[0].place] -= 1
    [next_] = await outbox.claim(NOW, 100, but=[one.id for one in taken[1:]], busy=busy)
    assert words(next_) == f"first {IN_ONE_PLACE}"


async def test_what_is_taken_knows_its_channel_and_its_earlier_posts_and_puts_older_ones_aside(
    database: Database, oakfield: School
) -> None:
    outbox, places = Outbox(database), ({"channel": "old"}, {"channel": "senco"})
    channel = Channel(oakfield.id, "senco", "web", places[1])
    async with SqlOpenRecords(database)(oakfield, writing=True) as records:
        await records.save(channel)
    for n, place in enumerate(places):
        await tell(database, oakfield, f"k{n}", a_notice(f"card {n}"))
        [one] = await outbox.claim(NOW, 10)
        assert one.channel == channel
        await outbox.sent(one, "web", place, f"p{n}", NOW)
    await tell(database, oakfield, "k2", a_notice("older"), a_notice("newer"), a_notice("another", "R-9"))

    newer, another = await outbox.claim(NOW, 10)
    assert words(newer) == "newer"
    assert [newer.post_at("web", place) for place in places] == ["p0", "p1"]
    assert newer.post_at("web", {"channel": "third"}) is None
    assert another.before == ()
    async with database.reading() as connection:
        states = Counter(await connection.scalars(select(notices.c.state)))
    assert states == {"sent": 2, "superseded": 1, "waiting": 2}


async def test_posts_are_noted_together_each_once_and_who_was_told_privately_hears_of_it(
    database: Database, oakfield: School, elmwood: School
) -> None:
    outbox = Outbox(database)
    for school in (oakfield, elmwood):
        await tell(database, school, "k1", a_notice("first"))
    shared, other = await outbox.claim(NOW, 10)
    assert shared.school_id == oakfield.id
    await outbox.share(shared, ["S1"])
    await tell(database, oakfield, "k2", a_notice("second"))
    taken = await outbox.claim(NOW, 10, but=[other.id])
    second = next(one for one in taken if one.to == "senco")
    posted = [Posted(one, "web", {"channel": one.school_id}, f"post of {one.id}", NOW) for one in (second, other)]

    await outbox.sent_all(posted)
    await outbox.sent_all(posted)  # a note that is made twice says nothing new

    async with database.reading() as connection:
        rows = await connection.execute(select(notices.c.to, notices.c.state, notices.c.post).order_by(notices.c.id))
        found = Counter((row.to, row.state, bool(row.post)) for row in rows)
    assert found == {
        ("senco", "shared", False): 1,
        ("S1", "waiting", False): 2,
        ("senco", "sent", True): 2,
    }


async def test_a_look_costs_as_many_statements_for_a_thousand_waiting_as_for_three(
    database: Database, oakfield: School
) -> None:
    counts = []
    for n, more in ((0, 3), (1, 1000)):
        await tell(database, oakfield, f"k{n}", *(a_notice("card", "", f"T{n}-{person}") for person in range(more)))
        with statements(database) as sent:
            taken = await Outbox(database).claim(NOW, 256)
        assert len(taken) == min(more, 256)
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 8
