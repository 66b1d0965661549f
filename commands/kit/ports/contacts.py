"""Contacts with parents, and parents' own requests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from commands.domain.contact import Contact, ParentRequest
from commands.domain.privacy.discreet import Discreet
from commands.domain.pupil import Pupil


@dataclass(frozen=True, repr=False)
class Met(Discreet):
    """A pupil on the register, how often their parents were met in a school year, and when last."""

    pupil: Pupil
    meetings: int
    last_on: date | None


class Contacts(Protocol):
    """What is asked about contact with parents."""

    async def newest(
        self, skip: int, most: int, *, pupil_id: str = "", logged_by: str = ""
    ) -> tuple[Sequence[Contact | ParentRequest], int]:
        """Contacts and requests together, newest first: one page, and how many in all. Of one pupil, or of all;
        those somebody logged, or everybody's."""
        ...

    async def request(self, reference: str) -> ParentRequest | None: ...
    async def meetings(self, pupil_id: str, first: date, last: date) -> int:
        """How many meetings with a pupil's parents lie between two days, both included."""
        ...

    async def met_too_seldom(
        self, first: date, last: date, called_for: int, skip: int, most: int
    ) -> tuple[Sequence[Met], int]:
        """Pupils on roll at SEN support or with an EHC plan with fewer meetings between two days than are called
        for, those with the fewest first: one page, and how many in all."""
        ...
