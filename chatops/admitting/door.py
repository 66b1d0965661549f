"""Who is at the door: a platform's account is matched to the staff list by the address the platform vouches for."""

import hashlib
import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from chatops.admitting.vouching import Vouched, Vouching
from chatops.every_face import own_words
from chatops.faces import Heard, Undeliverable
from commands.domain.person import Person
from commands.domain.school import School
from commands.kit import Ask, Reply
from commands.kit.ask import and_school
from commands.kit.boundary import TOLD
from storage.delivery.outbox import Outbox
from storage.lists.accounts import Accounts, KnownAccount
from storage.lists.schools import Schools

NONCE = re.compile(r"[0-9a-f]{1,64}")
SEEN_EVERY = timedelta(minutes=10)
NOT_ON_LIST = (
    f"Hello. I do not know you yet: the e-mail address of your account here ({own_words()}) is "
    "not on a school's staff list. Please ask your SENCO, or whoever looks after this bot at your school, to add you. "
    "Then ask me again."
)
MUST_WAIT = (
    "I cannot ask just now whether this is still your account, and what I was told before no longer holds, so I may "
    "show you nothing about pupils. Nothing was changed. I go on asking: please try again in a few minutes. If it "
    "lasts, tell whoever looks after this bot at your school."
)


class Door:
    """Lets staff in. `understand` turns a typed line into a command's word and the rest of the line."""

    def __init__(
        self,
        accounts: Accounts,
        schools: Schools,
        vouching: Vouching,
        outbox: Outbox,
        *,
        now: Callable[[], datetime],
        understand: Callable[[str, str], tuple[str, str]],
    ) -> None:
        self.accounts, self.schools, self.vouching, self.outbox = accounts, schools, vouching, outbox
        self._now, self._understand = now, understand

    async def admit(self, heard: Heard) -> Ask | Reply:
        """The ask that was heard; or, for somebody on no staff list, a kind sentence that tells them nothing else."""
        known = await self.accounts.known(heard.face, heard.team, heard.user)
        try:
            whose = await self.vouching.whose(heard, known)
        except Undeliverable:
            if known and known.email:
                return Reply(MUST_WAIT)
            raise
        at = whose.at
        if not at:
            if known and known.email:
                await self.vouching.note(known, whose)
            return Reply(NOT_ON_LIST)
        about, named = and_school(heard.about)
        chosen = _named(named, at) or await self._here(heard, at) or _chosen(known, at)
        school, person = chosen or at[0]
        if known is None or whose.asked or _moved(known, heard) or self._long_since(known):
            await self._remember(heard, person, known, whose)
        word, typed = (heard.word, heard.typed) if heard.word else self._understand(heard.typed, heard.prefix)
        if chosen is None and word != "school":
            word, typed, about = "school", "", ""
        return Ask(
            person=person,
            school=school,
            now=self._now(),
            word=word or "help",
            key=f"{heard.face}/{person.id}/{short(heard.nonce)}",
            face=heard.face,
            about=_printable(about)[:60],
            typed=_printable(typed),
            given=heard.given,
            place=heard.place,
            schools=tuple(school for school, _ in at),
            told=heard.nonce.endswith(TOLD),
        )

    async def _here(self, heard: Heard, at: Sequence[tuple[School, Person]]) -> tuple[School, Person] | None:
        """For somebody of several schools, a school's own channel says which is meant there."""
        if len(at) < 2 or heard.place is None or heard.place.kind != "channel":
            return None
        whose = await self.schools.of_channel(heard.face, heard.place.address)
        return next(((school, person) for school, person in at if school.id == whose), None)

    def _long_since(self, known: KnownAccount) -> bool:
        """Whether it is time to note again where somebody speaks: notices go where they last did."""
        return abs(self._now() - known.seen_at) > SEEN_EVERY

    async def _remember(self, heard: Heard, person: Person, known: KnownAccount | None, whose: Vouched) -> None:
        address = heard.address or (known.address if known else {})
        now = self._now()
        if known and not whose.asked:
            await self.accounts.heard(known, address=address, at=now)
        else:
            await self.accounts.remember(
                heard.face,
                heard.team,
                heard.user,
                email=whose.email,
                address=address,
                at=now,
                vouched=whose.vouched,
            )
        if address:
            await self.outbox.wake(person.school_id, person.id, now)


def _named(school_id: str, at: Sequence[tuple[School, Person]]) -> tuple[School, Person] | None:
    """The school that what was pressed or filled in belongs to, if the asker works there."""
    return next(((school, person) for school, person in at if school.id == school_id), None)


def _chosen(known: KnownAccount | None, at: Sequence[tuple[School, Person]]) -> tuple[School, Person] | None:
    """The school somebody is asking in: their only one, or the one they chose; None when they have yet to choose."""
    if len(at) == 1:
        return at[0]
    return next(((school, person) for school, person in at if known and known.school_id == school.id), None)


def short(nonce: str) -> str:
    """A platform's id of a press or a form's key as it may be part of a key, which is stored and logged: a form's own
    as it is, of anything else its hash, since whoever crafts a request could write words into it. What a form carries
    behind its key is no part of it."""
    nonce = nonce.removesuffix(TOLD)
    return nonce if NONCE.fullmatch(nonce) else hashlib.sha256(nonce.encode(errors="replace")).hexdigest()[:32]


def _moved(known: KnownAccount, heard: Heard) -> bool:
    return bool(heard.address) and dict(heard.address) != dict(known.address)


def _printable(given: str) -> str:
    return "".join(c for c in given if c.isprintable())
