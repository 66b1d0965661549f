"""Help, exit codes and sentences of every command; schools; starting up."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from tests.domain.test_law import OURS

COMMANDS = (
    ("demo",),
    ("serve",),
    ("migrate",),
    ("import",),
    ("import", "pupils"),
    ("import", "staff"),
    ("import", "terms"),
    ("import", "undo"),
    ("import", "ctf"),
    ("import", "attendance"),
    ("import", "behaviour"),
    ("import", "attainment"),
    ("import", "suspensions"),
    ("school",),
    ("school", "add"),
    ("school", "change"),
    ("school", "list"),
    ("staff",),
    ("staff", "change"),
    ("digest",),
    ("doctor",),
    ("roles",),
    ("manifest",),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help(terminal: Terminal, command: tuple[str, ...]) -> None:
    assert "Usage:" in terminal.types(*command, "--help")
    assert terminal.code == 0


def test_help_names_every_command(terminal: Terminal) -> None:
    said = terminal.types("--help")
    assert all(command[0] in said for command in COMMANDS)


@pytest.mark.parametrize(
    "command",
    [("nonsense",), ("import", "cats", "x"), ("import", "pupils"), ("school", "add"), ("manifest", "slack")],
    ids=" ".join,
)
def test_what_cannot_be_understood_ends_with_exit_code_2(terminal: Terminal, command: tuple[str, ...]) -> None:
    terminal.types(*command)
    assert terminal.code == 2
    assert terminal.complained


@pytest.mark.parametrize("command", [("serve",), ("school", "list"), ("school", "add", "Larkfield")], ids=" ".join)
def test_a_database_that_is_not_migrated_is_said_to_be(terminal: Terminal, command: tuple[str, ...]) -> None:
    terminal.types(*command)
    assert (terminal.code, terminal.complained) == (
        2,
        "chatops: The database is not up to date. Run: chatops migrate\n",
    )


@pytest.mark.parametrize("command", [("serve",), ("migrate",), ("school", "list")], ids=" ".join)
@pytest.mark.parametrize("url", ["sqlite:////nowhere/at/all.db", "postgresql://u:pass-word@127.0.0.1:1/none"])
def test_a_database_that_does_not_answer_is_said_not_to(terminal: Terminal, command: tuple[str, ...], url: str) -> None:
    terminal.types(*command, DATABASE_URL=url)
    assert terminal.code == 2
    assert terminal.complained.startswith("chatops: The database does not do what it is asked")
    assert terminal.complained.endswith("Check DATABASE_URL.\n")
    assert "pass-word" not in terminal.complained


@pytest.mark.parametrize("command", [("serve",), ("migrate",), ("school", "list")], ids=" ".join)
def test_settings_that_do_not_fit_end_every_command(terminal: Terminal, command: tuple[str, ...]) -> None:
    terminal.types(*command, TEAMS_APP_PASSWORD="hunter2", LOG_LEVEL="INFO")
    assert (terminal.code, terminal.said, terminal.complained) == (
        2,
        "",
        "chatops: Teams is half set up: TEAMS_APP_ID and TEAMS_TENANT_ID are missing.\n",
    )


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("PORT", "abc", "PORT must be a whole number"), ("CLOCK", "Monday", "CLOCK must be a local date and time")],
)
def test_the_demo_too_ends_with_a_sentence_when_its_settings_do_not_fit(
    terminal: Terminal, name: str, value: str, said: str
) -> None:
    terminal.types("demo", **{name: value})
    assert (terminal.code, terminal.said) == (2, "")
    assert terminal.complained.startswith(f"chatops: {said}")


def test_schools_are_added_once_and_listed(terminal: Terminal) -> None:
    terminal.types("migrate")
    assert terminal.types("school", "list") == "There is no school yet. Run: chatops school add NAME\n"
    added = terminal.reads(
        "school", "add", "  Larkfield  Primary ", "--reply-urgent", "2", "--safeguarding-lead", "Ms G"
    )
    assert added == {
        "id": added["id"],
        "name": "Larkfield Primary",
        "safeguarding_lead": "Ms G",
        "reply_routine": 15,
        "reply_soon": 10,
        "reply_urgent": 2,
        "nation": "england",
        "hide_below": 5,
        "plans_wanted": 3,
        "transfer_years": ["6", "11"],
        "keep_after_leaving": 30,
        "keep_with_plan": 31,
        "keep_without_plan": 25,
        "local_rules": "",
        "nudges": True,
        "nudge_words": [],
    }
    terminal.types("school", "add", "Larkfield Primary")
    assert (terminal.code, terminal.complained) == (
        2,
        "chatops: There is already a school called Larkfield Primary.\n",
    )
    terminal.types("school", "add", "   ")
    assert terminal.code == 2
    assert [school["name"] for school in terminal.reads("school", "list")] == ["Larkfield Primary"]


def test_a_schools_safeguarding_lead_can_be_changed_and_the_rest_stays(terminal: Terminal) -> None:
    terminal.types("migrate")
    terminal.types("school", "add", "Larkfield", "--safeguarding-lead", "Ms G", "--reply-soon", "8")

    changed = terminal.reads("school", "change", "Larkfield", "--safeguarding-lead", "Mr H, room 4")

    assert (changed["safeguarding_lead"], changed["reply_soon"]) == ("Mr H, room 4", 8)
    assert terminal.reads("school", "list") == [changed]
    assert terminal.reads("school", "change", "Larkfield", "--hide-below", "10")["hide_below"] == 10
    terminal.types("school", "change", "Larkfield", "--hide-below", "7")
    assert (terminal.code, "Choose 5 or 10" in terminal.complained) == (2, True)
    years = terminal.reads("school", "change", "Larkfield", "--transfer-years", "n, 2")["transfer_years"]
    assert years == ["N", "2"]
    assert terminal.reads("school", "change", "Larkfield", "--keep-without-plan", "31")["keep_without_plan"] == 31
    terminal.types("school", "change", "Larkfield", "--transfer-years", "9")
    assert (terminal.code, "Choose among N, 2, 3, 4, 5, 6, 7, 8" in terminal.complained) == (
        2,
        True,
    )
    terminal.types("school", "change", "Larkfield")
    assert terminal.code == 2
    terminal.types("school", "change", "Elmwood", "--reply-soon", "5")
    assert (terminal.code, "no school called Elmwood" in terminal.complained) == (2, True)


def test_a_school_lists_its_own_words_of_harm_and_switches_the_question_off(terminal: Terminal, tmp_path: Path) -> None:
    terminal.types("migrate")
    terminal.types("school", "add", "Larkfield")
    ours, bad, binary = tmp_path / "ours.txt", tmp_path / "bad.txt", tmp_path / "binary.txt"
    ours.write_text("# Ours\nnever safe\nbelt*\n", encoding="utf-8")
    bad.write_text("a*\n", encoding="utf-8")
    binary.write_bytes(b"\xff\xfe\x00")

    assert "scared to go home" in terminal.types("school", "words", "Larkfield")
    assert "never safe\nbelt*" in terminal.types("school", "words", "Larkfield", str(ours))
    for file, words in ((bad, "Line 1 would be met by too much"), (binary, "UTF-8"), (tmp_path / "no", "be read")):
        terminal.types("school", "words", "Larkfield", str(file))
        assert (terminal.code, words in terminal.complained) == (2, True)
    assert "no form comes back" in terminal.types("school", "words", "Larkfield", "--off")
    assert terminal.reads("school", "list")[0]["nudge_words"] == ["never safe", "belt*"]
    assert "bruise" in terminal.types("school", "words", "Larkfield", "--default")
    terminal.types("school", "words", "Larkfield", "--off", "--default")
    assert (terminal.code, "Give one of" in terminal.complained) == (2, True)
    terminal.types("school", "words", "Elmwood")
    assert (terminal.code, "no school called Elmwood" in terminal.complained) == (2, True)


def test_a_school_is_given_rules_of_its_own_and_what_is_wrong_in_them_is_said(
    terminal: Terminal, tmp_path: Path
) -> None:
    terminal.types("migrate")
    terminal.types("school", "add", "Larkfield")
    ours, wrong = tmp_path / "ours.toml", tmp_path / "wrong.toml"
    ours.write_text(OURS)
    wrong.write_text(OURS.replace('"local"', '"must"'))
    assert "beside England: SEND Regulations 2014" in terminal.types("school", "rules", "Larkfield", str(ours))
    assert terminal.reads("school", "list")[0]["local_rules"] == OURS
    terminal.types("school", "rules", "Larkfield", str(wrong))
    assert (terminal.code, 'wrong.toml: ours.advice: status must be "local" here' in terminal.complained) == (2, True)
    terminal.types("school", "rules", "Larkfield")
    assert (terminal.code, "Give the file" in terminal.complained) == (2, True)
    assert "no rules of its own" in terminal.types("school", "rules", "Larkfield", "--none")


def test_a_schools_nation_is_said_and_can_be_changed(terminal: Terminal) -> None:
    terminal.types("migrate")
    added = terminal.reads("school", "add", "Glen School", "--nation", "scotland")
    assert added["nation"] == "scotland"
    assert terminal.types("school", "list") == f"Glen School ({added['id']}), Scotland\n"

    changed = terminal.reads("school", "change", "Glen School", "--nation", "northern-ireland")

    assert changed == {**added, "nation": "northern-ireland"}
    assert terminal.reads("school", "change", "Glen School", "--reply-soon", "9")["nation"] == "northern-ireland"
    terminal.types("school", "change", "Glen School", "--nation", "mars")
    assert (terminal.code, "'wales'" in terminal.complained) == (2, True)


def test_importing_into_no_school_says_how_to_make_one(terminal: Terminal) -> None:
    terminal.types("migrate", "--trial")
    terminal.types("import", "terms", terminal.holds("t.csv", "Kind,Start\nterm,2026-09-01\n"), CLOCK="2026-11-23")
    assert (terminal.code, terminal.complained) == (
        2,
        "chatops: There is no school yet. Run: chatops school add NAME\n",
    )


def test_help_does_not_wait_for_what_is_slow_to_load() -> None:
    """Neither a platform's SDK, nor the database's, nor the settings' are loaded to say how a command is used."""
    code = (
        "import sys; from chatops.__main__ import app\n"
        "print(sorted({'slack_bolt', 'botbuilder', 'sqlalchemy', 'pydantic', 'aiohttp', 'alembic'} & set(sys.modules)))"
    )
    root = Path(__file__).parents[2]
    said = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"
