"""Reading a list of staff: who may speak to the bot, in which role, and whom they teach."""

import re
from dataclasses import replace

from chatops.importing import cells, roles
from chatops.importing.headings import NOTHING_TOLD, Column, Told
from chatops.importing.table import Line, LineFinding, Reading, must_not_be_too_many, read_table
from chatops.importing.text import UnreadableFile
from commands.domain.person import Person, Role
from commands.domain.staff_list import Doubt, Unsettled

COLUMNS = (
    Column("email", ("Email", "E-mail address", "Work email", "Email address", "Work email address", "Main email",
                     "Primary email", "Default email", "School email", "Email (work)")),
    Column("name", ("Name", "Full name", "Staff name", "Display name", "Staff member"), required=False),
    Column("forename", ("Forename", "First name", "Given name", "Preferred forename", "Legal forename",
                        "Preferred first name", "Legal first name", "Chosen forename"), required=False),
    Column("surname", ("Surname", "Last name", "Family name", "Legal surname", "Legal last name", "Preferred surname",
                       "Preferred last name"), required=False),
    Column("role", ("Role", "Job role", "Bot role", "Job title", "Position", "Post", "Main role", "Staff role",
                    "Business role", "Roles", "Job titles", "Role name", "Post title")),
    Column("former", ("Previous email", "Former email", "Old email", "Previous e-mail address"), required=False),
    Column("groups", ("Teaches", "Groups", "Classes", "Form groups", "Teaching groups", "Reg Group",
                      "Registration group", "Registration form", "Tutor group", "Form", "Class", "Reg", "Form group",
                      "Registration forms", "Class group"), required=False),
)  # fmt: skip


def read_staff(data: bytes | str, told: Told = NOTHING_TOLD) -> Reading[Person]:
    """The staff of a file; ids and school are left empty, for whoever stores them.

    A second line with the same e-mail address is another group of the same person's, or else a problem, like one with
    the same previous address. `told` says what words of the school's mean. Raises `UnreadableFile`.
    """
    table = read_table(data, COLUMNS, told)
    if "name" not in table.columns and not {"forename", "surname"} <= table.columns:
        raise UnreadableFile(
            "The file has no column for Name, nor for Forename and Surname. If another heading means it, say which "
            "with --map “Their heading=our word”."
        )
    rows: list[Person] = []
    problems: list[LineFinding] = []
    first: dict[str, int] = {}
    former: dict[str, str] = {}
    known = set()
    for line in table.lines:
        person = _person(line, told)
        before = line.read("former", lambda cell: cells.email(cell) if cell else "", "")
        if before and before in former.values():
            line.wrong("former", "this previous address stands on a line above too; only that line is used")
        if person.email:
            if not line.problems and not before and (same := _other_group_of(rows, person)) is not None:
                rows[same] = replace(rows[same], groups=tuple(dict.fromkeys((*rows[same].groups, *person.groups))))
                continue
            if person.email in first:
                line.wrong("email", f"this address is already on line {first[person.email]}; only that line is used")
            first.setdefault(person.email, line.number)
            known |= {person.email, before} - {""}
            if not line.problems and before != person.email:
                former[person.email] = before
        problems.extend(line.problems)
        must_not_be_too_many(problems)
        if not line.problems:
            rows.append(person)
    fields = table.columns - {"forename", "surname", "former"} | {"name"}
    used = {person.email for person in rows}
    left_out = frozenset(known - used - {former[email] for email in used if email in former})
    return Reading(tuple(rows), tuple(problems), (), left_out, fields, first, former, table.understood)


SAY = "say --same, or if it is somebody new --new, each with the address of this line"
WHY = {
    Doubt.LEFT: f"this was the address of {{who}} who has left. If they are back, {SAY}",
    Doubt.RENAMED: f"this is the address of {{who}} with quite another name. If they are one person, {SAY}",
    Doubt.MOVED: f"{{who}} of this name is on the list with another address, which is not in the file. If they are one "
    f"person, {SAY}",
    Doubt.ALIKE: f"{{who}} with a like name would leave by this file. If they are one person, {SAY}",
    Doubt.TWICE: "the previous address stands on a line of its own. Take that line out, or type: "
    "chatops staff change {id} --email and the address of this line",
}
SEVERAL = (
    "several who are not in the file may be meant ({ids}). If it is one of them, type: chatops staff change, their id, "
    "--email and the address of this line; then import again. If it is somebody new, say --new with that address"
)
A_ROLE = {
    Role.TEACHER: "a teacher",
    Role.SENCO: "a SENCO",
    Role.LEADERSHIP: "somebody of the leadership",
    Role.ADMIN: "an administrator",
    Role.ASSISTANT: "a teaching assistant",
}


def asked_about(unsettled: Unsettled, line: int) -> LineFinding:
    """What is to be said of a line before it can be used; it names nobody, and no address."""
    people = unsettled.people
    if len(people) > 1:
        return LineFinding(line, "", SEVERAL.format(ids=", ".join(person.id for person in people)))
    return LineFinding(line, "", WHY[unsettled.doubt].format(who=A_ROLE[people[0].role], id=people[0].id))


def _person(line: Line, told: Told) -> Person:
    if "name" in line.headings:
        name = line.read("name", cells.needed, "")
    else:
        name = f"{line.read('forename', cells.needed, '')} {line.read('surname', cells.needed, '')}"
    return Person(
        school_id="",
        id="",
        email=line.read("email", cells.email, ""),
        name=name,
        role=line.read("role", lambda cell: roles.role(cells.needed(cell), told), Role.TEACHER),
        groups=line.read("groups", _groups, ()),
    )


def _other_group_of(rows: list[Person], person: Person) -> int | None:
    """Where the same person stands already with another group: systems give a line to each class somebody teaches."""
    return next(
        (
            n
            for n, row in enumerate(rows)
            if row.email == person.email and replace(row, groups=()) == replace(person, groups=()) and person.groups
        ),
        None,
    )


def _groups(cell: str) -> tuple[str, ...]:
    groups = (group.strip() for group in re.split("[;,]", cells.words(cell, 1000)))
    return tuple(dict.fromkeys(group for group in groups if group))
