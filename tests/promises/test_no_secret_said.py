"""No secret is said: not on a screen, not in a log, not in an error, whatever goes wrong and however loud the log."""

import asyncio
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from chatops.app import Service
from chatops.cli.data import no_answer
from chatops.settings import Settings, SettingsError
from chatops.slack.api import Api
from chatops.teams.api import Connector
from chatops.teams.credentials import Credentials
from storage.database import Database
from tests.databases import empty_sqlite
from tests.faults.served import serving

ROOT = Path(__file__).parents[2]
BOT, APP, SIGNING, PASSWORD, OF_DATABASE = (f"hunter{n}secret" for n in range(2, 7))
SECRETS = (BOT, APP, SIGNING, PASSWORD, OF_DATABASE)
EVERYTHING = {
    "SLACK_BOT_TOKEN": f"xoxb-{BOT}",
    "SLACK_APP_TOKEN": f"xapp-{APP}",
    "SLACK_SIGNING_SECRET": SIGNING,
    "SLACK_API_URL": "http://127.0.0.1:1/api/",
    "TEAMS_APP_ID": "6f0b8f4e-2d0c-4f6e-9d57-0c6f2f1a7e55",
    "TEAMS_APP_PASSWORD": PASSWORD,
    "TEAMS_TENANT_ID": "d0a5a3e5-53d1-4bb0-8a0c-1b2f6f7a9c11",
    "TEAMS_OPENID_URL": "http://127.0.0.1:1/openid",
    "LOG_LEVEL": "DEBUG",
}
AWAY = f"postgresql://bot:{OF_DATABASE}@127.0.0.1:1/senco"
COMMANDS = (("serve",), ("doctor",))


def said(folder: Path, *words: str, **environ: str) -> str:
    """Everything a command prints, run as people run it."""
    given = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environ}
    ran = subprocess.run(
        [sys.executable, "-m", "chatops", *words], cwd=folder, env=given, capture_output=True, text=True, timeout=60
    )
    return ran.stdout + ran.stderr


def assert_discreet(text: str) -> None:
    assert [secret for secret in SECRETS if secret in text] == []
    assert "Traceback" not in text


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_that_finds_no_database_says_so_without_its_password(tmp_path: Path, words: tuple[str, ...]) -> None:
    printed = said(tmp_path, *words, **EVERYTHING, DATABASE_URL=AWAY)
    assert "DATABASE_URL" in printed
    assert_discreet(printed)


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://bot:{OF_DATABASE}@2026@127.0.0.1:1/senco",
        f"postgresql://bot:/{OF_DATABASE}@127.0.0.1:1/senco",
        f"postgresql://bot:x/{OF_DATABASE}@127.0.0.1:1/senco",
        f"postgresql://bot:#{OF_DATABASE}@127.0.0.1:1/senco",
        f"postgresql://bot:x:{OF_DATABASE}@127.0.0.1:1/senco",
        f"postgresql://bot@127.0.0.1:{OF_DATABASE}/senco",
        f"postgresql://bot:x@[{OF_DATABASE}/senco",
    ],
)
def test_a_password_that_breaks_the_address_is_told_how_to_be_written(address: str) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.load({"DATABASE_URL": address})
    assert "In the password write %40 for @" in str(refused.value)
    assert_discreet(str(refused.value))


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://u:p%40ss@db.example:5432/senco?sslmode=require",
        "postgresql://u@[::1]/d",
        "postgresql:///d?host=/tmp",
    ],
)
def test_addresses_that_are_well_written_are_taken(address: str) -> None:
    assert Settings.load({"DATABASE_URL": address}).database_url == address


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_a_secret_in_any_setting_it_does_not_belong_in_is_not_repeated(name: str) -> None:
    settings = {**EVERYTHING, "DATABASE_URL": AWAY}
    try:
        loaded = Settings.load({**settings, name.upper(): OF_DATABASE})
    except SettingsError as wrong:
        assert_discreet("".join(traceback.format_exception(wrong)).replace("Traceback (most recent call last)", ""))
    else:
        assert name in (
            "host",
            "teams_app_id",
            "teams_tenant_id",
            "slack_signing_secret",
            "teams_app_password",
            "chatops_key_file",
        )
        if name.startswith(("slack", "teams_app_password")):
            assert_discreet(repr(loaded) + str(loaded))


async def test_a_bot_that_reaches_neither_platform_says_so_without_its_secrets(tmp_path: Path) -> None:
    """Slack refuses, Teams is away; requests come that neither signed; the log is as loud as it goes."""

    async def refuses(_: web.Request) -> web.Response:
        return web.json_response({"ok": False, "error": "invalid_auth"})

    slack = web.Application()
    slack.add_routes([web.post("/api/{method}", refuses)])
    log = tmp_path / "log"
    async with TestServer(slack) as server:
        api = str(server.make_url("/api/"))
        given = {**EVERYTHING, "DATABASE_URL": empty_sqlite(tmp_path / "bot.db"), "SLACK_API_URL": api}
        process, address = await serving(given, tmp_path, log, until="/healthz")
        async with asyncio.timeout(20):
            for path in ("/slack/events", "/api/messages"):
                await _posts(address + path)
        process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.wait(), 20)
        doctor = await asyncio.to_thread(said, tmp_path, "doctor", **given)
        assert "slack" in doctor
        assert_discreet(doctor)
    text = log.read_text()
    assert "Socket Mode is not connected" in text
    assert_discreet(text)


async def _posts(url: str) -> None:
    async with aiohttp.ClientSession() as session:
        for headers in ({"Content-Type": "application/json"}, {"Authorization": f"Bearer {PASSWORD}"}):
            async with session.post(url, data=f'{{"token": "{BOT}"}}'.encode(), headers=headers) as answer:
                assert 400 <= answer.status < 600


async def test_whatever_holds_a_secret_shows_none_of_it_and_nor_does_what_it_raises(tmp_path: Path) -> None:
    async def trips(request: web.Request) -> web.Response:
        if request.transport:
            request.transport.close()
        return web.Response()

    broken = web.Application()
    broken.add_routes([web.route("*", "/{path:.*}", trips)])
    async with TestServer(broken) as server:
        here = str(server.make_url("/"))
        api = Api(f"xoxb-{BOT}", here)
        credentials = Credentials("an-application", PASSWORD, "a-tenant", here)
        connector = Connector(credentials, only_here=False)
        database = Database(AWAY)
        settings = Settings.load({**EVERYTHING, "DATABASE_URL": f"sqlite:///{tmp_path / 'x.db'}"})
        service = Service(settings)
        holders = [settings, service, *service.faces.values(), api, credentials, connector, database, database.engine]
        assert_discreet(" ".join(f"{one!r} {one!s}" for one in holders))

        await api.open()
        failing: list[Callable[[], Awaitable[object]]] = [
            lambda: api.call("auth.test"),
            lambda: api.respond("https://evil.example/", {}),
            lambda: credentials.token(connector.session()),
            lambda: connector.send({"serviceUrl": here}, "a:1", {"text": BOT}),
            database.answers,
        ]
        for fails in failing:
            with pytest.raises(Exception) as raised:  # noqa: PT011 - whatever it is, it says nothing
                await fails()
            shown = "".join(traceback.format_exception(raised.value)) + repr(raised.value)
            assert_discreet(shown.replace("Traceback (most recent call last)", ""))
        assert_discreet(no_answer(raised.value))
        await api.close()
        await connector.close()
        await database.close()
        await service.stop()
