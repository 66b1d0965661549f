"""Phase transfers: their tables, and how a command asks for them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import UniqueConstraint

from commands.domain.due import DueKind
from commands.domain.pupil import YEARS, Provision
from commands.domain.transfer import HandOver, Moving, Transfer, looks_ahead, the_years_before, transfer_day
from storage.declared import declared
from storage.kept import Kept, Way
from storage.part import ByReference, grouped
from storage.subjects.people import ON_ROLL, PUPIL
from storage.subjects.reviews import IS_ANNUAL, REVIEW, reviews
from storage.subjects.ticks import not_ticked
from storage.tables import pupils

transfers = declared("transfers", Transfer, "reference", beside=(UniqueConstraint("school_id", "pupil_id", "year"),))

handovers = declared("handovers", HandOver, "reference", "what", "n")

TRANSFER = Kept(Transfer, transfers, Way.VERSIONED, "P", order=("year", "reference"))
HAND_OVER = Kept(HandOver, handovers, Way.NUMBERED, of=TRANSFER, order=("reference", "at", "what", "n"))


class SqlTransfers(ByReference[Transfer]):
    """The part of the records about phase transfers."""

    keeps = (TRANSFER, HAND_OVER)

    async def moving(self, today: date) -> Sequence[Moving]:
        return await self._moving(today)

    async def of(self, pupil_id: str, today: date) -> Moving | None:
        return next(iter(await self._moving(today, pupils.c.id == pupil_id)), None)

    async def rights_to_pass(self, first: date, last: date) -> Sequence[tuple[str, date]]:
        t = pupils.c
        with_plan = (ON_ROLL, t.provision == Provision.PLAN, not_ticked(self, DueKind.RIGHTS, t.id))
        rows = self.select(pupils, t.id, t.born).where(*with_plan, t.born.between(first, last))
        return [(id, born) for id, born in await self.connection.execute(rows)]

    async def _moving(self, today: date, *which: Any) -> list[Moving]:
        """Four questions, however many they are; one where nobody moves on."""
        years, on = self.school.transfer_years, transfer_day(today)
        following = the_years_before(years) if looks_ahead(today) else ()
        then = (pupils.c.year.in_((*years, *following)), pupils.c.provision != Provision.NONE)
        found = await self.some_of(PUPIL, ON_ROLL, *then, *which)
        moving = [Moving(one, on, one.year) for one in found if one.year in years]
        for one in found:
            if one.year not in years and one.provision is Provision.PLAN:
                after = YEARS[YEARS.index(one.year) + 1]
                moving.append(Moving(one, on.replace(year=on.year + 1), after))
        moving.sort(key=lambda one: (one.on, YEARS.index(one.year), one.pupil.surname, one.pupil.forename))
        return await self._with_what_is_known(moving) if moving else []

    async def _with_what_is_known(self, moving: Sequence[Moving]) -> list[Moving]:
        ids, t = {one.pupil.id for one in moving}, transfers.c
        begun = await self.some_of(TRANSFER, t.pupil_id.in_(ids), t.year.in_({one.on.year for one in moving}))
        known = {(one.pupil_id, one.year): one for one in begun}
        said = await self.some_of(HAND_OVER, handovers.c.reference.in_([one.reference for one in begun]))
        words = grouped("reference", said)
        annual = grouped("pupil_id", await self.some_of(REVIEW, IS_ANNUAL, reviews.c.pupil_id.in_(ids)))
        whole = []
        for one in moving:
            transfer = known.get((one.pupil.id, one.on.year))
            passed = words.get(transfer.reference, ()) if transfer else ()
            held_of = annual.get(one.pupil.id, ())
            whole.append(Moving(one.pupil, one.on, one.year, transfer, held_of, passed, self.school.local_rules))
        return whole
