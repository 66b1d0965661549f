"""What a list of pupils may look like, and what is said about lines that cannot be used."""

from datetime import date

import pytest

from chatops.importing.pupils import read_pupils
from chatops.importing.text import UnreadableFile
from commands.domain.pupil import Provision, Pupil

TODAY = date(2026, 11, 23)
HEADINGS = (
    "UPN,Legal Surname,Legal Forename,Preferred Forename,DOB,NC Year,Reg Group,SEN Status,Primary Need,"
    "Secondary Need,Pupil Premium,EAL,In Care,Attendance %"
)
GOOD = "A123456789012,Yusuf,Amina,Mina,14/09/2017,4,4B,K,SLCN,ASD,Y,N,N,97.4"
AMINA = Pupil(
    "",
    "",
    "A123456789012",
    "Yusuf",
    "Amina",
    "Mina",
    date(2017, 9, 14),
    "4",
    "4B",
    Provision.SUPPORT,
    "SLCN",
    "ASD",
    True,
    False,
    False,
    97.4,
)


def file(*lines: str, headings: str = HEADINGS) -> str:
    return "\r\n".join((headings, *lines)) + "\r\n"


def changed(**cells: str) -> str:
    """The good line with some cells changed, by heading with `_` for spaces."""
    row = dict(zip(HEADINGS.split(","), GOOD.split(","), strict=True))
    for heading, cell in cells.items():
        row[heading.replace("_", " ")] = cell
    return ",".join(row.values())


def said(data: bytes | str) -> list[str]:
    return [str(finding) for finding in read_pupils(data, TODAY).problems]


def test_a_good_line_is_a_pupil() -> None:
    assert read_pupils(file(GOOD), TODAY).rows == (AMINA,)


@pytest.mark.parametrize(
    "headings",
    [
        HEADINGS.replace("Legal ", ""),
        HEADINGS.replace("Legal Surname", "Last name").replace("Legal Forename", "First Name"),
        HEADINGS.upper().replace(" ", "_"),
        HEADINGS.replace("DOB", "Date of Birth").replace("NC Year", " Year  Group ").replace("Reg Group", "Form"),
        HEADINGS.replace("UPN", '"Unique Pupil Number (UPN)"').replace("Unique Pupil Number (UPN)", "u.p.n."),
    ],
    ids=["short", "last and first", "capitals", "other words", "punctuation"],
)
def test_headings_are_matched_loosely(headings: str) -> None:
    assert read_pupils(file(GOOD, headings=headings), TODAY).rows == (AMINA,)


def test_columns_may_stand_in_any_order_and_others_are_passed_over() -> None:
    text = "House,Form,SEN,Forename,Surname,Year,UPN\nRed,4B,K,Amina,Yusuf,4,A123456789012\n"
    [pupil] = read_pupils(text, TODAY).rows
    assert (pupil.name, pupil.group, pupil.born) == ("Amina Yusuf", "4B", None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_encoding_is_found_out(encoding: str) -> None:
    [pupil] = read_pupils(file(changed(Legal_Surname="Brontë")).encode(encoding), TODAY).rows
    assert pupil.surname == "Brontë"


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_are_found_out(separator: str) -> None:
    assert read_pupils(file(GOOD).replace(",", separator), TODAY).rows == (AMINA,)


def test_padding_blank_lines_and_commas_in_quotes_are_no_trouble() -> None:
    padded = changed(Legal_Surname='"  Smith,  Jr "', Legal_Forename=" Amina ")
    reading = read_pupils(file("", padded, "   ", ",,,,,,,,,,,,,"), TODAY)
    assert [(p.surname, p.forename) for p in reading.rows] == [("Smith, Jr", "Amina")]
    assert not reading.problems


@pytest.mark.parametrize("written", ["2017-09-14", "14/9/2017", "14-09-2017", "14.09.2017", "14/09/2017 00:00"])
def test_dates_are_read_day_first_or_year_first(written: str) -> None:
    assert read_pupils(file(changed(DOB=written)), TODAY).rows == (AMINA,)


@pytest.mark.parametrize(
    ("written", "year"),
    [("Year 4", "4"), ("04", "4"), ("Yr4", "4"), ("Y4", "4"), ("Reception", "R"), ("r", "R"), ("N2", "N"), ("X", "X")],
)
def test_years_are_read_however_they_are_written(written: str, year: str) -> None:
    assert read_pupils(file(changed(NC_Year=written)), TODAY).rows[0].year == year


@pytest.mark.parametrize(
    ("code", "provision", "remark"),
    [
        ("", Provision.NONE, None),
        ("n", Provision.NONE, None),
        ("SEN support", Provision.SUPPORT, None),
        ("EHCP", Provision.PLAN, None),
        ("A", Provision.SUPPORT, "School Action (A) is retired"),
        ("P", Provision.SUPPORT, "School Action Plus (P) is retired"),
        ("S", Provision.PLAN, "a statement (S) is retired"),
    ],
)
def test_retired_codes_are_read_with_a_remark(code: str, provision: Provision, remark: str | None) -> None:
    reading = read_pupils(file(changed(SEN_Status=code)), TODAY)
    assert reading.rows[0].provision is provision
    assert [r.reason.split(";")[0] for r in reading.remarks] == ([remark] if remark else [])


def test_a_retired_need_is_read_with_a_remark() -> None:
    reading = read_pupils(file(changed(Primary_Need="BESD")), TODAY)
    assert reading.rows[0].primary_need == "SEMH"
    assert str(reading.remarks[0]) == "line 2, Primary Need: BESD is retired; read as SEMH"


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"UPN": "Z99"}, "line 2, UPN: a UPN is a letter and twelve digits (the last may be a letter)"),
        ({"UPN": ""}, "line 2, UPN: this is empty"),
        ({"Legal_Surname": ""}, "line 2, Legal Surname: this is empty"),
        ({"Legal_Surname": "x" * 101}, "line 2, Legal Surname: this is longer than 100 characters"),
        ({"DOB": "31/02/2015"}, "line 2, DOB: there is no such day in the calendar"),
        ({"DOB": "09/14/2017"}, "line 2, DOB: there is no such day in the calendar"),
        ({"DOB": "14 Sept"}, "line 2, DOB: this is not a date; write it as 14/09/2016 or 2016-09-14"),
        ({"DOB": "14/09/2027"}, "line 2, DOB: this date of birth is in the future"),
        ({"DOB": "14/09/1917"}, "line 2, DOB: this date of birth is too long ago for a pupil"),
        ({"NC_Year": "15"}, "line 2, NC Year: this is not a year group; write N, R, 1 to 14 or X"),
        ({"SEN_Status": "Q"}, "line 2, SEN Status: this is not an SEN status; write N, K or E"),
        ({"EAL": "perhaps"}, "line 2, EAL: write Y or N"),
        ({"Attendance_%": "101"}, "line 2, Attendance %: this is not a percentage from 0 to 100"),
    ],
)
def test_a_line_that_cannot_be_used_is_listed_with_its_reason(cells: dict[str, str], sentence: str) -> None:
    assert said(file(changed(**cells))) == [sentence]
    assert read_pupils(file(changed(**cells)), TODAY).rows == ()


def test_an_unknown_need_is_listed_with_those_there_are() -> None:
    [sentence] = said(file(changed(Primary_Need="XYZ")))
    assert sentence.startswith("line 2, Primary Need: this is not a type of need; write one of ASD, DS,")


def test_everything_wrong_with_a_line_is_said_at_once() -> None:
    assert len(said(file(changed(UPN="Z99", DOB="31/02/2015", NC_Year="40")))) == 3


def test_the_second_of_two_lines_with_one_upn_is_not_used() -> None:
    reading = read_pupils(file(GOOD, "", changed(Legal_Forename="Amira")), TODAY)
    assert [p.forename for p in reading.rows] == ["Amina"]
    assert [str(p) for p in reading.problems] == ["line 4, UPN: this UPN is already on line 2; only that line is used"]


def test_a_pupil_whose_line_cannot_be_used_is_known_to_be_in_the_file() -> None:
    reading = read_pupils(file(GOOD, changed(UPN="B123456789012", DOB="31/02/2015")), TODAY)
    assert reading.known == {"B123456789012"}


def test_an_unquoted_comma_is_noticed() -> None:
    assert said(file(GOOD.replace("Yusuf", "Yusuf, Jr")))[0].startswith("line 2: there are more cells than headings")


def test_no_finding_repeats_what_the_file_says() -> None:
    line = changed(Legal_Surname="Featherstone", DOB="99/99/9999", Primary_Need="GRIEF", SEN_Status="Worried")
    reading = read_pupils(file(line, line), TODAY)
    told = " ".join(map(str, (*reading.problems, *reading.remarks))) + repr(reading)
    for word in ("Featherstone", "99/99", "GRIEF", "Worried", "A123456789012"):
        assert word not in told


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("", "The file is empty."),
        (HEADINGS, "The file has headings and no lines under them."),
        (b"PK\x03\x04rest of a workbook", "This is a spreadsheet, not a CSV file."),
        (file(GOOD.replace("Yusuf", '"Yusuf'), GOOD), "Line 2: a quotation mark is opened and not closed."),
        (file(GOOD, headings="UPN," + HEADINGS), "The heading “UPN” stands twice."),
    ],
    ids=["empty", "headings only", "spreadsheet", "open quote", "heading twice"],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(data: bytes | str, sentence: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_pupils(data, TODAY)
    assert str(refused.value).startswith(sentence)


def test_a_missing_column_is_named_beside_the_headings_there_are() -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_pupils("Surname,Forename,Form,SEN\nYusuf,Amina,4B,N\n", TODAY)
    assert str(refused.value) == (
        "The file has no column for UPN or for NC Year. "
        "The headings known in its first line are: Surname, Forename, Form, SEN."
    )


@pytest.mark.parametrize(
    ("first", "sentence"),
    [
        (GOOD, "The first line does not look like headings. Those that are needed are: "),
        ("A860370720001,Yusuf,Amina,Year", "The file has no column for "),
    ],
    ids=["no headings", "one that happens to be"],
)
def test_a_file_without_headings_is_not_repeated(first: str, sentence: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_pupils(f"{first}\n{GOOD}\n", TODAY)
    assert str(refused.value).startswith(sentence)
    assert not any(cell in str(refused.value) for cell in ("A12345", "A8603", "Yusuf", "Amina", "4B"))
