"""Words as systems and people write them in a list of pupils: what each of them means, or that it is asked."""

from datetime import date

import pytest

from chatops.importing import cells, days, sen
from chatops.importing.pupil_words import ADDITIONAL, ENGLISH, LOOKED_AFTER, NOT_LOOKED_AFTER, PREMIUM
from chatops.importing.pupils import read_pupils
from chatops.importing.table import Bad
from commands.domain.pupil import Provision

TODAY = date(2026, 11, 23)
N, K, E = Provision


@pytest.mark.parametrize(
    ("written", "provision"),
    [
        ("K - SEN Support", K), ("K – SEN support", K), ("K: SEN Support", K), ("SEN Support (K)", K), ("k", K),
        ("SEND Support", K), ("K SEN Support", K), ("Sen  support", K), ("School Action Plus", K), ("A", K),
        ("E - Education, Health and Care Plan", E), ("Education, Health & Care Plan", E), ("EHC Plan", E), ("ehcp", E),
        ("E (EHCP)", E), ("EHCP (E)", E), ("E", E), ("Statement", E), ("S - Statement", E),
        ("N - No SEN", N), ("N - No Special Educational Need", N), ("No Special Educational Need", N), ("None", N),
        ("-", N), ("", N), ("No SEN", N), ("N/A", N), ("Not SEN", N), ("no special educational needs", N),
    ],
)  # fmt: skip
def test_provision_is_read_however_it_is_spelled(written: str, provision: Provision) -> None:
    assert sen.provision(written)[0] is provision


@pytest.mark.parametrize(
    "written", ["K - Education, Health and Care Plan", "E - No SEN", "Monitoring", "Wave 2", "Yes", "SEN", "K E", "KE"]
)
def test_provision_that_could_mean_either_or_nothing_is_asked(written: str) -> None:
    with pytest.raises(Bad):
        sen.provision(written)


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("Moderate Learning Difficulty", ["MLD"]), ("Speech, Language and Communication Needs", ["SLCN"]),
        ("Speech, Language & Communication", ["SLCN"]), ("Autistic Spectrum Disorder", ["ASD"]), ("Autism", ["ASD"]),
        ("ASC", ["ASD"]), ("ASD - Autistic Spectrum Disorder", ["ASD"]), ("Autism Spectrum Condition", ["ASD"]),
        ("Social, Emotional and Mental Health", ["SEMH"]), ("SEMH - Social Emotional and Mental Health", ["SEMH"]),
        ("Social, Emotional & Mental Health (SEMH)", ["SEMH"]), ("SEMH (ADHD)", ["SEMH"]), ("Dyslexia", ["SPLD"]),
        ("SpLD - dyslexia", ["SPLD"]), ("Specific Learning Difficulties", ["SPLD"]), ("spld", ["SPLD"]),
        ("Visual Impairment", ["VI"]), ("Vision impairment", ["VI"]), ("Hearing Impairment (HI)", ["HI"]),
        ("Down's Syndrome", ["DS"]), ("Down Syndrome", ["DS"]), ("Physical Disability", ["PD"]),
        ("Profound & Multiple Learning Difficulty", ["PMLD"]), ("Severe learning difficulties", ["SLD"]),
        ("Other Difficulty/Disability", ["OTH"]), ("Multi-Sensory Impairment", ["MSI"]),
        ("SEN support but no specialist assessment of type of need", ["NSA"]), ("No specialist assessment", ["NSA"]),
        ("Behaviour, Emotional & Social Difficulties", ["SEMH"]), ("BESD", ["SEMH"]),
        ("Specific Learning Difficulty (primary), Speech, Language and Communication Needs", ["SPLD", "SLCN"]),
        ("Speech, Language and Communication Needs, Autism (Primary)", ["ASD", "SLCN"]),
        ("1. SEMH; 2. MLD", ["SEMH", "MLD"]), ("2: SEMH / 1: MLD", ["MLD", "SEMH"]), ("MLD/SLCN", ["MLD", "SLCN"]),
        ("Hearing Impairment and Physical Disability", ["HI", "PD"]), ("SLCN, SLCN", ["SLCN"]),
        ("ASD | SEMH | SPLD", ["ASD", "SEMH", "SPLD"]), ("", []), ("-", []), ("None", []), ("N/A", []),
    ],
)  # fmt: skip
def test_needs_are_read_however_they_are_spelled_and_joined(written: str, codes: list[str]) -> None:
    found, _ = sen.needs(written)
    assert sen.in_rank(list(found)) == codes


@pytest.mark.parametrize(
    "written",
    ["ADHD", "Cognition and Learning", "Communication and interaction", "SPLD and ADHD", "Reading", "Dyspraxia", "SEN"],
)
def test_what_names_no_type_of_need_is_asked_and_not_guessed(written: str) -> None:
    with pytest.raises(Bad, match="this is not a type of need"):
        sen.needs(written)


@pytest.mark.parametrize(
    "written",
    [
        "9 Jan 2016", "09/01/2016", "9/1/16", "09-Jan-2016", "9-Jan-16", "2016-01-09 00:00:00", "2016-01-09T00:00:00Z",
        "9 January 2016", "9th January 2016", "Sat 9 Jan 2016", "Saturday, 9 January 2016", "09.01.2016", "20160109",
        "42378", "42378.0", "09/01/2016 00:00", "09 JAN 2016", "9/1/2016 12:00:00 am", "2016/01/09",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(written: str) -> None:
    assert days.day(written) == date(2016, 1, 9)


@pytest.mark.parametrize(
    "written", ["Jan 2016", "9 Janvier 2016", "01/13/2016", "9", "12345", "2016", "31 Feb 2016", "x"]
)
def test_what_is_no_day_is_refused(written: str) -> None:
    with pytest.raises(Bad):
        days.day(written)


@pytest.mark.parametrize(
    ("written", "year"),
    [
        ("Year  7", "7"), ("Y2", "2"), ("N2", "N"), ("N1", "N"), ("E2", "N"), ("E1", "N"), ("7.0", "7"), ("07", "7"),
        ("Reception", "R"), ("Rec", "R"), ("YR", "R"), ("Year R", "R"), ("F2", "R"), ("F1", "N"), ("Nursery", "N"),
        ("Year 13", "13"), ("NC Year 10", "10"), ("yr. 9", "9"), ("National Curriculum Year 3", "3"),
        ("Nursery 2", "N"),
        ("10", "10"), ("Year 10", "10"), ("x", "X"), ("Year Group 8", "8"), ("Reception Year", "R"),
    ],
)  # fmt: skip
def test_a_year_group_is_read_however_it_is_written(written: str, year: str) -> None:
    assert days.year(written) == year


@pytest.mark.parametrize("written", ["15", "Seven", "7/8", "Year", "7K", "-1", "Year 7 and 8", ""])
def test_what_is_no_one_year_group_is_refused(written: str) -> None:
    with pytest.raises(Bad):
        days.year(written)


@pytest.mark.parametrize(
    ("words", "yes"),
    [
        ("True", True), ("False", False), ("Yes", True), ("No", False), ("T", True), ("", False), ("-", False),
        ("1", True), ("0", False), ("Y", True), ("N/A", False),
    ],
)  # fmt: skip
def test_yes_and_no_are_read_in_every_column(words: str, yes: bool) -> None:
    for read in (cells.yes, cells.yes_in_words(PREMIUM), cells.yes_in_words(ADDITIONAL, ENGLISH)):
        assert read(words) is yes


@pytest.mark.parametrize(
    ("read", "words", "yes"),
    [
        (cells.yes_in_words(PREMIUM), "Ever 6 FSM", True),
        (cells.yes_in_words(PREMIUM), "EYPP", True),
        (cells.yes_in_words(PREMIUM), "Service Child", True),
        (cells.yes_in_words(ADDITIONAL, ENGLISH), "English as an additional language", True),
        (cells.yes_in_words(ADDITIONAL, ENGLISH), "Other than English", True),
        (cells.yes_in_words(ADDITIONAL, ENGLISH), "English", False),
        (cells.yes_in_words(LOOKED_AFTER, NOT_LOOKED_AFTER), "Looked after", True),
        (cells.yes_in_words(LOOKED_AFTER, NOT_LOOKED_AFTER), "Currently in care", True),
        (cells.yes_in_words(LOOKED_AFTER, NOT_LOOKED_AFTER), "Previously looked after", False),
    ],
)
def test_a_column_says_yes_in_words_of_its_own(read: object, words: str, yes: bool) -> None:
    assert callable(read)
    assert read(words) is yes


ONE = "A123456789012,Yusuf,Amina,4,4B,K,{}\n"
HEADINGS = "UPN,Surname,Forename,Year,Form,SEN,Attendance\n"


def attended(*written: str) -> list[float | None]:
    lines = (f"A{n:012},Yusuf,Pupil{n},4,4B,K,{cell}\n" for n, cell in enumerate(written))
    return [pupil.attendance for pupil in read_pupils(HEADINGS + "".join(lines), TODAY).rows]


def test_attendance_as_a_part_of_one_is_a_percentage_where_the_whole_column_is() -> None:
    assert attended("0.974", "1", "0.5", "") == [97.4, 100, 50, None]


def test_attendance_that_could_be_either_is_refused_and_never_less_than_one_percent() -> None:
    assert attended("97.4", "96%", "0") == [97.4, 96, 0]
    assert attended("97.4", "0.974", "1", "88") == [97.4, 88]
    assert attended("1") == []
    [problem, _] = read_pupils(HEADINGS + ONE.format("97") + ONE.format("0.97").replace("A1", "B1") + ONE.format("1")
                               .replace("A1", "C1"), TODAY).problems  # fmt: skip
    assert str(problem) == "line 3, Attendance: this may be a part of one or a percentage; write it with a % sign"
