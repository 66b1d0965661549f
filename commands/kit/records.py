"""The port to what is remembered: one school's records, inside one transaction."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from commands.domain.channel import Channel
from commands.domain.days.calendar import SchoolCalendar
from commands.domain.person import Person
from commands.domain.privacy.discreet import Discreet
from commands.domain.school import School
from commands.kit.ask import Ask, Reply
from commands.kit.cards import Card
from commands.kit.ports.adjustments import Adjustments
from commands.kit.ports.agencies import Agencies
from commands.kit.ports.assessments import Assessments
from commands.kit.ports.audit import Audit
from commands.kit.ports.channels import Channels
from commands.kit.ports.clock_facts import ClockFacts
from commands.kit.ports.closures import Closures
from commands.kit.ports.contacts import Contacts
from commands.kit.ports.cycles import Cycles
from commands.kit.ports.decisions import Decisions
from commands.kit.ports.digests import Digests
from commands.kit.ports.due import DueLines
from commands.kit.ports.lessons import Lessons
from commands.kit.ports.measures import Measures
from commands.kit.ports.people import People
from commands.kit.ports.referrals import Referrals
from commands.kit.ports.register import Register
from commands.kit.ports.reviews import Reviews
from commands.kit.ports.round_robins import RoundRobins
from commands.kit.ports.senco_posts import SencoPosts
from commands.kit.ports.stories import Stories
from commands.kit.ports.trainings import Trainings
from commands.kit.ports.transfers import Transfers
from commands.kit.ports.undelivered import NotDelivered


class Overtaken(Exception):
    """Somebody else changed the same thing first. The dispatcher asks again with what is true now."""


class Unconfirmed(Exception):
    """The answer to the commit itself was lost on the way, so it may have been stored or not. The same key asked again
    finds which."""


@dataclass(frozen=True, repr=False)
class Found(Discreet):
    """A type-ahead result: the id an answer carries, and the words a person chooses by.

    `pupil` is our id of the pupil whom the words name to somebody who does not teach them; "" when they name none, or
    one the asker teaches. `whole`: the asker typed that pupil's whole name.
    """

    value: str
    label: str
    pupil: str = ""
    whole: bool = False


class Lists(Protocol):
    """What a `Lookup` searches, by the name of the list ("pupils", "leavers", "staff", "outcomes")."""

    async def find(self, of: str, typed: str, by: Person, most: int, about: str = "") -> Sequence[Found]:
        """Matches of part of a name in the list `of`; only pupils on roll and staff who have not left, save in the
        list "leavers".

        Pupils `by` teaches come first, and are all there is while nothing is typed, if they teach any. `about` is
        what the open form is about, for lists that depend on it.
        """
        ...

    async def label(self, of: str, id: str, about: str = "") -> str | None:
        """The words for one id of the list `of`, or None when there is no such thing for this school and `about`."""
        ...


class Bookkeeping(Protocol):
    """What the dispatcher keeps of every ask."""

    async def begin(self, ask: Ask) -> Reply | None:
        """Writes the ask down first of all; gives the earlier reply when the same key was answered before."""
        ...

    async def is_stored(self, ask: Ask) -> bool:
        """Whether the same key was answered before; writes nothing."""
        ...

    async def finish(self, ask: Ask, reply: Reply, *, outcome: str, keep: bool) -> None:
        """Keeps the outcome, the reply (when `keep`) and the notices, to be committed with everything else; and puts
        into the audit what was done about whom."""
        ...

    async def looked(self, ask: Ask, reply: Reply) -> None:
        """Puts into the audit what a look has shown, as far as it is not there yet: a key that a crafted client sends
        twice does not hide whom it was about the second time."""
        ...

    async def refused(self, ask: Ask, card: Card | None = None) -> None:
        """Writes down that the ask was refused, and whom the card offered instead named. Its key stays free: what is
        refused now may be right later."""
        ...

    async def would_show(self, abouts: Sequence[str]) -> bool:
        """Whether a form about these shows something of a pupil."""
        ...

    async def shown(self, ask: Ask, abouts: Sequence[str]) -> None:
        """Puts into the audit that a form about these was shown: what it opens with is of a pupil."""
        ...

    async def has_searched(self, ask: Ask) -> bool:
        """Whether the audit has it already that the asker searches by name in this form."""
        ...

    async def searched(self, ask: Ask) -> None:
        """Puts that into the audit, without what was typed."""
        ...


class Records(People, Lists, Bookkeeping, Protocol):
    """One school's records. What belongs to one subject is asked of that subject: `records.referrals.open(…)`."""

    school: School

    @property
    def channels(self) -> Channels: ...
    @property
    def referrals(self) -> Referrals: ...
    @property
    def agencies(self) -> Agencies: ...
    @property
    def contacts(self) -> Contacts: ...
    @property
    def cycles(self) -> Cycles: ...
    @property
    def reviews(self) -> Reviews: ...
    @property
    def decisions(self) -> Decisions: ...
    @property
    def register(self) -> Register: ...
    @property
    def adjustments(self) -> Adjustments: ...
    @property
    def lessons(self) -> Lessons: ...
    @property
    def digests(self) -> Digests: ...
    @property
    def measures(self) -> Measures: ...
    @property
    def closures(self) -> Closures: ...
    @property
    def due(self) -> DueLines: ...
    @property
    def stories(self) -> Stories: ...
    @property
    def trainings(self) -> Trainings: ...
    @property
    def round_robins(self) -> RoundRobins: ...
    @property
    def senco_posts(self) -> SencoPosts: ...
    @property
    def assessments(self) -> Assessments: ...
    @property
    def clock_facts(self) -> ClockFacts: ...
    @property
    def transfers(self) -> Transfers: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def undelivered(self) -> NotDelivered: ...

    async def calendar(self) -> SchoolCalendar:
        """The school's year: its term dates, its closures that stand, its nation's bank holidays."""
        ...

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
