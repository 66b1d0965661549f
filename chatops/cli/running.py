"""`chatops serve`, `chatops demo`, `chatops migrate`: running the bot, and making its database ready."""

import asyncio
import contextlib
import errno
import signal
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from chatops.cli.data import NOT_MIGRATED, keep_private, may_be_set, run, the_settings
from chatops.cli.terminal import bar, refuse
from chatops.every_face import FACES, asked_by

if TYPE_CHECKING:
    from chatops.app import Service
    from chatops.settings import Settings

KEEP = (
    "What staff write about pupils is sealed with it: if it is lost, nobody can read that again. "
    "Keep a copy of the file, apart from the database's backups."
)
GRACE = 9.0
"""Seconds a stop may take; the process itself needs a moment more to end, and ten are promised in all."""
DRAIN = 2.0
"""Seconds of them for requests that are being answered."""


A_TRIAL = "This is a trial database: nothing in it is a real school's."
HOLDS_A_SCHOOL = (
    "This database holds a school already, so it is not made one for trying things out. "
    "Make another: DATABASE_URL=sqlite:///trial.db chatops migrate --trial"
)


def migrate(
    trial: Annotated[
        bool, typer.Option("--trial", help="Make it a database for trying things out, where CLOCK may be set.")
    ] = False,
) -> None:
    """Bring the database up to date, and seal what staff wrote in it. Safe to run again."""
    settings = the_settings()
    keep_private(settings)

    async def work() -> None:
        from chatops.keyring import keyring_of
        from storage.migrate import migrate

        keyring = keyring_of(settings)
        with bar("Bringing the database up to date") as told:
            await asyncio.to_thread(migrate, settings.database_url, keyring, told)
        if keyring.made:
            typer.echo(f"A key was made in {keyring.file}. {KEEP}")
        if trial:
            await _make_trial(settings)

    run(work())
    typer.echo("The database is up to date.")


async def _make_trial(settings: "Settings") -> None:
    """Refused for a database that has a school in it: a real one's is not to become a trial by a slip."""
    from chatops.clockwork.clock import Clock
    from chatops.keyring import keyring_of
    from storage.database import Database
    from storage.lists.schools import Schools
    from storage.trials import is_trial, make_trial

    database = Database(settings.database_url, keyring_of(settings))
    try:
        if await Schools(database).all() and not await is_trial(database):
            refuse(HOLDS_A_SCHOOL)
        await make_trial(database, Clock().now())
    finally:
        await database.close()


def serve() -> None:
    """Run the bot: /slack/events, /api/messages, /healthz, /readyz, /metrics."""
    settings = the_settings()
    keep_private(settings)

    async def work() -> None:
        from chatops.admitting.in_the_clear import in_the_clear
        from chatops.app import Service
        from chatops.keyring import keyring_of
        from chatops.watching import logs
        from storage.trials import make_trial
        from storage.up_to_date import is_current, open_with

        if not await asyncio.to_thread(is_current, settings.database_url):
            refuse(NOT_MIGRATED)
        await asyncio.to_thread(open_with, settings.database_url, keyring_of(settings))
        if not any(face.hears and face.is_on(settings) for face in FACES):
            none = f"neither {asked_by('nor')} is switched on"
            typer.echo(f"chatops: {none}; `chatops doctor` says what is missing", err=True)
        if words := in_the_clear(settings):
            typer.echo(f"chatops: {words}", err=True)
        service = Service(settings)
        try:
            trial = await may_be_set(service.database, settings)
            if settings.clock and not trial:  # nothing was done in it yet; from now on nothing in it is in earnest
                await make_trial(service.database, service.clock.machine())
                trial = True
            if trial:
                typer.echo(f"chatops: {A_TRIAL}", err=True)
        except BaseException:
            await service.stop()
            raise
        logs.set_up(settings.log_level)
        address = f"http://{settings.host}:{settings.port}"
        await listen(service, lambda: typer.echo(f"Listening on {address}. Stop with Ctrl+C.", err=True))

    run(work())


def demo() -> None:
    """Try the whole bot with an invented school: no account, nothing leaves this machine, nothing is kept."""

    async def work() -> None:
        from chatops.demo.running import invented
        from chatops.settings import SettingsError
        from chatops.watching import logs

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
    from chatops.admitting.listening import Listener

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
