"""What lies sealed in a whole database: sealing what lies open or under another key, and which keys it takes."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Table,
    Text,
    and_,
    column,
    create_engine,
    delete,
    func,
    inspect,
    or_,
    select,
    table,
    text,
    tuple_,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url

from storage.sealed.key_files import KeyTrouble
from storage.sealed.keys import MARK, Keyring, Ring, hold
from storage.sqlite import teach_sqlite
from storage.tables import metadata, seal_keys
from storage.types import Sealed, SealedStrings

DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}
BATCH = 100
"""Rows sealed in one transaction: some hundredths of a second, in which others wait on SQLite."""
PATIENCE = 60.0
"""Seconds to wait for transactions of others that began with an older key, or for rows they hold."""
PROOF = "chatops"
Told = Callable[[int, int], None]


def sealed_columns() -> Mapping[Table, Sequence[str]]:
    """The tables in which something lies sealed, and the names of those columns."""
    found = {
        of: [c.name for c in of.columns if isinstance(c.type, (Sealed, SealedStrings))] for of in metadata.sorted_tables
    }
    return {of: names for of, names in found.items() if names}


def engine_for(url: str, keyring: Keyring) -> Engine:
    """An engine for one thread's work beside processes that go on serving: it waits longer than they do."""
    address = make_url(url)
    kind = address.get_backend_name()
    options: dict[str, Any] = {"connect_args": {"timeout": 30}} if kind == "sqlite" else {}
    engine = create_engine(address.set(drivername=DRIVERS[kind]), hide_parameters=True, **options)
    if kind == "sqlite":
        teach_sqlite(engine)
    hold(engine.dialect, keyring)
    return engine.execution_options(writing=True)


def known_keys(engine: Engine) -> Mapping[str, str]:
    """The fingerprints of the keys it takes to open everything, and their proofs; none before anything was sealed."""
    if not inspect(engine).has_table(seal_keys.name):
        return {}
    with engine.connect() as connection:
        rows = connection.execute(select(seal_keys.c.fingerprint, seal_keys.c.proof))
        return {row.fingerprint: row.proof for row in rows}


def check(engine: Engine, keyring: Keyring) -> Ring:
    """The ring, once it is known to open everything. Raises `KeyTrouble` when it does not."""
    known = known_keys(engine)
    try:
        ring = keyring.present()
    except KeyTrouble as trouble:
        if not known:
            raise
        raise KeyTrouble(
            f"{trouble} What staff wrote is sealed with key {_listed(known)}; nothing else opens it."
        ) from None
    missing = [name for name, proof in known.items() if ring.open(proof) is None]
    if missing:
        raise KeyTrouble(
            f"What staff wrote is sealed with key {_listed(missing)}, which is not in {keyring.where} (there: "
            f"{_listed(ring.names)}). Put that key back from your copy; nothing else opens it."
        )
    return ring


def note_key(engine: Engine, ring: Ring) -> None:
    """From now on something may be sealed with the ring's first key, so it is needed."""
    dialect = postgresql if engine.dialect.name == "postgresql" else sqlite
    with engine.begin() as connection:
        there = connection.scalar(select(func.count()).where(seal_keys.c.fingerprint == ring.names[0]))
        if not there:  # of two that begin at the same moment, the second finds it noted
            noted = dialect.insert(seal_keys).values(fingerprint=ring.names[0], proof=ring.seal(PROOF))
            connection.execute(noted.on_conflict_do_nothing())


def forget_other_keys(engine: Engine, ring: Ring) -> None:
    """Nothing is sealed with any but the first any more."""
    with engine.begin() as connection:
        connection.execute(delete(seal_keys).where(seal_keys.c.fingerprint != ring.names[0]))


def seal_all(engine: Engine, keyring: Keyring, told: Told = lambda done, of: None) -> int:
    """Seals with the first key whatever lies open or under another; how many rows. Interrupted, it goes on where it
    was when it is called again. Others may read and write meanwhile, with a ring that has the first key too.

    Raises `KeyTrouble` when something opens with no key, or somebody goes on writing with another.
    """
    ring, done, until = keyring.present(), 0, time.monotonic() + PATIENCE
    while left := sum(_left(engine, of, names, ring.mark) for of, names in sealed_columns().items()):
        if time.monotonic() > until:
            raise KeyTrouble("Something still writes with an older key: start every `chatops serve` anew, then go on.")
        of_all, before = done + left, done
        for of, names in sealed_columns().items():
            last: Sequence[Any] | None = None
            while True:
                began = time.monotonic()
                with engine.begin() as connection:
                    count, last = _seal_some(connection, of, names, keyring, ring, last)
                done += count
                told(min(done, of_all), of_all)
                if last is None:
                    break
                time.sleep(time.monotonic() - began)  # as long as it took, for those who waited
        if done == before:
            time.sleep(0.05)  # what is left is in others' hands
        else:
            until = time.monotonic() + PATIENCE
    return done


def look_sealed(url: str, keyring: Keyring) -> tuple[Sequence[str], int]:
    """The keys by their fingerprints, and how many rows hold something that lies open. Writes nothing. Raises
    `KeyTrouble` when the keys do not open everything."""
    engine = engine_for(url, keyring).execution_options(writing=False)
    try:
        ring = check(engine, keyring)
        return ring.names, sum(_left(engine, of, names, MARK) for of, names in sealed_columns().items())
    finally:
        engine.dispose()


def _seal_some(
    connection: Connection, of: Table, names: Sequence[str], keyring: Keyring, ring: Ring, after: Sequence[Any] | None
) -> tuple[int, Sequence[Any] | None]:
    """Seals some rows that come after the given key; how many, and the key of the last (None when none is left).

    On PostgreSQL rows somebody else is changing are left for the next time: whoever never waits for a lock while
    holding others is in no deadlock, and no teacher's ask is the one that is ended.
    """
    raw = _raw(of, names)
    key = [raw.c[c.name] for c in of.primary_key.columns]
    wanted = select(*key, *(raw.c[name] for name in names)).where(_stale(raw, names, ring.mark))
    if after is not None:
        wanted = wanted.where(tuple_(*key) > tuple_(*after, types=[c.type for c in of.primary_key.columns]))
    rows = connection.execute(wanted.order_by(*key).limit(BATCH).with_for_update(skip_locked=True)).all()
    for row in rows:
        at, kept = row[: len(key)], row[len(key) :]
        fresh = {
            name: value if not value or value.startswith(ring.mark) else ring.seal(keyring.open(value))
            for name, value in zip(names, kept, strict=True)
        }
        same = and_(*(c == value for c, value in zip(key, at, strict=True)))
        connection.execute(update(raw).where(same).values(fresh))
    return len(rows), tuple(rows[-1][: len(key)]) if len(rows) == BATCH else None


def _left(engine: Engine, of: Table, names: Sequence[str], mark: str) -> int:
    raw = _raw(of, names)
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(raw).where(_stale(raw, names, mark))) or 0


def _raw(of: Table, names: Sequence[str]) -> Any:
    """The table with its sealed columns as the text that lies there."""
    return table(of.name, *(column(c.name, Text() if c.name in names else c.type) for c in of.columns))


def _stale(raw: Any, names: Sequence[str], mark: str) -> Any:
    return or_(*(and_(raw.c[name] != "", raw.c[name].not_like(f"{mark}%")) for name in names))


def others_have_ended(engine: Engine) -> None:
    """Waits until every transaction begun before now has ended: what they sealed, they sealed with an older key.

    SQLite has one writer at a time, so there the next transaction here comes after them. Raises `KeyTrouble` when one
    does not end.
    """
    if engine.dialect.name == "sqlite":
        with engine.begin():
            return
    others = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
        "AND backend_type = 'client backend' AND xact_start < :now"
    )
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        now, until = connection.scalar(text("SELECT clock_timestamp()")), time.monotonic() + PATIENCE
        while connection.scalar(others, {"now": now}):
            if time.monotonic() > until:
                raise KeyTrouble("Another program keeps the database busy (a backup?). Wait for it to end, then go on.")
            time.sleep(0.05)


def tidy(engine: Engine, *, wholly: bool) -> None:
    """Leaves nothing of what was overwritten in SQLite's files, nor, `wholly`, in either database's tables."""
    connection = engine.raw_connection()
    try:
        driver: Any = connection.driver_connection
        if engine.dialect.name == "postgresql":
            driver.rollback()
            driver.autocommit = True
            if wholly:
                for of in sealed_columns():
                    driver.execute(f"VACUUM FULL {of.name}")
            return
        if wholly:
            driver.execute("VACUUM")
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def _listed(names: Any) -> str:
    return " and ".join(names)
