"""Lists of pupils as information systems export them go in with one command; what is not sure is asked; taken back."""

import json
import sqlite3
from typing import Any

import pytest

from tests import exports
from tests.cli.terminal import Terminal

NOVEMBER = "2026-11-23 09:00"
FOUR = "UPN,Surname,Forename,DOB,Year,Form,SEN\n"
CHILD = ",Moss,Ivo,11/10/2022,N1,Nest,\n"


def rows(terminal: Terminal, what: str = "*", order: str = "surname, forename") -> list[tuple[Any, ...]]:
    """What lies in the table of pupils."""
    with sqlite3.connect(terminal.folder / "chatops.db") as connection:
        return connection.execute(f"SELECT {what} FROM pupils ORDER BY {order}").fetchall()  # noqa: S608


NEEDS = 'forename, "group", year, provision, primary_need, secondary_need'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            exports.REPORT,
            [
                ("Josephine", "7M", "7", "K", "SLCN", "MLD"),
                ("Theo", "7M", "7", "E", "ASD", ""),
                ("Ama", "10P", "10", "N", "", ""),
            ],
        ),
        (
            exports.CUSTOM,
            [
                ("Elin", "5 Elm", "5", "K", "SPLD", "SLCN"),
                ("Omar", "5 Elm", "5", "E", "SEMH", ""),
                ("Ida", "R Fir", "R", "N", "", ""),
            ],
        ),
        (
            exports.PRIMARY,
            [
                ("Wynn", "Robins", "2", "K", "SEMH", ""),
                ("Ola", "Wrens", "3", "K", "SPLD", ""),
                ("Pia", "Chicks", "N", "N", "", ""),
            ],
        ),
        (
            exports.workbook(exports.CELLS),
            [
                ("Ida", "8T", "8", "K", "ASD", ""),
                ("Bo", "8T", "8", "E", "HI", "PD"),
                ("Cy", "904", "9", "N", "", ""),
            ],
        ),
        (exports.PRIMARY.replace(",", "\t"), None),
        (exports.REPORT.replace("\r\n", "\n").encode("utf-16"), None),
    ],
    ids=["report", "custom report", "primary", "workbook", "tabs", "utf-16"],
)
def test_a_list_goes_in_as_it_was_exported(
    larkfield: Terminal, text: str | bytes, expected: list[tuple[Any, ...]] | None
) -> None:
    report = larkfield.reads("import", "pupils", larkfield.holds("pupils", text), CLOCK=NOVEMBER)
    assert (report["new"], report["problems"]) == (3, [])
    assert expected is None or rows(larkfield, NEEDS) == expected


def test_what_else_the_lists_say_is_read_too(larkfield: Terminal) -> None:
    larkfield.types("import", "pupils", larkfield.holds("a", exports.CUSTOM), CLOCK=NOVEMBER)
    assert rows(larkfield, "born, pupil_premium, eal, in_care, attendance") == [
        ("2016-01-09", 1, 0, 0, 96.31),
        ("2016-06-21", 0, 1, 1, 88.02),
        ("2021-09-01", 0, 0, 0, 99.1),
    ]
    larkfield.types("import", "pupils", larkfield.holds("b", exports.workbook(exports.CELLS)), "--part", CLOCK=NOVEMBER)
    assert rows(larkfield, "born, attendance")[:3] == [("2013-05-30", 97.4), ("2013-01-02", 100), ("2012-09-30", 50)]


def test_a_dry_run_shows_how_each_column_was_understood(larkfield: Terminal) -> None:
    said = larkfield.types("import", "pupils", larkfield.holds("a", exports.REPORT), "--dry-run", CLOCK=NOVEMBER)
    assert "  Year Group → NC Year: “Year 7”, “Year 10”\n" in said
    assert "  SEN Need Type → Primary Need: “Moderate Learning Difficulty”, “Speech," in said
    assert "Not used (if one is needed, say --map “Its heading=our word”):\n  Gender: “F”, “M”\n" in said
    assert rows(larkfield) == []


def test_what_is_not_sure_is_asked_and_settled_once_for_the_school(larkfield: Terminal) -> None:
    text = "UPN,Surname,Forename,Year,Form,SEN,Difficulty,Wave\nA801200114001,Hale,Josie,7,7M,Monitored,ADHD,2\n"
    file = larkfield.holds("pupils.csv", text)
    larkfield.types("import", "pupils", file)
    assert (larkfield.code, rows(larkfield)) == (2, [])
    assert "line 2, SEN: this is not an SEN status; write N, K or E" in larkfield.complained
    larkfield.types("import", "pupils", file, "--map", "Monitored=N", "--map", "Difficulty=need")
    assert "line 2, Difficulty: this is not a type of need" in larkfield.complained
    words = ("--map", "Monitored=N", "--map", "Difficulty=need", "--map", "ADHD=SEMH")
    assert larkfield.reads("import", "pupils", file, *words)["new"] == 1
    assert rows(larkfield, "provision, primary_need") == [("N", "SEMH")]
    assert larkfield.reads("import", "pupils", file)["unchanged"] == 1
    larkfield.types("import", "pupils", file, "--map", "Wave=nonsense")
    assert larkfield.complained.startswith("chatops: “nonsense” is none of our words. Say one of: upn, surname,")


def test_a_child_without_a_upn_is_known_by_name_and_birthday_and_joined_when_it_comes(larkfield: Terminal) -> None:
    larkfield.types("import", "pupils", larkfield.holds("a", FOUR + CHILD), CLOCK=NOVEMBER)
    [before] = rows(larkfield, "id, upn")
    assert larkfield.reads("import", "pupils", larkfield.holds("a", FOUR + CHILD), CLOCK=NOVEMBER)["unchanged"] == 1
    came = FOUR + "A80120011401A" + CHILD
    assert larkfield.reads("import", "pupils", larkfield.holds("b", came), CLOCK=NOVEMBER)["changed"] == 1
    lasting = FOUR + "B801200114012" + CHILD.replace("Ivo", "ivo").replace("N1", "R")
    assert larkfield.reads("import", "pupils", larkfield.holds("c", lasting), CLOCK=NOVEMBER)["changed"] == 1
    assert rows(larkfield, "id, upn, year") == [(before[0], "B801200114012", "R")]
    assert larkfield.reads("import", "pupils", larkfield.holds("a", FOUR + CHILD), CLOCK=NOVEMBER)["new"] == 0
    assert rows(larkfield, "id, upn") == [(before[0], "B801200114012")]


def school_of(*years: int, sen: bool = True, others: bool = True) -> str:
    """Six pupils of each year, one of them with SEN."""
    lines = (
        f"A8{year:02}2001140{n:02},Hale,Pupil{year}n{n},,{year},{year}M,{'N' if n else 'K'}\n"
        for year in years
        for n in range(6)
        if (others if n else sen)
    )
    return FOUR + "".join(lines)


def test_a_file_of_one_key_stage_or_of_sen_pupils_alone_marks_nobody_as_left(larkfield: Terminal) -> None:
    larkfield.types("import", "pupils", larkfield.holds("all", school_of(1, 2, 3, 4, 5, 6)), CLOCK=NOVEMBER)
    some = larkfield.holds("some", school_of(1, 3, 4, 5, 6))
    larkfield.types("import", "pupils", some, CLOCK=NOVEMBER)
    assert larkfield.code == 2
    assert larkfield.complained == (
        "chatops: Nothing was written: 6 of 36 people on the list (Year 2) are not in this file and would be marked as "
        "left. If that is right, say --allow-leavers, or --part if the file is of some pupils alone.\n"
    )
    sen = larkfield.holds("sen", school_of(1, 2, 3, 4, 5, 6, others=False))
    larkfield.types("import", "pupils", sen, CLOCK=NOVEMBER)
    assert "everybody without SEN) are not in this file" in larkfield.complained
    assert larkfield.types("import", "pupils", some, "--part", CLOCK=NOVEMBER).endswith(
        "6 pupils who are not in the file were not marked as left.\n"
    )
    assert not any(left for (left,) in rows(larkfield, "left_on"))
    assert larkfield.reads("import", "pupils", some, "--allow-leavers", CLOCK=NOVEMBER)["left"] == 6


def test_a_download_that_broke_off_takes_nobody_off_the_register(larkfield: Terminal) -> None:
    headings = "UPN,Surname,Forename,Year,Form,SEN,House\n"
    whole = headings + "A801200114001,Hale,Josie,7,7M,K,Red\nB801200114002,Ray,Bo,7,7M,K,Red\n"
    larkfield.types("import", "pupils", larkfield.holds("all", whole))
    for cut in range(whole.index("B8") + 1, len(whole) - len("K,Red\n") + 1):
        larkfield.types("import", "pupils", larkfield.holds("cut", whole[:cut]))
        assert larkfield.code == 2
        assert "The file breaks off in line 3" in larkfield.complained
    within = whole.replace("Josie,7,7M,K,Red", "Josie,7")
    report = larkfield.reads("import", "pupils", larkfield.holds("within", within))
    assert [problem["reason"].split(",")[0] for problem in report["problems"]] == [
        "there are fewer cells than headings"
    ]
    last = whole.replace(",House", "").replace(",Red", "").removesuffix("K\n")
    report = larkfield.reads("import", "pupils", larkfield.holds("last", last))
    assert "so it may have been cut off" in report["problems"][0]["reason"]
    assert rows(larkfield, "provision, left_on") == [("K", None), ("K", None)]


def test_a_line_of_which_it_cannot_be_read_who_is_meant_lets_nobody_leave(larkfield: Terminal) -> None:
    larkfield.types("import", "pupils", larkfield.holds("all", school_of(1, 2)), CLOCK=NOVEMBER)
    broken = school_of(1, 2).replace("A8012001140", "A80120?1140", 1)
    said = larkfield.types("import", "pupils", larkfield.holds("b", broken), CLOCK=NOVEMBER)
    assert "1 pupil who is not in the file was not marked as left. Of some lines it cannot be read who is" in said
    assert not any(left for (left,) in rows(larkfield, "left_on"))


def test_an_import_is_taken_back_within_a_day(larkfield: Terminal) -> None:
    larkfield.types("import", "pupils", larkfield.holds("a", exports.REPORT), CLOCK=NOVEMBER)
    before = rows(larkfield)
    wrong = exports.REPORT.replace("K - SEN Support", "N").replace("Ama,", "Amma,").replace("C8012", "X8012")
    report = larkfield.reads("import", "pupils", larkfield.holds("b", wrong), CLOCK="2026-11-24 09:00")
    assert (report["new"], report["changed"], report["left"]) == (1, 1, 1)
    would = larkfield.types("import", "undo", "--dry-run", CLOCK="2026-11-24 18:00")
    assert "would be taken back: 2 as before, 1 removed." in would
    assert larkfield.types("import", "undo", CLOCK="2026-11-24 18:00") == (
        "Larkfield: the import of pupils of Tuesday 24 November 2026, 09:00, was taken back: 2 as before, 1 removed.\n"
    )
    assert rows(larkfield) == before
    larkfield.types("import", "undo", CLOCK="2026-11-24 18:00")
    assert (larkfield.code, larkfield.complained) == (
        2,
        "chatops: The last import is older than a day, and can be taken back no more.\n",
    )


def test_what_has_changed_since_is_left_as_it_is_and_said(larkfield: Terminal) -> None:
    larkfield.types("import", "pupils", larkfield.holds("a", exports.REPORT), CLOCK=NOVEMBER)
    larkfield.types("import", "pupils", larkfield.holds("b", exports.REPORT.replace("7M", "7Q")), CLOCK=NOVEMBER)
    with sqlite3.connect(larkfield.folder / "chatops.db") as connection:
        connection.execute("UPDATE pupils SET surname = 'Hale-Ray' WHERE surname = 'Hale'")
    [(id,)] = [row for row in rows(larkfield, "id") if row[0]][:1]
    report = json.loads(larkfield.types("import", "undo", "--json", CLOCK=NOVEMBER))
    assert (report["kind"], report["restored"], report["removed"], report["kept"]) == ("pupils", 1, 0, [id])
    assert rows(larkfield, 'surname, "group"') == [("Hale-Ray", "7Q"), ("Ingram", "7M"), ("Osei", "10P")]


def test_staff_and_terms_are_taken_back_too(larkfield: Terminal) -> None:
    staff = "Email,Name,Role,Teaches\ntom@larkfield.example,Tom Reed,teacher,4B\nsam@larkfield.example,Sam,senco,\n"
    terms = "Kind,Name,First day,Last day\nterm,Autumn,2026-09-01,2026-12-18\n"
    for kind, text, count in (("staff", staff, 2), ("terms", terms, 1)):
        larkfield.types("import", kind, larkfield.holds("a", text), CLOCK=NOVEMBER)
        assert f"{count} removed" in larkfield.types("import", "undo", CLOCK=NOVEMBER)
        assert larkfield.reads("import", kind, larkfield.holds("a", text), CLOCK=NOVEMBER)["unchanged"] == 0
    larkfield.types("import", "terms", larkfield.holds("b", terms.replace("12-18", "12-17")), CLOCK=NOVEMBER)
    assert "1 as before" in larkfield.types("import", "undo", CLOCK=NOVEMBER)
    assert larkfield.reads("import", "terms", larkfield.holds("a", terms), CLOCK=NOVEMBER)["unchanged"] == 1
