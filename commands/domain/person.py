"""A member of staff and the roles that decide what they may ask."""

from dataclasses import dataclass

from commands.domain.privacy.discreet import Discreet
from commands.domain.words.labelled import Labelled


class Role(Labelled):
    """What the staff list says a person is. Nobody has a role by default."""

    TEACHER = "teacher", "Teacher"
    SENCO = "senco", "SENCO"
    LEADERSHIP = "leadership", "Leadership"
    ADMIN = "admin", "Administrator"


STAFF = frozenset(Role)
TEACHES = frozenset({Role.TEACHER, Role.SENCO, Role.LEADERSHIP})
SENCO = frozenset({Role.SENCO})
LEADS = frozenset({Role.LEADERSHIP, Role.SENCO})


@dataclass(frozen=True, repr=False)
class Person(Discreet):
    """A member of staff of one school. `groups` are the form groups they teach, as the staff list writes them."""

    school_id: str
    id: str
    email: str
    name: str
    role: Role
    groups: tuple[str, ...] = ()
    left: bool = False

    def teaches(self, group: str) -> bool:
        """Whether the staff list says that they teach a form group; nobody teaches those who are in none."""
        return bool(group) and group in self.groups

    @property
    def is_senco(self) -> bool:
        return self.role is Role.SENCO
