"""What a SQLite file is made of, and what in it is not as the migrations make it: a trigger of somebody else's, say."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from storage.migrate import make_empty

Parts = dict[tuple[str, str], Any]
"""What each thing in a file is, by its kind and name."""
SQLITES_OWN = ("sqlite_sequence", "sqlite_stat1", "sqlite_stat4")
"""Tables that SQLite itself adds, to count and to plan."""


def strange_in(file: Path, versions: tuple[str, ...]) -> list[str]:
    """What the file has more, less or otherwise than a database of these versions (those in its `alembic_version`), as
    an administrator would call each: "trigger x on pupils". Triggers, views and indexes are compared word for word,
    tables by their columns and keys. Raises what sqlite3 raises when it cannot be read."""
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        distrust(connection)
        there = dict(_parts(connection))
    ours = _made(versions)
    return sorted(
        f"{kind} {_plain(name)}" for kind, name in {*there, *ours} if there.get((kind, name)) != ours.get((kind, name))
    )


def distrust(connection: sqlite3.Connection) -> None:
    """From here on, what the schema of a file asks for runs no function that does more than compute."""
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA cell_size_check=ON")


@cache
def _made(versions: tuple[str, ...]) -> Parts:
    with TemporaryDirectory(prefix="chatops-") as folder:
        file = Path(folder) / "empty.db"
        make_empty(f"sqlite:///{file}", versions)
        with closing(sqlite3.connect(file)) as connection:
            return dict(_parts(connection))


def _parts(connection: sqlite3.Connection) -> Iterator[tuple[tuple[str, str], Any]]:
    for kind, name, of, sql in connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall():
        if kind == "table" and name in SQLITES_OWN:
            continue
        if kind == "table":
            yield (kind, name), _table(connection, name, sql)
        elif sql is not None:  # an index without words is a key's, and told of with its table
            yield (kind, name), (of, " ".join(sql.split()))


def _table(connection: sqlite3.Connection, name: str, sql: str) -> Any:
    """Columns in any order, since those added later stand in the order of their migrations; and keys."""

    def asked(pragma: str, of: str = name) -> list[tuple[Any, ...]]:
        return connection.execute(f"SELECT * FROM {pragma}(?)", (of,)).fetchall()  # noqa: S608 - a name of ours

    keys: dict[int, list[Any]] = {}
    for id, _, *rest in asked("pragma_foreign_key_list"):
        keys.setdefault(id, []).append(tuple(rest))
    unique = [index for _, index, unique, origin, _ in asked("pragma_index_list") if unique and origin != "c"]
    return (
        "VIRTUAL" in sql.upper().split()[:3],
        "WITHOUT ROWID" in " ".join(sql.upper().split()),
        frozenset(tuple(column[1:]) for column in asked("pragma_table_xinfo")),
        frozenset(tuple(key) for key in keys.values()),
        frozenset(tuple(column for _, _, column in asked("pragma_index_info", index)) for index in unique),
    )


def _plain(name: str) -> str:
    return "".join(c for c in name if c.isprintable())[:60]
