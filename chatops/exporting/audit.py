"""The audit as a table for whoever answers for the data: ids of pupils become names here, and only here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from chatops.exporting.of_pupil import NotOne, pupil_called
from chatops.exporting.table import Row
from commands.domain.days.calendar import LONDON
from commands.domain.privacy.audit import AuditEntry
from commands.domain.privacy.discreet import Discreet
from commands.domain.pupil import Pupil
from commands.domain.school import School
from storage.database import Database
from storage.records import SqlOpenRecords, SqlRecords
from storage.subjects.people import PERSON

COLUMNS = (
    "When (UTC)",
    "Who",
    "Role",
    "From",
    "Did",
    "Word",
    "Pupil",
    "Year",
    "Group",
    "Reference",
    "Key of the ask",
    "Names offered",
)


@dataclass(frozen=True, repr=False)
class Audited(Discreet):
    """Lines of the audit, the oldest first, with what names them; `pupil_id` is whose they are, if they are one's."""

    entries: Sequence[AuditEntry]
    pupils: Mapping[str, Pupil]
    pupil_id: str = ""

    def rows(self) -> list[Row]:
        """A row for each line, as a person reads it."""
        return [self._row(entry) for entry in self.entries]

    def _row(self, entry: AuditEntry) -> Row:
        pupil = self.pupils.get(entry.pupil_id)
        return (
            f"{entry.at:%Y-%m-%d %H:%M:%S}",
            entry.name or entry.person_id,
            entry.role.label if entry.role else "",
            entry.face,
            entry.did.value,
            entry.word,
            pupil.name if pupil else entry.pupil_id,
            pupil.year if pupil else "",
            pupil.group if pupil else "",
            entry.reference,
            entry.ask_key,
            str(entry.offered or ""),
        )

    def lines(self) -> list[str]:
        """The same for a terminal, in local time."""
        return [self._line(entry, row) for entry, row in zip(self.entries, self.rows(), strict=True)]

    def _line(self, entry: AuditEntry, row: Row) -> str:
        _, who, role, face, did, word, pupil, *_ = row
        about = ", ".join(str(part) for part in (pupil, entry.reference) if part)
        by = f"{who} ({str(role).lower() if role != 'SENCO' else role})" if role else f"{who}"
        about = f"{entry.offered} pupils' names within an hour" if entry.offered else about
        local = entry.at.astimezone(LONDON)
        return f"{local:%Y-%m-%d %H:%M}  {by}, {face}  {did}: {word}" + (f"  {about}" if about else "")

    def as_json(self) -> list[dict[str, str | int]]:
        """The same for a program, with the ids beside the names."""
        return [
            {
                "at": entry.at.isoformat(),
                "person_id": entry.person_id,
                "person": entry.name,
                "role": entry.role.value if entry.role else "",
                "face": entry.face,
                "did": entry.did.value,
                "word": entry.word,
                "pupil_id": entry.pupil_id,
                "pupil": self.pupils[entry.pupil_id].name if entry.pupil_id in self.pupils else "",
                "reference": entry.reference,
                "ask_key": entry.ask_key,
                "offered": entry.offered,
            }
            for entry in self.entries
        ]


async def audited(
    database: Database,
    school: School,
    *,
    pupil: str | None,
    person: str | None,
    since: datetime | None,
    until: datetime | None,
) -> Audited:
    """The lines asked for, all of them when nothing narrows it. Raises `NotOne` when a pupil's name or number, or a
    colleague's address, means nobody or several."""
    async with SqlOpenRecords(database)(school, writing=False) as records:
        of = await pupil_called(records, pupil) if pupil else None
        by = await _person_id(records, person) if person else None
        found = await records.audit.between(since, until, pupil_id=of, person_id=by)
        named = await records.pupils([*{entry.pupil_id for entry in found if entry.pupil_id}])
    return Audited(found, named, of or "")


async def _person_id(records: SqlRecords, email: str) -> str:
    """Of one who has left too, unless their address is another's by now; or an id, or an account at the terminal."""
    address = email.strip().lower()
    known = await records.one_of(PERSON, email=address)
    if known and address:
        return known.id
    if "@" in email:
        raise NotOne("Nobody with that e-mail address was ever on the school's staff list.")
    return email.strip()
