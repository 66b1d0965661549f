"""Lesson lines and looks at lesson cards: their tables, and how a command asks for them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Column, Integer, String, Table, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from commands.domain.lesson import LessonKind, LessonLine, LessonLook
from commands.domain.pupil import Pupil
from commands.domain.school import School
from commands.kit import Overtaken
from storage.people import pupil_from
from storage.saving import Savers, add
from storage.tables import metadata, of_school, pupils
from storage.types import OneOf, Sealed, UtcTime

lesson_lines = Table(
    "lesson_lines",
    metadata,
    of_school(),
    Column("pupil_id", String(40), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("kind", OneOf(LessonKind), nullable=False),
    Column("text", Sealed, nullable=False),
    Column("written_by", String(40), nullable=False),
    Column("written_at", UtcTime, nullable=False),
    Column("gone_at", UtcTime),
)

lesson_looks = Table(
    "lesson_looks",
    metadata,
    of_school(),
    Column("person_id", String(40), primary_key=True),
    Column("group", String(40), primary_key=True),
    Column("at", UtcTime, primary_key=True),
    Column("reason", Sealed, nullable=False),
)


class SqlLessons:
    """The part of the records about lesson cards."""

    def __init__(self, school: School, connection: AsyncConnection) -> None:
        self.school, self.connection = school, connection
        self.savers: Savers = {LessonLine: self._save_line, LessonLook: self._save_look}

    async def groups(self) -> Sequence[str]:
        on_roll = (pupils.c.school_id == self.school.id) & pupils.c.left_on.is_(None) & (pupils.c.group != "")
        rows = await self.connection.scalars(select(pupils.c.group).where(on_roll).distinct().order_by(pupils.c.group))
        return list(rows)

    async def in_group(self, group: str) -> Sequence[Pupil]:
        rows = await self.connection.execute(
            select(pupils)
            .where(pupils.c.school_id == self.school.id, pupils.c.group == group, pupils.c.left_on.is_(None))
            .order_by(pupils.c.surname, pupils.c.forename, pupils.c.id)
        )
        return [pupil_from(row) for row in rows.mappings()]

    async def lines(self, pupil_ids: Sequence[str]) -> Mapping[str, Sequence[LessonLine]]:
        rows = await self.connection.execute(
            select(lesson_lines)
            .where(lesson_lines.c.school_id == self.school.id, lesson_lines.c.pupil_id.in_(set(pupil_ids)))
            .order_by(lesson_lines.c.pupil_id, lesson_lines.c.n)
        )
        found: dict[str, list[LessonLine]] = {}
        for row in rows.mappings():
            found.setdefault(row["pupil_id"], []).append(LessonLine(**row))
        return found

    async def last_look(self, person_id: str, group: str, until: datetime) -> LessonLook | None:
        looks = lesson_looks
        rows = await self.connection.execute(
            select(looks)
            .where(
                looks.c.school_id == self.school.id,
                looks.c.person_id == person_id,
                looks.c.group == group,
                looks.c.at <= until,
            )
            .order_by(looks.c.at.desc())
            .limit(1)
        )
        found = rows.mappings().first()
        return LessonLook(**found) if found else None

    async def _save_line(self, line: LessonLine) -> None:
        """Written once; the only change to it is that it goes."""
        same = lesson_lines.c.school_id == self.school.id
        same &= (lesson_lines.c.pupil_id == line.pupil_id) & (lesson_lines.c.n == line.n)
        if line.gone_at is None:
            await add(self.connection, lesson_lines, asdict(line))
            return
        gone = await self.connection.execute(
            update(lesson_lines).where(same, lesson_lines.c.gone_at.is_(None)).values(gone_at=line.gone_at)
        )
        if gone.rowcount == 0:
            raise Overtaken

    async def _save_look(self, look: LessonLook) -> None:
        """A look that is delivered twice at one moment is one."""
        known = await self.last_look(look.person_id, look.group, look.at)
        if known is None or known.at < look.at:
            await add(self.connection, lesson_looks, asdict(look))
