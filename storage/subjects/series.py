"""Series of pupils: their table, how a command asks for them, and how an import adds to them."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Column, Date, Index, Integer, String, Table, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.series import Entry, PupilSeries, SeriesKind, entries_text, school_year
from storage.kept import Kept, Way
from storage.lists.import_log import Changes
from storage.lists.list_plans import Counts
from storage.one_school import changing, reading
from storage.part import Part
from storage.tables import metadata, of_school
from storage.types import OneOf, Sealed

pupil_series = Table(
    "pupil_series",
    metadata,
    of_school(),
    Column("pupil_id", String(40), primary_key=True),
    Column("kind", OneOf(SeriesKind), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("entries", Sealed, nullable=False),
    Column("imported_on", Date, nullable=False),
    Index(None, "school_id", "kind", "year"),
)

SERIES = Kept(PupilSeries, pupil_series, Way.LATEST)


class SqlSeries(Part):
    """The part of the records about series."""

    keeps = (SERIES,)

    async def of_pupil(self, pupil_id: str) -> Sequence[PupilSeries]:
        return await self.some_of(SERIES, pupil_id=pupil_id)

    async def of_year(self, kind: SeriesKind, year: int) -> Sequence[PupilSeries]:
        return await self.some_of(SERIES, kind=kind, year=year)


async def add_entries(
    connection: AsyncConnection,
    school_id: str,
    kind: SeriesKind,
    by_pupil: Mapping[str, Sequence[Entry]],
    today: date,
    changes: Changes,
    *,
    trying: bool,
) -> Counts:
    """Adds entries to what is known of pupils, by our ids; one of the same thing takes the place of the older."""
    wanted: dict[tuple[str, int], list[Entry]] = {}
    for pupil_id, entries in by_pupil.items():
        for entry in entries:
            wanted.setdefault((pupil_id, school_year(entry.on)), []).append(entry)
    t = pupil_series.c
    years = {year for _, year in wanted}
    rows = await connection.execute(reading(pupil_series, school_id).where(t.kind == kind, t.year.in_(years)))
    there = {(row["pupil_id"], row["year"]): dict(row) for row in rows.mappings()}
    new = changed = unchanged = 0
    fresh: list[dict[str, object]] = []
    for (pupil_id, year), entries in wanted.items():
        old = there.get((pupil_id, year))
        before = {one.key: one for one in PupilSeries(**old).read()} if old else {}
        after = before | {entry.key: entry for entry in entries}
        added = sum(entry.key not in before for entry in {entry.key: entry for entry in entries}.values())
        differ = sum(before.get(key) != one for key, one in after.items()) - added
        new, changed = new + added, changed + differ
        unchanged += len({entry.key for entry in entries}) - added - differ
        if not added and not differ:
            continue
        row = vars(PupilSeries(school_id, pupil_id, kind, year, entries_text(after.values()), today))
        changes.add(pupil_series, old, row)
        if trying:
            continue
        if old:
            this = changing(pupil_series, school_id).where(t.pupil_id == pupil_id, t.year == year, t.kind == kind)
            await connection.execute(this.values(row))
        else:
            fresh.append(dict(row))
    for n in range(0, len(fresh), 500):
        await connection.execute(insert(pupil_series), fresh[n : n + 500])
    return Counts(new=new, changed=changed, unchanged=unchanged)
