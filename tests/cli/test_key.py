"""`chatops key`, and what the terminal says of a key: where it is, that it must be kept, what is wrong with it."""

import re

import pytest

from tests.cli.terminal import Terminal
from tests.databases import key_of

NAME = r"[0-9a-f]{8}"


def test_the_first_migrate_makes_a_key_and_says_what_its_loss_would_mean(terminal: Terminal) -> None:
    said = terminal.types("migrate")
    file = key_of(terminal.folder / "chatops.db")
    assert file.stat().st_mode & 0o777 == 0o600
    assert f"A key was made in {file}." in said
    assert (
        "if it is lost, nobody can read that again. Keep a copy of the file, apart from the database's backups." in said
    )
    key = file.read_text().splitlines()[-1]
    assert "A key was made" not in terminal.types("migrate")
    said = terminal.types("doctor") + terminal.types("key", "show")
    assert re.search(f"key: What staff write is sealed with key {NAME}, in .*keep a copy", said)
    assert re.search(f"^{NAME}  seals and opens, in {file}$", said, re.MULTILINE)
    assert key not in said


def test_the_key_is_changed_and_its_copy_asked_for(larkfield: Terminal) -> None:
    file = key_of(larkfield.folder / "chatops.db")
    before = file.read_text().splitlines()[-1]
    said = larkfield.types("key", "rotate")
    assert larkfield.code == 0, larkfield.complained
    assert before not in file.read_text()
    assert re.search(f"Key ({NAME}) is out of {file}. Keep a copy of the file as it is now.", said)
    assert re.search(f"Backups made before now open with key {NAME} alone: keep its copy as long as", said)
    assert larkfield.reads("key", "rotate")["rows"] == 0


def test_keys_of_the_environment(terminal: Terminal) -> None:
    old, new = terminal.types("key", "new").strip(), terminal.types("key", "new").strip()
    terminal.types("migrate", CHATOPS_KEYS=old)
    assert not key_of(terminal.folder / "chatops.db").exists()
    terminal.types("key", "rotate", CHATOPS_KEYS=old)
    assert "CHATOPS_KEYS has one key. Make another with: chatops key new." in terminal.complained
    said = terminal.types("key", "rotate", CHATOPS_KEYS=f"{new}, {old}")
    assert re.search(f"Take key {NAME} out of CHATOPS_KEYS everywhere.", said)
    terminal.types("school", "list", CHATOPS_KEYS=old)
    assert terminal.code == 2
    assert re.search(f"is sealed with key {NAME}, which is not in CHATOPS_KEYS", terminal.complained)
    assert old not in terminal.complained


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [("mode", "can be read by others (its mode is 644), so it is not used. Run: chmod 600"), ("lost", "is not there.")],
)
def test_a_key_that_cannot_be_used_stops_the_start_with_a_sentence(
    larkfield: Terminal, wrong: str, sentence: str
) -> None:
    file = key_of(larkfield.folder / "chatops.db")
    if wrong == "mode":
        file.chmod(0o644)
    else:
        file.unlink()
    for command in ("serve", "migrate", "doctor", "key rotate", "school list"):
        larkfield.types(*command.split())
        assert larkfield.code == (1 if command == "doctor" else 2), command
        assert sentence in larkfield.said + larkfield.complained, command
    assert (wrong == "mode") is file.exists()  # none was made in its place
