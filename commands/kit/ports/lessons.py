"""Lesson lines of pupils' plans, the classes they are read in, and who looked."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from commands.domain.lesson import LessonLine, LessonLook
from commands.domain.pupil import Pupil


class Lessons(Protocol):
    """What is asked about lesson cards."""

    async def groups(self) -> Sequence[str]:
        """The form groups of the pupils on roll, in order."""
        ...

    async def in_group(self, group: str) -> Sequence[Pupil]:
        """The pupils on roll of a form group, by surname."""
        ...

    async def lines(self, pupil_ids: Sequence[str]) -> Mapping[str, Sequence[LessonLine]]:
        """Every line ever written for these pupils, those gone included; pupils without any are left out."""
        ...

    async def last_look(self, person_id: str, group: str, until: datetime) -> LessonLook | None:
        """When somebody last looked at a class's card, up to and including a moment."""
        ...
