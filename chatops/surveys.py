"""Who can read a place, as its platform says and a school's staff list knows them, and whether it may be a channel."""

from collections.abc import Mapping
from dataclasses import replace

from chatops.faces import Face, Undeliverable
from chatops.watching.metrics import Metrics
from commands.domain.channel import Unfit
from commands.domain.person import Person
from commands.kit import Place
from storage.lists.schools import Schools

AT_SETUP = 120.0
"""Seconds a set-up may wait for a platform that asks to slow down: longer than Slack's longest pause, and not so long
that whoever asked goes away. What was found out meanwhile is kept for the next try."""
BEFORE_A_POST = 15.0
"""The same for a look before a post, which is somebody's for a minute."""


class Surveys:
    """Asks the platforms. Nothing of the database is held meanwhile."""

    def __init__(
        self, schools: Schools, faces: Mapping[str, Face], metrics: Metrics, *, at_setup: float = AT_SETUP
    ) -> None:
        self.schools, self.faces, self._metrics, self.at_setup = schools, faces, metrics, at_setup

    async def survey(self, school_id: str, place: Place, patience: float) -> Place:
        """The place with what is true of it now. Of one that must not be a channel nobody is listed. Raises
        `Undeliverable` when the platform does not say."""
        if await self.schools.of_channel(place.face, place.address) not in (None, school_id):
            return replace(place, unfit=Unfit.ANOTHERS)
        try:
            readers = await self.faces[place.face].readers(place, patience)
        except Undeliverable as failure:
            self._metrics.failed(place.face, failure)
            raise
        if readers.unfit:
            return replace(place, name=readers.called, public=readers.public, unfit=readers.unfit)
        staff: list[Person] = []
        strangers: list[str] = []
        for reader in readers.people:
            here = [
                person for school, person in await self.schools.memberships(*reader.emails) if school.id == school_id
            ]
            staff += here
            strangers += [] if here else [reader.user]
        return replace(
            place,
            name=readers.called,
            public=readers.public,
            readers=tuple(staff),
            strangers=tuple(sorted(strangers)),
            unfit=None,
        )
