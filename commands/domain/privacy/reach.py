"""How far each kind of asker reaches: one row of the table of roles, and the rows there are."""

from dataclasses import dataclass

from commands.domain.person import Role
from commands.domain.words.labelled import Labelled


class Asker(Labelled):
    """Who asks, seen from the pupil it is about: the columns of the table."""

    TEACHES = "teaches", "Teacher of the pupil", "Whoever teaches the pupil's group by the staff list, leaders too"
    TEACHER = "teacher", "Other teacher"
    SENCO = "senco", "SENCO"
    LEADERSHIP = "leadership", "Leadership"
    ADMIN = "admin", "Administrator"
    ASSISTANT = (
        "assistant",
        "Teaching assistant",
        "Of the pupil's group by the staff list; of others nothing",
    )
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
    assistant: Reach = Reach.NO

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
            Role.ASSISTANT: (self.assistant,),
        }
        return frozenset(role for role, cells in reach.items() if any(cell is not Reach.NO for cell in cells))


ALL, PART, OWN, WHY, NO = Reach
EVERYBODY = Row(ALL, ALL, ALL, ALL, ALL, ALL)
ALL_WHO_TEACH = Row(ALL, ALL, ALL, ALL, NO)
WHO_WORK_WITH_PUPILS = Row(ALL, ALL, ALL, ALL, NO, ALL)
LED = Row(OWN, OWN, ALL, OWN, NO)
"""The SENCO's, and of others what is their own."""
MINE = Row(OWN, OWN, OWN, OWN, NO)
"""Everybody's own, the SENCO's too."""
PART_IF_TAUGHT = Row(PART, OWN, ALL, OWN, NO)
WITH_A_REASON = Row(ALL, WHY, ALL, WHY, NO, ALL)
"""Who does not teach the pupil says why; an assistant of another group is refused."""
IN_CLASS = Row(ALL, NO, ALL, NO, NO, ALL)
TAUGHT = Row(ALL, NO, ALL, NO, NO)
NOTED = Row(OWN, NO, OWN, NO, NO, OWN)
LEADERS = Row(NO, NO, ALL, ALL, NO)
YEAR = Row(NO, NO, ALL, NO, ALL)
ADMINISTRATORS = Row(NO, NO, NO, NO, ALL)
SENCOS = Row(NO, NO, ALL, NO, NO)

ROWS = (
    EVERYBODY,
    ALL_WHO_TEACH,
    LED,
    MINE,
    PART_IF_TAUGHT,
    WITH_A_REASON,
    IN_CLASS,
    TAUGHT,
    NOTED,
    LEADERS,
    YEAR,
    ADMINISTRATORS,
    SENCOS,
)
"""In the order the table has them."""
