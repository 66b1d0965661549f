"""Root's PATH may lack `useradd`, and an image may lack it altogether: the tests say so once, before they begin."""

from pathlib import Path

from tests.postgres_user import NO_USERADD, SYSTEM, USER, why_not

NOBODY = frozenset[str]()


def test_root_gets_the_folders_its_path_leaves_out(tmp_path: Path) -> None:
    environ = {"PATH": str(tmp_path)}
    why_not(environ, root=True, users=NOBODY)
    assert environ["PATH"] == f"{tmp_path}:{SYSTEM}"


def test_without_useradd_it_is_said_in_one_sentence_unless_the_user_is_there(tmp_path: Path) -> None:
    bare = {"PATH": str(tmp_path)}
    empty = str(tmp_path / "sbin")
    assert why_not(bare, root=True, users=NOBODY, system=empty) == NO_USERADD
    assert why_not(bare, root=True, users=frozenset({USER}), system=empty) == ""
    assert why_not(bare, root=False, users=NOBODY, system=empty) == ""


def test_with_useradd_on_the_path_it_can_be_started(tmp_path: Path) -> None:
    program = tmp_path / "useradd"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    assert why_not({"PATH": str(tmp_path)}, root=True, users=NOBODY) == ""
