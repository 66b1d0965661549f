"""Fixtures: a terminal, and one whose database has a school."""

from pathlib import Path

import pytest

from storage.sealed.private_files import made
from tests.cli.terminal import Terminal


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """In an empty folder, so that no .env of the surroundings is read."""
    monkeypatch.chdir(tmp_path)
    return Terminal(tmp_path)


def makes_larkfield(terminal: Terminal) -> None:
    """One school to try things with, nothing in it."""
    terminal.types("migrate", "--trial")
    terminal.types("school", "add", "Larkfield", "--safeguarding-lead", "Ms Grant, extension 204")
    assert terminal.code == 0


_made: dict[str, bytes] = {}


@pytest.fixture
def larkfield(terminal: Terminal) -> Terminal:
    """The same school, made once in a run and copied since: its database and its key, the owner's alone."""
    if not _made:
        makes_larkfield(terminal)
        _made.update({file.name: file.read_bytes() for file in terminal.folder.glob("chatops.db*")})
    else:
        for name, content in _made.items():
            made(terminal.folder / name)
            (terminal.folder / name).write_bytes(content)
    return terminal
