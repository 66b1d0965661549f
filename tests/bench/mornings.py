"""A morning of many schools: their daily digests built and queued on PostgreSQL by two processes, and at what cost.

`python -m tests.bench.mornings [SCHOOLS]`: 2,400 unless another number is given; 24,000 are those of England, and take
some minutes to be furnished.
"""

import asyncio
import os
import sys
import time
from contextlib import chdir
from pathlib import Path

import psutil

from storage.database import Database
from tests.bench.digests import databases, emptied, process
from tests.many_schools import REVIEWS, TUESDAY, furnish

ROOT = Path(__file__).parents[2]
PROCESSES = 2
SOME = 2400
AT_ONCE = 400
"""Schools furnished by one transaction."""


async def works(url: str) -> None:
    """One of the processes: makes what is due, once it is told to begin."""
    database = Database(url)
    working = process(database, TUESDAY)
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    began = psutil.Process().cpu_times()
    made = await working.look()
    used = psutil.Process().cpu_times()
    print(made, used.user + used.system - began.user - began.system, flush=True)
    await database.close()


async def a_morning(url: str, schools: int) -> None:
    database = Database(url)
    for first in range(0, schools, AT_ONCE):
        await furnish(database, min(AT_ONCE, schools - first), first=first)
    await database.close()
    pipe = asyncio.subprocess.PIPE
    words = (sys.executable, "-m", "tests.bench.mornings", "--works", url)
    here = {**os.environ, "PYTHONPATH": str(ROOT)}
    workers = [
        await asyncio.create_subprocess_exec(*words, stdin=pipe, stdout=pipe, env=here) for _ in range(PROCESSES)
    ]
    for worker in workers:
        assert worker.stdout
        assert (await worker.stdout.readline()).strip() == b"ready"
    began = time.perf_counter()
    said = await asyncio.gather(*(worker.communicate(b"\n") for worker in workers))
    took = time.perf_counter() - began
    made, cpu = (sum(float(out.split()[n]) for out, _ in said) for n in (0, 1))
    assert made == schools
    print(
        f"postgresql  {schools:>7,} schools  digests of {REVIEWS} lines by {PROCESSES} processes: {took:,.0f} s, "
        f"{cpu / made * 1000:.2f} ms of CPU each",
        flush=True,
    )


async def run(postgresql: str, schools: int) -> None:
    for many in (100, schools):
        await a_morning(await emptied(postgresql), many)


def main() -> None:
    if sys.argv[1:2] == ["--works"]:
        asyncio.run(works(sys.argv[2]))
        return
    with databases() as (folder, postgresql), chdir(folder):
        asyncio.run(run(postgresql, int(sys.argv[1]) if len(sys.argv) > 1 else SOME))


if __name__ == "__main__":
    main()
