"""Phase transfers: their tables, and how a command asks for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, UniqueConstraint

from commands.domain.due import DueKind
from commands.domain.pupil import YEARS, Provision, Pupil
from commands.domain.review import Review
from commands.domain.transfer import HandOver, Moving, Transfer, looks_ahead, the_years_before, transfer_day
from commands.domain.words.names import searchable
from storage.declared import declared
from storage.kept import Kept, Way
from storage.part import ByReference, grouped
from storage.question import Question, question
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
        return next(iter(await self._moving(today, pupil_id)), None)

    @question
    def rights_to_pass(self, first: date, last: date) -> Question[Sequence[tuple[str, date]]]:
        t = pupils.c
        with_plan = (ON_ROLL, t.provision == Provision.PLAN, not_ticked(self, DueKind.RIGHTS, t.id))
        rows = self.select(pupils, t.id, t.born).where(*with_plan, t.born.between(first, last))
        return Question(rows, lambda rows: [(id, born) for id, born in rows])

    async def _moving(self, today: date, pupil_id: str = "") -> list[Moving]:
        """Four questions, however many they are; one where nobody moves on."""
        years, on = self.school.transfer_years, transfer_day(today)
        following = the_years_before(years) if looks_ahead(today) else ()
        leaving = _Leaving((*years, *following), on.year, pupil_id)
        found = await self._leaving(leaving)
        moving = [Moving(one, on, one.year) for one in found if one.year in years]
        for one in found:
            if one.year not in years and one.provision is Provision.PLAN:
                after = YEARS[YEARS.index(one.year) + 1]
                moving.append(Moving(one, on.replace(year=on.year + 1), after))
        moving.sort(key=lambda one: (one.on, YEARS.index(one.year), searchable(one.pupil.surname), one.pupil.forename))
        return await self._with_what_is_known(moving, leaving) if moving else []

    async def _with_what_is_known(self, moving: Sequence[Moving], leaving: "_Leaving") -> list[Moving]:
        known = {(one.pupil_id, one.year): one for one in await self._begun(leaving)}
        words = grouped("reference", await self._handed_over(leaving))
        annual = grouped("pupil_id", await self._annual(leaving))
        whole = []
        for one in moving:
            transfer = known.get((one.pupil.id, one.on.year))
            passed = words.get(transfer.reference, ()) if transfer else ()
            held_of = annual.get(one.pupil.id, ())
            whole.append(Moving(one.pupil, one.on, one.year, transfer, held_of, passed, self.school.local_rules))
        return whole

    @question
    def _leaving(self, leaving: "_Leaving") -> Question[list[Pupil]]:
        return self.all_of(PUPIL, *leaving.where)

    @question
    def _begun(self, leaving: "_Leaving") -> Question[list[Transfer]]:
        return self.all_of(TRANSFER, *self._of_those(leaving))

    @question
    def _handed_over(self, leaving: "_Leaving") -> Question[list[HandOver]]:
        theirs = self.select(transfers, transfers.c.reference).where(*self._of_those(leaving))
        return self.all_of(HAND_OVER, handovers.c.reference.in_(theirs))

    @question
    def _annual(self, leaving: "_Leaving") -> Question[list[Review]]:
        ids = self.select(pupils, pupils.c.id).where(*leaving.where)
        return self.all_of(REVIEW, IS_ANNUAL, reviews.c.pupil_id.in_(ids))

    def _of_those(self, leaving: "_Leaving") -> Sequence[ColumnElement[bool]]:
        t, ids = transfers.c, self.select(pupils, pupils.c.id).where(*leaving.where)
        return (t.pupil_id.in_(ids), t.year.in_((leaving.this_year, leaving.this_year + 1)))


@dataclass(frozen=True)
class _Leaving:
    """Which pupils move on: those in these years with provision, or of them one; this year, or the next."""

    years: tuple[str, ...]
    this_year: int
    pupil_id: str

    @property
    def where(self) -> Sequence[ColumnElement[bool]]:
        t = pupils.c
        one = [t.id == self.pupil_id] if self.pupil_id else []
        return (ON_ROLL, t.year.in_(self.years), t.provision != Provision.NONE, *one)
