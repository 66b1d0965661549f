"""Pupils and staff: the questions every subject asks. A `None` means: not in this school."""

from collections.abc import Sequence
from typing import Protocol

from commands.domain.person import Person, Role
from commands.domain.pupil import Provision, Pupil


class People(Protocol):
    """The school's own people."""

    async def pupil(self, id: str) -> Pupil | None: ...
    async def pupils(self, ids: Sequence[str]) -> dict[str, Pupil]: ...
    async def pupils_with(self, provision: Provision) -> Sequence[Pupil]:
        """Those on roll with that provision, by surname."""
        ...

    async def person(self, id: str) -> Person | None: ...
    async def staff(self, role: Role) -> Sequence[Person]: ...
    async def teachers_of(self, group: str) -> Sequence[Person]:
        """Those who teach a form group and have not left, by name; nobody teaches those who are in none."""
        ...

    async def names(self, *ids: str) -> dict[str, str]:
        """The names of staff, leavers' too, by id; ids that are nobody's are left out."""
        ...
