"""An answer that is not ready in time: the person keeps what they typed, and the work that went on is found again."""

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from chatops.faces import Heard, Undeliverable
from chatops.teams.face import TeamsFace
from commands.kit import Answers, Found, Reply, Show
from tests.worlds import adaptive
from tests.worlds.adaptive import Drawn
from tests.worlds.teams import APP_ID, TeamsWorld
from tests.worlds.teams_connector import TENANT, Account


class Slow:
    """A service whose database is slow: it answers when it is let."""

    def __init__(self) -> None:
        self.let = asyncio.Event()
        self.heard: list[tuple[str, str, Answers | None]] = []

    async def hear(self, heard: Heard, answers: Answers | None = None) -> Reply | Show:
        await self.let.wait()
        self.heard.append((heard.word, heard.nonce, answers))
        return Reply("Stored.")

    async def again(self, heard: Heard, answers: Answers | None = None) -> None: ...

    async def is_stored(self, heard: Heard) -> bool:
        return False

    async def search(self, heard: Heard, question: str, typed: str) -> Sequence[Found]:
        await self.let.wait()
        return ()

    async def understood(self, heard: Heard) -> Heard:
        return heard

    async def meet(self, heard: Heard) -> None: ...

    async def account_changed(self, face: str, user: str) -> None: ...

    async def place_changed(self, face: str, hint: str, called: str = "") -> None: ...

    def opens(self, heard: Heard) -> bool:
        return False

    def changes(self, heard: Heard) -> bool:
        return False

    def missed(self, face: str, failure: Undeliverable) -> None: ...


@pytest.fixture
async def slow(world: TeamsWorld) -> AsyncIterator[Slow]:
    inside = Slow()
    settings = await world.start()
    face = TeamsFace(
        inside,
        app_id=APP_ID,
        app_password="-",
        tenant_id=TENANT,
        openid_url=settings["TEAMS_OPENID_URL"],
        patience=0.2,
    )
    app = web.Application()
    app.add_routes(face.routes())
    async with TestServer(app) as server:
        await world.connect(str(server.make_url("")).rstrip("/"))
        yield inside
        inside.let.set()
        await face.stop()
    await world.stop()


TOM = Account("tom.reed@oakfield.example", "Tom Reed")
FILLED_IN = {"_ask": {"word": "refer", "key": "key-1", "many": []}, "noticed": "Cannot yet retell a story."}


async def invoke(world: TeamsWorld, name: str, value: Drawn) -> Drawn:
    answer = await world.sends(TOM, world.private(TOM), {"type": "invoke", "name": name, "value": value})
    assert isinstance(answer, dict)
    return answer


async def test_a_form_that_takes_too_long_can_be_sent_again_with_everything_in_it(
    world: TeamsWorld, slow: Slow
) -> None:
    answer = await invoke(world, "task/submit", {"data": FILLED_IN})
    card = adaptive.check(answer["task"]["value"]["card"]["content"])
    [again] = adaptive.pressables(card)
    assert "nothing is done twice" in adaptive.words(card)
    slow.let.set()

    answer = await invoke(world, "task/submit", {"data": again.action["data"]})

    assert "Stored." in adaptive.words(answer["task"]["value"]["card"]["content"])
    sent = ("refer", "key-1", {"noticed": "Cannot yet retell a story."})
    assert slow.heard == [sent, sent]  # one key: one ask, however often it arrives


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("task/fetch", {"data": {"_ask": {"word": "refer"}}}, "Try again"),
        ("composeExtension/fetchTask", {"commandId": "refer"}, "Try again"),
        ("composeExtension/submitAction", {"commandId": "refer", "data": FILLED_IN}, "Try again"),
        ("adaptiveCard/action", {"action": {"verb": "accept referral", "data": {}}}, "nothing is done twice"),
        ("application/search", {"dataset": "refer/pupil/", "queryText": "am"}, "results"),
    ],
)
async def test_everything_asked_is_answered_in_time(
    world: TeamsWorld, slow: Slow, name: str, value: Drawn, said: str
) -> None:
    assert said in str(await invoke(world, name, value))


async def test_consent_to_a_file_is_acknowledged_in_time(world: TeamsWorld, slow: Slow) -> None:
    value = {"type": "fileUpload", "action": "accept", "context": {"word": "support plan", "about": "C-22222"}}
    consent = {"type": "invoke", "name": "fileConsent/invoke", "replyToId": "1", "value": value}
    assert await world.delivers(world.activity(TOM, world.private(TOM), consent)) == (200, None)
    assert slow.heard == []  # it is still at it
