"""`chatops audit`: exports and looks at the terminal are in it under the account, and so is reading it."""

import csv
import stat

import pytest

from chatops.cli.recorded import account
from tests.cli.terminal import Terminal

PUPILS = """UPN,Surname,Forename,DOB,Year,Form,SEN,Primary Need,Secondary Need
A000000000001,Yusuf,Amina,14/09/2017,4,4B,K,SLCN,
A000000000002,Khan,Ben,02/03/2012,10,10C,E,ASD,SEMH
A000000000003,Khan,Cara,02/03/2012,10,10C,N,,
"""
STAFF = "Email,Name,Role,Groups\nsam@larkfield.example,Sam Okoro,SENCO,\n"


@pytest.fixture
def filled(larkfield: Terminal) -> Terminal:
    larkfield.types("import", "pupils", larkfield.holds("pupils.csv", PUPILS))
    larkfield.types("import", "staff", larkfield.holds("staff.csv", STAFF))
    larkfield.types("import", "staff", larkfield.holds("staff.csv", STAFF), "--dry-run")
    assert larkfield.code == 0
    larkfield.types("export", "register", str(larkfield.folder / "register.csv"))
    larkfield.types("export", "evidence", "amina", str(larkfield.folder / "evidence.docx"))
    assert larkfield.code == 0
    return larkfield


def test_every_export_and_import_is_told_and_so_is_having_looked(filled: Terminal) -> None:
    entries = filled.reads("audit")["entries"]
    assert sorted((one["did"], one["word"], one["pupil"]) for one in entries) == [
        ("changed", "import pupils", ""),
        ("changed", "import staff", ""),
        ("exported", "export evidence", "Amina Yusuf"),
        ("exported", "export register", "Amina Yusuf"),
        ("exported", "export register", "Ben Khan"),
    ]
    assert {(one["face"], one["person_id"], one["role"]) for one in entries} == {("terminal", account(), "")}

    said = filled.types("audit", "--pupil", "A000000000001")
    assert said.count("Amina Yusuf") == 2
    assert said.endswith("Larkfield: 2 lines. That you have looked is recorded.\n")
    said = filled.types("audit", "--pupil", "amina", "--person", account())
    assert f"{account()}, terminal  looked: audit  Amina Yusuf" in said


def test_a_table_is_written_for_the_owner_alone_and_is_itself_an_export(filled: Terminal) -> None:
    file = filled.folder / "audit.csv"
    said = filled.types("audit", "--pupil", "ben khan", "--csv", str(file))
    assert said == f"Larkfield: 1 line. Wrote {file}, which only you can read: keep it so.\n"
    [headings, row] = csv.reader(file.open(encoding="utf-8-sig", newline=""))
    assert (headings[1], row[1], row[3:9]) == (
        "Who",
        account(),
        ["terminal", "exported", "export register", "Ben Khan", "10", "10C"],
    )
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    filled.types("audit", "--since", "2020-01-01", "--until", "2020-12-31", "--csv", str(filled.folder / "none.csv"))
    assert "Larkfield: 0 lines." in filled.said
    assert [one["word"] for one in filled.reads("audit")["entries"] if one["did"] == "exported"][-2:] == ["audit"] * 2


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--pupil", "khan"), "Several pupils are called that. Say the whole name, or the UPN:"),
        (("--pupil", "nobody"), "No pupil on roll is called that."),
        (("--person", "eve@larkfield.example"), "Nobody with that e-mail address was ever on the school's staff list."),
        (("--since", "2026-02-01", "--until", "2026-01-01"), "--until is before --since."),
        (("--csv", "a.csv", "--json"), "not both."),
    ],
)
def test_what_means_nobody_is_refused_with_a_sentence(filled: Terminal, words: tuple[str, ...], why: str) -> None:
    filled.types("audit", *words)
    assert filled.code == 2
    assert why in filled.complained
