"""What people type, as they really type it, and what must come of it: a table, at the dispatcher."""

import csv
import re
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest
from sqlalchemy import func, select

from commands.catalogue import COMMANDS
from commands.domain.person import Role
from commands.kit import Reply, Show
from commands.kit.also import also, also_with_more
from commands.kit.command import Command
from commands.kit.matching.matcher import Matcher
from commands.kit.matching.references import reference_in
from commands.kit.matching.slips import is_slip
from storage.database import Database
from storage.lists.schools import Schools
from storage.records import SqlRecords, kept_by
from storage.tables import metadata
from tests.databases import empty_sqlite
from tests.typed_school import REFERENCES, TypedAt, on_screen

TABLE = Path(__file__).parents[1] / "what_is_typed.tsv"
WRITTEN = {
    **REFERENCES,
    "r": "r-7k2pm",
    "R0": "R7K2PM",
    "r0": "r7k2pm",
    "Rn": "R – 7k2pm",
}
"""References as the table has them, in the ways people write them."""


def rows() -> list[Mapping[str, str]]:
    """The table: the kind of line, who types it, the line, what it is taken for, and what is shown, in pieces."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def line_of(row: Mapping[str, str]) -> str:
    """The line as it was typed."""
    escaped = {r"\n": "\n", r"\u00a0": "\u00a0", r"\u200b": "\u200b"}
    typed = re.sub(r"\\(n|u00a0|u200b)", lambda mark: escaped[mark.group()], row["typed"])
    return re.sub(r"\{(\w+)\}", lambda name: WRITTEN[name[1]], typed)


KINDS = sorted({row["kind"] for row in rows()})


@pytest.fixture
async def typed_at(tmp_path: Path) -> AsyncIterator[TypedAt]:
    database = Database(empty_sqlite(tmp_path / "school.db"))
    school = TypedAt(database, Schools(database))
    await school.opens()
    yield school
    await database.close()


async def counts(database: Database) -> dict[str, int]:
    """The rows of every table but those that any ask leaves a line in."""
    async with database.reading() as connection:
        return {
            table.name: int(await connection.scalar(select(func.count()).select_from(table)) or 0)
            for table in metadata.sorted_tables
            if table.name not in ("asks", "audit")
        }


@pytest.mark.parametrize("kind", KINDS)
async def test_what_people_type_is_understood(typed_at: TypedAt, kind: str) -> None:
    """And none of it changes anything: it shows, opens a form, or offers a button."""
    before, wrong = await counts(typed_at.database), []
    looks = {"lesson_looks", "weeks_shown"}  # that somebody looked is kept
    for row in rows():
        if row["kind"] != kind:
            continue
        asked, outcome = await typed_at.types(row["role"], line_of(row))
        shown, at = " ".join(on_screen(outcome).split()), 0
        for piece in row["shows"].split(" * "):
            at = shown.find(" ".join(piece.split()), at)
            if at < 0:
                wrong.append(f"{row['role']} {row['typed']!r}: no {piece!r} in {shown[:200]!r}")
                break
        if asked != row["asked"]:
            wrong.append(f"{row['role']} {row['typed']!r}: taken for {asked!r}")
    after = await counts(typed_at.database)
    assert wrong == []
    assert {name for name in after if after[name] != before[name]} <= looks


def test_the_table_is_as_long_as_people_are_inventive() -> None:
    assert len({(row["role"], row["typed"]) for row in rows()}) >= 190
    assert {row["role"] for row in rows()} == {"T", "S", "L", "A"}


def test_every_letter_that_begins_a_reference_is_one_that_opens_something() -> None:
    letters = {kind.letter for kind in kept_by(SqlRecords) if kind.letter}
    assert letters == set(REFERENCES)
    assert letters <= {letter for command in COMMANDS for letter in command.reads}
    assert all(command.opens for command in COMMANDS if command.reads)  # it is of a pupil: for the asker alone


@pytest.mark.parametrize("letter", sorted(REFERENCES))
async def test_a_reference_there_is_not_and_one_not_for_you_are_told_alike(typed_at: TypedAt, letter: str) -> None:
    """To somebody who may see none of that kind, or not that one."""
    there = REFERENCES[letter]
    for role in "LA":
        said = [on_screen((await typed_at.types(role, line))[1]) for line in (there, f"{letter}-99999")]
        if (role, letter) != ("A", "K"):
            assert said[0].replace(there, "*") == said[1].replace(f"{letter}-99999", "*")
        assert "that you may see" in said[1]


async def test_to_a_teacher_a_pupil_they_do_not_teach_is_as_unknown_as_nobody(typed_at: TypedAt) -> None:
    said = [on_screen((await typed_at.types("T", name))[1]) for name in ("Zoë O’Neill", "Zac Nobody", "Zo O’Neil")]
    assert said[0].replace("Zoë O’Neill", "*") == said[1].replace("Zac Nobody", "*")
    assert said[0].replace("Zoë O’Neill", "*") == said[2].replace("Zo O’Neil", "*")


async def test_a_guess_never_does_what_saying_it_outright_does(typed_at: TypedAt) -> None:
    before = await counts(typed_at.database)
    for line in ("adjst amina yusuf seating helped", "note amina yusuf seating helped"):
        _, outcome = await typed_at.types("T", line)
        assert isinstance(outcome, Show), line
    for line in ("digets me", "subscribe", "digest mee"):
        _, outcome = await typed_at.types("T", line)
        assert isinstance(outcome, Reply)
        assert outcome.card
        assert "digest me" in [button.word for button in outcome.card.every_button], line
    assert await counts(typed_at.database) == before
    await typed_at.types("T", "adjust amina yusuf seating helped")
    await typed_at.types("T", "digest me")
    after = await counts(typed_at.database)
    assert {name for name in after if after[name] != before[name]} >= {"adjustment_notes", "digest_readers"}


async def test_every_commands_own_word_and_everything_said_for_it_is_understood_as_that(typed_at: TypedAt) -> None:
    for command in COMMANDS:
        for phrase in (command.word, *(phrase for one in command.also for phrase in one.phrases)):
            for written in (phrase, f" {phrase.title()}!", f"“{phrase}” please"):
                meaning = typed_at.dispatcher.understand(written)
                only_offered = phrase != command.word and not (command.look or command.form)
                assert meaning.word == command.word or only_offered, (written, meaning.word)


async def test_one_slip_in_any_word_of_help_still_leads_there(typed_at: TypedAt) -> None:
    """Each word of the catalogue with each two letters of it exchanged, as the SENCO, who may ask most."""
    lost = []
    for command in COMMANDS:
        if not (command.shown and command.look and Role.SENCO in command.row.roles) or len(command.word) < 4:
            continue
        for n in range(1, len(command.word) - 1):
            a, b = command.word[n], command.word[n + 1]
            slipped = command.word[:n] + b + a + command.word[n + 2 :]
            if a == b or " " in (a, b):
                continue
            asked, outcome = await typed_at.types("S", slipped)
            offered = (
                [one.word for one in outcome.card.every_button] if isinstance(outcome, Reply) and outcome.card else []
            )
            if asked.split(" | ")[0] != command.word and command.word not in offered:
                lost.append(slipped)
    assert lost == []


@pytest.mark.parametrize(
    ("slash", "typed", "asked"),
    [
        ("senco", "", "help"),
        ("senco", "setup", "senco setup"),
        ("senco", "senco setup", "senco setup"),
        ("oakfield-senco", "setup", "senco setup"),
        ("oakfield-senco", "help", "help"),
        ("inclusion", "setup", "senco setup"),
        ("inclusion", "my referrals", "my referrals"),
        ("refer", "", "refer"),
        ("refer", "amina khan", "refer | amina khan"),
        ("sen-refer", "", "refer"),
        ("sen-refer", "amina khan", "refer | amina khan"),
        ("oakfield_adjust", "", "adjust"),
        ("my-referrals", "", "my referrals"),
        ("refer", "help", "help"),
    ],
)
async def test_a_slash_command_that_a_school_has_renamed_works(
    typed_at: TypedAt, slash: str, typed: str, asked: str
) -> None:
    assert (await typed_at.types("S", typed, slash))[0] == asked


def test_two_commands_that_say_the_same_do_not_start() -> None:
    def saying(word: str, *phrases: str) -> Command:
        one = next(command for command in COMMANDS if command.word == "home")
        return Command(word, one.row, one.summary, one.handler, look=True, also=(also(", ".join(phrases)),))

    Matcher([saying("one", "first"), saying("two", "second")])
    with pytest.raises(ValueError, match="“first” means both 'one' and 'two'"):
        Matcher([saying("one", "first"), saying("two", "first")])
    with pytest.raises(ValueError, match="has letters or figures"):
        also("…")
    assert also_with_more("note").goes_on


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("R-7K2PM", "R-7K2PM"),
        ("r7k2pm", "R-7K2PM"),
        ("see r‑7k2pm, please", "R-7K2PM"),
        ("rhythm", "R-HYTHM"),
        ("the rhythm of it", ""),
        ("a report", ""),
        ("on 2026-09-14", ""),
        ("AB-12345", ""),
        ("room 12345", ""),
    ],
)
def test_a_reference_is_found_in_a_line(line: str, found: str) -> None:
    assert reference_in(line) == found


@pytest.mark.parametrize(
    ("typed", "meant", "slip"),
    [
        ("refr", "refer", True),
        ("hepl", "help", True),
        ("refferals", "referrals", True),
        ("deu", "due", True),
        ("dug", "due", False),
        ("hlp", "help", True),
        ("hello", "help", False),
        ("plan", "plans", True),
        ("class", "plans", False),
    ],
)
def test_one_slip_of_the_finger_is_told_from_another_word(typed: str, meant: str, slip: bool) -> None:
    assert is_slip(typed, meant) is slip
