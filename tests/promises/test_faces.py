"""A face describes itself: no platform is named outside its own folder, and no two files import each other.

A new face is its own folder, `about.py`, `settings.py` and `face.py` among its files, its tests, and at most six edits
elsewhere; e-mail, which only sends, is such a one:

1. `chatops/every_face.py`: it, among the faces there are.
2. `chatops/every_setting.py`: its settings, among those of all.
3. `pyproject.toml`: what it speaks its protocol with. (`make lock` renews the pinned requirements.)
4. `tests/promises/test_settings.py`: its settings, to be agreed.
5. `docs/settings.md`: the same, for people.
6. `docs/running.md`: how it is connected. (What docs/it.md, docs/dpia.md and docs/privacy.md say of what leaves the
   building is the school's own business: review, and no part of the wiring.)
"""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from chatops.about import FaceDescription
from chatops.every_face import FACES, PAGE
from chatops.settings import Settings

ROOT = Path(__file__).parents[2]
PLATFORMS = re.compile("slack|teams|smtp", re.IGNORECASE)
LISTS = {"chatops/every_face.py", "chatops/every_setting.py"}
"""The faces there are: as the command line knows them, and as the settings do, which are slow to load."""
SAID = {
    "commands/domain/channel.py": 4,
}
"""Sentences that tell people what to do at one platform. Nothing goes by them."""


def written_in(path: Path) -> Iterator[str]:
    """Every name and every text of a module; not its comments and docstrings, which say where a fact is from."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said_only = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said_only:
            yield node.value
        elif isinstance(node, ast.ImportFrom):
            yield f"{node.module} {' '.join(alias.name for alias in node.names)}"
        for field in ("id", "attr", "name", "arg"):
            if isinstance(named := getattr(node, field, None), str):
                yield named


def test_no_platform_is_named_outside_its_own_folder_and_the_list_of_faces() -> None:
    own = {face.name for face in FACES}
    found: dict[str, list[str]] = {}
    for package in ("commands", "storage", "chatops"):
        for path in sorted((ROOT / package).rglob("*.py")):
            name = str(path.relative_to(ROOT))
            if name in LISTS or (package == "chatops" and path.relative_to(ROOT).parts[1] in own):
                continue
            if texts := [text for text in written_in(path) if PLATFORMS.search(text)]:
                found[name] = texts
    assert {name: len(texts) for name, texts in found.items()} == SAID, found


def test_a_face_that_there_is_is_named_in_six_files_beside_its_own() -> None:
    """E-mail."""
    pages = [
        path for folder in ("chatops", "commands", "storage", "tests", "docs") for path in (ROOT / folder).rglob("*.*")
    ]
    named = {
        str(path.relative_to(ROOT))
        for path in (*pages, ROOT / "pyproject.toml")
        if path.suffix in (".py", ".md", ".toml")
        and not {"mail", "mail.py", "test_faces.py"} & set(path.parts)
        and re.search(r"\bchatops\.mail\b|\bMAIL_HOST\b|\baiosmtplib\b", path.read_text(encoding="utf-8"))
    }
    assert named - {"docs/it.md"} == {
        "chatops/every_face.py",
        "chatops/every_setting.py",
        "pyproject.toml",
        "tests/promises/test_settings.py",
        "docs/settings.md",
        "docs/running.md",
    }


def test_each_faces_settings_are_in_its_own_folder() -> None:
    for name in Settings.model_fields:
        if face := next((face for face in FACES if name.startswith(f"{face.name}_")), None):
            module = f"chatops.{face.name}.settings"
            assert any(c.__module__ == module and name in c.__annotations__ for c in Settings.__mro__), name


@pytest.mark.parametrize("face", [*FACES, PAGE], ids=lambda face: face.name)
def test_the_same_lies_in_a_file_of_the_same_name_in_each_face(face: FaceDescription[Any]) -> None:
    folder = ROOT / "chatops" / type(face).__module__.split(".")[1]
    heard = {"read.py", "places.py"} if face.hears else {"api.py"}
    assert {"about.py", "face.py", "render.py", *heard} <= {path.name for path in folder.iterdir()}


def imports() -> Mapping[str, set[str]]:
    """Which module imports which, inside functions and for the type checker too."""
    paths = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for package in ("chatops", "commands", "storage")
        for path in (ROOT / package).rglob("*.py")
    }
    found: dict[str, set[str]] = {}
    for name, path in paths.items():
        wanted: set[str] = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                wanted |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                whole = {f"{node.module}.{alias.name}" for alias in node.names}
                wanted |= whole & paths.keys() if whole <= paths.keys() else {node.module, *whole}
        found[name] = (wanted & paths.keys()) - {name}
    return found


def circles(imported: Mapping[str, set[str]]) -> list[str]:
    """What is left when whatever imports nothing that is left is taken away, again and again; and then the other way
    round, so that only the circles remain."""
    left = {name: set(of) for name, of in imported.items()}
    for _ in range(2):
        while done := [name for name, of in left.items() if not of & left.keys()]:
            for name in done:
                del left[name]
        left = {name: {by for by, of in left.items() if name in of} for name in left}
    return sorted(left)


def test_no_two_files_import_each_other_however_far_round() -> None:
    imported = imports()
    assert len(imported) > 400
    assert "storage.part" in imported["storage.records"]  # or it was looked for in the wrong way
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set(), "e": {"a"}}) == ["b", "c"]
    assert circles(imported) == []
