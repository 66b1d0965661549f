"""`chatops backup` and `chatops restore`: a copy of a SQLite database while the bot runs, and back."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chatops.cli.data import opened, run, the_settings
from chatops.cli.recorded import recorded
from chatops.cli.terminal import JSON, bar, refuse, say_json

if TYPE_CHECKING:
    from chatops.settings import Settings
    from commands.domain.privacy.audit import Did

BY_POSTGRESQL = (
    'PostgreSQL has its own: pg_dump --format=custom --file=FILE "$DATABASE_URL" makes a backup, and '
    'pg_restore --clean --if-exists --single-transaction --dbname="$DATABASE_URL" FILE puts it back.'
)
FORCE = Annotated[bool, typer.Option("--force", help="Replace what is there.")]


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", dir_okay=False, help="The file to write.")],
    force: FORCE = False,
    as_json: JSON = False,
) -> None:
    """Copy the database to a file only you can read, while the bot runs on. It holds everything: keep it as safe.

    For SQLite; PostgreSQL has pg_dump.
    """
    from commands.domain.privacy.audit import Did
    from storage.backups import NotDone, back_up

    settings = the_settings()
    database = _file_of(settings)
    try:
        _tell(settings, database, "backup", Did.EXPORTED)
        with bar("Copying the database") as told:
            made = back_up(database, file, over=force, told=told)
    except NotDone as why:
        refuse(str(why))
    if as_json:
        say_json({"file": str(file), "bytes": made.size, "shape": made.shape.value})
    else:
        typer.echo(f"Wrote {file} ({made.size:,} bytes), which only you can read: keep it so, and away from here.")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", dir_okay=False, help="A file made by `chatops backup`.")],
    force: FORCE = False,
    as_json: JSON = False,
) -> None:
    """Put a backup in the place of the database, after checking it. Stop the bot first.

    For SQLite; PostgreSQL has pg_restore.
    """
    from commands.domain.privacy.audit import Did
    from storage.backups import NotDone
    from storage.backups import restore as put_back
    from storage.migrate import Shape

    settings = the_settings()
    database = _file_of(settings)
    try:
        with bar("Putting the database back") as told:
            made = put_back(file, database, over=force, told=told)
    except NotDone as why:
        refuse(str(why))
    _tell(settings, database, "restore", Did.CHANGED)
    older = made.shape is Shape.OLDER
    if as_json:
        say_json({"file": str(file), "database": str(database), "bytes": made.size, "shape": made.shape.value})
    else:
        then = "It is from an older version. Run: chatops migrate" if older else "Now start the bot: chatops serve"
        typer.echo(f"Restored {database} from {file}. {then}")


def _file_of(settings: "Settings") -> Path:
    """Where the SQLite database lies; for another kind the command ends with what to use."""
    from sqlalchemy.engine import make_url

    address = make_url(settings.database_url)
    if address.get_backend_name() != "sqlite":
        refuse(BY_POSTGRESQL)
    return Path(address.database or "")


def _tell(settings: "Settings", database: Path, word: str, did: "Did") -> None:
    """A line in every school's audit; a database of an older version may have none yet, and is copied all the same."""
    from storage.lists.schools import Schools
    from storage.up_to_date import is_current

    async def work() -> None:
        if await asyncio.to_thread(is_current, settings.database_url):
            async with opened(settings) as open_database:
                for school in await Schools(open_database).all():
                    await recorded(open_database, school, settings, word, did)

    if database.is_file():
        run(work())
