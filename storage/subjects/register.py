"""The SEN register's tables and records: entries kept for good, clashes with the information system."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, String, case, cast, func
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain import due
from commands.domain.clash import ClashState, RegisterClash
from commands.domain.due import Due, DueKind, LinesWanted
from commands.domain.pupil import YEARS, Provision, Pupil
from commands.domain.register import RegisterChange, RegisterEntry
from commands.domain.words.register_filter import RegisterFilter
from commands.kit.ports.register import RegisterCount
from storage.declared import declared
from storage.kept import Kept, Way
from storage.one_school import changing
from storage.part import Part, grouped
from storage.question import Question, question
from storage.subjects.people import BY_NAME, ON_ROLL, PUPIL
from storage.subjects.ticks import keyed, not_ticked, on_roll, only
from storage.tables import pupils

register_entries = declared(
    "register_entries", RegisterEntry, "pupil_id", "n", readable={"primary_need": 10, "secondary_need": 10}
)

register_clashes = declared(
    "register_clashes",
    RegisterClash,
    "pupil_id",
    readable={"primary_need": 10, "secondary_need": 10},
    indexes=(("state", "found_on"),),
)

ENTRY = Kept(RegisterEntry, register_entries, Way.ONCE)
CLASH = Kept(RegisterClash, register_clashes, Way.VERSIONED, order=("found_on", "pupil_id"))
ON_REGISTER = (Provision.SUPPORT, Provision.PLAN)
IN_ORDER = case({year: n for n, year in enumerate(YEARS)}, value=pupils.c.year, else_=len(YEARS))


class SqlRegister(Part):
    """The part of the records about the register."""

    keeps = (ENTRY, CLASH)
    due_kinds = frozenset({DueKind.MONITOR})

    async def listed(self, only: RegisterFilter, most: int) -> Sequence[Pupil]:
        listed = self.select(pupils, *PUPIL.columns).where(*_meant(only, await self._groups(only)))
        order = (IN_ORDER, pupils.c.group, *BY_NAME)
        return [PUPIL.read(row) for row in await self.rows(listed.order_by(*order).offset(only.skip).limit(most))]

    async def counts(self, only: RegisterFilter) -> Sequence[RegisterCount]:
        by = (pupils.c.year, pupils.c.provision, pupils.c.primary_need)
        counted = self.select(pupils, *by, func.count()).where(*_meant(only, await self._groups(only))).group_by(*by)
        return [RegisterCount(*row) for row in await self.connection.execute(counted)]

    async def _groups(self, only: RegisterFilter) -> Sequence[str]:
        """The form groups in whose name every word stands, in any case: not every database knows Ŵ and ŵ as one."""
        if not only.group:
            return ()
        named = await self.connection.scalars(self.select(pupils, pupils.c.group).where(ON_ROLL).distinct())
        return [name for name in named if all(f" {word} " in f" {name.casefold()} " for word in only.group)]

    async def history(self, pupil_id: str) -> Sequence[RegisterEntry]:
        return await self.some_of(ENTRY, pupil_id=pupil_id)

    async def histories(self, pupil_ids: Sequence[str]) -> Mapping[str, Sequence[RegisterEntry]]:
        return grouped("pupil_id", await self.some_of(ENTRY, register_entries.c.pupil_id.in_(set(pupil_ids))))

    async def clash(self, pupil_id: str) -> RegisterClash | None:
        return await self.one_of(CLASH, pupil_id=pupil_id)

    async def clashes(self, skip: int, most: int) -> tuple[Sequence[RegisterClash], int]:
        return await self.page_of(CLASH, skip, most, register_clashes.c.state == ClashState.WAITING)

    @question
    def clashing(self) -> Question[int]:
        return self.number_of(register_clashes, register_clashes.c.state == ClashState.WAITING)

    @question
    def due_lines(self, wanted: LinesWanted) -> Question[Sequence[Due]]:
        """Pupils off the register by their latest entry, who are to be looked at again."""
        t, newer = register_entries.c, register_entries.alias("newer")
        is_old = self.select(newer, newer.c.n).where(newer.c.pupil_id == t.pupil_id, newer.c.n > t.n).exists()
        key = keyed(t.pupil_id, cast(t.n, String))
        off = (t.what == RegisterChange.TAKEN_OFF, pupils.c.provision == Provision.NONE, ~is_old)
        is_open = (t.monitor_until <= wanted.last, not_ticked(self, DueKind.MONITOR, key), *only(wanted, key))
        rows = on_roll(self, register_entries, t.n, t.monitor_until).where(*off, *is_open)
        return Question(rows, lambda rows: [due.look_again(id, on, entry=n) for id, n, on in rows])

    async def keep(self, kind: Kept[Any], thing: Any) -> None:
        """With an entry is kept what everybody reads: the pupil's present state. Of two entries made at the same
        moment from the same history, the second is overtaken."""
        await super().keep(kind, thing)
        if kind is ENTRY:
            now = {name: getattr(thing, name) for name in ("provision", "primary_need", "secondary_need")}
            of_pupil = changing(pupils, self.school.id).where(pupils.c.id == thing.pupil_id)
            await self.connection.execute(of_pupil.values(now))


def _meant(only: RegisterFilter, groups: Sequence[str]) -> list[ColumnElement[bool]]:
    """`groups` are those that its words mean."""
    where: list[ColumnElement[bool]] = [ON_ROLL, pupils.c.provision.in_(only.provisions or ON_REGISTER)]
    if only.years:
        where.append(pupils.c.year.in_(only.years))
    if only.needs:
        where.append(pupils.c.primary_need.in_(only.needs) | pupils.c.secondary_need.in_(only.needs))
    if only.group:
        where.append(pupils.c.group.in_(groups))
    return where


async def save_clash(connection: AsyncConnection, clash: RegisterClash) -> None:
    """Raises `Overtaken` when it has changed since it was read."""
    await CLASH.save(connection, clash)
