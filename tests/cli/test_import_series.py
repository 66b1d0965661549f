"""Attendance, behaviour, attainment and suspensions: files of their own, added to what is known of each pupil."""

import time

import pytest

from tests.cli.terminal import Terminal

NOVEMBER = "2026-11-23 09:00"
PUPILS = (
    "UPN,Admission No,Surname,Forename,Year,Form,SEN\nA801200114001,000311,Hale,Josie,7,7M,K\n"
    "B801200114002,000312,Ray,Theo,7,7M,N\n"
)
ATTENDANCE = (
    "UPN,Student Name,Year,Registration Form,Possible Sessions,Present Sessions,Authorised Absence,"
    "Unauthorised Absence,Attendance %,Late Marks\nA801200114001,Josie Hale,7,7M,140,121,12,7,86.4,9\n"
)
BEHAVIOUR = (
    "Date,Admission No,Pupil Name,Year,Form,Type,Reason,Lesson,Points,Awarded By\n"
    "20/11/2026,000311,Josie Hale,7,7M,Negative,Left the room,Maths,-2,Mr Cole\n"
    "19/11/2026,311,Josie Hale,7,7M,Positive,Kind to others,Art,3,Ms Lee\n"
)
ATTAINMENT = (
    "UPN;Date;Assessment;Subject;Result;Scale;On track\n"
    "A801200114001;13 May 2026;KS2 test;Reading;94;Scaled score;No\n"
    "B801200114002;13 May 2026;KS2 test;Reading;108;Scaled score;Yes\n"
)
SUSPENSIONS = "UPN,Start date,Sessions,Reason\nA801200114001,12/10/2026,3,Damage\n"


@pytest.fixture
def enrolled(larkfield: Terminal) -> Terminal:
    larkfield.types("import", "pupils", larkfield.holds("pupils.csv", PUPILS), CLOCK=NOVEMBER)
    return larkfield


@pytest.mark.parametrize(
    ("kind", "text", "count"),
    [("attendance", ATTENDANCE, 1), ("behaviour", BEHAVIOUR, 2), ("attainment", ATTAINMENT, 2),
     ("suspensions", SUSPENSIONS, 1)],
    ids=["attendance", "behaviour", "attainment", "suspensions"],
)  # fmt: skip
def test_a_file_goes_in_twice_changes_nothing_and_is_taken_back(
    enrolled: Terminal, kind: str, text: str, count: int
) -> None:
    file = enrolled.holds("file.csv", text)
    assert enrolled.reads("import", kind, file, "--dry-run", CLOCK=NOVEMBER)["new"] == count
    report = enrolled.reads("import", kind, file, CLOCK=NOVEMBER)
    assert (report["new"], report["problems"]) == (count, [])
    assert enrolled.reads("import", kind, file, CLOCK=NOVEMBER)["unchanged"] == count
    undone = enrolled.reads("import", "undo", CLOCK=NOVEMBER)
    assert (undone["kind"], undone["kept"]) == (kind, [])
    assert enrolled.reads("import", kind, file, CLOCK=NOVEMBER)["new"] == count


@pytest.mark.parametrize(
    ("kind", "text", "reason"),
    [
        ("attendance", "UPN,Attendance\nA801200114001,0.97\n", "this may be a part of one or a percentage"),
        ("attendance", "UPN,Possible,Present\nA801200114001,10,11\n", "there are more sessions present than possible"),
        ("attendance", "UPN,Month,Attendance\nA801200114001,May 2027,90%\n", "this is in the future"),
        ("behaviour", BEHAVIOUR.replace("-2", "two"), "this is not a number"),
        ("suspensions", SUSPENSIONS.replace(",3,", ",0,"), "this is not a number of days"),
        ("attainment", ATTAINMENT.replace("94", ""), "this is empty"),
        ("behaviour", BEHAVIOUR.replace("000311", "999"), "no pupil on the list has this number"),
    ],
)
def test_what_cannot_be_used_is_listed_with_its_reason(enrolled: Terminal, kind: str, text: str, reason: str) -> None:
    said = enrolled.types("import", kind, enrolled.holds("file.csv", text), CLOCK=NOVEMBER) + enrolled.complained
    assert reason in said
    assert "Josie" not in said


def test_ten_thousand_pupils_with_a_year_of_months_take_no_longer_than_they_may(larkfield: Terminal) -> None:
    heading = PUPILS.partition("\n")[0]
    lines = (f"A{n:012},{n},Hale,P{n},7,7M,K" for n in range(10_000))
    larkfield.types("import", "pupils", larkfield.holds("many.csv", "\n".join((heading, *lines)) + "\n"))
    months = [f"2025-{month:02}" for month in range(9, 13)]
    file = "UPN,Month,Possible,Present,Late\n" + "".join(
        f"A{n:012},{month},40,{n % 41},1\n" for n in range(10_000) for month in months
    )
    began = time.process_time()
    report = larkfield.reads("import", "attendance", larkfield.holds("attendance.csv", file), CLOCK=NOVEMBER)
    assert report["new"] == 40_000
    assert time.process_time() - began < 20
