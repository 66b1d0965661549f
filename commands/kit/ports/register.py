"""The SEN register: who is on it, its history, and where the information system says otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from commands.domain.clash import RegisterClash
from commands.domain.pupil import Provision, Pupil
from commands.domain.register import RegisterEntry
from commands.domain.words.register_filter import RegisterFilter


@dataclass(frozen=True)
class RegisterCount:
    """How many pupils of one year have one provision and one primary need."""

    year: str
    provision: Provision
    primary_need: str
    pupils: int


class Register(Protocol):
    """What is asked about the register. Pupils who have left are not on it."""

    async def listed(self, only: RegisterFilter, most: int) -> Sequence[Pupil]:
        """Those on the register whom the filter means, by year, form group and surname, after `only.skip` of them."""
        ...

    async def counts(self, only: RegisterFilter) -> Sequence[RegisterCount]: ...
    async def history(self, pupil_id: str) -> Sequence[RegisterEntry]:
        """Oldest first."""
        ...

    async def histories(self, pupil_ids: Sequence[str]) -> Mapping[str, Sequence[RegisterEntry]]:
        """Those of several pupils, each oldest first; pupils without an entry are left out."""
        ...

    async def clash(self, pupil_id: str) -> RegisterClash | None: ...
    async def clashes(self, skip: int, most: int) -> tuple[Sequence[RegisterClash], int]:
        """Those that wait for the SENCO, oldest first: one page, and how many there are in all."""
        ...

    async def clashing(self) -> int:
        """How many wait for the SENCO."""
        ...
