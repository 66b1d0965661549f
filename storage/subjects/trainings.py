"""Trainings of staff: their table, and how a command asks for them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func

from commands.domain.adjustment import Adjustment
from commands.domain.training import Training
from storage.declared import declared
from storage.kept import Kept, Way
from storage.part import ByReference

trainings = declared("trainings", Training, "reference", indexes=(("on",),))

TRAINING = Kept(Training, trainings, Way.VERSIONED, "T")
STANDING = trainings.c.taken_back_on.is_(None)


class SqlTrainings(ByReference[Training]):
    """The part of the records about trainings."""

    keeps = (TRAINING,)

    async def newest(self, skip: int, most: int) -> tuple[Sequence[Training], int]:
        of = trainings.c
        return await self.page_of(TRAINING, skip, most, STANDING, order=(of.on.desc(), of.reference))

    async def last_by_topic(self) -> Sequence[tuple[Adjustment, date]]:
        of = trainings.c
        last = self.select(trainings, of.topic, func.max(of.on)).where(STANDING).group_by(of.topic)
        return [(topic, day) for topic, day in await self.connection.execute(last)]
