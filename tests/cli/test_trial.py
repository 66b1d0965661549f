"""CLOCK goes with a trial database alone: no process in another time does to a school what is not due yet."""

import asyncio
import json
import signal
import sqlite3
from contextlib import closing

import pytest

from tests.cli.terminal import Terminal
from tests.cli.test_doctor import states, words
from tests.cli.test_running import answering, ask, free_port, running

NEXT_YEAR = "2027-09-14 09:00"


@pytest.fixture
def new(terminal: Terminal) -> Terminal:
    """A school's own database, before anything was done in it."""
    terminal.types("migrate")
    terminal.types("school", "add", "Larkfield", "--safeguarding-lead", "Ms Grant, extension 204")
    assert terminal.code == 0
    return terminal


@pytest.fixture
def real(new: Terminal) -> Terminal:
    """One in use: its digests have been looked at."""
    with closing(sqlite3.connect(new.folder / "chatops.db")) as file, file:
        file.execute("UPDATE digest_schedules SET last_on = '2026-09-14'")
    return new


async def test_serve_in_another_time_does_not_start_on_a_schools_database(real: Terminal) -> None:
    settings = {**real.environ, "PORT": "0", "TEAMS_ANONYMOUS": "1", "CLOCK": NEXT_YEAR}
    with running(real.folder, "serve", **settings) as process:
        _, complained = await asyncio.to_thread(process.communicate, timeout=20)
    assert process.returncode == 2
    assert "CLOCK is set, and this database is a school's, in use" in complained
    assert "chatops migrate --trial" in complained
    assert "Traceback" not in complained


@pytest.mark.parametrize("command", [("retention",), ("digest", "daily", "--post"), ("school", "list")], ids=" ".join)
def test_nor_does_any_command_that_goes_by_the_clock(real: Terminal, command: tuple[str, ...]) -> None:
    real.types(*command, CLOCK=NEXT_YEAR)
    assert (real.code, real.said) == (2, "")
    assert "CLOCK is set" in real.complained


def test_doctor_says_that_it_would_not_start(real: Terminal) -> None:
    report = real.reads("doctor", CLOCK=NEXT_YEAR)
    assert states(report, "clock") == ["wrong"]
    assert "`chatops serve` does not start" in words(report, "clock")


def test_a_schools_database_does_not_become_a_trial_one(real: Terminal) -> None:
    real.types("migrate", "--trial")
    assert real.code == 2
    assert "holds a school already" in real.complained
    real.types("school", "list", CLOCK=NEXT_YEAR)
    assert real.code == 2


async def test_a_trial_database_goes_by_any_clock_and_says_what_it_is(larkfield: Terminal) -> None:
    await asyncio.to_thread(larkfield.types, "migrate", "--trial")  # again, and without harm
    assert larkfield.code == 0, larkfield.complained
    address = f"http://127.0.0.1:{(port := free_port())}"
    settings = {**larkfield.environ, "PORT": str(port), "TEAMS_ANONYMOUS": "1"}
    for more in ({"CLOCK": NEXT_YEAR}, {}):
        with running(larkfield.folder, "serve", **settings, **more) as process:
            await answering(process, address)
            assert json.loads(ask(f"{address}/readyz")[1])["trial"] is True
            process.send_signal(signal.SIGTERM)
            _, complained = process.communicate(timeout=15)
        assert "This is a trial database" in complained
    report = await asyncio.to_thread(larkfield.reads, "doctor")
    assert "It is a trial database" in words(report, "database")


async def test_a_database_in_which_nothing_was_done_yet_becomes_a_trial_one(new: Terminal) -> None:
    await asyncio.to_thread(new.types, "school", "list", CLOCK=NEXT_YEAR)
    assert new.code == 0, new.complained
    assert states(await asyncio.to_thread(new.reads, "doctor", CLOCK=NEXT_YEAR), "clock") == ["look"]
    address = f"http://127.0.0.1:{(port := free_port())}"
    settings = {**new.environ, "PORT": str(port), "TEAMS_ANONYMOUS": "1", "CLOCK": NEXT_YEAR}
    with running(new.folder, "serve", **settings) as process:
        await answering(process, address)
        assert json.loads(ask(f"{address}/readyz")[1])["trial"] is True
        process.send_signal(signal.SIGTERM)
        _, complained = process.communicate(timeout=15)
    assert "This is a trial database" in complained
    assert "It is a trial database" in words(await asyncio.to_thread(new.reads, "doctor"), "database")
