"""Ticks: what somebody has said is done; and what subjects read those lines with that are due on days they keep."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, Table

from commands.domain.due import DueKind, LinesWanted
from commands.domain.tick import Tick
from storage.declared import declared
from storage.kept import Kept, Way
from storage.one_school import of
from storage.part import Part
from storage.subjects.people import ON_ROLL
from storage.tables import pupils

ticks = declared("ticks", Tick, "kind", "key", "n", readable={"key": 60})

TICK = Kept(Tick, ticks, Way.NUMBERED)


def on_roll(part: Part, table: Table, *columns: Any, beside: FromClause | None = None) -> Select[Any]:
    """The pupil's id, and columns, of a table's rows that are about pupils on roll; `beside` is what else it is joined
    to."""
    theirs = of(pupils, table.c.school_id) & (pupils.c.id == table.c.pupil_id) & ON_ROLL
    joined = (table if beside is None else beside).join(pupils, theirs)
    return part.select(table, table.c.pupil_id, *columns).select_from(joined)


def not_ticked(part: Part, kind: DueKind, key: Any) -> ColumnElement[bool]:
    of_line = (ticks.c.kind == kind, ticks.c.key == key, ticks.c.undone_at.is_(None))
    return ~part.select(ticks, ticks.c.n).where(*of_line).exists()


def only(wanted: LinesWanted, key: Any) -> Sequence[ColumnElement[bool]]:
    """Where one line is asked for, that it is that one."""
    return [key == wanted.key] if wanted.key else []


def keyed(*parts: Any) -> Any:
    """A line's key of several columns, as `commands.domain.due` writes it: with full stops between."""
    first, *others = parts
    for part in others:
        first = first.concat(".").concat(part)
    return first
