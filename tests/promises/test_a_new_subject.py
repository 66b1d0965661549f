"""A new subject is its own files and at most eight edits elsewhere; whatever it keeps is one school's without a word.

Its own: `commands/domain/walk.py` (what it is), `commands/walks.py` (what is asked), `commands/kit/ports/walks.py`
(what is asked of the records), `storage/subjects/walks.py` (its table, declared by the dataclass, and its part), its
migration, and its tests. Elsewhere:

1. `storage/records.py`: one line, its part among the records. Saving, references, lists, the audit, who may be erased
   and exported, the tables there are and their agreement with the entities follow from what the part keeps.
2. `commands/kit/records.py`: the same in the port.
3. `commands/catalogue.py`: its module, in the order `help` shows. Who may ask its commands stands on them.
4. `docs/using.md`: what they do. (`python -m manifests.refresh` writes the manifests and docs/roles.md, to approve.)
5. `tests/whole_school.py`: one of its things, with words to be found by whoever may not see them.
6. `tests/promises/test_at_rest.py`: which of its columns lie sealed, and why others need not. By hand: it is review.
7. `tests/promises/test_safeguarding_boundary.py`: the same of what is asked in free words beside the first question.
8. `storage/rights/about_pupil.py`: that its rows are nobody's, when they are about no pupil. Or else
   `commands/domain/story.py`, when a pupil's story is to tell of it.
"""

import ast
import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol

import pytest

from commands.domain.due import DueKind
from commands.domain.person import Role
from commands.domain.privacy.reach import EVERYBODY
from commands.kit import Ask, Card, Facts, Overtaken, Place, Records, Reply, command
from commands.kit.dispatcher import Dispatcher
from commands.kit.what_is_due import BY_LAW
from storage.declared import declared
from storage.kept import Kept, Way
from storage.part import ByReference
from storage.records import SqlOpenRecords, SqlRecords, kept_by, parts_of
from storage.rights.about_pupil import Belongs, belongs, held_about
from storage.tables import metadata
from tests.kit.test_dispatcher import Desk, desk

__all__ = ["desk"]

ROOT = Path(__file__).parents[2]
MONDAY = date(2026, 9, 14)


@dataclass(frozen=True)
class Walk:
    """A walk that calmed a pupil: a subject there is not."""

    school_id: str
    reference: str
    pupil_id: str
    on: date
    where: str
    version: int = 0


class Walks(Protocol):
    """What is asked about walks."""

    async def one(self, reference: str) -> Walk | None: ...
    async def newest(self, skip: int, most: int) -> tuple[Sequence[Walk], int]: ...


class WithWalks(Records, Protocol):
    """The port, with one line more."""

    @property
    def walks(self) -> Walks: ...


@command("walk", EVERYBODY, "Read a walk", look=True)
async def walk(ask: Ask, records: Records) -> Reply:
    walks: Walks = records.walks  # type: ignore[attr-defined]  # there is no such line in the port
    found = await walks.one(ask.which)
    return Reply("", Card("A walk", (Facts((("Where", found.where),)),)), about=ask.which) if found else Reply("None.")


@pytest.fixture
async def walking(desk: Desk) -> AsyncIterator[SqlOpenRecords]:
    """Records that keep walks too, while the test lasts."""
    walks = declared("walks", Walk, "reference")
    kind = Kept(Walk, walks, Way.VERSIONED, "J")

    class SqlWalks(ByReference[Walk]):
        keeps = (kind,)

        async def newest(self, skip: int, most: int) -> tuple[Sequence[Walk], int]:
            return await self.page_of(kind, skip, most, order=(walks.c.on.desc(), walks.c.reference))

    class SqlRecordsWithWalks(SqlRecords):
        walks: SqlWalks

    async with desk.database.writing() as connection:
        await connection.run_sync(walks.create)
    yield SqlOpenRecords(desk.database, SqlRecordsWithWalks)
    metadata.remove(walks)


async def test_a_subject_is_kept_found_paged_looked_at_and_held_by_one_line(
    desk: Desk, walking: SqlOpenRecords
) -> None:
    async with walking(desk.school, writing=True) as records:
        references = [await records.reference("J") for _ in range(3)]
        days = [MONDAY + timedelta(days=n) for n in range(3)]
        some = [Walk(desk.school.id, of, "P1", on, "zq-pond") for of, on in zip(references, days, strict=True)]
        await records.save(*some)
        await records.save(replace(some[0], version=1, where="zq-wood"))
        with pytest.raises(Overtaken):
            await records.save(replace(some[0], version=1, where="zq-field"))
        with pytest.raises(Overtaken):
            await records.save(replace(some[0], where="zq-field"))
        with pytest.raises(ValueError, match="another school"):
            await records.save(replace(some[0], school_id=desk.other.id))
    async with walking(desk.school, writing=False) as records:
        walks: Walks = vars(records)["walks"]
        assert await walks.newest(1, 2) == (
            [replace(some[1], version=1), replace(some[0], version=2, where="zq-wood")],
            3,
        )
    async with walking(desk.other, writing=False) as records:
        walks = vars(records)["walks"]
        assert await walks.newest(0, 9) == ([], 0)
        assert await walks.one(references[0]) is None

    read = await Dispatcher((walk,), walking, mint=lambda: "k", survey=_here).ask(
        desk.ask("walk", Role.SENCO, about=references[0], id="S")
    )
    assert isinstance(read, Reply)
    assert read.card
    assert "zq-wood" in read.card.plain()
    async with walking(desk.school, writing=False) as records:
        [line], _ = await records.audit.of_pupil("P1", 0, 9)
        assert (line.person_id, line.word, line.reference) == ("S", "walk", references[0])
        held = await held_about(records.connection, desk.school.id, "P1")
        assert held
        assert held.counts["walks"] == 3
        assert belongs(metadata.tables["walks"]) is Belongs.OWN


async def test_and_is_gone_with_it(desk: Desk) -> None:
    assert "walks" not in metadata.tables
    async with SqlOpenRecords(desk.database)(desk.school, writing=True) as records:
        assert "J" not in records.letters
        with pytest.raises(KeyError):
            await records.save(Walk(desk.school.id, "J-22222", "P1", MONDAY, "zq-pond"))


NAMED_WITH_TRAININGS = re.compile(r"\btrainings\b|\bTrainings?\b|\bSqlTrainings\b|\btraining\.(py|toml)\b|\"training\"")

BESIDE = re.compile(
    r"/storage/migrations/|training[^/]*$|/test_a_new_subject.py$|/adjustments/storing.py$|/demo/|/test_demo.py$|/pictures/|/importing/"
)
"""Its own files, migrations, this one, a button that leads there from something else, the demo's story and pictures,
and days of training among term dates."""


def test_a_subject_that_there_is_is_named_in_nine_files_beside_its_own() -> None:
    """Trainings, which are as small as a subject can be."""
    named = {
        str(path.relative_to(ROOT))
        for package in ("commands", "storage", "chatops", "tests")
        for path in (ROOT / package).rglob("*.py")
        if not BESIDE.search(str(path)) and NAMED_WITH_TRAININGS.search(path.read_text(encoding="utf-8"))
    }
    assert len({*named, "docs/using.md"}) <= 9, named
    assert {"storage/records.py", "commands/catalogue.py"} <= named  # or it was looked for in the wrong words


async def _here(ask: Ask, place: Place) -> Place:
    return place


async def test_what_an_import_writes_is_not_saved_by_a_command(desk: Desk) -> None:
    async with SqlOpenRecords(desk.database)(desk.school, writing=True) as records:
        pupil = await records.pupil("P1")
        with pytest.raises(TypeError):
            await records.save(pupil)


def test_every_kind_of_line_that_is_due_is_somebodys() -> None:
    """So that a new line is three files: its kind and words in `commands/domain/due.py`, the `due_lines` of its
    subject's part, a `@question` (or, when the law counts its day, `commands/kit/what_is_due.py`), and its test."""
    recorded = {kind for part in parts_of(SqlRecords).values() for kind in part.due_kinds}
    by_law = {kind for kinds, _ in BY_LAW for kind in kinds}
    assert recorded | by_law == set(DueKind)
    assert not recorded & by_law


def test_each_kind_of_thing_is_kept_by_one_part_and_has_a_letter_of_its_own() -> None:
    kinds = kept_by(SqlRecords)
    letters = [kind.letter for kind in kinds if kind.letter]
    assert len({kind.type for kind in kinds}) == len({kind.table for kind in kinds}) == len(kinds)
    assert len(set(letters)) == len(letters)


OF_ALL_SCHOOLS = {
    "one_school.py": "it says the condition",
    "lists/accounts.py": "accounts are of no school: somebody works in two",
    "records.py": "the school that somebody with two has chosen, which stands on their accounts",
    "lists/schools.py": "which schools there are, and whose staff somebody is, is asked before a school is known",
    "lists/writing.py": "a school's own row is locked",
    "lists/import_log.py": "rows an import changed are found by their whole keys",
    "lists/undoing.py": "and put back by them",
    "lists/addresses.py": "the same; and accounts, and other schools' lists, on which an address may stand too",
    "subjects/channels.py": "the same; and whose a place is, which may be another school's channel",
    "delivery/channel_looks.py": "every school's channels are looked at again",
    "delivery/ahead.py": "a clock that ran ahead did so for every school",
    "trials.py": "whether a database as a whole is for trying",
    "delivery/claims.py": "notices of every school are posted in the order they wait",
    "delivery/outbox.py": "so are they counted, and roused when a platform works again",
    "rights/holds.py": "posts of every school are taken down when it is time",
    "delivery/timetables.py": "one clock looks at what is due of every school",
    "delivery/schedules.py": "and it is counted how many digests are",
    "rights/about_pupil.py": "any table's rows are read in one way, by a condition that begins with the school",
    "rights/erasing.py": "rows that were read as one school's go by their whole keys",
    "sealed/sealing.py": "a database is sealed as a whole",
    "migrate.py": "and migrated",
    "up_to_date.py": "and looked at, whether it is",
}
"""The modules that build statements without beginning from one school, and why."""
STATEMENTS = {"select", "update", "delete"}


def test_that_a_row_is_one_schools_is_said_once() -> None:
    """Everywhere else a statement begins with `reading`, `changing`, `removing` or a part's `select`, and so cannot
    forget it."""
    said, building = [], set()
    for path in sorted((ROOT / "storage").rglob("*.py")):
        name = path.relative_to(ROOT / "storage").as_posix()
        if name.startswith("migrations/"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq):
                sides = (node.left, *node.comparators)
                said += [name for side in sides if isinstance(side, ast.Attribute) and side.attr == "school_id"]
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("sqlalchemy"):
                building |= {name for alias in node.names if alias.name in STATEMENTS}
    assert said == ["one_school.py"]
    assert building == set(OF_ALL_SCHOOLS)
