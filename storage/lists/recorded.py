"""What an import leaves alone: the provision and needs of pupils whose place on the register was recorded here."""

from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.clash import ClashState, RegisterClash
from commands.domain.privacy.discreet import Discreet
from commands.domain.pupil import Pupil
from commands.domain.register import SenStatus
from commands.domain.school import School
from storage.one_school import reading
from storage.subjects.register import register_clashes, register_entries, save_clash


@dataclass(repr=False)
class Recorded(Discreet):
    """The pupils with an entry here and the clashes known so far, compared with a file as it is read.

    `waiting` are the UPNs of those on whom the SENCO must decide, with our id of the pupil.
    """

    today: date
    pupil_ids: frozenset[str]
    known: dict[str, RegisterClash]
    found: list[RegisterClash] = field(default_factory=list)
    waiting: dict[str, str] = field(default_factory=dict)

    @classmethod
    async def read(cls, connection: AsyncConnection, school: School, today: date) -> "Recorded":
        ids = await connection.scalars(reading(register_entries, school.id, register_entries.c.pupil_id).distinct())
        rows = await connection.execute(reading(register_clashes, school.id))
        return cls(today, frozenset(ids), {row["pupil_id"]: RegisterClash(**row) for row in rows.mappings()})

    def kept(self, ours: Pupil, theirs: Pupil) -> Pupil:
        """The pupil as the file has them, but with provision and needs as recorded here; a difference is a clash."""
        if ours.id not in self.pupil_ids:
            return theirs
        known, said = self.known.get(ours.id), SenStatus.of(theirs)
        if said == SenStatus.of(ours):
            if known and known.allows(ClashState.AGREED):
                self.found.append(known.settled(ClashState.AGREED, "", self.today))
            return theirs
        clash = (
            known.again(said, self.today)
            if known
            else RegisterClash(
                ours.school_id, ours.id, said.provision, said.primary_need, said.secondary_need, self.today
            )
        )
        if clash is not known:
            self.found.append(clash)
        if clash.is_waiting:
            self.waiting[ours.upn] = ours.id
        return replace(
            theirs,
            provision=ours.provision,
            primary_need=ours.primary_need,
            secondary_need=ours.secondary_need,
        )

    async def write(self, connection: AsyncConnection) -> None:
        """Keeps what was found."""
        for clash in self.found:
            await save_clash(connection, clash)
