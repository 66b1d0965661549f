"""`chatops import`: reports for people and for programs, and what is refused."""

import time

import pytest

from tests.cli.terminal import Terminal

PUPILS = "UPN,Surname,Forename,Year,Form,SEN\nA000000000001,Yusuf,Amina,4,4B,N\nA000000000002,Ellis,Noah,R,RA,S\n"
STAFF = "Email,Name,Role,Teaches\ntom@larkfield.example,Tom Reed,teacher,4B\nsam@larkfield.example,Sam Okoro,senco,\n"
TERMS = "Kind,Name,First day,Last day\nterm,Autumn,2026-09-01,2026-12-18\n"
NOVEMBER = "2026-11-23 09:00"


def test_a_report_counts_and_lists(larkfield: Terminal) -> None:
    file = larkfield.holds("pupils.csv", PUPILS + "Z99,Featherstone,Ada,4,4B,N\n")
    assert larkfield.types("import", "pupils", file) == (
        "Larkfield, pupils: 2 new, 0 changed, 0 unchanged, 0 left, 0 returned.\n"
        "1 line was not used:\n"
        "  line 4, UPN: a UPN is a letter and twelve digits (the last may be a letter)\n"
        "Used, with a remark:\n"
        "  line 3, SEN: a statement (S) is retired; read as an EHC plan\n"
    )
    assert larkfield.code == 0


def test_a_program_reads_the_same_report(larkfield: Terminal) -> None:
    file = larkfield.holds("pupils.csv", PUPILS + "Z99,Featherstone,Ada,4,4B,N\n")
    report = larkfield.reads("import", "pupils", file)
    [school] = larkfield.reads("school", "list")
    assert report == {
        "school": {"id": school["id"], "name": "Larkfield"},
        "kind": "pupils",
        "dry_run": False,
        "new": 2,
        "changed": 0,
        "unchanged": 0,
        "left": 0,
        "returned": 0,
        "clashes": 0,
        "problems": [
            {"line": 4, "column": "UPN", "reason": "a UPN is a letter and twelve digits (the last may be a letter)"}
        ],
        "remarks": [{"line": 3, "column": "SEN", "reason": "a statement (S) is retired; read as an EHC plan"}],
        "clashing": [],
    }


@pytest.mark.parametrize(
    ("kind", "text", "count"),
    [("pupils", PUPILS, 2), ("staff", STAFF, 2), ("terms", TERMS, 1)],
    ids=lambda v: str(v)[:6],
)
def test_every_list_twice_changes_nothing(larkfield: Terminal, kind: str, text: str, count: int) -> None:
    file = larkfield.holds("file.csv", text)
    for new, unchanged in ((count, 0), (0, count)):
        report = larkfield.reads("import", kind, file, CLOCK=NOVEMBER)
        assert (report["new"], report["unchanged"], report["changed"], report["left"]) == (new, unchanged, 0, 0)


def test_a_dry_run_says_the_same_and_writes_nothing(larkfield: Terminal) -> None:
    file = larkfield.holds("pupils.csv", PUPILS)
    said = larkfield.types("import", "pupils", file, "--dry-run")
    assert said.endswith("This was a dry run: nothing was written.\n")
    tried = larkfield.reads("import", "pupils", file, "--dry-run")
    done = larkfield.reads("import", "pupils", file)
    assert [column["heading"] for column in tried.pop("columns")] == PUPILS.partition("\n")[0].split(",")
    assert tried == {**done, "dry_run": True}
    assert done["new"] == 2


def test_a_truncated_file_is_refused_until_it_is_allowed(larkfield: Terminal) -> None:
    rows = [f"A{n:012},Yusuf,Pupil{n},4,4B,N" for n in range(10)]
    heading = PUPILS.partition("\n")[0]
    larkfield.types("import", "pupils", larkfield.holds("all.csv", "\n".join((heading, *rows))))
    few = larkfield.holds("few.csv", "\n".join((heading, *rows[:3])))
    larkfield.types("import", "pupils", few)
    assert larkfield.code == 2
    assert larkfield.complained == (
        "chatops: Nothing was written: 7 of 10 people on the list are not in this file and would be marked as left. "
        "If that is right, say --allow-leavers, or --part if the file is of some pupils alone.\n"
    )
    assert larkfield.reads("import", "pupils", few, "--allow-leavers")["left"] == 7


def test_the_school_is_named_when_there_is_more_than_one(larkfield: Terminal) -> None:
    larkfield.types("school", "add", "Oakfield")
    file = larkfield.holds("pupils.csv", PUPILS)
    larkfield.types("import", "pupils", file)
    assert larkfield.code == 2
    assert "Say which with --school: Larkfield, Oakfield." in larkfield.complained
    larkfield.types("import", "pupils", file, "--school", "Elsewhere")
    assert larkfield.code == 2
    assert "There is no school of that name." in larkfield.complained
    assert larkfield.reads("import", "pupils", file, "--school", "oakfield")["school"]["name"] == "Oakfield"
    assert larkfield.reads("import", "pupils", file, "--school", "Larkfield")["new"] == 2


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "pupils.csv: The file is empty."),
        ("Surname\nYusuf\n", "pupils.csv: The file has no column for UPN or for Legal Forename or"),
        (PUPILS.replace("A0000", "?"), "pupils.csv: no line of the file can be used."),
        (b"PK\x03\x04", "pupils.csv: The workbook cannot be read."),
    ],
    ids=["empty", "columns missing", "every line wrong", "spreadsheet"],
)
def test_a_file_that_cannot_be_used_ends_with_a_sentence(larkfield: Terminal, text: str | bytes, sentence: str) -> None:
    larkfield.types("import", "pupils", larkfield.holds("pupils.csv", text))
    assert larkfield.code == 2
    assert larkfield.complained.startswith(f"chatops: {sentence}")
    assert "Yusuf" not in larkfield.complained


def test_a_file_that_is_not_there_ends_with_a_sentence(larkfield: Terminal) -> None:
    larkfield.types("import", "staff", "nowhere.csv")
    assert larkfield.code == 2
    assert "does not exist" in larkfield.complained


def test_ten_thousand_pupils_take_less_than_ten_seconds(larkfield: Terminal) -> None:
    heading = PUPILS.partition("\n")[0]
    file = larkfield.holds(
        "many.csv", "\n".join((heading, *(f"A{n:012},Yusuf,Pupil{n},4,4B,K" for n in range(10_000))))
    )
    began = time.process_time()
    assert larkfield.reads("import", "pupils", file)["new"] == 10_000
    assert time.process_time() - began < 10
