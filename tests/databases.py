"""Empty databases: migrated once in a run, then copied, since every story begins with one."""

import itertools
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from storage.migrate import migrate
from storage.sealed.key_files import keys_in, replace
from storage.sealed.private_files import made


def empty_sqlite(file: Path) -> str:
    """Puts a migrated database without a row at `file`, where there is none yet, and its key beside it; gives its
    address."""
    database, keys = _migrated()
    made(file)
    file.write_bytes(database)
    replace(key_of(file), keys)
    return f"sqlite:///{file}"


@contextmanager
def empty_postgresql(server: str, folder: Path) -> Iterator[str]:
    """A migrated database without a row, of one's own on that server for as long as the context lasts, and its key in
    `folder`; gives its address."""
    template, keys = _template(server)
    name = f"story_{next(_numbers)}"
    does(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    replace(folder / "chatops.key", keys)
    yield database_at(server, name)
    does(server, f"DROP DATABASE {name} WITH (FORCE)")


def database_at(server: str, name: str) -> str:
    """The address of one of a server's databases."""
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def does(server: str, statement: str) -> None:
    """Runs a statement that PostgreSQL takes in no transaction, such as one that makes a database."""
    engine = create_engine(server.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


_numbers = itertools.count(1)


@cache
def _template(server: str) -> tuple[str, list[str]]:
    """The name of the database to copy, migrated once in a run, and its keys."""
    does(server, "CREATE DATABASE migrated")
    with TemporaryDirectory() as folder, chdir(folder):
        migrate(database_at(server, "migrated"))
        return "migrated", keys_in(Path("chatops.key"))[0]


def key_of(file: Path) -> Path:
    """The key file beside a database."""
    return file.with_name(f"{file.name}.key")


@cache
def _migrated() -> tuple[bytes, list[str]]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "empty.db"
        migrate(f"sqlite:///{file}")
        return file.read_bytes(), keys_in(key_of(file))[0]
