"""What a command writes where it is told: through no link, into no device, for its owner alone, whole or not at all."""

import os
import stat

import pytest

from tests.cli.terminal import Terminal
from tests.cli.test_export import PUPILS

APP = "1a2b3c4d-1a2b-1a2b-1a2b-1a2b3c4d5e6f"
WRITING = {
    "register.csv": ("export", "register", "register.csv"),
    "register.xlsx": ("export", "register", "register.xlsx"),
    "evidence.docx": ("export", "evidence", "amina", "evidence.docx"),
    "subject.zip": ("export", "subject", "amina", "--out", "subject.zip"),
    "subject": ("export", "subject", "amina", "--out", "subject"),
    "audit.csv": ("audit", "--csv", "audit.csv"),
    "slack.json": ("manifest", "slack", "--socket-mode", "--out", "slack.json"),
    "teams.zip": ("manifest", "teams", "--base-url", "https://b.example", "--app-id", APP, "--out", "teams.zip"),
    "backup.db": ("backup", "backup.db", "--force"),
}
"""Each command that writes a file, by the file's name."""


@pytest.fixture
def filled(larkfield: Terminal) -> Terminal:
    larkfield.types("import", "pupils", larkfield.holds("pupils.csv", PUPILS))
    assert larkfield.code == 0
    return larkfield


@pytest.mark.parametrize("name", WRITING)
def test_no_link_is_followed_and_it_is_said_what_to_do(filled: Terminal, name: str) -> None:
    place = filled.folder / name
    (filled.folder / "elsewhere").mkdir()
    other = filled.folder / "elsewhere" / name
    if place.suffix:
        other.write_text("somebody else's")
    else:
        other.mkdir()
    place.symlink_to(other)

    filled.types(*WRITING[name])

    assert other.read_text() == "somebody else's" if place.suffix else list(other.iterdir()) == []
    assert filled.code == 2
    assert (
        f"{name} is a link to another place, so nothing is written there. Name that place itself" in filled.complained
    )


def test_nor_one_within_the_folder(filled: Terminal) -> None:
    other = filled.folder / "other"
    other.write_text("somebody else's")
    (filled.folder / "subject").mkdir()
    (filled.folder / "subject" / "everything-held.json").symlink_to(other)
    filled.types(*WRITING["subject"])
    assert (filled.code, other.read_text()) == (2, "somebody else's")


def test_nor_is_a_device_or_a_pipe_written_to_or_replaced(filled: Terminal) -> None:
    os.mkfifo(filled.folder / "register.csv")
    filled.types(*WRITING["register.csv"])
    assert (filled.code, "register.csv is no ordinary file" in filled.complained) == (2, True)
    assert stat.S_ISFIFO((filled.folder / "register.csv").stat().st_mode)


@pytest.mark.parametrize("name", WRITING)
def test_what_stood_there_is_replaced_by_a_file_for_its_owner_alone(filled: Terminal, name: str) -> None:
    place = filled.folder / name
    if place.suffix:
        place.write_text("older")
        place.chmod(0o666)
        (filled.folder / "another-name").hardlink_to(place)
    filled.types(*WRITING[name])
    assert filled.code == 0, filled.complained
    for file in [place] if place.suffix else place.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    if place.suffix:
        assert (filled.folder / "another-name").read_text() == "older"
    assert not [path for path in filled.folder.rglob(".*") if path.is_file()]


def test_a_database_that_is_a_link_is_restored_where_it_lies(filled: Terminal) -> None:
    filled.types("backup", "b.db")
    (filled.folder / "disk").mkdir()
    link, file = filled.folder / "chatops.db", filled.folder / "disk" / "chatops.db"
    link.rename(file)
    link.symlink_to(file)
    filled.types("restore", "b.db", "--force")
    assert filled.code == 0, filled.complained
    assert link.is_symlink()
    assert filled.reads("audit")["entries"][-1]["word"] == "restore"
