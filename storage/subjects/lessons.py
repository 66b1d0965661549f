"""Lesson lines and looks at lesson cards: their tables, and how a command asks for them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from commands.domain.lesson import LessonLine, LessonLook
from commands.domain.pupil import Pupil
from commands.kit import Overtaken
from storage.declared import declared
from storage.kept import Kept, Way
from storage.one_school import changing
from storage.part import Part, grouped
from storage.subjects.people import BY_NAME, ON_ROLL, PUPIL
from storage.tables import pupils

lesson_lines = declared("lesson_lines", LessonLine, "pupil_id", "n")

lesson_looks = declared("lesson_looks", LessonLook, "person_id", "group", "at", readable={"group": 40})

LINE = Kept(LessonLine, lesson_lines, Way.ONCE)
LOOK = Kept(LessonLook, lesson_looks, Way.ONCE)


class SqlLessons(Part):
    """The part of the records about lesson cards."""

    keeps = (LINE, LOOK)

    async def groups(self) -> Sequence[str]:
        of = self.select(pupils, pupils.c.group).where(ON_ROLL, pupils.c.group != "")
        return list(await self.connection.scalars(of.distinct().order_by(pupils.c.group)))

    async def in_group(self, group: str) -> Sequence[Pupil]:
        return await self.some_of(PUPIL, ON_ROLL, group=group, order=BY_NAME)

    async def lines(self, pupil_ids: Sequence[str]) -> Mapping[str, Sequence[LessonLine]]:
        return grouped("pupil_id", await self.some_of(LINE, lesson_lines.c.pupil_id.in_(set(pupil_ids))))

    async def last_look(self, person_id: str, group: str, until: datetime) -> LessonLook | None:
        at = lesson_looks.c.at
        return await self.one_of(LOOK, at <= until, person_id=person_id, group=group, order=(at.desc(),))

    async def keep(self, kind: Kept[Any], thing: Any) -> None:
        """The only change to a line is that it goes. A look that is delivered twice at one moment is one."""
        if kind is LINE and thing.gone_at:
            here = changing(lesson_lines, self.school.id).where(*LINE.like(thing), lesson_lines.c.gone_at.is_(None))
            if (await self.connection.execute(here.values(gone_at=thing.gone_at))).rowcount == 0:
                raise Overtaken
            return
        if kind is LOOK:
            known = await self.last_look(thing.person_id, thing.group, thing.at)
            if known and known.at >= thing.at:
                return
        await super().keep(kind, thing)
