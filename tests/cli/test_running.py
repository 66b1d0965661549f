"""`chatops serve` and `chatops demo` as processes: they start fast, stop when asked, and log no one's words."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import psutil
import pytest

from tests.cli.terminal import SETTINGS, Terminal

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(folder: Path, command: str, **settings: str) -> Iterator["subprocess.Popen[str]"]:
    """`chatops COMMAND` as a process in `folder`; ended, if it still runs, when the block ends."""
    around = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    environ = {**around, "PYTHONPATH": str(ROOT), **settings}
    process = subprocess.Popen(
        [sys.executable, "-m", "chatops", command],
        cwd=folder,
        env=environ,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def ask(address: str, body: bytes | None = None) -> tuple[int, str]:
    try:
        with urlopen(Request(address, data=body), timeout=5) as answer:  # noqa: S310 - an address of this machine
            return answer.status, answer.read().decode()
    except HTTPError as refused:
        return refused.code, refused.read().decode()


async def answering(process: "subprocess.Popen[str]", address: str) -> None:
    """Waits until something listens there; fails when the process ends first."""
    async with asyncio.timeout(20):
        while process.poll() is None:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", int(address.rsplit(":", 1)[1]))
            except OSError:
                await asyncio.sleep(0.01)  # nothing tells a stranger that a port has been opened
            else:
                writer.close()
                return
    raise AssertionError(process.communicate())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
async def test_serve_answers_and_stops_when_asked(larkfield: Terminal, number: signal.Signals) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    settings = {**larkfield.environ, "PORT": str(port), "TEAMS_ANONYMOUS": "1"}
    settings |= {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "hunter2"}
    settings |= {"SLACK_API_URL": "http://127.0.0.1:9/api/"}  # nobody listens there
    with running(larkfield.folder, "serve", **settings) as process:
        await answering(process, address)
        assert ask(f"{address}/healthz") == (200, '{"alive": true}')
        status, said = ask(f"{address}/readyz")
        assert (status, json.loads(said)["why"][:22]) == (503, "Slack cannot be used: ")
        assert ask(f"{address}/nowhere/Featherstone?name=Featherstone", b"Featherstone")[0] == 404
        assert ask(f"{address}/slack/events?name=Featherstone", b"Featherstone")[0] == 401
        process.send_signal(number)
        began = time.monotonic()
        said, complained = process.communicate(timeout=15)
    assert time.monotonic() - began < 10
    assert (process.returncode, said) == (0, "")
    lines = complained.splitlines()
    lines.remove("chatops: This is a trial database: nothing in it is a real school's.")
    lines.remove(f"Listening on {address}. Stop with Ctrl+C.")
    logged = [json.loads(line) for line in lines]
    assert "face=slack fails" in [row["event"] for row in logged]
    assert [(row["method"], row["path"], row["status"]) for row in logged if row["event"] == "request"] == [
        ("GET", "/readyz", 503),
        ("POST", "unknown", 404),
        ("POST", "/slack/events", 401),
    ]
    assert "Featherstone" not in complained
    assert "hunter2" not in complained


async def test_serve_says_at_the_start_that_requests_travel_unencrypted(larkfield: Terminal) -> None:
    settings = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s", "HOST": "192.0.2.1", "PORT": "0"}
    settings |= {"SLACK_API_URL": "http://127.0.0.1:9/api/"}  # nobody listens there
    with running(larkfield.folder, "serve", **larkfield.environ, **settings) as process:
        _, complained = process.communicate(timeout=20)  # it is no address of this machine, so that nothing is opened
    assert "chatops: HOST is 192.0.2.1: requests reach the bot unencrypted" in complained
    assert "TLS proxy" in complained


async def test_a_port_that_is_taken_is_said_to_be(larkfield: Terminal) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with running(larkfield.folder, "serve", **larkfield.environ, PORT=str(port)) as process:
            _, complained = process.communicate(timeout=20)
    assert process.returncode == 2
    assert f"Port {port} is in use." in complained
    assert "HOST" not in complained
    assert "Traceback" not in complained


@pytest.mark.parametrize("host", ["nonsense.invalid", "192.0.2.1"])
async def test_a_host_that_is_not_this_machine_is_not_blamed_on_the_port(larkfield: Terminal, host: str) -> None:
    with running(larkfield.folder, "serve", **larkfield.environ, PORT="0", HOST=host) as process:
        _, complained = process.communicate(timeout=20)
    assert process.returncode == 2
    assert "HOST is not an address of this machine." in complained
    assert "PORT" not in complained.upper().replace("CHATOPS", "")
    assert "Traceback" not in complained


async def test_the_demo_prints_one_address_and_is_ready_within_five_seconds(tmp_path: Path) -> None:
    port = free_port()
    with running(tmp_path, "demo", PORT=str(port), DATABASE_URL="postgresql://nobody@127.0.0.1:1/x") as process:
        address = f"http://127.0.0.1:{port}"
        await answering(process, address)
        spent = psutil.Process(process.pid).cpu_times()
        assert spent.user + spent.system < 5  # of its own: others on the machine may hold it up
        status, page = ask(f"{address}/")
        process.send_signal(signal.SIGINT)
        said, complained = process.communicate(timeout=15)
    assert status == 200
    assert "<html" in page
    assert said.count("http") == 1
    assert address in said
    assert "Ctrl+C" in said
    assert (process.returncode, complained) == (0, "")
    assert os.listdir(tmp_path) == []


async def test_the_demo_takes_the_next_port_when_one_is_taken(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with running(tmp_path, "demo", PORT=str(port)) as process:
            assert process.stdout
            lines = [await asyncio.to_thread(process.stdout.readline) for _ in range(2)]
            process.send_signal(signal.SIGTERM)
            process.wait(15)
    [address] = [word for word in lines[1].split() if word.startswith("http")]
    assert address.startswith("http://127.0.0.1:")
    assert int(address.rsplit(":", 1)[1]) > port
