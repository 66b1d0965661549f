"""A school to tell stories about: its people with their hands on one platform, its pupils, its channels, its clock."""

import asyncio
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import ClientSession
from aiohttp.test_utils import TestServer
from sqlalchemy import insert, update

from chatops.app import Service
from chatops.clockwork.clock import Clock
from chatops.settings import Settings
from commands.domain.days.calendar import Span
from commands.domain.digest import DigestKind
from commands.domain.person import Role
from commands.domain.pupil import Provision
from commands.domain.school import School
from storage.delivery.schedules import Schedules
from storage.subjects.people import sought
from storage.tables import pupils, staff, term_dates
from tests.databases import empty_sqlite
from tests.drawn import DrawnService
from tests.worlds import Hands, Screens, World

MONDAY = datetime(2026, 9, 14, 8, 0, tzinfo=UTC)
"""Monday 14 September 2026, nine o'clock in London: the second week of term."""


QUICK = {"CHANGES_A_MINUTE": "100000", "LOOKS_A_MINUTE": "100000", "NAMES_AN_HOUR": "100000"}
"""A story tells a year in a second: what is one person's limit there is told by the stories of limits alone."""


class SchoolStory:
    """One invented school, one platform, the real service between them."""

    drawn: type[Service] = DrawnService
    """The service, whose answers are drawn on the other faces too: what people ask, not what is thrown at it."""

    def __init__(self, world: World, folder: Path, url: str = "") -> None:
        """Kept in a new SQLite file in `folder`, or in the migrated database at `url`."""
        self.world = world
        self.file = folder / "school.db"
        self.url = url or empty_sqlite(self.file)
        self.clock = Clock(MONDAY)
        self.service: Service
        self.school: School
        self.people: dict[str, Hands] = {}
        self.server: TestServer | None = None
        self._settings: Mapping[str, str] = {}

    async def opens(self, **settings: str) -> None:
        """Term begins: the staff list is in, the platform runs, and the SENCO has set up their channel."""
        self._settings = {"DATABASE_URL": self.url, **QUICK, **await self.world.start(), **settings}
        await self.starts()
        self.school = await self.service.schools.add("Oakfield School", safeguarding_lead="Grace Lin, extension 112")
        await self.sends_digests(False)
        await self._rows(
            term_dates,
            *(
                {"kind": kind, "name": name, "first": first, "last": last}
                for kind, name, first, last in (
                    (Span.TERM, "Autumn", date(2026, 9, 1), date(2026, 12, 18)),
                    (Span.BREAK, "Half-term", date(2026, 10, 26), date(2026, 10, 30)),
                    (Span.TERM, "Spring", date(2027, 1, 4), date(2027, 3, 25)),
                )
            ),
        )
        for name, role, groups in (
            ("Tom Reed", Role.TEACHER, ("4B",)),
            ("Sam Okoro", Role.SENCO, ()),
            ("Ada Quill", Role.SENCO, ()),
            ("Helen Marsh", Role.LEADERSHIP, ()),
            ("Ivy Stone", Role.TEACHER, ("5A",)),
            ("Ned Tull", Role.ADMIN, ()),
        ):
            await self.employs(name, role, groups)
        await self.world.makes_channel("senco", [self.senco, self.second_senco])

    async def starts(self) -> None:
        """Starts the service, as `serve` would."""
        self.service = self.drawn(Settings.load(self._settings), web=self.world.name == "web", clock=self.clock)
        self.server = TestServer(self.service.application)
        await self.server.start_server()
        await self.world.connect(str(self.server.make_url("")).rstrip("/"))

    def also(self, settings: Mapping[str, str]) -> None:
        """From its next start the service has these settings too."""
        self._settings = {**self._settings, **settings}

    async def stops(self) -> None:
        """Stops the service, as SIGTERM would."""
        if self.server:
            await self.server.close()
            self.server = None

    async def closes(self) -> None:
        """The end of the story."""
        await self.stops()
        await self.world.stop()

    async def employs(self, name: str, role: Role, groups: Sequence[str] = (), school: School | None = None) -> Hands:
        """Somebody comes onto the staff list, with an account on the platform."""
        email = name.lower().replace(" ", ".") + "@oakfield.example"
        where = school or self.school
        id = f"{where.id}-{email.split('@')[0]}"
        row = {"id": id, "email": email, "name": name, "role": role, "groups": tuple(groups), "left": False}
        await self._rows(staff, row, school=where)
        if name not in self.people:
            self.people[name] = await self.world.joins(email, name)
        return self.people[name]

    async def enrols(
        self,
        name: str,
        *,
        year: int | str = 4,
        group: str = "4B",
        known_as: str = "",
        born: date | None = None,
        school: School | None = None,
        provision: Provision = Provision.NONE,
    ) -> str:
        """A pupil comes onto roll; gives our id of them."""
        row = _pupil(name, year, group, known_as, born or date(2018, 1, 20), provision)
        await self._rows(pupils, row, school=school)
        return str(row["id"])

    async def enrols_all(self, names: Sequence[str]) -> list[str]:
        """As many pupils as there are names, in 4B and on, each born on another day; gives our ids of them."""
        years = [(n + 3) % 6 + 1 for n in range(len(names))]
        rows = [
            _pupil(name, year, f"{year}B", "", date(2014, 9, 1) + timedelta(days=n), Provision.NONE)
            for n, (name, year) in enumerate(zip(names, years, strict=True))
        ]
        await self._rows(pupils, *rows)
        return [str(row["id"]) for row in rows]

    async def loses(self, pupil_id: str, on: date) -> None:
        """A pupil leaves."""
        async with self.service.database.writing() as connection:
            await connection.execute(update(pupils).where(pupils.c.id == pupil_id).values(left_on=on))

    async def everybody_leaves(self, role: Role) -> None:
        """Nobody of that role is on the staff list any more."""
        async with self.service.database.writing() as connection:
            await connection.execute(update(staff).where(staff.c.role == role).values(left=True))

    async def readiness(self) -> dict[str, Any]:
        """What /readyz says."""
        assert self.server
        async with ClientSession() as session, session.get(self.server.make_url("/readyz")) as answer:
            return dict(await answer.json())

    async def _rows(self, table: Any, *rows: dict[str, Any], school: School | None = None) -> None:
        async with self.service.database.writing() as connection:
            for row in rows:
                await connection.execute(insert(table).values(school_id=(school or self.school).id, **row))

    @property
    def teacher(self) -> Hands:
        return self.people["Tom Reed"]

    @property
    def other_teacher(self) -> Hands:
        return self.people["Ivy Stone"]

    @property
    def senco(self) -> Hands:
        return self.people["Sam Okoro"]

    @property
    def second_senco(self) -> Hands:
        return self.people["Ada Quill"]

    @property
    def leader(self) -> Hands:
        return self.people["Helen Marsh"]

    @property
    def admin(self) -> Hands:
        return self.people["Ned Tull"]

    async def has_a_senco_channel(self) -> None:
        await self.senco.asks("senco setup", channel="senco")

    async def sends_digests(self, sends: bool = True) -> None:
        """Whether the daily digest is on. Most stories are of something else, and their school has it switched off."""
        async with Schedules(self.service.database).one(self.school, DigestKind.DAILY) as claim:
            changed = claim.thing.changed(self.clock.now(), active=sends)
            await claim.records.save(changed)

    async def settles(self) -> None:
        """Every digest that is due has been made, and everything that can be delivered now has been."""
        for work in self.service.clockwork.values():
            await work.look()
        while (await self.service.outbox.backlog()).waiting or self.service.deliverer.in_hand:
            if not await self.service.deliverer.deliver_due():
                if not self.service.deliverer.in_hand and not await self._anything_due():
                    return
                await asyncio.sleep(0.01)  # in another's hands; look again

    async def has_asked_about_people(self) -> None:
        """The platform has answered what it was asked about accounts beside what people did."""
        await self.service.vouching.answered()

    async def _anything_due(self) -> bool:
        from sqlalchemy import func, select

        from storage.tables import notices

        async with self.service.database.reading() as connection:
            due = await connection.scalar(
                select(func.count())
                .select_from(notices)
                .where(notices.c.state == "waiting", notices.c.due_at <= self.clock.now())
            )
        return bool(due)

    async def channel(self, name: str = "senco") -> Sequence[Any]:
        """What stands in a channel once everything is delivered."""
        await self.settles()
        if isinstance(self.world, Screens):
            await self.world.looks_at(name)
        return self.world.channel(name)

    async def private(self, hands: Hands) -> Sequence[Any]:
        """What somebody has been sent privately, once everything is delivered."""
        await self.settles()
        if isinstance(self.world, Screens):
            await self.world.looks_for(hands)
        return hands.received()

    def passes(self, **time: float) -> None:
        """Time goes by: `school.passes(days=3)`."""
        self.clock.advance(timedelta(**time))

    async def referred(self, by: Hands | None = None, **changes: Any) -> str:
        """A referral made in the usual way; gives its reference."""
        by = by or self.teacher
        await by.asks("refer")
        await by.fills_in(**{**REFERRAL, **changes})
        assert "R-" in by.said, by.said
        return reference_in(by.said)


def _pupil(
    name: str, year: int | str, group: str, known_as: str, born: date, provision: Provision
) -> dict[str, object]:
    """A pupil's row, with an id of its own."""
    forename, _, surname = name.partition(" ")
    id = "P" + secrets.token_hex(6)
    return {
        "id": id,
        "upn": f"U{id}"[:20],
        "surname": surname,
        "forename": forename,
        "preferred": known_as or forename,
        "born": born,
        "year": str(year),
        "group": group,
        "provision": provision,
        "sought": sought(forename, surname, known_as),
    }


REFERRAL: dict[str, Any] = {
    "is_this_a_safeguarding_or_child_protection_concern": "No",
    "pupil": "Amina Yusuf",
    "main_areas_of_need": ("Cognition and learning",),
    "what_have_you_noticed": "Cannot yet retell a story.",
    "what_have_you_tried": "Story maps",
    "for_how_long": "2 to 6 weeks",
    "did_it_help": "It helped a little",
    "have_you_spoken_to_the_parents": "Yes",
    "when_did_you_speak_to_them": "2026-09-10",
    "how_urgent_is_it": "Routine",
    "what_would_you_like_to_happen": "A second pair of eyes.",
}
"""A referral as a teacher fills it in, by the words of the form."""


def reference_in(words: str, letter: str = "R") -> str:
    """The reference in something said."""
    with suppress(ValueError):
        at = words.index(f"{letter}-")
        return words[at : at + 7]
    raise AssertionError(f"no reference in: {words}")
