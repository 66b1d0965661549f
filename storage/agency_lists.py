"""What is found by typing in forms about agencies: the agencies themselves, and the referrals made to them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, or_, select

from commands.domain.names import searchable
from commands.domain.person import Person
from commands.kit import Found
from storage.agencies import OPEN, SqlAgencies, agency_referrals
from storage.people import pupil_from
from storage.tables import pupils


class AgencyList:
    """The list "agencies": the standard ones and the school's own, by any part of their names."""

    def __init__(self, of: SqlAgencies) -> None:
        self._of = of

    async def find(self, typed: str, by: Person, most: int, about: str) -> Sequence[Found]:
        words = searchable(typed).split()
        matching = [
            Found(agency.key, agency.name)
            for agency in (await self._of.known()).values()
            if all(f" {word}" in f" {searchable(agency.name)}" for word in words)
        ]
        return matching[:most]

    async def label(self, id: str, about: str) -> str | None:
        agency = (await self._of.known()).get(id)
        return agency.name if agency else None


class AgencyReferralList:
    """The list "agency referrals": those not ended, by reference or by any part of the pupil's name."""

    def __init__(self, of: SqlAgencies) -> None:
        self._of = of

    async def find(self, typed: str, by: Person, most: int, about: str) -> Sequence[Found]:
        words = searchable(typed).split()[:6]
        if typed.strip() and not words:
            return ()
        named = [pupils.c.sought.contains(f" {word}", autoescape=True) for word in words]
        code = agency_referrals.c.reference.startswith(typed.strip().upper(), autoescape=True)
        where = [or_(code, and_(*named))] if words else []
        return await self._found(agency_referrals.c.state.in_(OPEN), *where, most=most)

    async def label(self, id: str, about: str) -> str | None:
        found = await self._found(agency_referrals.c.reference == id, most=1)
        return found[0].label if found else None

    async def _found(self, *where: Any, most: int) -> list[Found]:
        """One query for the referrals and their pupils, one for the agencies' names."""
        together = (agency_referrals.c.school_id == pupils.c.school_id) & (agency_referrals.c.pupil_id == pupils.c.id)
        rows = await self._of.connection.execute(
            select(agency_referrals.c.reference, agency_referrals.c.agency, *pupils.c)
            .join(pupils, together)
            .where(agency_referrals.c.school_id == self._of.school.id, *where)
            .order_by(agency_referrals.c.started_on.desc(), agency_referrals.c.reference)
            .limit(most)
        )
        known = await self._of.known()
        found = []
        for row in rows.mappings():
            reference, key = row["reference"], row["agency"]
            pupil = pupil_from({column.name: row[column.name] for column in pupils.c})
            agency = known[key].name if key in known else key
            found.append(Found(reference, f"{reference}: {pupil.name}, {agency}", pupil.id))
        return found
