"""A file in Slack: it goes to the asker's own conversation and to Slack's own hosts; each refusal says what to do."""

import asyncio

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from chatops.slack.api import is_slacks
from chatops.slack.files import NOT_SENT, ON_ITS_WAY, SENT, UNKNOWN
from tests.plans import planned
from tests.school import SchoolStory
from tests.worlds.slack import SlackWorld
from tests.worlds.slack_eyes import Open

SLACK = "https://slack.com/api/"


@pytest.mark.parametrize(
    ("url", "api", "ours"),
    [
        ("https://files.slack.com/upload/v1/ABC", SLACK, True),
        ("https://slack.com/upload", SLACK, True),
        ("http://127.0.0.1:9/upload", "http://127.0.0.1:8/api/", True),
        ("http://files.slack.com/upload/v1/ABC", SLACK, False),
        ("https://files.slack.com.evil.example/upload", SLACK, False),
        ("https://evilslack.com/upload", SLACK, False),
        ("https://files.slack.com@evil.example/upload", SLACK, False),
        ("https://evil@files.slack.com/upload", SLACK, False),
        ("https://[/upload", SLACK, False),
        ("file:///etc/passwd", SLACK, False),
    ],
)
def test_a_file_is_put_at_slacks_own_hosts_alone(url: str, api: str, ours: bool) -> None:
    assert is_slacks(url, api) is ours


async def test_it_lies_in_the_askers_own_conversation_and_the_screen_says_so(
    school: SchoolStory, world: SlackWorld
) -> None:
    await school.has_a_senco_channel()
    plan = await planned(school)
    await school.senco.asks(f"support plan {plan}", channel="senco")

    assert SENT in school.senco.said
    [upload] = world.api.files.uploads
    assert upload.shared_in == world.api.direct(school.senco.id)  # type: ignore[attr-defined]
    assert upload.name == f"Support plan {plan}.docx"
    [told] = [sent for method, sent in world.api.calls if method == "files.completeUploadExternal"]
    assert "Amina" not in str(told)


@pytest.mark.parametrize(
    ("method", "code", "to_do"),
    [
        ("files.getUploadURLExternal", "file_uploads_disabled", "Ask your Slack administrator to allow them"),
        ("files.getUploadURLExternal", "file_uploads_except_images_disabled", "allows no files but pictures"),
        ("files.getUploadURLExternal", "missing_scope", "Update it from the manifest and install it again"),
        ("conversations.open", "user_disabled", "Check the staff list"),
        ("files.completeUploadExternal", "something_new", "Slack refused it (something_new)."),
    ],
)
async def test_what_slack_refuses_is_told_with_what_to_do(
    school: SchoolStory, world: SlackWorld, method: str, code: str, to_do: str
) -> None:
    plan = await planned(school)
    world.api.refusing[method] = code
    await school.senco.asks(f"support plan {plan}")
    assert NOT_SENT in school.senco.said
    assert to_do in school.senco.said
    assert "chatops export pupil" in school.senco.said
    assert not school.senco.files()

    world.api.refusing.clear()
    await school.senco.asks(f"support plan {plan}")
    assert SENT in school.senco.said


async def test_no_other_host_gets_the_file_even_if_slacks_answer_names_one(
    school: SchoolStory, world: SlackWorld
) -> None:
    plan = await planned(school)
    received: list[bytes] = []

    async def receive(request: web.Request) -> web.Response:
        received.append(await request.read())
        return web.Response(text="OK")

    application = web.Application()
    application.add_routes([web.route("*", "/{any:.*}", receive)])
    async with TestServer(application) as elsewhere:
        world.api.files.address = f"http://localhost:{elsewhere.port}/upload"
        await school.senco.asks(f"support plan {plan}")
    assert "an address that is not its own" in school.senco.said
    assert received == []


async def test_a_file_sent_on_to_another_address_does_not_go_there(school: SchoolStory, world: SlackWorld) -> None:
    plan = await planned(school)
    world.api.files.status = 307
    await school.senco.asks(f"support plan {plan}")
    assert "Slack refused it (307)" in school.senco.said


async def test_when_slack_does_not_answer_it_is_said_and_asking_again_helps(
    school: SchoolStory, world: SlackWorld
) -> None:
    plan = await planned(school)
    world.api.files.status = 503
    await school.senco.asks(f"support plan {plan}")
    assert f"{NOT_SENT} Slack did not answer. Please ask again" in school.senco.said
    world.api.files.status = 200
    await school.senco.asks(f"support plan {plan}")
    assert SENT in school.senco.said
    assert UNKNOWN not in school.senco.said


async def test_a_slow_file_is_said_to_be_on_its_way_and_then_to_have_arrived(
    school: SchoolStory, world: SlackWorld
) -> None:
    plan = await planned(school)
    world.api.files.gate.clear()
    await school.senco.asks(f"support plan {plan}")
    assert ON_ITS_WAY in school.senco.said
    assert not school.senco.files()

    id = school.senco.id  # type: ignore[attr-defined]
    seen = len(world.api.shown[id])
    world.api.files.gate.set()
    async with world.api.changed:
        await asyncio.wait_for(world.api.changed.wait_for(lambda: len(world.api.shown[id]) > seen), 10)
    now = world.api.shown[id][-1]
    assert isinstance(now, Open)
    assert SENT in str(now)
    assert len(school.senco.files()) == 1
