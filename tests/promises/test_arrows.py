"""Promises about the house: which way imports point, and that entities and tables agree."""

import ast
import sys
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from commands.catalogue import COMMANDS
from commands.domain.person import Role
from commands.domain.privacy.erasure import ErasureRequest, Hold
from commands.domain.pupil import Pupil
from commands.domain.school import School
from storage import tables
from storage.kept import Way
from storage.records import SqlRecords, kept_by
from storage.rights import holds

ROOT = Path(__file__).parents[2]
MAY = {
    "commands": {"commands", "dateutil", "holidays"},
    "storage": {"commands", "storage", "sqlalchemy", "alembic", "cryptography", "pydantic", "aiosqlite"},
}
OF_NO_PUPIL = (
    *("help", "school", "senco closure", "closures", "take back closure", "import"),
    *("greeting", "your thanks", "who is my senco", "undo"),
)
"""What an administrator may ask: it is about the school, and tells of no pupil."""
BESIDE: Mapping[type, set[str]] = {
    Pupil: {"sought", "sorted_as"},  # serve searching and order
    **{kind.type: {"n"} for kind in kept_by(SqlRecords) if kind.way is Way.NUMBERED and "n" not in kind.names},
}
"""What a table has beside its entity's fields."""
STANDARD: frozenset[str] = sys.stdlib_module_names


def imported(path: Path) -> set[str]:
    """The top-level packages a module imports, inside functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found - STANDARD


@pytest.mark.parametrize("package", MAY)
def test_imports_point_inwards(package: str) -> None:
    for path in (ROOT / package).rglob("*.py"):
        assert imported(path) <= MAY[package], path


def test_no_subject_imports_another() -> None:
    subjects = {p.stem for p in (ROOT / "commands").iterdir() if p.stem not in ("__init__", "catalogue", "__pycache__")}
    subjects -= {"kit", "domain"}
    for path in (ROOT / "commands").rglob("*.py"):
        own = path.relative_to(ROOT / "commands").parts[0].removesuffix(".py")
        if own not in subjects:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("commands."):
                of = node.module.split(".")[1]
                assert of == own or of not in subjects, f"{path} imports {of}"


def test_a_platforms_sdk_is_imported_by_its_own_face_alone() -> None:
    for path in (ROOT / "chatops").rglob("*.py"):
        used = {name.split("_")[0] for name in imported(path)}
        if "slack" not in path.parts:
            assert "slack" not in used, path
        if "teams" not in path.parts:
            assert not {n for n in used if n.startswith("bot")}, path


@pytest.mark.parametrize(
    ("entity", "table", "beside"),
    [
        (School, tables.schools, set()),
        (Hold, holds.pupil_holds, set()),
        (ErasureRequest, holds.erasure_requests, set()),
        (holds.TakeDown, holds.take_downs, set()),
        *((kind.type, kind.table, BESIDE.get(kind.type, set())) for kind in kept_by(SqlRecords)),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_an_entitys_fields_are_its_tables_columns(entity: Any, table: Any, beside: set[str]) -> None:
    assert {field.name for field in fields(entity)} | beside == {column.name for column in table.columns}


def test_every_module_says_in_its_first_line_what_lives_there() -> None:
    for package in ("commands", "storage", "chatops", "manifests", "tests"):
        for path in (ROOT / package).rglob("*.py"):
            text = path.read_text()
            assert not text or ast.get_docstring(ast.parse(text)), f"{path} does not say what lives there"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.word)
def test_every_command_says_who_may_ask_it_and_an_administrator_sees_no_pupil(command: Any) -> None:
    assert command.row.roles
    if command.word not in OF_NO_PUPIL:
        assert Role.ADMIN not in command.row.roles


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.shown], ids=lambda command: command.word)
def test_every_shown_command_has_its_line_in_the_docs(command: Any) -> None:
    rows = [
        line for line in (ROOT / "docs" / "using.md").read_text(encoding="utf-8").splitlines() if line.startswith("| `")
    ]
    assert any(f"`{command.word}`" in row.split("|")[1] for row in rows), command.word
