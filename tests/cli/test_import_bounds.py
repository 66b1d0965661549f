"""A file of any size, a device or a pipe as the list to import: no more is read than a school's list can be."""

import os
import subprocess
import sys
import threading

import pytest

from chatops.importing.text import LONGEST_CELL, LONGEST_LINE, MOST_BYTES, MOST_LINES
from tests.cli.terminal import Terminal

HEADING = "UPN,Surname,Forename,Year,Form,SEN,House\n"
MOST_MEMORY = 150
"""MiB of a process that imports the biggest list there may be."""
PEAK = """
import sys
from chatops.__main__ import app
try:
    app(sys.argv[1:])
finally:
    peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
    print(int(peak.split()[1]) // 1024, file=sys.stderr)
"""


def lines(count: int, width: int = 0) -> str:
    """So many good lines, each filled up to so many characters."""
    return "".join(f"A{n:012},Yusuf,Pupil{n},4,4B,K,".ljust(width, "x") + "\n" for n in range(count))


def peak(terminal: Terminal, *words: str) -> tuple[int, str]:
    """The most memory, in MiB, that a process of its own took for a command, and what it said."""
    environ = {**os.environ, **terminal.environ}
    run = [sys.executable, "-c", PEAK, *words]
    done = subprocess.run(run, capture_output=True, text=True, env=environ, cwd=terminal.folder, check=False)
    *said, most = done.stderr.splitlines()
    return int(most), done.stdout + "\n".join(said)


def test_the_biggest_list_there_may_be_fits_into_a_small_machine(larkfield: Terminal) -> None:
    text = HEADING + lines(MOST_LINES, MOST_BYTES // MOST_LINES - 2)
    assert MOST_BYTES - 100_000 < len(text) <= MOST_BYTES
    memory, said = peak(larkfield, "import", "pupils", larkfield.holds("most.csv", text))
    assert f"{MOST_LINES} new" in said
    assert memory < MOST_MEMORY


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (HEADING + lines(300_000, 80), "The file is bigger than 10 MB, which no list of one school is."),
        (HEADING + lines(MOST_LINES + 1), "The file has more than 20,000 lines, which no list of one school has."),
        (HEADING + lines(1, LONGEST_CELL + 100), "Line 2 has a cell of more than 2,000 characters."),
        (HEADING + lines(1, LONGEST_LINE + 1), "Line 2 is longer than 20,000 characters, so this is no list."),
        (HEADING.replace("\n", "," * 9_000_000), "Line 1 is longer than 20,000 characters, so this is no list."),
        (HEADING + '"a\nb",' * 1_500_000, "Line 2: a quotation mark is opened and not closed."),
        (HEADING + "?,?,?,?,?,?,?\n" * 20_000, "More than 2,000 things in the file cannot be used, first of all line"),
    ],
    ids=["bytes", "lines", "cell", "line", "cells", "a row of many lines", "nothing right"],
)
def test_what_is_too_big_is_refused_with_what_to_do_before_it_is_held(
    larkfield: Terminal, text: str, sentence: str
) -> None:
    memory, said = peak(larkfield, "import", "pupils", larkfield.holds("much.csv", text))
    assert f"chatops: much.csv: {sentence}" in said
    assert memory < MOST_MEMORY


def test_a_device_without_an_end_is_no_list(larkfield: Terminal) -> None:
    for words in (
        ("import", "pupils"),
        ("import", "terms"),
        ("clock", "ehc", "--requested-on", "2026-09-14", "--rules"),
    ):
        memory, said = peak(larkfield, *words, "/dev/zero")
        assert "too big" in said or "bigger than 10 MB" in said
        assert memory < MOST_MEMORY


def test_a_pipe_is_read_to_its_end_and_no_further_than_that(larkfield: Terminal) -> None:
    pipe = larkfield.folder / "pipe"
    os.mkfifo(pipe)
    threading.Thread(target=pipe.write_text, args=(HEADING + lines(3),)).start()
    assert larkfield.reads("import", "pupils", str(pipe))["new"] == 3
