"""A pupil's story: all of one pupil's rows, one query a table."""

from functools import cache
from typing import Any, get_args, get_type_hints

from sqlalchemy import ColumnElement

from commands.domain.story import Story
from storage.kept import Kept
from storage.part import Part


class SqlStories(Part):
    """The part of the records about a pupil as a whole: of every kind that a story tells of, what is theirs."""

    async def of(self, pupil_id: str) -> Story:
        told = {name: self.records.kinds[type_] for name, type_ in _told().items()}
        return Story(**{name: await self.some_of(kind, self._theirs(kind, pupil_id)) for name, kind in told.items()})

    def _theirs(self, kind: Kept[Any], pupil_id: str) -> ColumnElement[bool]:
        """Those that name the pupil, or that hang on a reference of one that does."""
        if kind.of is None:
            return kind.table.c.pupil_id == pupil_id
        above = kind.of.table
        return kind.hangs_on.in_(self.select(above, above.c.reference).where(above.c.pupil_id == pupil_id))


@cache
def _told() -> dict[str, type]:
    """What a story tells of, by name: its fields say it."""
    return {name: get_args(sequence)[0] for name, sequence in get_type_hints(Story).items()}
