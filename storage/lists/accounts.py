"""Accounts on the platforms: whom each was last vouched to be, when that was asked, and how it is reached."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select, update
from sqlalchemy.dialects import postgresql, sqlite

from commands.domain.person import Person
from commands.domain.privacy.discreet import Discreet
from storage.database import Database
from storage.tables import identities


@dataclass(frozen=True, repr=False)
class KnownAccount(Discreet):
    """An account that the bot has met. It means something within its `team` alone.

    `email` is the address on a staff list it stands for, "" when the platform's last answer was that it stands for
    nobody's; `vouched` the address the platform itself gave then, which is another while the staff list or the platform
    is ahead with a change of name. `checked_at` is when the platform was last asked (UTC), None for never.
    """

    face: str
    team: str
    user: str
    email: str
    school_id: str
    address: Mapping[str, Any]
    seen_at: datetime
    vouched: str = ""
    checked_at: datetime | None = None


class Accounts:
    """Every account met, of every school."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def known(self, face: str, team: str, user: str) -> KnownAccount | None:
        """The account, if it has been met before."""
        found = await self._some(
            select(identities).where(identities.c.face == face, identities.c.team == team, identities.c.user == user)
        )
        return found[0] if found else None

    async def of_user(self, face: str, user: str) -> Sequence[KnownAccount]:
        """The accounts with that id, in whichever workspace they were met."""
        return await self._some(select(identities).where(identities.c.face == face, identities.c.user == user))

    async def of_person(self, person: Person) -> Sequence[KnownAccount]:
        """Where a person can be reached, the account that was heard last first; none for one without an address."""
        if not person.email:
            return ()
        mine = select(identities).where(identities.c.email == person.email).order_by(identities.c.seen_at.desc())
        return [known for known in await self._some(mine) if known.address]

    async def _some(self, which: Select[Any]) -> list[KnownAccount]:
        async with self.database.reading() as connection:
            return [KnownAccount(**row) for row in (await connection.execute(which)).mappings()]

    async def remember(
        self,
        face: str,
        team: str,
        user: str,
        *,
        email: str,
        address: Mapping[str, Any],
        at: datetime,
        vouched: str = "",
    ) -> None:
        """From now on this account stands for the one with this address: the platform was asked then and gave
        `vouched`; it is reached there and was last heard then.

        Which school they chose is left as it is. Two first requests at the same moment both succeed.
        """
        dialect = postgresql if self.database.kind == "postgresql" else sqlite
        known = {"email": email.strip().lower(), "address": dict(address), "seen_at": at}
        known |= {"vouched": (vouched or email).strip().lower(), "checked_at": at}
        async with self.database.writing() as connection:
            await connection.execute(
                dialect.insert(identities)
                .values(face=face, team=team, user=user, school_id="", **known)
                .on_conflict_do_update(index_elements=["face", "team", "user"], set_=known)
            )

    async def heard(self, known: KnownAccount, *, address: Mapping[str, Any], at: datetime) -> None:
        """An account was heard again, and is reached there. Whom it stands for is not touched: the platform may have
        said otherwise meanwhile."""
        async with self.database.writing() as connection:
            await connection.execute(update(identities).where(_this(known)).values(address=dict(address), seen_at=at))

    async def checked(self, known: KnownAccount, *, email: str, vouched: str, at: datetime | None) -> bool:
        """What the platform said of an account that was met before, at a time (UTC), None for what must be asked again
        before it is believed; whether it was noted. One that stands for
        somebody else since it was asked about (the staff list was changed meanwhile) is left alone."""
        said = {"email": email.strip().lower(), "vouched": vouched.strip().lower(), "checked_at": at}
        async with self.database.writing() as connection:
            changed = await connection.execute(
                update(identities).where(_this(known), identities.c.email == known.email).values(said)
            )
        return bool(changed.rowcount)


def _this(known: KnownAccount) -> ColumnElement[bool]:
    return (identities.c.face == known.face) & (identities.c.team == known.team) & (identities.c.user == known.user)
