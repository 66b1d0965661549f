"""Both addresses and the page under requests made up by hypothesis: signed, nearly right, and never an error of ours.

`make fuzz` sends as many as CHATOPS_FUZZ says to each address, or CHATOPS_FUZZ_MINUTES allow, and prints what was
answered. What it found is pinned where it was mended: tests/slack/test_requests.py and tests/teams/test_requests.py.
"""

import asyncio
import os
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from chatops.app import Service
from chatops.insist import PATIENCE
from commands.catalogue import COMMANDS
from commands.domain.person import Role
from commands.domain.pupil import Provision
from commands.kit.failed import UNAVAILABLE
from storage.tables import asks, notices, pupils, staff
from tests.agencies import reported
from tests.conftest import world_called
from tests.faults.served import ServedStory
from tests.fuzz.crafted import Crafted, Pool, looks
from tests.fuzz.run import errors_in, throws
from tests.fuzz.slack import SlackRequests
from tests.fuzz.stored import stored_in, wrong_in
from tests.fuzz.teams import TeamsRequests
from tests.fuzz.web import Fields, WebRequests
from tests.plans import started
from tests.round_robins import robin_asked
from tests.scenarios.test_ehc import requested
from tests.school import SchoolStory
from tests.worlds.slack import SlackWorld
from tests.worlds.teams import TeamsWorld
from tests.worlds.teams_connector import Account
from tests.worlds.teams_hands import TeamsHands
from tests.worlds.web import WebHands, WebWorld

TOTAL = int(os.environ.get("CHATOPS_FUZZ", "120"))
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PEOPLE: dict[str, Role | None] = {
    "Tom Reed": Role.TEACHER,
    "Sam Okoro": Role.SENCO,
    "Helen Marsh": Role.LEADERSHIP,
    "Ned Tull": Role.ADMIN,
}
MINUTES = float(os.environ.get("CHATOPS_FUZZ_MINUTES", "60"))
LISTS = ("due", "register", "referrals", "plans", "reviews", "agencies", "ehc", "round robins", "contacts")
NAMES = ("Amina Yusuf", "Noah Brontë", "Zoë Łuczak", "Yusuf Khan")


@pytest.fixture(params=["slack", "teams"])
async def served(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[ServedStory]:
    story = ServedStory(world_called(request.param), tmp_path)
    await story.opens()
    await furnish(story)
    yield story
    await story.closes()


async def furnish(story: SchoolStory) -> None:
    """Something of most kinds to ask about."""
    for name in NAMES:
        await story.enrols(name, provision=Provision.SUPPORT)
    await story.has_a_senco_channel()
    await story.referred()
    await started(story)
    await robin_asked(story)
    await reported(story)
    await requested(story)


async def pool_of(story: SchoolStory) -> Pool:
    async with story.service.database.reading() as connection:
        lists = {table.name: [*await connection.scalars(select(table.c.id))] for table in (pupils, staff)}
    return Pool(lists, story.school.id)


async def test_whatever_is_sent_nothing_breaks_and_nothing_is_stored_that_should_not_be(served: ServedStory) -> None:
    pool, answered, forbidden = await pool_of(served), Counter[int](), set[str]()
    wrong: list[str] = []

    def notes(status: int, body: bytes, ask: Crafted | None) -> None:
        answered[status] += 1
        if sum(answered.values()) % 10_000 == 0:
            print(f"{served.world.name}: {sum(answered.values()):,} so far, {len(wrong)} findings", flush=True)
        if status >= 500 or status < 200:
            wrong.append(f"{status} to {body[:2000]!r}")
        if ask and not ask.is_valid:
            forbidden.add(f"{ask.key}/{ask.command.word}")

    if isinstance(served.world, SlackWorld):
        await to_slack(served, served.world, pool, notes)
    else:
        assert isinstance(served.world, TeamsWorld)
        await to_teams(served, served.world, pool, notes)
    await served.settles()
    wrong += await wrong_in(served.service.database, forbidden)
    await answered_to_the_end(served)
    wrong += await unreadable(served)
    wrong += [f"{count} × in the log: {said}" for said, count in errors_in(served.log).items()]

    print(f"\n{served.world.name}: {sum(answered.values()):,} requests, answered {dict(sorted(answered.items()))}")
    print(f"  {await stored_in(served.service.database)}")
    print(f"  {len(forbidden):,} asks that may not be answered, {len(wrong)} findings")
    assert not wrong, "\n".join(sorted(set(wrong)))


async def to_slack(story: ServedStory, world: SlackWorld, pool: Pool, notes: Any) -> None:
    people: dict[str, Role | None] = {story.people[name].id: role for name, role in PEOPLE.items()}  # type: ignore[attr-defined]
    people["U0STRANGER"] = None
    requests = SlackRequests(world, people, pool)

    async def send(made: tuple[bytes, str, Crafted | None]) -> None:
        body, content_type, ask = made
        status, answer = await world.sends(body, content_type)
        pool.learns(answer)
        pool.learns([sent for _, sent in world.api.calls])
        world.api.calls.clear()
        notes(status, body, ask)

    for _ in range(1 + (TOTAL > 1000)):
        for look in looks(pool, story.senco.id):  # type: ignore[attr-defined]
            await send(requests.press(look))
    await throws(TOTAL, requests.draw, send, minutes=MINUTES)


async def to_teams(story: ServedStory, world: TeamsWorld, pool: Pool, notes: Any) -> None:
    accounts: dict[str, Account] = {}
    for name in PEOPLE:
        hands = story.people[name]
        assert isinstance(hands, TeamsHands)
        accounts[name] = hands.account
    accounts["a stranger"] = Account("who@elsewhere.example", "Stranger")
    world.private(accounts["a stranger"])
    requests = TeamsRequests(world, accounts, {**PEOPLE, "a stranger": None}, pool)

    async def send(made: tuple[bytes, Crafted | None]) -> None:
        body, ask = made
        status, answer = await world.delivers(body)
        pool.learns(answer)
        notes(status, body, ask)

    for _ in range(1 + (TOTAL > 1000)):
        for look in looks(pool, "Sam Okoro"):
            await send(requests.press(look))
    await throws(TOTAL, requests.draw, send, minutes=MINUTES)


async def test_whatever_a_browser_posts_nothing_breaks_and_nothing_is_stored_that_should_not_be(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    world = WebWorld()
    story = SchoolStory(world, tmp_path)
    story.drawn = Service  # what no other face could send need not be drawn there
    await story.opens()
    await furnish(story)
    own, browsers = {}, {}
    for name in PEOPLE:
        hands = story.people[name]
        assert isinstance(hands, WebHands)
        await hands.asks("help")
        fields = dict(hands.page.the("form.say").sends())
        own[name], browsers[name] = {field: fields[field] for field in ("csrf", "me", "place")}, hands.browser
    pool, answered, forbidden = await pool_of(story), Counter[int](), set[str]()
    async with story.service.database.reading() as connection:
        pool.learns(
            [*await connection.scalars(select(asks.c.reply)), *await connection.scalars(select(notices.c.card))]
        )
    wrong: list[str] = []

    async def send(made: tuple[str, str, Fields, Crafted | None]) -> None:
        who, path, fields, ask = made
        async with browsers[who].post(
            world.bot + path, data=urlencode(fields), headers=FORM, allow_redirects=False
        ) as a:
            answered[a.status] += 1
            if a.status >= 500:
                wrong.append(f"{a.status} to {path} {fields}"[:2000])
        if ask and not ask.is_valid:
            forbidden.add(f"{ask.key}/{ask.command.word}")

    await throws(min(TOTAL // 5, 2_000), WebRequests(PEOPLE, own, pool).draw, send, minutes=MINUTES)
    await story.settles()
    wrong += await wrong_in(story.service.database, forbidden)
    wrong += [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    print(f"\nweb: {sum(answered.values()):,} requests, answered {dict(sorted(answered.items()))}")
    print(f"  {await stored_in(story.service.database)}")
    print(f"  {len(forbidden):,} asks that may not be answered, {len(wrong)} findings")
    await story.closes()
    assert not wrong, "\n".join(sorted(set(wrong)))


async def answered_to_the_end(story: ServedStory) -> None:
    """In Teams an answer is a message of its own. One for which a made-up service address stood is tried again for a
    while, and arrives when somebody's real one is known: what is asked next must be answered by the next alone."""
    if isinstance(story.world, TeamsWorld):
        hands: Any = story.senco
        chat, before = story.world.private(hands.account), -1
        while before != (before := len(chat.posts)):  # noqa: ASYNC110 - the other process has no event of ours
            await asyncio.sleep(PATIENCE + 1)


async def unreadable(story: SchoolStory) -> list[str]:
    """The lists that do not open for the SENCO; in a long run, every look of the catalogue."""
    found = []
    for command in COMMANDS:
        asked = command.look and command.shown and Role.SENCO in command.row.roles
        if asked and (TOTAL > 1000 or command.word in LISTS):
            await story.senco.asks(command.word)
            if UNAVAILABLE in story.senco.said:
                found.append(f"“{command.word}” does not open")
    return found
