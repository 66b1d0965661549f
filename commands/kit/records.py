"""The port to what is remembered: named questions, always one school's, inside one transaction."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from commands.domain.calendar import SchoolCalendar
from commands.domain.channel import Channel
from commands.domain.discreet import Discreet
from commands.domain.person import Person, Role
from commands.domain.pupil import Pupil
from commands.domain.referral import Referral, ReferralEvent
from commands.domain.school import School
from commands.kit.ask import Ask, Reply


class Overtaken(Exception):
    """Somebody else changed the same thing first. The dispatcher asks again with what is true now."""


@dataclass(frozen=True, repr=False)
class Found(Discreet):
    """A type-ahead result: the id an answer carries, and the words a person chooses by."""

    value: str
    label: str


class People(Protocol):
    """Pupils and staff. A `None` means: not in this school."""

    async def pupil(self, id: str) -> Pupil | None: ...
    async def pupils(self, ids: Sequence[str]) -> dict[str, Pupil]: ...
    async def find(self, of: str, typed: str, by: Person, most: int) -> Sequence[Found]:
        """Matches of part of a name in the list `of`; those `by` teaches first (all
        there is while nothing is typed); only pupils on roll."""
        ...

    async def label(self, of: str, id: str) -> str | None:
        """The words for one id of the list `of`, or None when this school holds no such thing."""
        ...

    async def person(self, id: str) -> Person | None: ...
    async def staff(self, role: Role) -> Sequence[Person]: ...


class Referrals(Protocol):
    """Referrals and their history."""

    async def referral(self, reference: str) -> Referral | None: ...
    async def referrals_by(self, person_id: str) -> Sequence[Referral]:
        """Those a person raised, newest first."""
        ...

    async def open_referrals(self, skip: int, most: int) -> tuple[Sequence[Referral], int]:
        """The queue, oldest first: one page, and how many there are in all."""
        ...

    async def history(self, reference: str) -> Sequence[ReferralEvent]:
        """Oldest first."""
        ...


class Bookkeeping(Protocol):
    """What the dispatcher keeps of every ask."""

    async def begin(self, ask: Ask) -> Reply | None:
        """Writes the ask down first of all; gives the earlier reply when the same key was answered before."""
        ...

    async def finish(self, ask: Ask, reply: Reply, *, outcome: str, keep: bool) -> None:
        """Keeps the outcome, the reply (when `keep`) and the notices, to be committed with everything else."""
        ...


class Records(People, Referrals, Bookkeeping, Protocol):
    """One school's records."""

    school: School

    async def calendar(self) -> SchoolCalendar: ...
    async def reference(self, letter: str) -> str:
        """A reference nobody has: the letter, a hyphen and five unambiguous characters."""
        ...

    async def save(self, *things: Any) -> None:
        """Stores domain values, new or changed. Raises `Overtaken` when one changed since it was read."""
        ...

    async def channel(self, name: str) -> Channel | None: ...
    async def settle(self, person: Person, school_id: str, face: str) -> None:
        """From now on, what `person` asks on `face` is asked in `school_id` (one they are on the list of)."""
        ...


class OpenRecords(Protocol):
    """The only door to a school's data."""

    def __call__(self, school: School, *, writing: bool) -> AbstractAsyncContextManager[Records]: ...
