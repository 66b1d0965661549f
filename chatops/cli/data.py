"""The settings and the database as a command finds them, with a sentence for whatever is wrong with either."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from chatops.cli.terminal import refuse

if TYPE_CHECKING:
    from chatops.clockwork.clock import Clock
    from chatops.settings import Settings
    from commands.domain.school import School
    from storage.database import Database

T = TypeVar("T")
SCHOOL = Annotated[
    str | None, typer.Option("--school", metavar="NAME", help="Which school, when there is more than one.")
]
NO_TRIAL = (
    "CLOCK is set, and this database is a school's, in use: in another time the bot would do to the school what is "
    "not due yet. Unset CLOCK; or make a database to try with: "
    "DATABASE_URL=sqlite:///trial.db chatops migrate --trial"
)
NOT_MIGRATED = "The database is not up to date. Run: chatops migrate"


def the_settings() -> "Settings":
    """The settings, or the end of the command with what is wrong with them."""
    from chatops.settings import Settings, SettingsError

    try:
        return Settings.load()
    except SettingsError as wrong:
        refuse(*wrong.sentences)


def today(settings: "Settings") -> date:
    """The local date, by the service's clock."""
    from chatops.clockwork.clock import Clock
    from commands.domain.days.calendar import LONDON

    return Clock(settings.clock).now().astimezone(LONDON).date()


def run(work: Coroutine[Any, Any, T]) -> T:
    """Runs a command's work; a database that does not answer, or a key that does not fit, ends it with a sentence."""
    from sqlalchemy.exc import SQLAlchemyError, StatementError

    from storage.sealed.key_files import KeyTrouble

    try:
        return asyncio.run(work)
    except KeyTrouble as trouble:
        refuse(str(trouble))
    except SQLAlchemyError as trouble:
        if isinstance(trouble, StatementError) and isinstance(trouble.orig, KeyTrouble):
            refuse(str(trouble.orig))
        refuse(no_answer(trouble))


def no_answer(trouble: Exception) -> str:
    """What to tell about a database that failed. Drivers' words are passed on only where they speak of connections;
    those about rows can hold what the rows say."""
    from sqlalchemy.exc import OperationalError

    why = ""
    if isinstance(trouble, OperationalError):
        why = " " + (str(trouble.orig).strip().splitlines() or [""])[0].rstrip(".") + "."
    return f"The database does not do what it is asked ({type(trouble).__name__}).{why} Check DATABASE_URL."


def keep_private(settings: "Settings") -> None:
    """Sees to it that only its owner can read a SQLite database, and says so where that had to be put right."""
    from storage.database import file_of
    from storage.sealed.private_files import OfAnother, of_database, put_right

    file = file_of(settings.database_url)
    try:
        for said in put_right(of_database(file)) if file else ():
            typer.echo(f"chatops: {said}", err=True)
    except OfAnother as why:
        refuse(str(why))


async def may_be_set(database: "Database", settings: "Settings") -> bool:
    """Whether this is a trial database. A CLOCK that is set for one in which anything was done in earnest ends the
    command."""
    from storage.trials import is_trial, is_untouched

    trial = await is_trial(database)
    if settings.clock and not trial and not await is_untouched(database):
        refuse(NO_TRIAL)
    return trial


async def on_time(database: "Database", settings: "Settings", clock: "Clock | None" = None) -> None:
    """For what hangs on the date and cannot be undone: ends the command while this machine's clock is not the
    database's. (One that was set to another time was looked at when the database was opened.)"""
    from chatops.clockwork.clock import Clock
    from chatops.clockwork.timekeeper import apart

    theirs = None if settings.clock else await database.time()
    if theirs and (wrong := apart((clock or Clock()).machine() - theirs)):
        refuse(f"{wrong} Then run this again.")


@asynccontextmanager
async def opened(settings: "Settings") -> AsyncIterator["Database"]:
    """The database, once it is known to be up to date and to open with the keys at hand."""
    from chatops.keyring import keyring_of
    from storage.database import Database
    from storage.up_to_date import is_current, open_with

    keep_private(settings)
    if not await asyncio.to_thread(is_current, settings.database_url):
        refuse(NOT_MIGRATED)
    keyring = keyring_of(settings)
    await asyncio.to_thread(open_with, settings.database_url, keyring)
    database = Database(settings.database_url, keyring)
    try:
        await may_be_set(database, settings)
        yield database
    finally:
        await database.close()


async def the_school(database: "Database", name: str | None) -> "School":
    """The school so called (or with that id); the only one when no name is given."""
    from storage.lists.schools import Schools

    schools = await Schools(database).all()
    if not schools:
        refuse("There is no school yet. Run: chatops school add NAME")
    if name is None and len(schools) == 1:
        return schools[0]
    names = ", ".join(school.name for school in schools)
    if name is None:
        refuse(f"There is more than one school. Say which with --school: {names}.")
    wanted = [s for s in schools if name.strip().casefold() == s.name.casefold() or name == s.id]
    if not wanted:
        refuse(f"There is no school of that name. There are: {names}.")
    return wanted[0]
