"""What reaches the log: our own events with their keys, strangers' warnings without their words."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SAYS = """
import logging
from chatops.watching import logs

logs.set_up("DEBUG")
log = logging.getLogger("chatops.asks")
log.info("answered word=%s key=%s", "refer", "web/1/2", extra={"ms": 12, "noticed": "Featherstone"})
logging.getLogger("slack_bolt.App").warning("unhandled request: Featherstone")
logging.getLogger("slack_bolt.App").info("request: Featherstone")
try:
    raise ValueError("Featherstone cannot be read")
except ValueError:
    log.exception("failed word=%s", "refer")
    logging.getLogger("aiohttp.server").exception("Error handling request")
"""


def logged() -> tuple[str, list[dict[str, object]]]:
    said = subprocess.run([sys.executable, "-c", SAYS], cwd=ROOT, capture_output=True, text=True, check=True)
    return said.stderr, [json.loads(line) for line in said.stderr.splitlines()]


def test_our_events_are_kept_and_nobodys_words() -> None:
    raw, lines = logged()
    assert "Featherstone" not in raw
    assert [line["event"] for line in lines] == [
        "answered word=refer key=web/1/2",
        "warning of another package (its words are not logged)",
        "failed word=refer",
        "error of another package (its words are not logged)",
    ]


def test_a_line_says_where_when_and_how_bad() -> None:
    _, lines = logged()
    assert lines[0].keys() == {"event", "level", "ms", "at", "logger"}
    assert lines[1]["logger"] == "slack_bolt.App"
    assert lines[2]["error"] == lines[3]["error"] == "ValueError"
    assert str(lines[2]["raised"]).startswith("<string>:")
