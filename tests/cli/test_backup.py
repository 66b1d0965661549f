"""`chatops backup` and `chatops restore`: whole files for their owner alone, and nothing replaced that is not meant."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from storage.migrate import make_empty
from tests.cli.terminal import Terminal


@pytest.fixture
def backed_up(larkfield: Terminal) -> Terminal:
    larkfield.types("backup", "b.db")
    assert larkfield.code == 0, larkfield.complained
    return larkfield


def changes(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_a_backup_is_one_file_for_its_owner_and_replaces_another_only_when_told(backed_up: Terminal) -> None:
    file = backed_up.folder / "b.db"
    assert backed_up.said.startswith("Wrote b.db (")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert sorted(path.name for path in backed_up.folder.iterdir()) == ["b.db", "chatops.db", "chatops.db.key"]
    first = file.read_bytes()

    backed_up.types("backup", "b.db")
    assert (backed_up.code, "b.db is there already" in backed_up.complained) == (2, True)
    assert file.read_bytes() == first
    assert backed_up.reads("backup", "b.db", "--force")["bytes"] == file.stat().st_size
    assert file.read_bytes() != first  # that the first was made stands in the second's audit
    assert [one["did"] for one in backed_up.reads("audit")["entries"]] == ["exported"] * 3


def test_a_restored_database_is_the_one_that_was_and_says_so_in_its_audit(backed_up: Terminal) -> None:
    backed_up.types("school", "change", "Larkfield", "--hide-below", "10")
    backed_up.types("restore", "b.db")
    assert backed_up.code == 2
    assert "holds data already" in backed_up.complained

    assert "Now start the bot" in backed_up.types("restore", "b.db", "--force")
    assert backed_up.reads("audit")["entries"][-1]["word"] == "restore"
    assert "school change" not in str(backed_up.reads("audit"))
    assert stat.S_IMODE((backed_up.folder / "chatops.db").stat().st_mode) == 0o600
    (backed_up.folder / "chatops.db").unlink()
    assert "Restored" in backed_up.types("restore", "b.db")  # where there is nothing, nothing has to be forced


def test_while_the_bot_runs_it_is_said_what_to_do(backed_up: Terminal) -> None:
    with closing(sqlite3.connect(backed_up.folder / "chatops.db")) as running:
        running.execute("PRAGMA journal_mode=WAL")
        running.execute("SELECT count(*) FROM schools").fetchone()
        backed_up.types("restore", "b.db", "--force")
        assert backed_up.code == 2
        assert "Stop the bot (`chatops serve`) first, restore, then start it again." in backed_up.complained
        backed_up.types("backup", "meanwhile.db")
        assert backed_up.code == 0


def test_an_older_backup_is_restored_and_one_of_a_newer_version_is_not(backed_up: Terminal) -> None:
    make_empty(f"sqlite:///{backed_up.folder / 'older.db'}", ("evidence",))
    assert "Run: chatops migrate" in backed_up.types("restore", "older.db", "--force")
    backed_up.types("migrate")
    backed_up.types("backup", "grown.db")
    assert "Now start the bot" in backed_up.types("restore", "grown.db", "--force")  # like one that was new today
    changes(backed_up.folder / "b.db", "UPDATE alembic_version SET version_num = 'to come'")
    backed_up.types("restore", "b.db", "--force")
    assert backed_up.code == 2
    assert "made by a newer version" in backed_up.complained


STEAL = "CREATE TRIGGER steal AFTER INSERT ON asks BEGIN INSERT INTO closures (school_id) VALUES (NEW.reply); END"
OURS = "CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit WHEN 0 BEGIN SELECT RAISE(ABORT, ''); END"


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        ([STEAL], "trigger steal"),
        (["DROP TRIGGER audit_is_not_removed"], "trigger audit_is_not_removed"),
        (["DROP TRIGGER audit_is_not_changed", OURS], "trigger audit_is_not_changed"),
        (["CREATE VIEW audit_lines AS SELECT * FROM audit"], "view audit_lines"),
        (["CREATE TABLE copied (words TEXT)"], "table copied"),
        (["CREATE VIRTUAL TABLE copied USING fts5(words)"], "table copied"),
        (["DROP TABLE audit_doors", "CREATE TABLE audit_doors (school_id, ask_key, pupil_id, before, shut)"],
         "table audit_doors"),
        (["ALTER TABLE staff ADD COLUMN copied TEXT"], "table staff"),
        (["CREATE INDEX odd ON staff (name) WHERE upper(name) <> ''"], "index odd"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_backup_somebody_has_changed_is_refused_and_it_is_said_where(
    backed_up: Terminal, statements: list[str], said: str
) -> None:
    changes(backed_up.folder / "b.db", *statements)
    before = (backed_up.folder / "chatops.db").read_bytes()

    backed_up.types("restore", "b.db", "--force")

    assert backed_up.code == 2
    assert "b.db is not as `chatops backup` wrote it: " in backed_up.complained
    assert said in backed_up.complained
    assert (backed_up.folder / "chatops.db").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("backup", "chatops.db", "--force"), "chatops.db is the database itself. Name another file."),
        (("backup", "nowhere/x.db"), "cannot be written: No such file or directory."),
        (("restore", "none.db"), "There is no file none.db."),
        (("restore", "text.db", "--force"), "text.db is no database of this program, or it is damaged."),
        (("restore", "cut.db", "--force"), "cut.db is no database of this program, or it is damaged."),
        (("restore", "odd.db", "--force"), "odd.db is damaged: its contents do not fit together."),
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(
    backed_up: Terminal, words: tuple[str, ...], why: str
) -> None:
    whole = (backed_up.folder / "b.db").read_bytes()
    backed_up.holds("text.db", "Not a database.")
    backed_up.holds("cut.db", whole[: len(whole) // 3])
    backed_up.holds("odd.db", whole)
    changes(
        backed_up.folder / "odd.db", "INSERT INTO term_dates VALUES ('nobody', 'term', '', '2026-09-01', '2026-09-02')"
    )
    before = sorted(path.name for path in backed_up.folder.iterdir())

    backed_up.types(*words)

    assert backed_up.code == 2
    assert why in backed_up.complained
    assert sorted(path.name for path in backed_up.folder.iterdir()) == before
    assert "Larkfield" in backed_up.types("audit")


def test_postgresql_is_left_to_its_own_tools(terminal: Terminal) -> None:
    for words in (("backup", "b.db"), ("restore", "b.db")):
        terminal.types(*words, DATABASE_URL="postgresql://somebody@localhost/chatops")
        assert terminal.code == 2
        assert "pg_dump" in terminal.complained
        assert "pg_restore" in terminal.complained
