"""Reading a list of staff: who may speak to the bot, in which role, and whom they teach."""

import re

from chatops.importing import cells
from chatops.importing.table import Bad, Column, Finding, Line, Reading, must_not_be_too_many, read_table
from chatops.importing.text import Unreadable
from commands.domain.person import Person, Role

COLUMNS = (
    Column("email", ("Email", "E-mail address", "Work email", "Email address")),
    Column("name", ("Name", "Full name", "Staff name", "Display name"), required=False),
    Column(
        "forename", ("Forename", "First name", "Given name", "Preferred forename", "Legal forename"), required=False
    ),
    Column("surname", ("Surname", "Last name", "Family name", "Legal surname"), required=False),
    Column("role", ("Role", "Job role", "Bot role")),
    Column("groups", ("Teaches", "Groups", "Classes", "Form groups", "Teaching groups"), required=False),
)


def read_staff(data: bytes | str) -> Reading[Person]:
    """The staff of a file; ids and school are left empty, for whoever stores them.

    A second line with the same e-mail address is a problem. Raises `Unreadable`.
    """
    table = read_table(data, COLUMNS)
    if "name" not in table.columns and not {"forename", "surname"} <= table.columns:
        raise Unreadable("The file has no column for Name, nor for Forename and Surname.")
    rows: list[Person] = []
    problems: list[Finding] = []
    first: dict[str, int] = {}
    known = set()
    for line in table.lines:
        person = _person(line)
        if person.email:
            if person.email in first:
                line.wrong("email", f"this address is already on line {first[person.email]}; only that line is used")
            first.setdefault(person.email, line.number)
            known.add(person.email)
        problems.extend(line.problems)
        must_not_be_too_many(problems)
        if not line.problems:
            rows.append(person)
    fields = table.columns - {"forename", "surname"} | {"name"}
    return Reading(tuple(rows), tuple(problems), (), frozenset(known - {p.email for p in rows}), fields)


def _person(line: Line) -> Person:
    if "name" in line.headings:
        name = line.read("name", cells.needed, "")
    else:
        name = f"{line.read('forename', cells.needed, '')} {line.read('surname', cells.needed, '')}"
    return Person(
        school_id="",
        id="",
        email=line.read("email", cells.email, ""),
        name=name,
        role=line.read("role", _role, Role.TEACHER),
        groups=line.read("groups", _groups, ()),
    )


def _role(cell: str) -> Role:
    for role in Role:
        if cell.casefold() in (role.value, role.label.casefold()):
            return role
    raise Bad(f"this is not a role; write one of {', '.join(role.value for role in Role)}")


def _groups(cell: str) -> tuple[str, ...]:
    groups = (group.strip() for group in re.split("[;,]", cells.words(cell, 1000)))
    return tuple(dict.fromkeys(group for group in groups if group))
