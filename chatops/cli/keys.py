"""`chatops key`: making keys for the environment, changing the key, naming it."""

import asyncio

import typer

from chatops.cli.data import NOT_MIGRATED, run, the_settings
from chatops.cli.terminal import JSON, bar, refuse, say_json

keys = typer.Typer(
    name="key", no_args_is_help=True, help="The key that seals what staff write: change it, name it, make one."
)


@keys.command()
def new() -> None:
    """Print a new key, for CHATOPS_KEYS. It is kept nowhere else."""
    from storage.sealed.keys import new_key

    typer.echo(new_key())


@keys.command()
def show(as_json: JSON = False) -> None:
    """Say by which names the keys go, and where they are. The names open nothing."""
    settings = the_settings()

    async def work() -> None:
        from chatops.keyring import keyring_of

        keyring = keyring_of(settings)
        names = keyring.present().names
        if as_json:
            say_json({"where": keyring.where, "keys": names})
            return
        for n, name in enumerate(names):
            typer.echo(f"{name}  {'seals and opens' if n == 0 else 'opens'}, in {keyring.where}")

    run(work())


@keys.command()
def rotate(as_json: JSON = False) -> None:
    """Change the key, and seal everything anew with it, while the bot runs. Interrupted, run it again: it goes on."""
    settings = the_settings()

    async def work() -> None:
        from chatops.keyring import keyring_of
        from storage.sealed.rotation import rotate
        from storage.up_to_date import is_current

        if not await asyncio.to_thread(is_current, settings.database_url):
            refuse(NOT_MIGRATED)
        keyring = keyring_of(settings)
        with bar("Sealing everything anew") as told:
            done = await asyncio.to_thread(rotate, settings.database_url, keyring, told)
        if as_json:
            say_json({"key": done.first, "dropped": done.dropped, "rows": done.rows})
            return
        dropped = " and ".join(done.dropped)
        typer.echo(f"Everything is sealed with key {done.first} ({done.rows:,} rows anew).")
        if keyring.file:
            typer.echo(f"Key {dropped} is out of {keyring.file}. Keep a copy of the file as it is now.")
        else:
            typer.echo(f"Take key {dropped} out of CHATOPS_KEYS everywhere.")
        typer.echo(f"Backups made before now open with key {dropped} alone: keep its copy as long as you keep them.")

    run(work())
