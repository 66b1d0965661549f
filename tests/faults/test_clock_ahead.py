"""A process whose clock ran ahead has moved the schedules on: an honest one puts that right, says so once, and sends
what was missed; and a machine whose clock is not the database's makes no digest."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from chatops.app import Service
from chatops.clockwork.clock import Clock
from chatops.settings import Settings
from tests.digests import begins, booked, ordered, sets_clock
from tests.round_robins import asked_views, gives_view, robin_asked
from tests.school import MONDAY, SchoolStory
from tests.worlds.slack import SlackWorld

on_platforms = pytest.mark.parametrize("school", ["slack", "teams"], indirect=True)


async def runs_ahead(school: SchoolStory, **by: float) -> None:
    """A second process on the same database, whose clock is that much ahead, looks at all there is and ends."""
    other = Service(Settings.load({"DATABASE_URL": school.url}), clock=Clock(school.clock.now() + timedelta(**by)))
    for work in other.clockwork.values():
        await work.look()
    await other.database.close()


async def is_noticed(school: SchoolStory) -> None:
    """Some minutes go by, in which the honest process looks after the clock."""
    for _ in range(6):
        await school.service.timekeeper.look()
        school.passes(minutes=2)


async def of_the_clock(school: SchoolStory) -> list[Any]:
    return [card for card in await school.private(school.senco) if "The clock was put right" in str(card)]


async def digests(school: SchoolStory, day: str) -> Sequence[Any]:
    return [card for card in await school.channel() if f"The day: {day}" in str(card)]


@on_platforms
async def test_a_year_ahead_and_the_honest_process_sends_the_next_digest_all_the_same(school: SchoolStory) -> None:
    await begins(school)
    await booked(school)
    await runs_ahead(school, days=365)
    sets_clock(school, 2026, 9, 15, 7, 45)

    await is_noticed(school)

    assert len(await digests(school, "Tuesday 15 September 2026")) == 1
    [told] = await of_the_clock(school)
    assert ordered(told, "put off to", "September 2027", "put right")
    assert "put off to" in str((await school.readiness())["troubles"])
    sets_clock(school, 2026, 9, 16, 7, 45)
    await is_noticed(school)
    assert len(await digests(school, "Wednesday 16 September 2026")) == 1
    assert len(await of_the_clock(school)) == 1


@on_platforms
async def test_what_was_missed_until_it_was_noticed_comes_as_one_late_digest(school: SchoolStory) -> None:
    await begins(school)
    await booked(school)
    sets_clock(school, 2026, 9, 15, 7, 45)
    assert len(await digests(school, "Tuesday 15 September 2026")) == 1
    await runs_ahead(school, days=40)
    await school.stops()  # nobody serves it on Wednesday and Thursday
    sets_clock(school, 2026, 9, 18, 7, 45)
    await school.starts()

    await is_noticed(school)

    [late] = await digests(school, "Friday 18 September 2026")
    assert ordered(late, "Wednesday 16", "Thursday 17")
    assert len(await digests(school, "Tuesday 15 September 2026")) == 1


@on_platforms
async def test_a_digest_sent_a_day_early_comes_again_on_its_day_as_a_post_of_its_own(school: SchoolStory) -> None:
    await begins(school)
    await booked(school)
    await runs_ahead(school, days=1)
    assert len(await digests(school, "Tuesday 15 September 2026")) == 1  # on Monday

    await is_noticed(school)
    sets_clock(school, 2026, 9, 15, 7, 45)

    assert len(await digests(school, "Tuesday 15 September 2026")) == 2
    sets_clock(school, 2026, 9, 16, 7, 45)
    assert len(await digests(school, "Wednesday 16 September 2026")) == 1


@on_platforms
async def test_two_honest_clocks_some_minutes_apart_leave_each_other_in_peace(school: SchoolStory) -> None:
    await begins(school)
    await booked(school)
    sets_clock(school, 2026, 9, 15, 7, 42)
    await runs_ahead(school, minutes=4)
    await is_noticed(school)
    await is_noticed(school)
    assert len(await digests(school, "Tuesday 15 September 2026")) == 1
    assert await of_the_clock(school) == []
    assert (await school.readiness())["troubles"] == []


@on_platforms
async def test_where_people_have_asked_at_a_time_to_come_it_waits_an_hour_lest_it_is_itself_behind(
    school: SchoolStory,
) -> None:
    await begins(school)
    await booked(school)
    school.passes(days=2)
    await school.referred()
    assert len(await digests(school, "Wednesday 16 September 2026")) == 1
    school.passes(days=-2)

    await is_noticed(school)
    assert await of_the_clock(school) == []
    school.passes(hours=1)
    await is_noticed(school)
    assert len(await of_the_clock(school)) == 1


@on_platforms
async def test_a_round_robin_closed_before_its_day_is_open_again(school: SchoolStory) -> None:
    await school.has_a_senco_channel()
    reference = await robin_asked(school)
    await school.settles()
    await runs_ahead(school, days=60)
    await school.teacher.asks("views")
    assert "Amina" not in school.teacher.said

    await is_noticed(school)

    assert f"open again: {reference}" in str((await of_the_clock(school))[-1])
    [ask] = await asked_views(school, school.teacher)
    assert "It is open again until" in str(ask)
    await gives_view(school, school.teacher)
    assert "the SENCO is told" in school.teacher.said


class Drifting(Clock):
    """The clock of a machine that nobody sets right."""

    drift = timedelta()

    def machine(self) -> datetime:
        return datetime.now(UTC) + self.drift


@pytest.fixture
async def elsewhere(fresh_postgresql: str, tmp_path: Path) -> AsyncIterator[SchoolStory]:
    """A school whose database is on another machine, with a clock of its own."""
    story = SchoolStory(SlackWorld(), tmp_path, fresh_postgresql)
    story.clock = Drifting(MONDAY)
    await story.opens()
    await story.enrols("Amina Yusuf", year=4, group="4B")
    yield story
    await story.closes()


@pytest.mark.parametrize(("minutes", "words"), [(7, "7 minutes ahead of"), (-7, "7 minutes behind")])
async def test_a_machine_whose_clock_is_not_the_databases_makes_no_digest_until_it_is(
    elsewhere: SchoolStory, minutes: int, words: str
) -> None:
    school, clock = elsewhere, elsewhere.clock
    assert isinstance(clock, Drifting)
    await begins(school)
    await booked(school)
    await drifts(school, clock, timedelta(minutes=minutes), 46)

    assert await digests(school, "Tuesday 15 September 2026") == []
    said = await school.readiness()
    assert (said["ready"], words in said["why"]) == (False, True)
    await school.referred()  # what staff ask goes on
    assert len(await school.channel()) == 1

    await drifts(school, clock, timedelta(), 47)
    async with asyncio.timeout(10):
        while not await digests(school, "Tuesday 15 September 2026"):  # noqa: ASYNC110 - its own look may be at it
            await asyncio.sleep(0.05)
    assert len(await digests(school, "Tuesday 15 September 2026")) == 1
    assert (await school.readiness())["ready"]


async def drifts(school: SchoolStory, clock: Drifting, by: timedelta, minute: int) -> None:
    """From now on, which is some minutes to eight on Tuesday, the machine's clock is that far from the real time; the
    bot is started anew."""
    await school.stops()
    clock.drift = by
    sets_clock(school, 2026, 9, 15, 7, minute)
    await school.starts()
