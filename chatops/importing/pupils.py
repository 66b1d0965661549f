"""Reading a list of pupils, as a school's information system exports it."""

from datetime import date

from chatops.importing import cells
from chatops.importing.table import Bad, Column, Line, LineFinding, Reading, must_not_be_too_many, read_table
from commands.domain.needs import NEED_TYPES, RETIRED
from commands.domain.pupil import Provision, Pupil

COLUMNS = (
    Column("upn", ("UPN", "Unique Pupil Number")),
    Column("surname", ("Legal Surname", "Surname", "Last name", "Legal Last Name", "Family name")),
    Column("forename", ("Legal Forename", "Forename", "First name", "Legal First Name", "Given name")),
    Column(
        "preferred",
        ("Preferred Forename", "Preferred First Name", "Preferred name", "Known as", "Chosen Forename"),
        required=False,
    ),
    Column("born", ("DOB", "Date of birth", "Birth date"), required=False),
    Column("year", ("NC Year", "Year group", "Year", "National Curriculum Year", "NC Year Group", "Yr")),
    Column(
        "group",
        ("Reg Group", "Registration group", "Form group", "Form", "Tutor group", "Reg", "Registration", "Class"),
    ),
    Column("provision", ("SEN Status", "SEN Provision", "SEN Code", "SEN Stage", "SEN")),
    Column("primary_need", ("Primary Need", "SEN Need", "SEN Type", "Primary SEN Type", "Need"), required=False),
    Column("secondary_need", ("Secondary Need", "Secondary SEN Type"), required=False),
    Column("pupil_premium", ("Pupil Premium", "PP", "Pupil Premium Indicator"), required=False),
    Column("eal", ("EAL", "English as an additional language"), required=False),
    Column("in_care", ("In Care", "Looked after", "LAC", "CLA", "In LEA Care"), required=False),
    Column("attendance", ("Attendance %", "Attendance", "% Attendance"), required=False),
)

PROVISION = {
    "": Provision.NONE,
    "n": Provision.NONE,
    "no sen": Provision.NONE,
    "no special educational need": Provision.NONE,
    "k": Provision.SUPPORT,
    "sen support": Provision.SUPPORT,
    "e": Provision.PLAN,
    "ehcp": Provision.PLAN,
    "ehc plan": Provision.PLAN,
    "education, health and care plan": Provision.PLAN,
}
RETIRED_PROVISION = {
    "a": (Provision.SUPPORT, "School Action (A) is retired; read as SEN support"),
    "p": (Provision.SUPPORT, "School Action Plus (P) is retired; read as SEN support"),
    "s": (Provision.PLAN, "a statement (S) is retired; read as an EHC plan"),
}


def read_pupils(data: bytes | str, today: date) -> Reading[Pupil]:
    """The pupils of a file; ids and school are left empty, for whoever stores them.

    A second line with the same UPN is a problem. `today` rules out dates of birth to come. Raises `Unreadable`.
    """
    table = read_table(data, COLUMNS)
    rows: list[Pupil] = []
    problems: list[LineFinding] = []
    remarks: list[LineFinding] = []
    first: dict[str, int] = {}
    known = set()
    for line in table.lines:
        pupil = _pupil(line, today)
        if pupil.upn:
            if pupil.upn in first:
                line.wrong("upn", f"this UPN is already on line {first[pupil.upn]}; only that line is used")
            first.setdefault(pupil.upn, line.number)
            known.add(pupil.upn)
        if line.problems:
            problems.extend(line.problems)
            must_not_be_too_many(problems)
        else:
            rows.append(pupil)
            remarks.extend(line.remarks)
    taken = frozenset(known - {pupil.upn for pupil in rows})
    return Reading(tuple(rows), tuple(problems), tuple(remarks), taken, table.columns, first)


def _pupil(line: Line, today: date) -> Pupil:
    pupil = Pupil(
        school_id="",
        id="",
        upn=line.read("upn", cells.upn, ""),
        surname=line.read("surname", cells.needed, ""),
        forename=line.read("forename", cells.needed, ""),
        preferred=line.read("preferred", cells.words, ""),
        born=line.read("born", cells.born(today), None),
        year=line.read("year", cells.year, ""),
        group=line.read("group", lambda cell: cells.words(cell, 40), ""),
        provision=_provision(line),
        primary_need=_need(line, "primary_need"),
        secondary_need=_need(line, "secondary_need"),
        pupil_premium=line.read("pupil_premium", cells.yes, False),
        eal=line.read("eal", cells.yes, False),
        in_care=line.read("in_care", cells.yes, False),
        attendance=line.read("attendance", cells.percentage, None),
    )
    if pupil.primary_need == "NSA" and pupil.provision is Provision.PLAN:
        line.remark("primary_need", "NSA goes with SEN support only (census rule 2175); kept as it is")
    return pupil


def _provision(line: Line) -> Provision:
    def read(cell: str) -> Provision:
        word = cell.casefold()
        if word in RETIRED_PROVISION:
            provision, remark = RETIRED_PROVISION[word]
            line.remark("provision", remark)
            return provision
        if word not in PROVISION:
            raise Bad("this is not an SEN status; write N, K or E")
        return PROVISION[word]

    return line.read("provision", read, Provision.NONE)


def _need(line: Line, name: str) -> str:
    def read(cell: str) -> str:
        need = cell.upper()
        if need in RETIRED:
            line.remark(name, f"{need} is retired; read as {RETIRED[need].code}")
            need = RETIRED[need].code
        if need and need not in NEED_TYPES:
            raise Bad(f"this is not a type of need; write one of {', '.join(sorted(NEED_TYPES))}")
        return need

    return line.read(name, read, "")
