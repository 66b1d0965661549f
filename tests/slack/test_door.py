"""What comes to /slack/events and is not Slack's, not of these minutes or not readable (never a 500, never a word of it
in a log), and what comes again."""

import asyncio
import json
import logging
import time
from urllib.parse import urlencode

import aiohttp
import pytest

from chatops.slack.sign import WINDOW, is_signed, signature
from tests.school import REFERRAL, SchoolStory, reference_in
from tests.worlds.slack import SECRET, SlackWorld
from tests.worlds.slack_hands import FORM

JSON_TYPE = "application/json"
SECRETS = "Amina-Yusuf-cannot-yet-retell"


def form(**fields: str) -> bytes:
    return urlencode(fields).encode()


MALFORMED = {
    "broken JSON": (f'{{"{SECRETS}'.encode(), JSON_TYPE),
    "a JSON list": (b"[1, 2]", JSON_TYPE),
    "a JSON word": (b'"refer"', JSON_TYPE),
    "nothing": (b"", JSON_TYPE),
    "not UTF-8": (b'{"type": "\xff\xfe"}', JSON_TYPE),
    "nested without end": (b"[" * 100_000, JSON_TYPE),
    "a payload that is no JSON": (form(payload=SECRETS), FORM),
    "a payload that is a list": (form(payload="[]"), FORM),
    "a payload cut short": (form(payload='{"type": "block_actions"'), FORM),
    "actions that are words": (form(payload=json.dumps({"type": "block_actions", "actions": SECRETS})), FORM),
    "no actions": (form(payload=json.dumps({"type": "block_actions", "actions": []})), FORM),
    "a submission without a view": (form(payload=json.dumps({"type": "view_submission"})), FORM),
    "a view that is a word": (form(payload=json.dumps({"type": "view_submission", "view": SECRETS})), FORM),
    "a button of somebody else's": (
        form(
            payload=json.dumps(
                {
                    "type": "block_actions",
                    "team": {"id": "T1"},
                    "user": {"id": "U1"},
                    "actions": [{"type": "button", "action_id": "x", "block_id": "b", "value": SECRETS}],
                }
            )
        ),
        FORM,
    ),
    "a form without what travels with it": (
        form(
            payload=json.dumps(
                {
                    "type": "view_submission",
                    "user": {"id": "U1"},
                    "view": {"callback_id": "form", "private_metadata": SECRETS, "state": {"values": {}}},
                }
            )
        ),
        FORM,
    ),
    "a command without a person": (form(command="/refer", text=SECRETS, trigger_id="1"), FORM),
    "a type-ahead without a view": (
        form(payload=json.dumps({"type": "block_suggestion", "action_id": "pupil", "value": SECRETS})),
        FORM,
    ),
}


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED.keys())
async def test_what_cannot_be_read_is_refused_without_a_word_in_the_log(
    school: SchoolStory, world: SlackWorld, body: tuple[bytes, str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    status, _ = await world.sends(*body)

    assert status in (400, 404)
    assert SECRETS not in caplog.text


async def test_an_event_nobody_listens_to_is_acknowledged(school: SchoolStory, world: SlackWorld) -> None:
    for kind in ("app_home_opened", "tokens_revoked", "app_uninstalled", "message", "something_new"):
        event = {"type": "event_callback", "team_id": "T1", "event_id": f"Ev{kind}", "event": {"type": kind}}
        status, _ = await world.sends(json.dumps(event).encode(), JSON_TYPE)
        assert status == 200


async def test_slack_is_answered_when_it_checks_the_address(school: SchoolStory, world: SlackWorld) -> None:
    asked = json.dumps({"type": "url_verification", "challenge": "c1"}).encode()
    assert await world.sends(asked, JSON_TYPE) == (200, {"challenge": "c1"})


FORGED = {
    "no signature": {},
    "a wrong one": {"X-Slack-Request-Timestamp": "now", "X-Slack-Signature": "v0=" + "0" * 64},
    "one that is not ASCII": {"X-Slack-Request-Timestamp": "now", "X-Slack-Signature": "v0=é"},
    "a time that is a word": {"X-Slack-Request-Timestamp": "soon", "X-Slack-Signature": "v0=0"},
    "a time that is no digit to Slack": {"X-Slack-Request-Timestamp": "²", "X-Slack-Signature": "v0=0"},
    "a time beyond all time": {"X-Slack-Request-Timestamp": "9" * 400, "X-Slack-Signature": "v0=0"},
}


@pytest.mark.parametrize("headers", FORGED.values(), ids=FORGED.keys())
async def test_what_slack_did_not_sign_is_turned_away(
    school: SchoolStory, world: SlackWorld, headers: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    now = {key: str(int(time.time())) if value == "now" else value for key, value in headers.items()}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{world.bot}/slack/events", data=SECRETS.encode(), headers=now) as answer,
    ):
        assert answer.status == 401
        assert answer.headers["X-Slack-No-Retry"] == "1"
    assert SECRETS not in caplog.text


async def test_a_request_that_comes_again_is_answered_as_the_first_was(school: SchoolStory, world: SlackWorld) -> None:
    await school.has_a_senco_channel()
    await school.teacher.asks("refer")
    assert await school.teacher.finds("Pupil", "amina")
    assert await world.plays_again() == (200, world.answered)

    await school.teacher.fills_in(**REFERRAL)
    assert await world.plays_again() == (200, world.answered)
    assert reference_in(school.teacher.said) in world.answered
    assert len(await school.channel()) == 1


async def test_what_is_on_the_screen_is_not_put_there_again(school: SchoolStory, world: SlackWorld) -> None:
    await school.teacher.asks("my referrals")
    await school.teacher.asks("refer")
    calls = len(world.api.calls)

    assert await world.plays_again() == (200, "")
    await asyncio.sleep(0.3)  # what would be answered would have been
    assert len(world.api.calls) == calls
    assert school.teacher.form == "Refer a pupil"


@pytest.mark.parametrize("length", [1024 * 1024 + 1, 3 * 1024 * 1024])
async def test_more_than_a_mebibyte_is_too_much(school: SchoolStory, world: SlackWorld, length: int) -> None:
    assert (await world.sends(b"x" * length, JSON_TYPE))[0] == 413


def test_a_signature_is_good_for_five_minutes_either_way_whoever_has_seen_it_before() -> None:
    def accepts(stamp: int, now: float) -> bool:
        headers = {
            "X-Slack-Request-Timestamp": str(stamp),
            "X-Slack-Signature": signature(SECRET.encode(), str(stamp), b"{}"),
        }
        return is_signed(SECRET, headers, b"{}", now)

    assert accepts(1000, 1000 + WINDOW)
    assert accepts(1000, 1000 + WINDOW)
    assert not accepts(1001, 1002 + WINDOW)
    assert accepts(5000, 5000 - WINDOW)
    assert not accepts(5000, 5001 + WINDOW)
    assert not accepts(5000, 4999 - WINDOW)


def test_without_a_secret_nobody_can_sign_with_none() -> None:
    headers = {"X-Slack-Request-Timestamp": "1000", "X-Slack-Signature": signature(b"", "1000", b"{}")}
    assert not is_signed("", headers, b"{}", 1000)
