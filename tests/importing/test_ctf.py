"""A Common Transfer File: what is read of its pupils, and what is refused."""

from datetime import date

import pytest

from chatops.importing.pupils import read_pupils
from chatops.importing.text import UnreadableFile
from commands.domain.pupil import Provision

TODAY = date(2026, 11, 23)
PUPIL = """
  <Pupil><UPN>L801200114011</UPN><Surname>Dunn</Surname><Forename>Nell</Forename><DOB>2015-02-11</DOB>
   <BasicDetails><PreferredForename>Nellie</PreferredForename><NCyearActual>7</NCyearActual></BasicDetails>
   <SEN><SENhistory>
     <SENrecord><StartDate>2025-01-10</StartDate><SENprovision>E</SENprovision></SENrecord>
     <SENrecord><StartDate>2023-09-10</StartDate><SENprovision>K</SENprovision></SENrecord></SENhistory>
    <SENneeds><SENneed><SENtypeRank>2</SENtypeRank><SENtype>SLCN</SENtype></SENneed>
     <SENneed><SENtypeRank>1</SENtypeRank><SENtype>SPLD</SENtype></SENneed></SENneeds></SEN>
   <Contacts><Contact><Surname>Other</Surname><Forename>Parent</Forename></Contact></Contacts>
   <Attendance><YearData><Year>2025</Year><SessionsPossible>100</SessionsPossible>
     <SessionsAttended>50</SessionsAttended></YearData>
    <YearData><Year>2026</Year><SessionsPossible>380</SessionsPossible><SessionsAttended>361</SessionsAttended>
    </YearData></Attendance>
  </Pupil>"""
ANOTHER = (
    "<Pupil><UPN>M801200114012</UPN><Surname>Eaves</Surname><Forename>Al</Forename><DOB>2014-12-01</DOB>{}</Pupil>"
)
YEAR = "<BasicDetails><NCyearActual>{}</NCyearActual></BasicDetails>"


def ctf(*pupils: str, version: str = "24") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<CTfile Version="{version}"><Header>'
        f"<CTFversion>{version}.0</CTFversion></Header><CTFpupilData>{''.join(pupils)}</CTFpupilData></CTfile>\n"
    )


@pytest.mark.parametrize("version", ["23", "24", "25"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_pupil_is_read_with_the_latest_stage_the_needs_by_rank_and_the_last_years_attendance(
    version: str, encoding: str
) -> None:
    reading = read_pupils(ctf(PUPIL, version=version).encode(encoding), TODAY)
    [nell] = reading.rows
    assert (nell.name, nell.upn, nell.born, nell.year) == ("Nellie Dunn", "L801200114011", date(2015, 2, 11), "7")
    assert (nell.provision, nell.primary_need, nell.secondary_need) == (Provision.PLAN, "SPLD", "SLCN")
    assert nell.attendance == 95
    assert (reading.problems, reading.remarks, reading.of_some) == ((), (), True)
    assert "group" not in reading.fields


def test_of_a_pupil_the_file_says_nothing_of_sen_nothing_is_changed() -> None:
    reading = read_pupils(ctf(PUPIL, ANOTHER.format(YEAR.format("Y7"))), TODAY)
    assert "provision" in reading.own_fields["L801200114011"]
    assert not {"provision", "primary_need", "secondary_need"} & reading.own_fields["M801200114012"]


def test_a_pupil_that_cannot_be_used_is_named_by_the_line_it_begins_on() -> None:
    reading = read_pupils(ctf(PUPIL, "\n" + ANOTHER.format("")), TODAY)
    assert [str(problem) for problem in reading.problems] == ["line 16, NCyearActual: this is empty"]
    assert len(reading.rows) == 1


def test_another_version_is_read_with_a_remark() -> None:
    [remark] = read_pupils(ctf(PUPIL, version="21"), TODAY).remarks
    assert "CTF 21" in remark.reason


BOMB = '<?xml version="1.0"?><!DOCTYPE CTfile [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
FILE = '<!DOCTYPE CTfile [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    "text",
    [
        *(ctf(PUPIL)[:cut] for cut in range(60, len(ctf(PUPIL)) - 10, 97)),
        BOMB + ctf(PUPIL.replace("Dunn", "&b;")).partition("?>")[2],
        FILE + ctf(PUPIL.replace("Dunn", "&x;")).partition("?>")[2],
        "<?xml version='1.0'?><html><Pupil/></html>",
        ctf(),
        ctf("<a>" * 100 + "</a>" * 100),
        "<CTfile>" + "<x/>" * 60_000 + "</CTfile>",
    ],
)
def test_what_is_cut_off_or_crafted_or_no_such_file_is_refused_whole(text: str) -> None:
    with pytest.raises(UnreadableFile):
        read_pupils(text, TODAY)
