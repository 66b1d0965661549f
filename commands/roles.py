"""ROLES: who may ask what, and how much of it each sees. One table; a command without its row does not start."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from commands.domain.labelled import Labelled
from commands.domain.person import Role
from commands.kit.command import Command


class Asker(Labelled):
    """Who asks, seen from the pupil it is about: the columns of the table."""

    TEACHES = "teaches", "Teacher of the pupil", "Whoever teaches the pupil's group by the staff list, leaders too"
    TEACHER = "teacher", "Other teacher"
    SENCO = "senco", "SENCO"
    LEADERSHIP = "leadership", "Leadership"
    ADMIN = "admin", "Administrator"
    NOBODY = "nobody", "Anybody else", "Not on the staff list, has left, a guest, of another school or organisation"


class Reach(Labelled):
    """How far somebody reaches: the cells of the table."""

    ALL = "all", "all"
    PART = "part", "part", "Of the pupil, what who teaches them needs"
    OWN = "own", "own", "What they raised, lead, logged, noted, agreed to or were asked themselves"
    WHY = "why", "says why", "After giving a reason, which is kept"
    NO = "no", "–"


@dataclass(frozen=True)
class Row:
    """One row: how far each kind of asker reaches. Anybody else never reaches anything."""

    teaches: Reach
    teacher: Reach
    senco: Reach
    leadership: Reach
    admin: Reach

    def of(self, asker: Asker) -> Reach:
        """One cell."""
        cell: Reach = Reach.NO if asker is Asker.NOBODY else getattr(self, str(asker.value))
        return cell

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that reach anything, on the staff list's own terms."""
        reach = {
            Role.TEACHER: (self.teaches, self.teacher),
            Role.SENCO: (self.senco,),
            Role.LEADERSHIP: (self.teaches, self.leadership),
            Role.ADMIN: (self.admin,),
        }
        return frozenset(role for role, cells in reach.items() if any(cell is not Reach.NO for cell in cells))


ALL, PART, OWN, WHY, NO = Reach
SENCO_ONLY = Row(NO, NO, ALL, NO, NO)
LED = Row(OWN, OWN, ALL, OWN, NO)
"""The SENCO's, and of others what is their own."""
MINE = Row(OWN, OWN, OWN, OWN, NO)
"""Everybody's own, the SENCO's too."""
IN_CLASS = Row(ALL, NO, ALL, NO, NO)
NOTED = Row(OWN, NO, OWN, NO, NO)
LEADERS = Row(NO, NO, ALL, ALL, NO)
YEAR = Row(NO, NO, ALL, NO, ALL)
STAFF = Row(ALL, ALL, ALL, ALL, ALL)

_BY_ROW: tuple[tuple[Row, tuple[str, ...]], ...] = (
    (STAFF, ("help", "school")),
    (Row(ALL, ALL, ALL, ALL, NO), ("refer",)),
    (LED, ("home", "home tab", "due", "action done", "action not done", "contacts", "support plan", "review")),
    (LED, ("read referral", "mark outcome", "what worked", "close review", "read round robin")),
    (MINE, ("my referrals", "views", "give view", "not my pupil", "answer about referral")),
    (MINE, ("digest me", "digest me off")),
    (Row(PART, OWN, ALL, OWN, NO), ("pupil", "plans", "read plan")),
    (Row(ALL, WHY, ALL, WHY, NO), ("class",)),
    (IN_CLASS, ("adjust", "adjust in plan", "adjusted", "lesson pupil", "lesson went", "lesson card", "what works")),
    (IN_CLASS, ("contact",)),
    (NOTED, ("correct adjustment", "take back adjustment")),
    (LEADERS, ("clock", "leadership summary", "leadership setup", "digest settings", "summary time")),
    (LEADERS, ("use channel", "put channel back", "accept strangers")),
    (YEAR, ("senco closure", "closures", "take back closure")),
    (SENCO_ONLY, ("referrals", "accept referral", "ask about referral", "referral checklist", "tick checklist")),
    (SENCO_ONLY, ("decide", "not send", "decide monitoring", "decide sen support", "decide agency")),
    (SENCO_ONLY, ("decide ehc request", "decide safeguarding", "close referral", "parents informed")),
    (SENCO_ONLY, ("register", "put on register", "register history", "change need", "take off register")),
    (SENCO_ONLY, ("register clashes", "keep ours", "take theirs")),
    (SENCO_ONLY, ("plan", "change plan", "start plan", "end plan", "add outcome", "change outcome")),
    (SENCO_ONLY, ("add provision", "change provision", "lesson lines", "read adjustment")),
    (SENCO_ONLY, ("reviews", "book review", "reviews missing", "read review", "review held", "move review")),
    (SENCO_ONLY, ("cancel review", "review papers", "evidence", "evidence document")),
    (SENCO_ONLY, ("agency referral", "agencies", "appointment", "agency consent", "add agency")),
    (SENCO_ONLY, ("read agency referral", "agency moved", "agency rejected", "agency asks", "agency discharged")),
    (SENCO_ONLY, ("withdraw agency referral", "agency another day", "rebook appointment", "agency report due")),
    (SENCO_ONLY, ("agency report", "agency recommendation")),
    (SENCO_ONLY, ("parents due", "parent request", "answer parent request")),
    (SENCO_ONLY, ("round robin", "round robins", "ask colleague for view", "leave out of round robin")),
    (SENCO_ONLY, ("put back into round robin", "ask for views", "close round robin", "take back round robin")),
    (SENCO_ONLY, ("ehc request", "ehc", "ehc fact", "take back ehc fact", "ehc exception", "end ehc")),
    (SENCO_ONLY, ("annual review", "annual steps", "annual step")),
    (SENCO_ONLY, ("transfers", "transfer", "transition list", "transition document", "receiving school")),
    (SENCO_ONLY, ("passed on", "not passed on", "who has looked", "not delivered")),
    (SENCO_ONLY, ("training", "trainings", "take back training", "senco post", "senco setup")),
    (SENCO_ONLY, ("digest preview", "digest time", "open due line", "snooze")),
)

ROLES: Mapping[str, Row] = {word: row for row, words in _BY_ROW for word in words}
"""A row for each command and each button, by its word."""

FIELDS: Mapping[str, Row] = {
    "a pupil's name, year and group": Row(ALL, ALL, ALL, ALL, NO),
    "a pupil's date of birth, on a screen": Row(NO, NO, NO, NO, NO),
    "a pupil's date of birth, in the evidence and an annual review's papers": SENCO_ONLY,
    "what a referral says": LED,
    "the decision on a referral": LED,
    "a place on the register: provision, need, reason": SENCO_ONLY,
    "a plan's needs and views": LED,
    "a plan's outcomes and support": Row(PART, OWN, ALL, OWN, NO),
    "a plan's lines for lessons": Row(ALL, WHY, ALL, WHY, NO),
    "a note on an adjustment": IN_CLASS,
    "a review: place, who is invited, what was agreed": SENCO_ONLY,
    "an agency referral, its appointments and reports": SENCO_ONLY,
    "what was agreed with parents": LED,
    "a parent's request": SENCO_ONLY,
    "a colleague's view": Row(OWN, OWN, ALL, OWN, NO),
    "an assessment's facts, notes and exceptions": SENCO_ONLY,
    "a transfer: the next place, what was passed on": SENCO_ONLY,
    "what staff were trained in": SENCO_ONLY,
    "counts of the whole school, in steps": LEADERS,
}
"""A row for each kind of thing that is remembered: who is ever shown it, whatever they ask."""


def agreed(commands: Iterable[Command]) -> tuple[Command, ...]:
    """The commands, when each has its row and says the same of who may ask. Raises `ValueError`: the program does not
    start with a command nobody has said anything about."""
    every = tuple(commands)
    for command in every:
        row = ROLES.get(command.word)
        if row is None:
            raise ValueError(f"{command.word!r} has no row in the table of roles")
        if row.roles != command.only:
            raise ValueError(f"{command.word!r} says otherwise than its row who may ask it")
    if left := set(ROLES) - {command.word for command in every}:
        raise ValueError(f"the table of roles has rows for no command: {', '.join(sorted(left))}")
    return every
