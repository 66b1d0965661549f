"""`chatops export register`, read back by readers not written here; and a file that clashes with what was recorded."""

import asyncio
import csv
import stat
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from chatops.formulas import is_formula, marked, unmarked
from commands.domain.pupil import Provision
from commands.domain.register import Change, RegisterChange, SenStatus
from storage.database import Database
from storage.lists.schools import Schools
from storage.records import SqlOpenRecords
from tests.cli.terminal import Terminal

HEADINGS = [
    "UPN",
    "Legal Surname",
    "Legal Forename",
    "DOB",
    "NC Year",
    "Reg Group",
    "SEN Status",
    "Primary Need",
    "Secondary Need",
    "SEN Start Date",
]
PUPILS = """UPN,Surname,Forename,DOB,Year,Form,SEN,Primary Need,Secondary Need
A000000000001,Yusuf,Amina,14/09/2017,4,4B,K,SLCN,
A000000000002,"=HYPERLINK(""http://e.example"")",+44,02/03/2012,10,@10C,E,ASD,SEMH
A000000000003,Brontë-Ellis,-Noah,,R,RA,N,,
A000000000004,Łuczak,Zoë,01/05/2016,5,5A,K,NSA,
"""


@pytest.fixture
def filled(larkfield: Terminal) -> Terminal:
    larkfield.types("import", "pupils", larkfield.holds("pupils.csv", PUPILS))
    assert larkfield.code == 0
    return larkfield


def moves_amina(terminal: Terminal) -> None:
    """The SENCO moves Amina to an EHC plan."""
    asyncio.run(recorded(terminal.environ["DATABASE_URL"]))


async def recorded(url: str) -> None:
    database = Database(url)
    [school] = await Schools(database).all()
    async with SqlOpenRecords(database)(school, writing=True) as records:
        from commands.domain.words.register_filter import RegisterFilter

        amina = next(p for p in await records.register.listed(RegisterFilter(), 99) if p.forename == "Amina")
        to = SenStatus(Provision.PLAN, "SLCN", "HI")
        change = Change(RegisterChange.PUT_ON, to, date(2026, 9, 14), "Final plan received.")
        await records.save(*change.entries(amina, (), by="S", at=datetime(2026, 9, 14, 8, tzinfo=UTC)))
    await database.close()


def test_a_csv_file_is_read_back_and_holds_no_formula(filled: Terminal) -> None:
    moves_amina(filled)
    file = filled.folder / "register.csv"
    said = filled.types("export", "register", str(file))
    assert filled.code == 0, filled.complained
    assert said.startswith("Larkfield: 3 pupils on the register. Wrote ")

    rows = list(csv.reader(file.open(encoding="utf-8-sig", newline="")))

    assert rows == [
        HEADINGS,
        ["A000000000001", "Yusuf", "Amina", "14/09/2017", "4", "4B", "E", "SLCN", "HI", "14/09/2026"],
        ["A000000000004", "Łuczak", "Zoë", "01/05/2016", "5", "5A", "K", "NSA", "", ""],
        [
            "A000000000002",
            '\'=HYPERLINK("http://e.example")',
            "'+44",
            "02/03/2012",
            "10",
            "'@10C",
            "E",
            "ASD",
            "SEMH",
            "",
        ],
    ]


def test_what_was_exported_goes_in_again_and_changes_nobodys_name(filled: Terminal) -> None:
    file = filled.folder / "register.csv"
    filled.types("export", "register", str(file))
    report = filled.reads("import", "pupils", str(file))
    assert (report["new"], report["changed"], report["problems"]) == (0, 0, []), report


@given(st.one_of(st.text(), st.text("='+-@\t\r\n１1.,％%＝x")))
def test_no_cell_begins_a_formula_and_every_one_comes_back_as_it_was(cell: str) -> None:
    assert unmarked(marked(cell)) == cell
    assert not is_formula(marked(cell))


def test_numbers_below_nothing_are_left_alone() -> None:
    for number in ("-1", "-0.5", "-1,234.50", "-3%"):
        assert marked(number) == number
    for formula in ("-1+1", "-A1", "--1", "-", "+44", "-1|x", "－1"):
        assert marked(formula) == f"'{formula}"


def test_a_workbook_is_read_back_with_days_as_days_and_everything_else_as_text(filled: Terminal) -> None:
    moves_amina(filled)
    file = filled.folder / "register.xlsx"
    report = filled.reads("export", "register", str(file))
    assert report == {"school": "Larkfield", "file": str(file), "pupils": 3}

    sheet = load_workbook(file)["SEN register"]

    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == HEADINGS
    assert rows[1][:3] == ["A000000000001", "Yusuf", "Amina"]
    assert rows[1][9] == datetime(2026, 9, 14)  # noqa: DTZ001 - a workbook's days have no zone
    assert rows[3][1:3] == ['=HYPERLINK("http://e.example")', "+44"]
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s", "d"}


@pytest.mark.parametrize("name", ["register.csv", "REGISTER.XLSX"])
def test_nobody_else_can_read_the_file_even_where_they_could_before(filled: Terminal, name: str) -> None:
    file = Path(filled.holds(name, "older"))
    file.chmod(0o644)
    filled.types("export", "register", str(file))
    assert filled.code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["register.pdf", "register", "register.xls"])
def test_another_kind_of_file_is_refused_with_a_sentence(filled: Terminal, name: str) -> None:
    filled.types("export", "register", str(filled.folder / name))
    assert filled.code == 2
    assert (
        filled.complained
        == f"chatops: {name}: the name must end in .csv or .xlsx, which says how the register is written.\n"
    )
    assert not (filled.folder / name).exists()


def test_a_place_that_cannot_be_written_is_refused_with_a_sentence(filled: Terminal) -> None:
    filled.types("export", "register", str(filled.folder / "nowhere" / "register.csv"))
    assert filled.code == 2
    assert "cannot be written: No such file or directory." in filled.complained


def test_which_school_is_asked_when_there_are_several(filled: Terminal) -> None:
    filled.types("school", "add", "Oakfield")
    file = str(filled.folder / "register.csv")
    filled.types("export", "register", file)
    assert filled.code == 2
    assert "Say which with --school" in filled.complained
    assert filled.reads("export", "register", file, "--school", "Oakfield")["pupils"] == 0
    assert filled.reads("export", "register", file, "--school", "Larkfield")["pupils"] == 3


def test_an_import_lists_clashes_by_line_and_our_reference_and_changes_nothing_of_them(filled: Terminal) -> None:
    moves_amina(filled)
    file = filled.holds("pupils.csv", PUPILS.replace("A000000000001,Yusuf", "A000000000001,Warsame"))

    tried = filled.reads("import", "pupils", file, "--dry-run")
    report = filled.reads("import", "pupils", file)

    assert (report["clashes"], report["changed"]) == (tried["clashes"], tried["changed"]) == (1, 1)
    [clash] = report["clashing"]
    assert clash["line"] == 2
    assert clash["pupil"].startswith("P")
    said = filled.types("import", "pupils", file)
    assert "1 for the SENCO to decide (“register clashes”); until then ours stays as it is:\n" in said
    assert f"  line 2: pupil {clash['pupil']}\n" in said
    assert "Warsame" not in said
    assert "Amina" not in said
    register = filled.folder / "register.csv"
    filled.types("export", "register", str(register))
    [amina] = [row for row in csv.reader(register.open(encoding="utf-8-sig")) if row[0] == "A000000000001"]
    assert amina[1:3] + amina[6:9] == ["Warsame", "Amina", "E", "SLCN", "HI"]
