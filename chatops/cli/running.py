"""`chatops serve`, `chatops demo`, `chatops migrate`: running the bot, and making its database ready."""

import asyncio
import contextlib
import errno
import signal
from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from chatops.cli.data import NOT_MIGRATED, run, the_settings
from chatops.cli.terminal import bar, refuse

if TYPE_CHECKING:
    from chatops.app import Service

KEEP = (
    "What staff write about pupils is sealed with it: if it is lost, nobody can read that again. "
    "Keep a copy of the file, apart from the database's backups."
)
GRACE = 9.0
"""Seconds a stop may take; the process itself needs a moment more to end, and ten are promised in all."""
DRAIN = 2.0
"""Seconds of them for requests that are being answered."""


def migrate() -> None:
    """Bring the database up to date, and seal what staff wrote in it. Safe to run again."""
    settings = the_settings()

    async def work() -> None:
        from chatops.keys import keyring_of
        from storage.migrate import migrate

        keyring = keyring_of(settings)
        with bar("Bringing the database up to date") as told:
            await asyncio.to_thread(migrate, settings.database_url, keyring, told)
        if keyring.made:
            typer.echo(f"A key was made in {keyring.file}. {KEEP}")

    run(work())
    typer.echo("The database is up to date.")


def serve() -> None:
    """Run the bot: /slack/events, /api/messages, /healthz, /readyz, /metrics."""
    settings = the_settings()

    async def work() -> None:
        from chatops import logs
        from chatops.app import Service
        from chatops.in_the_clear import in_the_clear
        from chatops.keys import keyring_of
        from storage.migrate import is_current, open_with

        if not await asyncio.to_thread(is_current, settings.database_url):
            refuse(NOT_MIGRATED)
        await asyncio.to_thread(open_with, settings.database_url, keyring_of(settings))
        if not (settings.slack_on or settings.teams_on):
            typer.echo(
                "chatops: neither Slack nor Teams is switched on; `chatops doctor` says what is missing", err=True
            )
        if words := in_the_clear(settings):
            typer.echo(f"chatops: {words}", err=True)
        logs.set_up(settings.log_level)
        address = f"http://{settings.host}:{settings.port}"
        await listen(Service(settings), lambda: typer.echo(f"Listening on {address}. Stop with Ctrl+C.", err=True))

    run(work())


def demo() -> None:
    """Try the whole bot with an invented school: no account, nothing leaves this machine, nothing is kept."""

    async def work() -> None:
        from chatops import logs
        from chatops.demo.running import invented
        from chatops.settings import SettingsError

        try:
            async with invented() as service:
                logs.set_up(service.settings.log_level)
                address = f"http://{service.settings.host}:{service.settings.port}"
                words = f"\n  The bot, with an invented school: {address}\n\n  Stop with Ctrl+C; nothing is kept.\n"
                await listen(service, lambda: typer.echo(words))
        except SettingsError as wrong:
            refuse(*wrong.sentences)

    run(work())


async def listen(service: "Service", ready: Callable[[], None]) -> None:
    """Serves until SIGINT or SIGTERM; then finishes what was accepted, within `GRACE`."""
    from chatops.listening import Listener

    settings = service.settings
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    listener = Listener(service.application, drain=DRAIN)
    try:
        try:
            await listener.open(settings.host, settings.port)
        except OSError as trouble:
            if trouble.errno == errno.EADDRINUSE:
                refuse(f"Port {settings.port} is in use. Is the bot running already? Or set PORT.")
            if trouble.errno == errno.EACCES:
                refuse(f"Port {settings.port} may not be used. Set PORT to one above 1023.")
            refuse("HOST is not an address of this machine. Set it to 127.0.0.1, or leave it out.")
        ready()
        await stopping.wait()
    finally:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(listener.close(), GRACE)
