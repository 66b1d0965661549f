"""Whether an account is still whose it was: the platform is asked again when its last answer has grown old.

The asking goes on beside the ask that is being answered, so that no press waits for it; meanwhile the last answer
stands, and from the moment the platform says otherwise it stands no more. What has not been answered for a day is asked
first, and until it is answered nobody is let in by it.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from chatops.faces import Face, Heard, Identity, Undeliverable
from commands.domain.person import Person
from commands.domain.privacy.discreet import Discreet
from commands.domain.school import School
from storage.lists.accounts import Accounts, KnownAccount
from storage.lists.schools import Schools

log = logging.getLogger("chatops.people")

LONGEST = timedelta(days=1)
"""How long the last answer stands while the platform gives no other."""
REST = timedelta(seconds=30)
"""How long a platform that did not answer is left in peace about one account."""
AT_ONCE = 5
"""Accounts asked about at the same moment beside what people do: Slack allows about a hundred questions a minute."""
MOST = 10_000
"""Accounts whose unanswered question is remembered."""

Member = tuple[School, Person]


@dataclass(frozen=True, repr=False)
class Vouched(Discreet):
    """Who an account stands for: the address on a staff list, "" for nobody's, and where that address is on a list.
    `vouched` is what the platform itself said, `asked` whether it was asked just now. `disputed`: the platform says one
    person and the staff list another, so that it stands for neither until they agree."""

    email: str
    vouched: str
    at: Sequence[Member] = ()
    asked: bool = True
    disputed: bool = False


class Vouching:
    """One for all faces. `again` is the age from which an answer is asked anew."""

    def __init__(
        self,
        accounts: Accounts,
        schools: Schools,
        faces: Mapping[str, Face],
        *,
        now: Callable[[], datetime],
        again: timedelta,
    ) -> None:
        self.accounts, self.schools, self.faces = accounts, schools, faces
        self._now, self._again = now, again
        self._asking: dict[tuple[str, str, str], asyncio.Task[None]] = {}
        self._doubted: dict[tuple[str, str, str], datetime] = {}
        self._room = asyncio.Semaphore(AT_ONCE)

    async def whose(self, heard: Heard, known: KnownAccount | None) -> Vouched:
        """Who the account that was heard stands for. Raises `Undeliverable` when the platform must be asked first and
        does not answer."""
        if known and known.email and self._age(known) <= LONGEST:
            at = await self.schools.memberships(known.email)
            if at:
                if self._is_old(known):
                    self._ask_beside(heard, known)
                return Vouched(known.email, known.vouched, at, asked=False)
        return await self._judged(known, await self.faces[heard.face].identify(heard))

    async def may_reach(self, known: KnownAccount) -> bool:
        """Whether a message may go to an account now: what is old is asked first, since nobody waits at a screen.

        While the platform does not answer its last answer stands for a day; then this raises what it raises.
        """
        if not self._is_old(known):
            return True
        try:
            vouched = await self._judged(known, await self.faces[known.face].identify(_of(known)))
        except Undeliverable:
            if self._age(known) > LONGEST:
                raise
            return True
        await self.note(known, vouched)
        return vouched.email == known.email

    async def doubted(self, face: str, user: str) -> None:
        """The platform tells of a change to an account: it is asked about at once, if it was ever met."""
        for known in await self.accounts.of_user(face, user):
            self._doubted[_key(known)] = datetime.min.replace(tzinfo=self._now().tzinfo)
            self._ask_beside(_of(known), known)

    async def answered(self) -> None:
        """Waits until whatever is being asked beside what people do is answered."""
        await asyncio.gather(*self._asking.values(), return_exceptions=True)

    async def finish(self) -> None:
        """Ends what is being asked; whoever is heard next is asked about then."""
        asking = list(self._asking.values())
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)

    def _age(self, known: KnownAccount) -> timedelta:
        """How old the last answer is. One from a clock that runs ahead is no newer than it is old."""
        return abs(self._now() - known.checked_at) if known.checked_at else timedelta.max

    def _is_old(self, known: KnownAccount) -> bool:
        return self._age(known) > self._again or _key(known) in self._doubted

    def _ask_beside(self, heard: Heard, known: KnownAccount) -> None:
        key = _key(known)
        rests = self._doubted.get(key)
        if key in self._asking or (rests and self._now() < rests):
            return
        task = self._asking[key] = asyncio.create_task(self._ask(heard, known))
        task.add_done_callback(lambda _: self._asking.pop(key, None))

    async def _ask(self, heard: Heard, known: KnownAccount) -> None:
        key = _key(known)
        try:
            async with self._room:
                vouched = await self._judged(known, await self.faces[heard.face].identify(heard))
            await self.note(known, vouched)
        except Exception as trouble:  # asked again by what is heard next; its last answer stands for a day
            log.warning("not asked again face=%s error=%s", heard.face, type(trouble).__name__)
            while len(self._doubted) >= MOST:
                del self._doubted[next(iter(self._doubted))]
            self._doubted[key] = self._now() + REST
        else:
            self._doubted.pop(key, None)

    async def note(self, known: KnownAccount, vouched: Vouched) -> None:
        """Keeps what the platform has just said of an account that was met before."""
        if vouched.disputed:  # whom it stood for is kept, so that it is not taken for the other one next time
            noted = await self.accounts.checked(known, email=known.email, vouched=vouched.vouched, at=None)
        else:
            noted = await self.accounts.checked(known, email=vouched.email, vouched=vouched.vouched, at=self._now())
        self._doubted.pop(_key(known), None)
        if noted and vouched.email != known.email:
            log.warning("face=%s an account stands for nobody it stood for", known.face)

    async def _judged(self, known: KnownAccount | None, who: Identity) -> Vouched:
        """What follows from the addresses the platform vouches for.

        A platform may be slower than the staff list to change somebody's address: an account that has not changed
        itself goes on standing for the person whose address the school has changed, unless the old address is somebody
        else's there by now.
        """
        emails = tuple(email.strip().lower() for email in who.emails)
        if known and known.email and known.email not in emails and known.vouched in emails:
            kept = await self.schools.memberships(known.email)
            if kept:
                theirs = {school.id for school, _ in kept}
                if any(school.id in theirs for school, _ in await self.schools.memberships(known.vouched)):
                    return Vouched("", known.vouched, disputed=True)
                return Vouched(known.email, known.vouched, kept)
        for email in emails:
            if at := await self.schools.memberships(email):
                return Vouched(email, email, at)
        return Vouched("", emails[0] if emails else "")


def _key(known: KnownAccount) -> tuple[str, str, str]:
    return known.face, known.team, known.user


def _of(known: KnownAccount) -> Heard:
    """What is asked about an account that says nothing at the moment."""
    return Heard(known.face, known.team, known.user, "", address=known.address)
