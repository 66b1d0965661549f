"""`chatops import attendance` and the like: what a system knows of pupils over time, added to what is known already."""

from typing import TYPE_CHECKING, Any

import typer

from chatops.cli.data import SCHOOL, the_settings, today
from chatops.cli.taking_over import DRY_RUN, FILE, MAP, Kind, take_over
from chatops.cli.terminal import JSON

if TYPE_CHECKING:
    from collections.abc import Awaitable
    from pathlib import Path

    from chatops.importing.headings import Told
    from chatops.importing.table import LineFinding, Reading
    from storage.lists.imports import Imports
    from storage.lists.list_plans import Counts


series = typer.Typer()


def _take_over(
    name: str, file: "Path", school: str | None, dry_run: bool, given: list[str] | None, as_json: bool
) -> None:
    from chatops.importing.series import COLUMNS, MOST_BYTES, nobody, read_series
    from commands.domain.series import SeriesKind

    of, day = next(kind for kind in SeriesKind if kind.value == name), today(the_settings())

    def read(data: bytes, told: "Told") -> "Reading[Any]":
        return read_series(of, data, day, told)

    def write(imports: "Imports", reading: "Reading[Any]") -> "Awaitable[Counts]":
        said = ((one.line, one.upn, one.admission, one.entry) for one in reading.rows)
        return imports.series(of, said, today=day)

    def asked(imports: "Imports", reading: "Reading[Any]") -> "list[LineFinding]":
        return [nobody(line) for line in imports.strangers]

    kind = Kind(name, COLUMNS[of], read, write, asked, counted={}, most=MOST_BYTES)
    take_over(kind, file, school, dry_run, as_json, given or ())


@series.command("attendance")
def attendance(
    file: FILE, school: SCHOOL = None, dry_run: DRY_RUN = False, map_: MAP = None, as_json: JSON = False
) -> None:
    """Attendance of pupils by week or month, or of the school year so far, with sessions late."""
    _take_over("attendance", file, school, dry_run, map_, as_json)


@series.command("behaviour")
def behaviour(
    file: FILE, school: SCHOOL = None, dry_run: DRY_RUN = False, map_: MAP = None, as_json: JSON = False
) -> None:
    """Behaviour events: date, reason, points."""
    _take_over("behaviour", file, school, dry_run, map_, as_json)


@series.command("attainment")
def attainment(
    file: FILE, school: SCHOOL = None, dry_run: DRY_RUN = False, map_: MAP = None, as_json: JSON = False
) -> None:
    """Results by assessment: name, result, scale, at the level expected for the age or not."""
    _take_over("attainment", file, school, dry_run, map_, as_json)


@series.command("suspensions")
def suspensions(
    file: FILE, school: SCHOOL = None, dry_run: DRY_RUN = False, map_: MAP = None, as_json: JSON = False
) -> None:
    """Suspensions: from which day, how many days, why."""
    _take_over("suspensions", file, school, dry_run, map_, as_json)
