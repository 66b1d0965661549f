"""What Slack refuses, for good or for a while: said truly to whoever asks, to the operator, and in the docs."""

import json
import logging
from pathlib import Path

import pytest

from chatops.faces import Heard, Undeliverable
from chatops.slack.face import SlackFace
from chatops.slack.refusals import FINAL, Whose, table
from commands.kit import Button, Card, Show
from tests.school import SchoolStory
from tests.slack.test_talk import hands
from tests.worlds.slack import SlackWorld
from tests.worlds.slack_api import SCOPES, TEAM

CARD = Card("Referral R-7K2PM", (), (Button("Read it", "read referral", "R-7K2PM"),))
WHOM_TO_TELL = "Whoever looks after the bot must put its connection right first: please tell them."


@pytest.fixture
async def face(school: SchoolStory) -> SlackFace:
    """The service's own face."""
    found = school.service.faces["slack"]
    assert isinstance(found, SlackFace)
    return found


@pytest.mark.parametrize("code", sorted(FINAL))
async def test_what_a_person_must_put_right_is_said_in_a_sentence(
    school: SchoolStory, world: SlackWorld, face: SlackFace, code: str
) -> None:
    await school.has_a_senco_channel()
    world.api.refusing["chat.postMessage"] = code
    with pytest.raises(Undeliverable) as raised:
        await face.post({"team": TEAM, "channel": world.channel_id("senco")}, CARD)
    assert raised.value.permanent
    assert raised.value.of_place is (FINAL[code].whose in (Whose.PLACE, Whose.POST))
    assert raised.value.of_bot is (FINAL[code].whose is Whose.BOT)
    assert str(raised.value).endswith(".")
    assert "R-7K2PM" not in str(raised.value)


@pytest.mark.parametrize("code", ["a_code_of_next_year", "service_unavailable", "external_channel_migrating"])
async def test_a_word_of_slacks_that_is_not_known_is_tried_again_and_told_as_it_is(
    school: SchoolStory, world: SlackWorld, face: SlackFace, code: str
) -> None:
    await school.has_a_senco_channel()
    world.api.refusing["chat.postMessage"] = code
    await school.referred()
    with pytest.raises(Undeliverable) as raised:
        await face.post({"team": TEAM, "channel": world.channel_id("senco")}, CARD)
    assert (str(raised.value), raised.value.permanent) == (f"Slack refused the post ({code}).", False)

    del world.api.refusing["chat.postMessage"]
    school.passes(hours=2)
    assert len(await school.channel()) == 1


def test_the_docs_hold_the_table_of_refusals() -> None:
    assert table() in (Path(__file__).parents[2] / "docs" / "it.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "messages", [["[ERROR] invalid trigger_id"], ["[ERROR] trigger expired [json-pointer:/trigger_id]"]]
)
async def test_a_trigger_that_came_too_late_is_known_however_slack_says_so(
    school: SchoolStory, world: SlackWorld, messages: list[str]
) -> None:
    world.api.refusing["views.open"], world.api.messages = "invalid_arguments", messages
    await school.teacher.asks("refer")
    assert "took too long" in school.teacher.said


async def test_other_arguments_that_are_wrong_are_no_late_trigger(school: SchoolStory, world: SlackWorld) -> None:
    wrong = ["[ERROR] must be less than 25 characters [json-pointer:/view/title]", "[ERROR] invalid trigger_id"]
    world.api.refusing["views.open"], world.api.messages = "invalid_arguments", wrong
    await school.teacher.asks("refer")
    assert "Slack would not show the answer" in school.teacher.said


@pytest.mark.parametrize("method", ["users.info", "views.open"])
async def test_while_slack_refuses_the_bot_people_are_told_whom_to_tell_and_not_to_wait(
    school: SchoolStory, world: SlackWorld, method: str
) -> None:
    school.passes(hours=25)  # so that who they are is asked anew
    world.api.refusing[method] = "missing_scope"
    await school.teacher.asks("refer")
    assert WHOM_TO_TELL in school.teacher.said
    assert "minute" not in school.teacher.said


async def test_a_form_sent_while_slack_refuses_the_bot_keeps_what_was_typed(
    school: SchoolStory, world: SlackWorld
) -> None:
    school.passes(hours=25)
    world.api.refusing["users.info"] = "token_revoked"
    typed = {"noticed": "Cannot yet retell a story."}
    sent = Heard("slack", TEAM, hands(school.teacher).id, "k-1", word="refer")
    again = await school.service.hear(sent, typed)
    assert isinstance(again, Show)
    assert (again.key, again.answers) == ("k-1", typed)
    assert WHOM_TO_TELL in again.errors[""]


async def test_that_no_e_mail_is_shown_for_want_of_a_permission_makes_nobody_a_stranger(
    school: SchoolStory, world: SlackWorld
) -> None:
    school.passes(hours=25)
    world.api.scopes = SCOPES.replace(",users:read.email", "")
    for user in world.api.users.values():
        user["profile"].pop("email", None)
    await school.teacher.asks("refer")
    assert WHOM_TO_TELL in school.teacher.said
    assert "staff list" not in school.teacher.said
    said = await school.readiness()
    assert not said["ready"]
    assert "permission" in said["why"]


async def test_without_the_permission_for_files_the_bot_is_ready_and_says_what_it_lacks(
    school: SchoolStory, world: SlackWorld, face: SlackFace
) -> None:
    world.api.scopes = SCOPES.replace(",files:write", "")
    assert await face.check() == []
    said = await school.readiness()
    assert said["ready"]
    [lacking] = [words for words in said["troubles"] if "files:write" in words]
    assert lacking.endswith("Until then it hands nobody a file.")

    world.api.scopes = SCOPES
    await face.check()
    assert (await school.readiness())["troubles"] == []


async def test_that_events_are_left_out_for_a_while_is_acknowledged(
    school: SchoolStory, world: SlackWorld, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    told = {"type": "app_rate_limited", "token": "old", "team_id": TEAM, "minute_rate_limited": 1_800_000_000}
    status, _ = await world.sends(json.dumps(told).encode(), "application/json")
    assert status == 200
    assert "leaves out events" in caplog.text


async def test_that_somebody_elses_token_was_revoked_is_no_trouble_of_the_bots(
    school: SchoolStory, world: SlackWorld, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR, logger="chatops.slack")
    await world.happens({"type": "tokens_revoked", "tokens": {"oauth": ["U0SOMEBODY"], "bot": []}})
    assert caplog.text == ""
    await world.happens({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U0SENCOBT"]}})
    assert "tokens_revoked" in caplog.text


async def test_an_event_that_slack_sends_three_times_draws_the_tab_once(school: SchoolStory, world: SlackWorld) -> None:
    teacher = hands(school.teacher)
    await teacher.opens_home()
    drawn = [method for method, _ in world.api.calls].count("views.publish")
    assert await world.replays(2) == [200, 200]
    await school.settles()
    await teacher.asks("my referrals")
    assert [method for method, _ in world.api.calls].count("views.publish") == drawn


async def test_with_socket_mode_the_bot_is_ready_as_soon_as_it_is_connected(tmp_path: Path) -> None:
    school = SchoolStory(SlackWorld(socket=True), tmp_path)
    await school.opens()
    await school.service.watch.look()
    assert (await school.readiness())["ready"]
    await school.closes()
