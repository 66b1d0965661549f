"""A third thing the clock does is one file and one line elsewhere: how such a thing is done is said once.

Its own: `commands/loans.py`, here the part of this file down to `LOANS` (what the clock asks, and what is said), beside
what a subject with things of its own takes anyway (`test_a_new_subject.py`); its table has an index on `next_at`, and
its type is `Timed`. Elsewhere:

1. `commands/catalogue.py`: one line, in `DUTIES`. Claiming, sharing, keys, what is told, waits after a failure, a
   worker in every process, its line in the log, the figures and the readiness follow from it.

Where what is done hangs on the day, so that a clock that ran ahead does it too early, `storage/delivery/ahead.py` says
besides how that is put right. A new line in a digest is three files; see `test_a_new_subject.py`.
"""

import ast
import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Column, Index, Integer, String, Table, select

from chatops.app import Service
from chatops.clockwork.rounds import Clockwork
from chatops.settings import Settings
from commands.catalogue import DUTIES
from commands.domain.days.timed import Timed
from commands.kit import Ask, Card, Notice, Prose, Records, Reply
from commands.kit.clockwork import ClockAsk, Duty, Turn, by_the_clock
from storage.database import Database
from storage.kept import Kept, Way
from storage.part import ByReference
from storage.records import SqlOpenRecords, SqlRecords, kept_by
from storage.tables import asks, metadata, notices, of_school
from storage.types import UtcTime
from tests.databases import empty_sqlite
from tests.kit.test_dispatcher import Desk, desk
from tests.storage.test_schedules import Clock, another

__all__ = ["desk"]

ROOT = Path(__file__).parents[2]
NINE = datetime(2026, 9, 14, 8, tzinfo=UTC)
TORN = "zq-torn"


@dataclass(frozen=True)
class Loan(Timed):
    """A writing slope lent to a colleague: a thing there is not. `next_at` is when it is asked back."""

    school_id: str
    reference: str
    lent_to: str
    next_at: datetime | None = None
    failures: int = 0
    version: int = 0


async def look(loan: Loan, now: datetime, records: Records) -> Turn[Loan]:
    key = f"loan:{loan.school_id}:{loan.reference}"
    asked = ClockAsk(by_the_clock(records.school, now, "loan", key, loan.reference), partial(asked_back, loan))
    return Turn(replace(loan, next_at=None, failures=0), (asked,))


async def asked_back(loan: Loan, ask: Ask, records: Records) -> Reply:
    if loan.lent_to == TORN:
        raise ValueError(TORN)
    card = Card("A loan", (Prose(f"Please bring {loan.reference} back."),))
    return Reply("Asked back.", notices=(Notice(loan.lent_to, card),), about=loan.reference)


LOANS = Duty("loans", Loan, look)


@dataclass
class Lending:
    """Records that keep loans too, and processes that look after them."""

    desk: Desk
    records: type[SqlRecords]
    clock: Clock

    def process(self, database: Database) -> Clockwork[Loan]:
        told: list[bool] = []
        return Clockwork(
            LOANS,
            database,
            self.desk.dispatcher,
            now=self.clock.now,
            told=lambda: told.append(True),
            records=self.records,
        )

    async def lends(self, **to: str) -> None:
        async with SqlOpenRecords(self.desk.database, self.records)(self.desk.school, writing=True) as records:
            await records.save(*(Loan(self.desk.school.id, f"X-{of}", who, self.clock.at) for of, who in to.items()))

    async def one(self, reference: str) -> Loan:
        async with SqlOpenRecords(self.desk.database, self.records)(self.desk.school, writing=False) as records:
            [loan] = await records.some_of(records.kinds[Loan], reference=reference)
        assert isinstance(loan, Loan)
        return loan

    async def saves(self, loan: Loan) -> None:
        async with SqlOpenRecords(self.desk.database, self.records)(self.desk.school, writing=True) as records:
            await records.save(loan)

    async def told(self) -> list[str]:
        async with self.desk.database.reading() as connection:
            return sorted(await connection.scalars(select(notices.c.to)))


@pytest.fixture
async def lending(desk: Desk) -> AsyncIterator[Lending]:
    loans = Table(
        "loans",
        metadata,
        of_school(),
        Column("reference", String(12), primary_key=True),
        Column("lent_to", String(40), nullable=False),
        Column("next_at", UtcTime),
        Column("failures", Integer, nullable=False),
        Column("version", Integer, nullable=False),
        Index(None, "next_at"),
    )

    class SqlLoans(ByReference[Loan]):
        keeps = (Kept(Loan, loans, Way.VERSIONED, "X"),)

    class SqlRecordsWithLoans(SqlRecords):
        loans: SqlLoans

    async with desk.database.writing() as connection:
        await connection.run_sync(loans.create)
    yield Lending(desk, SqlRecordsWithLoans, Clock(NINE))
    metadata.remove(loans)


async def test_it_is_shared_asked_once_and_moved_on(lending: Lending) -> None:
    await lending.lends(AAAAA="t0", BBBBB="t1", CCCCC="t2")
    lending.clock.at += timedelta(minutes=1)
    await lending.lends(DDDDD="t3")
    lending.clock.at -= timedelta(seconds=1)
    database, other = lending.desk.database, another(lending.desk.database)
    looked = await asyncio.gather(*(lending.process(one).look() for one in (database, other, database, other)))
    await other.close()
    assert sum(looked) == 3
    assert await lending.told() == ["t0", "t1", "t2"]
    async with database.reading() as connection:
        rows = (await connection.execute(select(asks).order_by(asks.c.key))).mappings().all()
    school = lending.desk.school.id
    assert [row["key"] for row in rows] == [f"loan:{school}:X-{of}" for of in ("AAAAA", "BBBBB", "CCCCC")]
    assert {(row["face"], row["person_id"], row["word"], row["outcome"]) for row in rows} == {
        ("clock", "clock", "loan", "answered")
    }

    again = replace(await lending.one("X-AAAAA"), next_at=lending.clock.at)  # due anew, under a key that was answered
    await lending.saves(again)
    assert await lending.process(database).look() == 0
    assert await lending.told() == ["t0", "t1", "t2"]
    assert (await lending.one("X-AAAAA")).next_at is None


async def test_one_that_fails_rests_longer_each_time_and_holds_nobody_up(
    lending: Lending, caplog: pytest.LogCaptureFixture
) -> None:
    await lending.lends(AAAAA=TORN, BBBBB="t1")
    process, waits = lending.process(lending.desk.database), []
    assert await process.look() == 1
    assert await lending.told() == ["t1"]
    for _ in range(3):
        torn = await lending.one("X-AAAAA")
        assert torn.next_at
        waits.append(torn.next_at - lending.clock.at)
        lending.clock.at = torn.next_at
        assert await process.look() == 0
    assert waits == [timedelta(minutes=n) for n in (1, 2, 4)]
    assert process.failures == 4
    assert "X-AAAAA error=ValueError" in caplog.text
    assert "zq" not in caplog.text

    await lending.saves(replace(await lending.one("X-AAAAA"), lent_to="t0"))
    lending.clock.at += timedelta(hours=1)
    assert await process.look() == 1
    assert await lending.told() == ["t0", "t1"]
    assert (await lending.one("X-AAAAA")).failures == 0


async def test_every_thing_with_a_time_is_looked_after_by_a_worker_in_every_process(tmp_path: Path) -> None:
    kept = {kind.type: kind for kind in kept_by(SqlRecords)}
    assert {duty.of for duty in DUTIES} == {of for of in kept if issubclass(of, Timed)}
    for duty in DUTIES:
        indexed = {tuple(column.name for column in index.columns) for index in kept[duty.of].table.indexes}
        assert ("next_at",) in indexed, duty.what
    service = Service(Settings.load({"DATABASE_URL": empty_sqlite(tmp_path / "d.db")}))
    assert list(service.clockwork) == [duty.what for duty in DUTIES]
    assert set(service.clockwork.values()) <= set(service.work)
    await service.stop()


SAID_ONCE = (
    "commands/domain/days/timed.py",
    "commands/kit/clockwork.py",
    "storage/delivery/timetables.py",
    "chatops/clockwork/rounds.py",
)
"""How it is done, whatever it is."""
BESIDE = {
    "chatops/clockwork/digest_now.py": "one is made now, whatever the clock says",
    "chatops/cli/digests.py": "and shown on the terminal",
    "chatops/posting.py": "one that is posted anew says so",
}
"""Where the service names the digests' subject, and why. Who gets which, and what it says, is in none of them."""


def imports(path: Path) -> set[str]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}


def test_how_it_is_done_knows_of_no_subject_and_the_service_does_not_decide_who_gets_what() -> None:
    for name in SAID_ONCE:
        own = {module for module in imports(ROOT / name) if module.startswith("commands.")}
        assert all(module.split(".")[1] in ("domain", "kit") for module in own), name
        assert not any("digest" in module or "robin" in module for module in imports(ROOT / name)), name
    naming = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "chatops").rglob("*.py")
        if any(module.startswith("commands.digests") for module in imports(path))
    }
    assert naming == set(BESIDE)
