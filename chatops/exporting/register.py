"""The SEN register as a table for a school's information system: its columns, a row for each pupil."""

from datetime import date

from chatops.exporting.table import Row
from commands.domain.pupil import Pupil
from commands.domain.register import started_on
from commands.domain.school import School
from commands.domain.words.register_filter import RegisterFilter
from storage.database import Database
from storage.records import SqlOpenRecords

COLUMNS = (
    "UPN",
    "Legal Surname",
    "Legal Forename",
    "DOB",
    "NC Year",
    "Reg Group",
    "SEN Status",
    "Primary Need",
    "Secondary Need",
    "SEN Start Date",
)
MOST = 100_000
"""More pupils than any school has: an export is not paged."""


async def register_rows(database: Database, school: School) -> tuple[list[Row], list[str]]:
    """A row for each pupil on the register, by year, form group and surname; and their ids.

    "SEN Start Date" is since when the pupil has had the provision they have; empty where that was never recorded here.
    """
    async with SqlOpenRecords(database)(school, writing=False) as records:
        pupils = await records.register.listed(RegisterFilter(), MOST)
        histories = await records.register.histories([pupil.id for pupil in pupils])
    rows = [_row(pupil, started_on(histories.get(pupil.id, ()))) for pupil in pupils]
    return rows, [pupil.id for pupil in pupils]


def _row(pupil: Pupil, since: date | None) -> Row:
    return (
        pupil.upn,
        pupil.surname,
        pupil.forename,
        pupil.born,
        pupil.year,
        pupil.group,
        str(pupil.provision.value),
        pupil.primary_need,
        pupil.secondary_need,
        since,
    )
