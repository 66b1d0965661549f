"""Phase transfers: who goes on to the next phase, to where, and what has been passed on."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from commands.domain.transfer import Moving, Transfer


class Transfers(Protocol):
    """What is asked about phase transfers."""

    async def moving(self, today: date) -> Sequence[Moving]:
        """The pupils on the register in the school's transfer years, by year group and surname; in a summer term also
        those with an EHC plan who follow a year later, after them."""
        ...

    async def of(self, pupil_id: str, today: date) -> Moving | None:
        """The same of one pupil; None for who does not move on, is not on the register or has left."""
        ...

    async def rights_to_pass(self, first: date, last: date) -> Sequence[tuple[str, date]]:
        """Pupils on roll with an EHC plan who were born between two days, both included, with their birthdays. Those
        of whom somebody has said that letters and consent are addressed to them are left out."""
        ...

    async def one(self, reference: str) -> Transfer | None: ...
