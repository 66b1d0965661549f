"""`chatops roles`: the whole table, needing nothing; for a program too."""

from commands.roles import FIELDS, ROLES
from tests.cli.terminal import Terminal


def test_every_word_and_everything_that_is_seen_has_its_line(terminal: Terminal) -> None:
    lines = terminal.types("roles").splitlines()
    for name in (*ROLES, *FIELDS):
        assert any(line.startswith(f"{name}  ") for line in lines), name
    [adjust] = [line for line in lines if line.startswith("adjust  ")]
    assert adjust.split() == ["adjust", "all", "–", "all", "–", "–", "all", "–"]


def test_a_program_reads_the_same(terminal: Terminal) -> None:
    said = terminal.reads("roles")
    assert said["asked"]["class"] == {
        "teaches": "all", "teacher": "why", "senco": "all", "leadership": "why", "admin": "no", "assistant": "all",
        "nobody": "no",
    }  # fmt: skip
    assert set(said["asked"]) == set(ROLES)
    assert set(said["seen"]) == set(FIELDS)
