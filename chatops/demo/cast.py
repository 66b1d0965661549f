"""Who is who at the invented school: its pupils as the records have them, and who teaches and leads them."""

from collections.abc import Sequence
from dataclasses import dataclass

from chatops.demo.people import REMARKABLE, STAFF
from commands.domain.person import Person, Role
from commands.domain.privacy.discreet import Discreet
from commands.domain.pupil import Provision, Pupil

PRIYA, TOM = "Priya Raman", "Tom Ellery"
"""The SENCOs."""
NGOZI, HELEN, DAFYDD = "Ngozi Okafor", "Helen Marchetti", "Dafydd Prosser"
"""Those who lead; the second and the third also teach."""
JOANNA, SAMIR, CHLOE = "Joanna Whitlock", "Samir Haddadi", "Chloë D'Arcy"
KWABENA, MAGDA, CALLUM = "Kwabena Sarpong", "Magda Lewandowska", "Callum Reith"
"""The teachers."""

REMARKED = frozenset((forename, surname) for forename, _, surname, _ in REMARKABLE)


@dataclass(frozen=True, repr=False)
class Cast(Discreet):
    """Pupils in an order that is the same every time, those of remarkable names apart; and the staff."""

    pupils: Sequence[Pupil]
    people: Sequence[Person]

    def named(self, surname: str, group: str) -> Pupil:
        """A pupil of a remarkable name."""
        return next(one for one in self.pupils if (one.surname, one.group) == (surname, group))

    def at(self, provision: Provision) -> Sequence[Pupil]:
        """The pupils of unremarkable names with this provision."""
        return [
            one for one in self.pupils if one.provision is provision and (one.forename, one.surname) not in REMARKED
        ]

    def person(self, name: str) -> Person:
        return next(one for one in self.people if one.name == name)

    def teacher(self, pupil: Pupil) -> str:
        """Who teaches the pupil's class, by name."""
        return next(name for name, _, groups in STAFF if pupil.group in groups)

    @property
    def leaders(self) -> Sequence[Person]:
        return [one for one in self.people if one.role is Role.LEADERSHIP]
