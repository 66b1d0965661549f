"""What schools call the people of a staff list, and the role here that each means; what could be two is asked."""

import re

from chatops.importing.headings import NOTHING_TOLD, Told
from chatops.importing.table import Bad
from commands.domain.person import Role
from commands.domain.words.names import searchable

CALLED: dict[Role, tuple[str, ...]] = {
    Role.SENCO: (
        "senco", "sendco", "send co", "sen co", "sen coordinator", "send coordinator", "sen co ordinator",
        "send co ordinator", "special educational needs coordinator", "special educational needs co ordinator",
        "special educational needs and disabilities coordinator", "special needs coordinator", "inclusion senco",
        "special educational needs and disability coordinator", "assistant senco", "assistant sendco", "deputy senco",
        "deputy sendco", "acting senco", "acting sendco", "lead senco", "trust senco",
    ),
    Role.LEADERSHIP: (
        "leadership", "headteacher", "head teacher", "head of school", "executive headteacher",
        "executive head teacher",
        "acting headteacher", "principal", "vice principal", "assistant principal", "deputy headteacher",
        "deputy head teacher", "deputy head", "assistant headteacher", "assistant head teacher", "assistant head",
        "co headteacher", "associate headteacher", "associate head teacher", "interim headteacher",
        "executive principal",
        "deputy principal", "associate principal", "slt", "smt", "senior leader", "senior leadership",
        "senior leadership team", "dsl", "designated safeguarding lead", "deputy dsl", "safeguarding lead", "ddsl",
        "deputy designated safeguarding lead",
    ),
    Role.TEACHER: (
        "teacher", "classroom teacher", "class teacher", "subject teacher", "form tutor", "tutor", "ect", "nqt",
        "early career teacher", "newly qualified teacher", "supply teacher", "cover teacher", "head of department",
        "head of year", "head of house", "head of faculty", "head of subject", "subject leader", "subject lead",
        "curriculum leader", "phase leader", "key stage leader", "year leader", "lead practitioner", "teacher of",
        "lead teacher", "main scale teacher", "upper pay scale teacher", "instructor", "unqualified teacher",
        "qualified teacher", "teaching staff", "hod", "hoy", "second in department",
    ),
    Role.ASSISTANT: (
        "assistant", "teaching assistant", "ta", "hlta", "lsa", "higher level teaching assistant",
        "senior teaching assistant",
        "learning support assistant", "classroom assistant", "class assistant", "sen teaching assistant",
        "send teaching assistant", "send ta", "sen ta", "sen support assistant", "one to one teaching assistant",
        "one to one ta", "one to one support", "1 1 ta", "1 to 1 ta", "1 1 teaching assistant", "1 1 support",
        "general teaching assistant", "specialist teaching assistant", "nursery nurse", "early years practitioner",
        "early years educator", "graduate teaching assistant", "teaching assistant level 1",
        "teaching assistant level 2",
        "teaching assistant level 3", "teaching assistant level 4", "higher level ta", "senior ta", "support assistant",
    ),
    Role.ADMIN: (
        "admin", "administrator", "school administrator", "data manager", "mis manager", "information manager",
    ),
}  # fmt: skip
BY_WORDS = {words: role for role, called in CALLED.items() for words in called}
REACH = (Role.SENCO, Role.LEADERSHIP, Role.TEACHER, Role.ASSISTANT)
"""Of somebody with several of these the first is meant: it holds what the others may ask."""
UNKNOWN = f"this is not a role; write one of {', '.join(str(role.value) for role in Role)}"
_OF_A_SUBJECT = re.compile(r"(teacher of .+|(?!head|deputy|assistant|peripatetic|student|trainee)[a-z ]+ teacher)")


def role(cell: str, told: Told = NOTHING_TOLD) -> Role:
    """The role a cell means, which may name several: “Classroom Teacher; SENCO”. Raises `Bad` when it is not sure."""
    found = {_one(part, told) for part in ([cell] if told.of(cell) or searchable(cell) in BY_WORDS else _parts(cell))}
    if len(found) > 1 and Role.ADMIN in found:
        raise Bad("this names an administrator and somebody who works with pupils; write the one that is meant")
    return next((role for role in REACH if role in found), Role.ADMIN)


def _parts(cell: str) -> list[str]:
    parts = [part for part in re.split(r"[;,/&+|]|\band\b", cell, flags=re.IGNORECASE) if part.strip()]
    return parts or [cell]


def _one(part: str, told: Told) -> Role:
    words = searchable(told.of(part) or part)
    words = re.sub(r" (level|scale|grade) \d$", "", re.sub(r"^(mr|mrs|ms|miss) ", "", words))
    if words in BY_WORDS:
        return BY_WORDS[words]
    if _OF_A_SUBJECT.fullmatch(words):
        return Role.TEACHER
    raise Bad(UNKNOWN)
