"""The invented school's pupils and staff. Every name is made up by putting two lists side by side."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from chatops.demo.names import FORENAMES, SURNAMES
from commands.domain.person import Person, Role
from commands.domain.pupil import Provision, Pupil
from commands.domain.words.names import searchable

NAME = "Larkfield Primary School (invented)"
LEAD = "Mrs Okafor (head's office, extension 201)"
YEARS = ("R", "1", "2", "3", "4", "5", "6")
CLASSES = ("Ash", "Oak")
IN_CLASS = 17
SEED = 2026
NEEDS = ("SLCN", "SLCN", "SEMH", "SEMH", "SPLD", "MLD", "ASD", "ASD", "HI", "PD", "OTH")

REMARKABLE = (
    ("Amina", "", "Yusuf", "4 Ash"),
    ("Amina", "", "Yusuf", "2 Oak"),
    ("Niamh", "", "O'Sullivan", "5 Oak"),
    ("Zoë", "", "Brontë-Hughes", "3 Ash"),
    ("Łukasz", "", "Wójcik", "6 Oak"),
    ("José", "Pepe", "Muñoz", "1 Ash"),
    ("Oluwadamilola", "Dami", "Adewale-Fitzgerald-Montgomery", "6 Ash"),
    ("نور", "", "حداد", "R Oak"),
)
"""Pupils on whom software trips: two of one name, an apostrophe, accents, a long name, one written right to left."""

STAFF: tuple[tuple[str, Role, tuple[str, ...]], ...] = (
    ("Priya Raman", Role.SENCO, ()),
    ("Tom Ellery", Role.SENCO, ("3 Oak",)),
    ("Ngozi Okafor", Role.LEADERSHIP, ()),
    ("Helen Marchetti", Role.LEADERSHIP, ("6 Ash",)),
    ("Dafydd Prosser", Role.LEADERSHIP, ("1 Ash",)),
    ("Joanna Whitlock", Role.TEACHER, ("4 Ash", "4 Oak")),
    ("Samir Haddadi", Role.TEACHER, ("R Ash", "R Oak")),
    ("Chloë D'Arcy", Role.TEACHER, ("1 Oak", "2 Oak")),
    ("Kwabena Sarpong", Role.TEACHER, ("2 Ash", "3 Ash")),
    ("Magda Lewandowska", Role.TEACHER, ("5 Ash", "5 Oak")),
    ("Callum Reith", Role.TEACHER, ("6 Oak",)),
    ("Sheila Bartram", Role.ADMIN, ()),
)


def staff() -> tuple[Person, ...]:
    """Two SENCOs, the head and two others who lead, six teachers, the office."""
    return tuple(Person("", "", _email(name), name, role, groups) for name, role, groups in STAFF)


def pupils(today: date) -> tuple[Pupil, ...]:
    """238 pupils from Reception to Year 6, of the ages pupils have in the school year of `today`."""
    random = Random(SEED)  # noqa: S311 - the same school every time; nothing here is a secret
    begins = date(today.year if today.month >= 9 else today.year - 1, 9, 1)
    names = _names(random)
    made: list[Pupil] = []
    for age, year in enumerate(YEARS, start=4):
        for house in CLASSES:
            group = f"{year} {house}"
            known = [row[:3] for row in REMARKABLE if row[3] == group]
            for _ in range(IN_CLASS):
                name = known.pop() if known else next(names)
                made.append(_pupil(random, len(made), name, year, group, _birthday(random, begins, age)))
    return tuple(made)


def _names(random: Random) -> Iterator[tuple[str, str, str]]:
    """Forename, no other name to be called by, surname; no two the same."""
    pairs = [(forename, "", surname) for forename in FORENAMES for surname in SURNAMES]
    random.shuffle(pairs)
    return iter(pairs)


def _birthday(random: Random, begins: date, age: int) -> date:
    """A birthday of somebody who was `age` when the school year began: 1 September to 31 August, as years are made."""
    return date(begins.year - age - 1, 9, 1) + timedelta(days=random.randrange(365))


def _pupil(random: Random, n: int, name: tuple[str, str, str], year: str, group: str, born: date) -> Pupil:
    forename, preferred, surname = name
    luck = random.random()
    provision = Provision.PLAN if luck < 0.04 else Provision.SUPPORT if luck < 0.18 else Provision.NONE
    need = random.choice(NEEDS) if provision is not Provision.NONE else ""
    return Pupil(
        school_id="",
        id="",
        upn=f"{random.choice('ABCDEFGHJKLMNPQRTUVWXYZ')}999{n:09d}",
        surname=surname,
        forename=forename,
        preferred=preferred,
        born=born,
        year=year,
        group=group,
        provision=provision,
        primary_need=need,
        pupil_premium=random.random() < 0.25,
        eal=random.random() < 0.2,
        in_care=random.random() < 0.01,
        attendance=round(min(100.0, random.gauss(94.5, 4)), 1),
    )


def _email(name: str) -> str:
    """An address at a domain that cannot exist (RFC 6761)."""
    return searchable(name).replace(" ", ".") + "@larkfield.example"
