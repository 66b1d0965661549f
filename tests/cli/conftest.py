"""Fixtures: a terminal, and one whose database has a school."""

from pathlib import Path

import pytest

from tests.cli.terminal import Terminal


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """In an empty folder, so that no .env of the surroundings is read."""
    monkeypatch.chdir(tmp_path)
    return Terminal(tmp_path)


@pytest.fixture
def larkfield(terminal: Terminal) -> Terminal:
    """One school to try things with, nothing in it."""
    terminal.types("migrate", "--trial")
    terminal.types("school", "add", "Larkfield", "--safeguarding-lead", "Ms Grant, extension 204")
    assert terminal.code == 0
    return terminal
