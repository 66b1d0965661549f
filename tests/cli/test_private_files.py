"""Other accounts of the machine read neither the register nor the settings: files are for their owner alone."""

import asyncio
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import makes_larkfield
from tests.cli.terminal import Terminal
from tests.cli.test_running import ROOT, answering, free_port, running

BESIDE = ("chatops.db", "chatops.db-wal", "chatops.db-shm", "chatops.db.lock")


def modes(folder: Path) -> dict[str, str]:
    """What each file of the database is readable to."""
    return {name: f"{stat.S_IMODE((folder / name).stat().st_mode):03o}" for name in BESIDE if (folder / name).exists()}


@pytest.fixture
def careless() -> Iterator[None]:
    """An account whose new files everybody may read and write."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("careless")
async def test_the_database_and_what_lies_beside_it_are_the_owners_alone(terminal: Terminal) -> None:
    await asyncio.to_thread(makes_larkfield, terminal)
    assert modes(terminal.folder)["chatops.db"] == "600"
    address = f"http://127.0.0.1:{(port := free_port())}"
    with running(terminal.folder, "serve", **terminal.environ, PORT=str(port), TEAMS_ANONYMOUS="1") as process:
        await answering(process, address)
        await asyncio.to_thread(terminal.types, "school", "change", "Larkfield", "--hide-below", "10")
        assert modes(terminal.folder) == dict.fromkeys(BESIDE, "600")
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=15)
    assert set(modes(terminal.folder).values()) == {"600"}


@pytest.mark.usefixtures("careless")
def test_at_no_moment_can_a_new_database_be_opened_by_others(terminal: Terminal) -> None:
    """Whoever opens a file keeps it, whatever becomes of its mode; so it is watched while it is made."""
    seen: set[str] = set()
    process = subprocess.Popen(
        [sys.executable, "-m", "chatops", "migrate"],
        cwd=terminal.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **terminal.environ},
    )
    while process.poll() is None:
        for path in terminal.folder.iterdir():
            try:
                seen.add(f"{stat.S_IMODE(path.stat().st_mode):03o}")
            except FileNotFoundError:
                continue
    assert process.returncode == 0
    assert seen == {"600"}


async def test_what_an_older_version_left_open_is_put_right_at_the_start_and_said(larkfield: Terminal) -> None:
    file = larkfield.folder / "chatops.db"
    file.chmod(0o644)
    port = free_port()
    with running(larkfield.folder, "serve", **larkfield.environ, PORT=str(port), TEAMS_ANONYMOUS="1") as process:
        await answering(process, f"http://127.0.0.1:{port}")
        assert modes(larkfield.folder)["chatops.db"] == "600"
        process.send_signal(signal.SIGTERM)
        _, complained = process.communicate(timeout=15)
    assert f"chatops: {file} could be read by others (its mode was 644). Now only its owner can." in complained

    file.chmod(0o640)
    await asyncio.to_thread(larkfield.types, "migrate")
    assert "its mode was 640" in larkfield.complained
    await asyncio.to_thread(larkfield.types, "migrate")
    assert (larkfield.complained, modes(larkfield.folder)["chatops.db"]) == ("", "600")


def test_doctor_says_what_others_can_read_and_what_to_type_and_touches_nothing(larkfield: Terminal) -> None:
    file, env = larkfield.folder / "chatops.db", larkfield.folder / ".env"
    assert "can be read" not in larkfield.types("doctor")
    env.write_text("LOG_LEVEL=INFO\n")
    env.chmod(0o604)
    file.chmod(0o644)

    said = larkfield.types("doctor")

    assert f"{file} can be read by others (its mode is 644). Run: chmod 600 {file}" in said
    assert ".env can be read by others (its mode is 604). Run: chmod 600 .env" in said
    assert modes(larkfield.folder)["chatops.db"] == "644"


def test_an_export_takes_the_place_of_an_open_file_whole(larkfield: Terminal) -> None:
    """Somebody who opened the file that stood there before reads nothing of what is written now."""
    file = larkfield.folder / "audit.csv"
    file.write_text("before")
    file.chmod(0o644)
    with file.open() as opened_before:
        larkfield.types("audit", "--csv", str(file))
        assert larkfield.code == 0, larkfield.complained
        assert opened_before.read() == "before"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in larkfield.folder.iterdir() if path.name.startswith(".")] == []
